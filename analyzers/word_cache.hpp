// WordCache: what the analysis made of a word as it stood in the text, so that a word is folded
// and stemmed once and then looked up. Confined to one thread. Bounded by the caller, who clears
// it between texts when is_full() says so; until then all views stay valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace evresi::analyzers {

struct AnalyzedWord {
    std::string_view surface;  ///< empty: the characters make no token
    std::string_view stem;
    bool is_stop = false;
    std::uint32_t number = 0;  ///< in the order of insertion since the last clear()
};

class WordCache {
public:
    WordCache();

    [[nodiscard]] static std::uint64_t hash(std::string_view raw) noexcept;

    /// Fetches the slot of a hash, or what the slot points to, into the processor's cache: for
    /// words that will be looked up soon. Changes nothing.
    void fetch_slot(std::uint64_t hash) const noexcept;
    void fetch_entry(std::uint64_t hash) const noexcept;

    /// The entry of `raw`, or null. It holds until clear(). Requires hash == hash(raw).
    [[nodiscard]] const AnalyzedWord* find(std::string_view raw, std::uint64_t hash) const noexcept;
    [[nodiscard]] const AnalyzedWord* find(std::string_view raw) const noexcept {
        return find(raw, hash(raw));
    }

    /// Copies key and value in; requires that `raw` is not there. The result and its views hold
    /// until clear().
    const AnalyzedWord& insert(std::string_view raw, const AnalyzedWord& word);

    /// More entries or bytes than a cache should keep from one text to the next.
    [[nodiscard]] bool is_full() const noexcept;

    /// Forgets all words. Keeps its memory of usual size for the next ones.
    void clear();

private:
    /// Key and value lie side by side, in the order of insertion: frequent words come early and so
    /// share few cache lines. The bytes of the key follow the entry itself.
    struct Entry {
        AnalyzedWord word;
        std::uint64_t raw_bytes = 0;
    };
    /// Small, as most look-ups of a large vocabulary miss the processor's cache here.
    struct Slot {
        std::uint32_t tag = 0;    ///< upper half of the hash
        std::uint32_t place = 0;  ///< of the entry, plus one; 0: empty
    };

    [[nodiscard]] const Entry& entry_at(std::uint32_t place) const noexcept;
    [[nodiscard]] static std::string_view raw_of(const Entry& entry) noexcept;
    [[nodiscard]] std::size_t slot_of(std::string_view raw, std::uint64_t hash) const noexcept;
    [[nodiscard]] char* room_for(std::size_t bytes);
    void grow();

    std::vector<Slot> slots_;
    std::size_t count_ = 0;
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t block_ = 0;       ///< the one that is being filled
    std::size_t used_bytes_ = 0;  ///< of that block
    std::size_t block_bytes_ = 0;
    std::size_t kept_bytes_ = 0;
    bool has_large_block_ = false;
};

}  // namespace evresi::analyzers

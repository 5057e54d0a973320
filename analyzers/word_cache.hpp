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
};

class WordCache {
public:
    WordCache();

    /// The entry of `raw`, or null.
    [[nodiscard]] const AnalyzedWord* find(std::string_view raw) const noexcept;

    /// Copies key and value in; requires that `raw` is not there. The result holds until the next
    /// insert, its views until clear().
    const AnalyzedWord& insert(std::string_view raw, const AnalyzedWord& word);

    /// More entries or bytes than a cache should keep from one text to the next.
    [[nodiscard]] bool is_full() const noexcept;
    void clear();

private:
    struct Slot {
        std::uint64_t hash = 0;  ///< 0: empty
        std::string_view raw;
        AnalyzedWord word;
    };

    [[nodiscard]] static std::uint64_t hash(std::string_view raw) noexcept;
    [[nodiscard]] std::size_t slot_of(std::string_view raw, std::uint64_t hash) const noexcept;
    [[nodiscard]] std::string_view keep(std::string_view text);
    void grow();

    std::vector<Slot> slots_;
    std::size_t count_ = 0;
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* free_ = nullptr;
    std::size_t free_bytes_ = 0;
    std::size_t kept_bytes_ = 0;
};

}  // namespace evresi::analyzers

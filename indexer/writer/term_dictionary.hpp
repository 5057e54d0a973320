// TermDictionary: gives each distinct term a number, from 0 in the order in which they come, and
// keeps its bytes. Costs its bytes and some 20 bytes more a term. Confined to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace evresi::indexer {

using TermNumber = std::uint32_t;

class TermDictionary {
public:
    TermDictionary();

    /// The number of a term, which is added if it is new.
    TermNumber add(std::string_view term) { return add(term, hash(term)); }
    /// The same of a term whose hash() is known.
    TermNumber add(std::string_view term, std::uint64_t hash);

    [[nodiscard]] static std::uint64_t hash(std::string_view term) noexcept;
    /// Fetches the slot of a hash into the processor's cache, for a term that will be added soon.
    void fetch(std::uint64_t hash) const noexcept;

    /// The view holds until the next add() or clear().
    [[nodiscard]] std::string_view term(TermNumber number) const noexcept {
        return {bytes_.data() + starts_[number], starts_[number + 1] - starts_[number]};
    }
    [[nodiscard]] std::size_t size() const noexcept { return starts_.size() - 1; }
    /// Bytes of memory, about.
    [[nodiscard]] std::size_t memory() const noexcept;

    /// All numbers, in the order of the bytes of their terms.
    [[nodiscard]] std::vector<TermNumber> sorted() const;

    /// Forgets all terms and gives the memory back.
    void clear();

private:
    struct Slot {
        std::uint32_t tag = 0;    ///< upper half of the hash
        std::uint32_t place = 0;  ///< number plus one; 0: empty
    };
    void grow();

    std::vector<Slot> slots_;
    std::vector<char> bytes_;
    std::vector<std::uint64_t> starts_;
};

}  // namespace evresi::indexer

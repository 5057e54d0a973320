// NameWords: which words of a batch are names, told by their capital letters: those that stand
// capitalised within sentences, and seldom otherwise. Confined to one thread.
#pragma once

#include "analyzers/token.hpp"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evresi::indexer {

class NameWords {
public:
    /// Counts the words of `text`, running text and no title, whose tokens these are. Costs some
    /// ten nanoseconds a token.
    void add(std::string_view text, std::span<const analyzers::Token> tokens);

    /// Keys of metadata (database::name_key) for the names among the words counted since the last
    /// call. Each comes once.
    [[nodiscard]] std::vector<std::string> take();

private:
    struct Counts {
        std::uint32_t capitalised = 0;
        std::uint32_t small = 0;  ///< since the word was first seen capitalised
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    void count_capitalised(std::string_view surface);
    void count_small(std::string_view surface, std::string_view word);

    static constexpr std::size_t kSeenBits = std::size_t{1} << 16;

    std::unordered_map<std::string, Counts, Hash, std::equal_to<>> words_;  ///< by folded form
    /// Hashes of the words in the map: most other words need not be looked for.
    std::bitset<kSeenBits> seen_;
};

}  // namespace evresi::indexer

// Words in the order of their letters read backwards, in which all words of one ending stand side
// by side: the tree of endings without a tree.
#pragma once

#include "analyzers/learner/alphabet.hpp"

#include <cstddef>
#include <string_view>

namespace evresi::analyzers::learner {

/// The last `letters` letters. Requires that the word has them.
[[nodiscard]] inline std::string_view last_letters(std::string_view word, int letters) {
    return word.substr(word.size() - static_cast<std::size_t>(letters));
}

/// Calls `each(from, to)` for every group of the words from `low` to `high`, which share their last
/// `depth` letters, that shares one letter more. `word(i)` is the i-th word in order.
template <typename Word, typename Each>
void for_each_longer_ending(
    std::size_t low, std::size_t high, int depth, const Word& word, const Each& each) {
    const auto letter = [&](std::size_t i) {
        const Letters& its = word(i);
        const auto behind = static_cast<std::size_t>(depth);
        return its.size() > behind ? its[its.size() - 1 - behind] : '\0';
    };
    for (std::size_t from = low; from < high;) {
        std::size_t to = from + 1;
        while (to < high && letter(to) == letter(from)) ++to;
        if (letter(from) != '\0') each(from, to);
        from = to;
    }
}

}  // namespace evresi::analyzers::learner

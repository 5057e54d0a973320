// SpellingDistance: how far a word is from another as people mistype: letters left out, put in,
// changed or swapped, less for letters that sound alike or are doubled. The other word is given
// letter by letter, so that words with the same beginning share the work. Confined to one thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

/// What one common mistake costs; others cost a little less or more.
inline constexpr int kOneEdit = 10;

class SpellingDistance {
public:
    /// From `word`, folded letters. Distances above `limit` are of no interest.
    SpellingDistance(std::u32string word, int limit);

    /// Goes back to the first `count` letters of the other word. Requires that it has as many.
    void keep(std::size_t count) { letters_.resize(count); }
    /// Adds a letter. False when no word that goes on like this is within the limit.
    bool push(char32_t letter);
    [[nodiscard]] std::size_t size() const noexcept { return letters_.size(); }
    /// To the letters so far.
    [[nodiscard]] int distance() const noexcept { return rows_[letters_.size()].back(); }

private:
    const std::u32string word_;
    const int limit_;
    std::u32string letters_;
    std::vector<std::u32string> alike_;   ///< letters that sound like those of the word
    std::vector<std::vector<int>> rows_;  ///< one for each number of letters
    std::vector<int> least_;              ///< the least of each row
};

/// Well-formed UTF-8 as letters.
[[nodiscard]] std::u32string letters_of(std::string_view text);
[[nodiscard]] std::string text_of(std::u32string_view letters);

}  // namespace evresi::search

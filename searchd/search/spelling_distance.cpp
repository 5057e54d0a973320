#include "searchd/search/spelling_distance.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <utility>

namespace evresi::search {
namespace {

// There are as many ways to leave a letter out of a word or to swap two as it has letters, but so
// many times as many to put one in or change one as the alphabet has: each of those is rarer.
constexpr int kFar = 10000;
constexpr int kLeftOut = 7;
constexpr int kSwap = 7;
constexpr int kAlike = 8;
/// A doubled letter written once, or the other way round.
constexpr int kDoubled = 6;
/// People seldom mistake the first letter.
constexpr int kAtBeginning = 3;

/// Letters of our scripts that sound alike or nearly so, group by group.
constexpr std::u32string_view kSoundAlike[] = {U"ιηυ", U"οω", U"ий", U"ъа", U"шщч", U"сз",
                                               U"дт",  U"бп", U"гк", U"вф", U"iy",  U"sz",
                                               U"ckq", U"vw", U"dt", U"bp", U"gk"};

/// The letters that sound like `letter`.
std::u32string alike(char32_t letter) {
    std::u32string found;
    for (const std::u32string_view group : kSoundAlike) {
        if (group.find(letter) != group.npos) found += group;
    }
    return found;
}

bool is_doubled(char32_t letter, char32_t before, char32_t after) {
    return letter == before || letter == after;
}

}  // namespace

SpellingDistance::SpellingDistance(std::u32string word, int limit)
    : word_(std::move(word)), limit_(limit) {
    for (const char32_t letter : word_) alike_.push_back(alike(letter));
    std::vector<int> first{0};
    for (std::size_t j = 0; j < word_.size(); ++j) {
        first.push_back(first.back() + kOneEdit + (j == 0 ? kAtBeginning : 0));
    }
    rows_.push_back(std::move(first));
    least_.push_back(0);
}

bool SpellingDistance::push(char32_t letter) {
    const std::size_t i = letters_.size();
    const char32_t before = i == 0 ? U'\0' : letters_.back();
    letters_ += letter;
    if (rows_.size() <= i + 1) {
        rows_.emplace_back(word_.size() + 1, kFar);
        least_.push_back(kFar);
    }
    const std::vector<int>& above = rows_[i];
    std::vector<int>& row = rows_[i + 1];
    const int beginning = i == 0 ? kAtBeginning : 0;
    // Farther from the diagonal so many letters were put in or left out that all is beyond the
    // limit.
    const std::size_t band = static_cast<std::size_t>(limit_ / kDoubled) + 1;
    const std::size_t first = i + 1 > band ? i + 1 - band : 1;
    const std::size_t last = std::min(word_.size(), i + 1 + band);
    row[0] = above[0] + kLeftOut + beginning;
    int least = first == 1 ? row[0] : kFar;
    if (first > 1) row[first - 1] = kFar;
    if (last < word_.size()) row[last + 1] = kFar;
    for (std::size_t j = first; j <= last; ++j) {
        const char32_t typed = word_[j - 1];
        const char32_t typed_before = j > 1 ? word_[j - 2] : U'\0';
        const char32_t typed_after = j < word_.size() ? word_[j] : U'\0';
        int cost = above[j - 1];
        if (typed != letter) {
            cost += (alike_[j - 1].find(letter) != std::u32string::npos ? kAlike : kOneEdit) +
                    (j == 1 ? beginning : 0);
        }
        // The other word has a letter more, or the typed one.
        cost = std::min(cost, above[j] + beginning +
                                  (is_doubled(letter, before, typed_after) ? kDoubled : kLeftOut));
        cost = std::min(cost,
                        row[j - 1] + (j == 1 ? beginning : 0) +
                            (is_doubled(typed, typed_before, typed_after) ? kDoubled : kOneEdit));
        if (i > 0 && j > 1 && typed == before && typed_before == letter) {
            cost = std::min(cost, rows_[i - 1][j - 2] + kSwap + (j == 2 ? kAtBeginning : 0));
        }
        row[j] = cost;
        least = std::min(least, cost);
    }
    least_[i + 1] = least;
    if (least <= limit_) return true;
    // The next letter may still be swapped with this one.
    return std::min(least_[i], kFar) + kSwap <= limit_;
}

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    for (std::size_t at = 0; at < text.size();) letters += next_utf8(text, at);
    return letters;
}

std::string text_of(std::u32string_view letters) {
    std::string text;
    for (const char32_t letter : letters) append_utf8(letter, text);
    return text;
}

}  // namespace evresi::search

#include "indexer/writer/name_words.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace evresi::indexer {
namespace {

/// Letters of our scripts by the case that they have; `none` for others.
enum class Case : std::uint8_t { none, capital, small };

Case case_of(char32_t letter) {
    if (letter >= U'a' && letter <= U'z') return Case::small;
    if (letter >= U'A' && letter <= U'Z') return Case::capital;
    if (letter >= U'а' && letter <= U'я') return Case::small;
    if (letter >= U'А' && letter <= U'Я') return Case::capital;
    // ΐ, ά to ώ and the accented capitals, of which the small ones come last.
    if (letter >= U'ά' && letter <= U'ώ') return Case::small;
    if (letter >= U'Ά' && letter <= U'Ϋ') return letter == U'ΐ' ? Case::small : Case::capital;
    // Latin letters with marks: in U+0100 to U+0137 and U+014A to U+0177 even ones are capitals,
    // in the ranges between odd ones.
    if (letter >= U'À' && letter <= U'Þ') return Case::capital;
    if (letter >= U'ß' && letter <= U'ÿ') return Case::small;
    const bool is_even = letter % 2 == 0;
    if ((letter >= 0x100 && letter <= 0x137) || (letter >= 0x14A && letter <= 0x177)) {
        return is_even ? Case::capital : Case::small;
    }
    if ((letter >= 0x139 && letter <= 0x148) || (letter >= 0x179 && letter <= 0x17E)) {
        return is_even ? Case::small : Case::capital;
    }
    return Case::none;
}

/// A capital and a small letter after it; words in capitals alone are headings or acronyms.
bool is_capitalised(std::string_view word) {
    std::size_t at = 0;
    if (case_of(next_utf8(word, at)) != Case::capital || at >= word.size()) return false;
    return case_of(next_utf8(word, at)) == Case::small;
}

/// Whether a sentence goes on before the word that begins at `begin`: a word, a comma or the like
/// stands before it, on the same line.
bool is_within_sentence(std::string_view text, std::size_t begin) {
    // Part of a compound; a dash apart begins a line or a remark.
    if (begin > 0 && text[begin - 1] == '-') return true;
    while (begin > 0 && text[begin - 1] == ' ') --begin;
    if (begin == 0) return false;
    const char before = text[begin - 1];
    const bool is_letter = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
    if (is_letter || before == ',') return true;
    if (!is_utf8_continuation(before)) return false;
    std::size_t start = begin - 1;
    while (start > 0 && is_utf8_continuation(text[start])) --start;
    return case_of(decode_utf8(text, start).value) != Case::none;
}

/// A name stands capitalised so many times as often as not.
constexpr std::uint32_t kMoreOften = 4;

}  // namespace

LetterCase letter_case(std::string_view word) {
    if (is_capitalised(word)) return LetterCase::capitalised;
    return case_of(decode_utf8(word, 0).value) == Case::small ? LetterCase::small
                                                              : LetterCase::other;
}

void NameWords::add_other(std::string_view text,
                          const analyzers::Token& token,
                          TermNumber surface,
                          LetterCase letters) {
    // Headings may have all words capitalised: a capital after another tells no more than that one.
    const bool is_capital = letters == LetterCase::capitalised;
    if (is_capital && !is_after_capital_) is_name_ = true;
    is_name_ = is_name_ && is_capital && is_within_sentence(text, token.begin);
    is_after_capital_ = is_capital;
    if (token.is_stop || !is_name_) return;
    if (surface >= counts_.size()) counts_.resize(std::max<std::size_t>(surface + 1, 2 * surface));
    if (counts_[surface].capitalised++ == 0) counted_.push_back(surface);
}

std::vector<TermNumber> NameWords::take() {
    std::vector<TermNumber> names;
    for (const TermNumber surface : counted_) {
        const Counts counts = counts_[surface];
        counts_[surface] = {};
        if (counts.capitalised >= kMoreOften * counts.small) names.push_back(surface);
    }
    counted_.clear();
    return names;
}

void NameWords::clear() noexcept {
    counts_.clear();
    counted_.clear();
}

}  // namespace evresi::indexer

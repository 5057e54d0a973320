#include "indexer/writer/name_words.hpp"

#include "base/utf8.hpp"
#include "indexer/database/script_bridge.hpp"

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

void NameWords::add(std::string_view text, std::span<const analyzers::Token> tokens) {
    // Headings may have all words capitalised: a capital after another tells no more than that one.
    bool is_after_capital = false;
    bool is_name = false;
    for (const analyzers::Token& token : tokens) {
        const std::string_view word = text.substr(token.begin, token.end - token.begin);
        const bool is_capital = is_capitalised(word);
        if (is_capital && !is_after_capital) is_name = true;
        is_name = is_name && is_capital && is_within_sentence(text, token.begin);
        is_after_capital = is_capital;
        if (token.is_stop) continue;
        if (is_name) {
            count_capitalised(token.surface);
        } else if (!is_capital) {
            count_small(token.surface, word);
        }
    }
}

void NameWords::count_capitalised(std::string_view surface) {
    const auto found = words_.find(surface);
    Counts& counts = found != words_.end() ? found->second
                                           : words_.try_emplace(std::string(surface)).first->second;
    ++counts.capitalised;
    seen_.set(Hash()(surface) % kSeenBits);
}

void NameWords::count_small(std::string_view surface, std::string_view word) {
    if (!seen_.test(Hash()(surface) % kSeenBits)) return;
    const auto found = words_.find(surface);
    if (found == words_.end() || case_of(decode_utf8(word, 0).value) != Case::small) return;
    ++found->second.small;
}

std::vector<std::string> NameWords::take() {
    std::vector<std::string> keys;
    for (const auto& [word, counts] : words_) {
        if (counts.capitalised < kMoreOften * counts.small) continue;
        std::string key = database::name_key(word);
        if (!key.empty()) keys.push_back(std::move(key));
    }
    words_.clear();
    seen_.reset();
    return keys;
}

}  // namespace evresi::indexer

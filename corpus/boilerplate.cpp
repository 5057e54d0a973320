#include "corpus/boilerplate.hpp"

#include "base/utf8.hpp"
#include "corpus/clean_text.hpp"

#include <algorithm>
#include <vector>

namespace evresi::corpus {
namespace {

constexpr std::uint32_t kMaxFurnitureWords = 22;
constexpr std::uint32_t kMaxDateLineWords = 12;
constexpr std::size_t kMaxTitleCharacters = 200;

std::string_view line_text(const ScannedText& text, WordRange line) noexcept {
    const std::uint32_t begin = text.words()[line.first].begin;
    return text.text().substr(begin, text.words()[line.last - 1].end - begin);
}

// Words of the line that lie in menu phrases.
std::uint32_t menu_words(const ScannedText& text, WordRange line) noexcept {
    const auto matches = text.matches_of(Cue::menu);
    auto at = std::lower_bound(
        matches.begin(), matches.end(), line.first,
        [](const PhraseMatch& match, std::uint32_t word) { return match.first < word; });
    std::uint32_t covered = line.first;
    std::uint32_t words = 0;
    for (; at != matches.end() && at->first < line.last; ++at) {
        if (at->last > line.last || at->last <= covered) continue;
        words += at->last - std::max(covered, at->first);
        covered = at->last;
    }
    return words;
}

bool ends_as_sentence(const ScannedText& text, WordRange line) noexcept {
    const std::string_view after = trim(text.gap_after(line.last - 1));
    return after.starts_with('.') || after.starts_with('!') || after.starts_with('?');
}

bool is_menu(const ScannedText& text, WordRange line) noexcept {
    if (line.size() < 2 || ends_as_sentence(text, line)) return false;
    const std::uint32_t words = menu_words(text, line);
    return words >= 2 && words * 2 >= line.size();
}

// "EN | BG", "SLO ITA ENG": names of languages and nothing else.
bool is_language_switch(const ScannedText& text, WordRange line) noexcept {
    if (line.size() < 2 || line.size() > 8) return false;
    for (std::uint32_t i = line.first; i < line.last; ++i) {
        const FoldedWord& word = text.words()[i];
        const std::size_t bytes = text.word(i).size();
        const bool is_ascii_code = bytes >= 2 && bytes <= 3;
        const bool is_other_code = bytes == 4 && static_cast<unsigned char>(text.word(i)[0]) > 0x7F;
        if (!word.is_upper || !(is_ascii_code || is_other_code)) return false;
    }
    return true;
}

// A crumb trail: parts between » or >, with no sentence.
bool is_crumb_trail(const ScannedText& text, WordRange line) noexcept {
    if (line.size() > 14 || ends_as_sentence(text, line)) return false;
    const std::string_view shown = line_text(text, line);
    return shown.find(" » ") != std::string_view::npos ||
           shown.find(" > ") != std::string_view::npos;
}

bool has_year(const ScannedText& text, WordRange line) noexcept {
    for (std::uint32_t i = line.first; i < line.last; ++i) {
        if (text.words()[i].is_number && text.word(i).size() == 4) return true;
    }
    return false;
}

bool is_date_line(const ScannedText& text, WordRange line) noexcept {
    if (line.size() > kMaxDateLineWords || !has_year(text, line)) return false;
    if (text.has(Cue::published, {line.first, line.first + 4}) ||
        text.has(Cue::changed, {line.first, std::min(line.last, line.first + 6)})) {
        return true;
    }
    // A numeric date, or a day and a month, that opens a short line.
    const bool is_numeric = line.size() >= 3 && text.words()[line.first].is_number &&
                            text.words()[line.first + 1].is_number &&
                            text.words()[line.first + 2].is_number;
    const bool has_month = text.has(Cue::month, {line.first, std::min(line.last, line.first + 2)});
    const bool has_parts = line_text(text, line).find(" | ") != std::string_view::npos;
    return line.size() <= 8 && (is_numeric || (has_month && has_parts));
}

// "Newsletter of the agency, december 2023": a kicker above the headline.
bool ends_in_date(const ScannedText& text, WordRange line) noexcept {
    return line.size() >= 3 && text.words()[line.last - 1].is_number &&
           text.word(line.last - 1).size() == 4 &&
           text.has(Cue::month, {line.last - 2, line.last - 1});
}

// A phrase of furniture counts where it opens the line, or fills half of it.
bool has_furniture_phrase(const ScannedText& text, WordRange line) noexcept {
    const auto matches = text.matches_of(Cue::furniture);
    auto at = std::lower_bound(
        matches.begin(), matches.end(), line.first,
        [](const PhraseMatch& match, std::uint32_t word) { return match.first < word; });
    for (; at != matches.end() && at->first < line.last; ++at) {
        if (at->last > line.last) continue;
        const std::uint32_t words = at->last - at->first;
        // One word alone may open a sentence; it must make up the line.
        if (at->first == line.first && (words >= 2 || line.size() <= 5)) return true;
        if (words * 2 >= line.size()) return true;
        if (line.size() <= 14 && words >= 2) return true;
    }
    return false;
}

}  // namespace

bool is_furniture(const ScannedText& text, WordRange line) noexcept {
    if (line.size() == 0) return false;
    const std::uint32_t before = text.words()[line.first].begin;
    if (before >= 3 && text.text().substr(0, before).ends_with("© ")) return true;
    if (line.size() > kMaxFurnitureWords) return false;
    return is_language_switch(text, line) || is_menu(text, line) || is_crumb_trail(text, line) ||
           is_date_line(text, line) || has_furniture_phrase(text, line);
}

std::string_view find_headline(std::string_view text) {
    // The headline stands near the top; what follows need not be scanned.
    constexpr std::size_t kHeadBytes = 2048;
    ScannedText scanned;
    scanned.scan(utf8_prefix(text, kHeadBytes), false);
    std::vector<WordRange> candidates;
    for (std::uint32_t at = 0; at < scanned.words().size() && candidates.size() < 2;) {
        const WordRange line = scanned.line_of(at);
        at = line.last;
        const std::string_view shown = line_text(scanned, line);
        if (is_furniture(scanned, line) || ends_in_date(scanned, line)) continue;
        if (count_utf8(shown) > kMaxTitleCharacters) break;
        candidates.push_back(line);
    }
    if (candidates.empty()) return {};
    WordRange best = candidates.front();
    // A word or two above a longer line is a rubric, not the headline.
    if (candidates.size() == 2 && best.size() <= 3 && candidates[1].size() >= 4 &&
        !ends_as_sentence(scanned, candidates[1])) {
        best = candidates[1];
    }
    const std::uint32_t begin = scanned.words()[best.first].begin;
    const std::size_t line_begin = text.rfind('\n', begin) + 1;  // npos + 1 is 0
    const std::size_t line_end = std::min(text.find('\n', begin), text.size());
    std::string_view title = trim(text.substr(line_begin, line_end - line_begin));
    while (title.starts_with('#')) title = trim(title.substr(1));
    return title;
}

}  // namespace evresi::corpus

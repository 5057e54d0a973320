#include "corpus/archive_names.hpp"

#include "base/utf8.hpp"
#include "corpus/encoding.hpp"

#include <algorithm>
#include <array>

namespace evresi::corpus {
namespace {

enum class Script { none, latin, greek, cyrillic };

struct Letter {
    Script script = Script::none;
    bool is_upper = false;
    bool is_ours = false;  // of an alphabet of our languages
};

// The letters beyond ASCII of Slovenian and Latvian, small and capital.
constexpr std::u32string_view kLatinSmall = U"čšžćđāēģīķļņū";
constexpr std::u32string_view kLatinCapital = U"ČŠŽĆĐĀĒĢĪĶĻŅŪ";

Letter letter_of(char32_t c) noexcept {
    if (c < 0x80) {
        const bool is_capital = c >= U'A' && c <= U'Z';
        const bool is_letter = is_capital || (c >= U'a' && c <= U'z');
        return {is_letter ? Script::latin : Script::none, is_capital, is_letter};
    }
    if (kLatinSmall.find(c) != std::u32string_view::npos) return {Script::latin, false, true};
    if (kLatinCapital.find(c) != std::u32string_view::npos) return {Script::latin, true, true};
    if (c >= 0x386 && c <= 0x3CE && c != 0x387) {
        const bool is_small = c >= 0x3AC || c == 0x390;
        return {Script::greek, !is_small, true};
    }
    if (c >= 0x410 && c <= 0x44F) {
        // Russian letters that Bulgarian lacks are as good: only the code page is in question.
        return {Script::cyrillic, c < 0x430, true};
    }
    if ((c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7)) {
        return {Script::latin, false, false};
    }
    return {};
}

// Pairs of letters that every text in the script is full of; by them the code pages of Greek and
// Bulgarian, which both make words of any bytes, are told apart. Accents are left out.
constexpr std::array<std::u32string_view, 44> kFrequentPairs = {
    U"на", U"то", U"ен", U"ра", U"ск", U"ст", U"ни", U"но", U"ия", U"ре", U"ро",
    U"пр", U"ко", U"те", U"ва", U"ри", U"за", U"ор", U"ка", U"не", U"ти", U"ан",
    U"ου", U"αι", U"ος", U"ης", U"τη", U"ια", U"το", U"ση", U"με", U"στ", U"ρο",
    U"πρ", U"αν", U"ερ", U"ικ", U"ον", U"ων", U"ρα", U"κο", U"τα", U"εσ", U"μα"};

char32_t small_of(char32_t c) noexcept {
    const bool is_capital = (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F);
    return is_capital ? c + 0x20 : c;
}

bool is_frequent(char32_t first, char32_t second) noexcept {
    const std::array<char32_t, 2> pair = {small_of(first), small_of(second)};
    return std::find(kFrequentPairs.begin(), kFrequentPairs.end(),
                     std::u32string_view(pair.data(), pair.size())) != kFrequentPairs.end();
}

constexpr bool is_sign_of_names(char32_t c) noexcept {
    return c == 0xA0 || c == 0xAB || c == 0xBB || c == 0x2116 || (c >= 0x2010 && c <= 0x201F);
}

int score_of_character(char32_t c, const Letter& letter) noexcept {
    if (c < 0x80) return 0;
    if (letter.script == Script::none) return is_sign_of_names(c) ? 0 : -4;
    if (c == 0x390 || c == 0x3B0) return -2;  // iota and upsilon with two signs each
    return letter.is_ours ? 2 : -1;
}

// How much the text reads like names of files: letters of one script in a word, capitals before
// small letters or alone, no frames, signs and rarities.
int score_of(std::string_view text) {
    int score = 0;
    Letter before;
    char32_t character_before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        const Letter letter = letter_of(c);
        score += score_of_character(c, letter);
        const bool is_in_word = letter.script != Script::none && before.script != Script::none;
        if (is_in_word && letter.script != before.script) score -= 4;
        if (is_in_word && letter.is_upper && !before.is_upper && c >= 0x80) score -= 4;
        if (is_in_word && is_frequent(character_before, c)) score += 2;
        before = letter;
        character_before = c;
    }
    return score;
}

}  // namespace

std::string detect_name_encoding(const std::vector<std::string_view>& names) {
    std::string foreign;
    for (const std::string_view name : names) {
        if (!is_utf8(name) && foreign.size() < 16'384) (foreign += name) += '\n';
    }
    if (foreign.empty()) return "UTF-8";
    // In the order of belief among equals.
    static constexpr std::array<const char*, 9> kCandidates = {
        "ibm-866",      "windows-1251", "ibm-737",      "windows-1253", "ibm-852",
        "windows-1250", "ibm-775",      "windows-1257", "ibm-437"};
    std::string best = "ibm-437";
    int best_score = 0;
    for (const char* const candidate : kCandidates) {
        const auto text = convert_to_utf8(foreign, candidate);
        if (!text) continue;
        const int score = score_of(*text);
        if (score > best_score) {
            best_score = score;
            best = candidate;
        }
    }
    return best;
}

std::string normal_member_name(std::string_view name) {
    std::string path;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find_first_of("/\\"), name.size());
        const std::string_view part = name.substr(0, end);
        if (!part.empty() && part != ".") {
            if (!path.empty()) path += '/';
            path += part;
        }
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return path;
}

bool leads_outside(std::string_view name) noexcept {
    if (name.starts_with('/') || name.starts_with('\\')) return true;
    const bool has_drive =
        name.size() >= 2 && name[1] == ':' && (name[0] | 0x20) >= 'a' && (name[0] | 0x20) <= 'z';
    if (has_drive) return true;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find_first_of("/\\"), name.size());
        if (name.substr(0, end) == "..") return true;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return false;
}

bool is_hidden_member(std::string_view name) noexcept {
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('/'), name.size());
        const std::string_view part = name.substr(0, end);
        if (part.starts_with('.') || part == "__MACOSX") return true;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return false;
}

}  // namespace evresi::corpus

#include "analyzers/typed_letters.hpp"

#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace evresi::analyzers {
namespace {

Script script_of(char32_t letter) {
    if (letter >= U'a' && letter <= U'z') return Script::latin;
    if (letter >= U'α' && letter <= U'ω') return Script::greek;
    if (letter >= U'а' && letter <= U'я') return Script::cyrillic;
    return Script::other;
}

/// Letters that look alike, as capitals or as small letters; a space where a script has none.
struct LookAlike {
    char32_t latin;
    char32_t greek;
    char32_t cyrillic;
    bool as_capitals;  ///< else only small
};

constexpr std::array kLookAlikes = std::to_array<LookAlike>({
    {U'a', U'α', U'а', true},  {U'b', U'β', U'в', true},  {U'c', U' ', U'с', true},
    {U'e', U'ε', U'е', true},  {U'h', U'η', U'н', true},  {U'i', U'ι', U' ', true},
    {U'k', U'κ', U'к', true},  {U'm', U'μ', U'м', true},  {U'n', U'ν', U' ', true},
    {U'o', U'ο', U'о', true},  {U'p', U'ρ', U'р', true},  {U't', U'τ', U'т', true},
    {U'x', U'χ', U'х', true},  {U'y', U'υ', U'у', true},  {U'z', U'ζ', U' ', true},
    {U' ', U'γ', U'г', true},  {U' ', U'π', U'п', true},  {U' ', U'φ', U'ф', true},
    {U'n', U'η', U'п', false}, {U'v', U'ν', U' ', false}, {U'u', U'υ', U'и', false},
    {U'w', U'ω', U' ', false}, {U'y', U'γ', U' ', false},
});

char32_t letter_in(const LookAlike& row, Script script) {
    if (script == Script::greek) return row.greek;
    return script == Script::cyrillic ? row.cyrillic : row.latin;
}

/// One keyboard layout: the keys, as they are labelled in English, and their letters.
struct Layout {
    Script script;
    std::string_view keys;
    std::u32string_view letters;
};

constexpr std::array kLayouts = std::to_array<Layout>({
    {Script::greek, "abcdefghijklmnoprstuvwxyz", U"αβψδεφγηιξκλμνοπρστθωςχυζ"},
    {Script::cyrillic, "qwertyuiop[]asdfghjklzxcvbnm`\\", U"явертъуиопшщасдфгхйклзьцжбнмчю"},
    {Script::cyrillic, "qwertyuiop[]asdfghjklzxcvbnm`\\", U"чшертъуиопящасдфгхйклзжцвбнмюь"},
    {Script::cyrillic, "wertyuiop[asdfghjkl;'zxcvbnm,./", U"уеишщксдзцьяаожгтнвмчюйъэфхпрлб"},
});

/// The word that the same keys give the other way; empty where a key has no letter.
std::string through(const Layout& layout, std::string_view lower, bool from_keys) {
    std::string word;
    for (std::size_t at = 0; at < lower.size();) {
        const char32_t letter = next_utf8(lower, at);
        // The dead key of the Greek accent, typed before a vowel.
        if (from_keys && layout.script == Script::greek && letter == U';') continue;
        if (from_keys) {
            const std::size_t key =
                letter < 0x80 ? layout.keys.find(static_cast<char>(letter)) : std::string::npos;
            if (key == std::string_view::npos) return {};
            append_utf8(layout.letters[key], word);
        } else {
            const std::size_t key = layout.letters.find(letter);
            if (key == std::u32string_view::npos) return {};
            word += layout.keys[key];
        }
    }
    return word;
}

std::string lower_case(std::string_view raw) {
    std::string lower;
    casefold(raw, lower);
    // The shifted forms of keys that are signs in English and letters elsewhere.
    constexpr std::string_view kShifted = "{}~|:\"<>?";
    constexpr std::string_view kPlain = "[]`\\;',./";
    for (char& c : lower) {
        const std::size_t found = kShifted.find(c);
        if (found != std::string_view::npos) c = kPlain[found];
    }
    return lower;
}

}  // namespace

bool ScriptsOfWord::is_only(Script script) const noexcept {
    if (other || is_mixed()) return false;
    return (script == Script::latin && latin) || (script == Script::greek && greek) ||
           (script == Script::cyrillic && cyrillic);
}

ScriptsOfWord scripts_of(std::string_view folded) {
    ScriptsOfWord scripts;
    for (std::size_t at = 0; at < folded.size();) {
        switch (script_of(next_utf8(folded, at))) {
        case Script::latin:
            scripts.latin = true;
            break;
        case Script::greek:
            scripts.greek = true;
            break;
        case Script::cyrillic:
            scripts.cyrillic = true;
            break;
        default:
            scripts.other = true;
            break;
        }
    }
    return scripts;
}

std::vector<std::string> look_alikes(std::string_view folded, Script script) {
    constexpr std::size_t kMostReadings = 8;
    const bool is_mixed = scripts_of(folded).is_mixed();
    std::vector<std::string> words(1);
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t letter = next_utf8(folded, at);
        const Script own = script_of(letter);
        if (own == Script::other) return {};
        std::vector<char32_t> options;
        if (own == script) options.push_back(letter);
        for (const LookAlike& row : kLookAlikes) {
            const char32_t option = letter_in(row, script);
            if (own == script || letter_in(row, own) != letter || option == U' ') continue;
            if (!row.as_capitals && !is_mixed) continue;
            options.push_back(option);
        }
        if (options.empty()) return {};
        const std::size_t before = words.size();
        for (std::size_t i = 1; i < options.size(); ++i) {
            for (std::size_t k = 0; k < before && words.size() < kMostReadings; ++k) {
                words.push_back(words[k]);
                append_utf8(options[i], words.back());
            }
        }
        for (std::size_t k = 0; k < before; ++k) append_utf8(options[0], words[k]);
    }
    return words;
}

std::vector<OtherLayout> on_other_layouts(std::string_view raw) {
    const std::string lower = lower_case(raw);
    const std::string own = surface_form(raw);
    std::vector<OtherLayout> found;
    const auto add = [&](std::string word, Script script) {
        word = surface_form(word);
        const bool is_known =
            std::any_of(found.begin(), found.end(),
                        [&](const OtherLayout& other) { return other.word == word; });
        if (!word.empty() && word != own && !is_known) found.push_back({std::move(word), script});
    };
    const ScriptsOfWord scripts = scripts_of(own);
    for (const Layout& layout : kLayouts) {
        if (scripts.is_only(Script::latin)) {
            add(through(layout, lower, true), layout.script);
        } else if (scripts.is_only(layout.script)) {
            // Accents are typed with a key of their own; the folded form has none.
            add(through(layout, own, false), Script::latin);
        }
    }
    return found;
}

}  // namespace evresi::analyzers

// LineReading: a short line as sets of its words (numbers, words of menus, words that open share
// lines, and so on) and the rules that tell from these what the line looks like. For
// page_lines.cpp.
#pragma once

#include "corpus/page_lines.hpp"

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace evresi::corpus {

/// Sets of the words of a short line, a bit each.
using WordSet = std::uint32_t;
inline constexpr std::uint32_t kMaxWordsOfSet = 32;

[[nodiscard]] inline int size_of(WordSet set) noexcept {
    return std::popcount(set);
}

[[nodiscard]] inline WordSet words_between(std::uint32_t first, std::uint32_t last) noexcept {
    return ((last >= 32 ? 0u : 1u << last) - 1u) & ~((1u << first) - 1u);
}

/// Signs between and around the words of a line.
struct LineSigns {
    int bars = 0;     ///< | · • and runs of spaces
    int arrows = 0;   ///< » > › →
    int slashes = 0;  ///< with spaces around
    int commas = 0;
    int dashes = 0;  ///< with spaces around
    bool has_colon = false;
};

/// A short line while it is judged.
struct LineReading {
    std::string_view text;            ///< the line
    std::string_view before;          ///< signs before the first word
    std::string_view after;           ///< signs behind the last word
    std::string_view behind_opening;  ///< signs behind the phrase that opens the line
    std::uint32_t words = 0;
    LineSigns signs;
    WordSet any = 0;
    WordSet open = 0;  ///< only of a phrase that opens the line
    WordSet whole = 0;
    WordSet contact = 0;  ///< only of a phrase that opens the line
    WordSet menu = 0;
    WordSet stop = 0;
    WordSet date = 0;
    WordSet month = 0;
    WordSet number = 0;
    WordSet year = 0;
    WordSet upper = 0;  ///< begins with a capital
    WordSet code = 0;   ///< "EN"
    WordSet item = 0;   ///< first words of furniture phrases that follow one another
    WordSet hint = 0;
    WordSet lead = 0;  ///< only of a phrase that opens the line
    WordSet cookie = 0;
    WordSet fact = 0;
    WordSet letter = 0;  ///< of one letter
    std::uint32_t digits = 0;
    int any_phrases = 0;
    bool opens_with_any = false;
    bool is_photo = false;
    bool is_list_item = false;
    bool opens_with_site = false;
    std::uint32_t opening = 0;  ///< words of the phrase that opens the line

    [[nodiscard]] int count() const noexcept { return static_cast<int>(words); }
    [[nodiscard]] WordSet all() const noexcept { return words_between(0, words); }
    /// Whether its first words name a fact of a project: "Duration".
    [[nodiscard]] bool opens_with_fact() const noexcept { return (fact & 0x1Fu) != 0; }
    [[nodiscard]] WordSet covered() const noexcept { return any | open | whole | contact | menu; }
};

[[nodiscard]] inline bool holds(std::string_view text, std::string_view sign) noexcept {
    return text.find(sign) != std::string_view::npos;
}

[[nodiscard]] bool contains_any(std::string_view text,
                                std::initializer_list<std::string_view> signs) noexcept;

/// "Newsletter of the agency, december 2023": names what follows, and is no date of a page.
[[nodiscard]] bool is_dated_kicker(const LineReading& line) noexcept;

/// What the line looks like by itself; never `body`, which takes more than its words.
[[nodiscard]] LineLook look_of(const LineReading& line, bool ends_sentence) noexcept;

}  // namespace evresi::corpus

// Dates, the project's period and the document's year, as they are written in five languages.
// Stateless.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace evresi::corpus {

struct DateMention {
    int year = 0;
    int month = 0;            ///< 0: not said
    int day = 0;              ///< 0: not said
    std::uint32_t first = 0;  ///< words of the text
    std::uint32_t last = 0;
    bool is_season = false;  ///< "spring 2024": `month` is the season's first
};

/// Years that a text may be dated with.
struct YearRange {
    int first = 1989;
    int last = 2100;
};

/// How many words around a year tell of its date or period, beside those of its line.
inline constexpr std::uint32_t kWordsAroundYear = 32;

/// Adds the words that may be years, in order: what dates and periods are made of. Takes no cues.
void add_possible_years(const ScannedText& text, std::vector<std::uint32_t>& words);

/// All dates with at least a month or season and a year, in order: "5 Ιουνίου 2019", "18.12.2020",
/// "1. april 2024", "2023. gada 23. februārī", "March 9, 2024", "2024-03-09", "september 2016",
/// "11.11.19", "pomlad 2024".
[[nodiscard]] std::vector<DateMention> find_dates(const ScannedText& text, YearRange years);

/// The project's own period: two dates or years with a dash or "to" between them, or told as its
/// begin and end, or as its begin and a number of months, near a word for duration or in a sentence
/// about the project. A programming period is none.
[[nodiscard]] std::optional<Sourced<Period>> find_period(const ScannedText& text,
                                                         const std::vector<DateMention>& dates,
                                                         std::string_view project);

/// The year of the document by the dates in its text: publication, else an event, else a deadline,
/// else the last change, else the begin of `period`.
[[nodiscard]] std::optional<Sourced<int>> find_year(const ScannedText& text,
                                                    const std::vector<DateMention>& dates,
                                                    const std::optional<Sourced<Period>>& period);

}  // namespace evresi::corpus

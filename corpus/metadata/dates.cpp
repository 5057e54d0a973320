#include "corpus/metadata/dates.hpp"

#include "corpus/clean_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

namespace evresi::corpus {
namespace {

constexpr std::array<Period, 5> kProgrammingPeriods = {
    {{1994, 1999}, {2000, 2006}, {2007, 2013}, {2014, 2020}, {2021, 2027}}};

int leading_number(std::string_view word) noexcept {
    int value = -1;
    std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
}

/// The months by word: 0 for a word that is none.
class Months {
public:
    void add(std::uint32_t word, int month) { months_.push_back({word, month}); }

    [[nodiscard]] int operator[](std::uint32_t word) const noexcept {
        const auto after =
            std::upper_bound(months_.begin(), months_.end(), word,
                             [](std::uint32_t at, const Month& month) { return at < month.word; });
        return after == months_.begin() || std::prev(after)->word != word ? 0
                                                                          : std::prev(after)->month;
    }
    /// The first at or behind `word`, or kNoWord.
    [[nodiscard]] std::uint32_t next(std::uint32_t word) const noexcept {
        const auto at = std::lower_bound(
            months_.begin(), months_.end(), word,
            [](const Month& month, std::uint32_t wanted) { return month.word < wanted; });
        return at == months_.end() ? kNoWord : at->word;
    }

    static constexpr std::uint32_t kNoWord = 0xFFFFFFFF;

private:
    struct Month {
        std::uint32_t word;
        int month;
    };
    std::vector<Month> months_;  // by word; of several for a word the last one counts
};

/// Reads dates off a scanned text, one position at a time.
class DateReader {
public:
    DateReader(const ScannedText& text, YearRange years) : text_(text), years_(years) {
        for (const PhraseMatch& match : text.matches_of(Cue::month)) {
            // English months have a capital; "may" and "march" without one are other words.
            const std::string_view word = text.surface(match.first);
            if (word == "may" || word == "march") continue;
            months_.add(match.first, static_cast<int>(Lexicon::index_of(match.payload)));
        }
    }

    std::vector<DateMention> run() const {
        std::vector<DateMention> found;
        for (std::uint32_t at = next_dated(0); at < text_.words().size(); at = next_dated(at)) {
            std::optional<DateMention> date = read_at(at);
            at = date ? date->last : at + 1;
            if (!date) continue;
            // The word for "year" behind it belongs to the date: "2012 г.".
            if (in_text(at) && (text_.word(at) == "г" || text_.word(at) == "gada")) ++date->last;
            found.push_back(*date);
            at = date->last;
        }
        return found;
    }

private:
    // The first word at or behind `word` that a date may begin with: a number or a month.
    [[nodiscard]] std::uint32_t next_dated(std::uint32_t word) const noexcept {
        const std::vector<std::uint32_t>& digits = text_.digit_words();
        const auto at = std::lower_bound(digits.begin(), digits.end(), word);
        return std::min(at == digits.end() ? Months::kNoWord : *at, months_.next(word));
    }

    [[nodiscard]] bool in_text(std::uint32_t word) const noexcept {
        return word < text_.words().size() && text_.words()[word].gap != Gap::line;
    }
    [[nodiscard]] int number(std::uint32_t word) const noexcept {
        return text_.words()[word].is_number ? leading_number(text_.word(word)) : -1;
    }
    [[nodiscard]] bool is_year(std::uint32_t word) const noexcept {
        if (!text_.words()[word].is_number || text_.word(word).size() != 4) return false;
        const int value = number(word);
        return value >= years_.first && value <= years_.last;
    }
    /// "5", "5th", "1η", "23.".
    [[nodiscard]] int day(std::uint32_t word) const noexcept {
        const std::string_view folded = text_.word(word);
        if (folded.empty() || folded[0] < '0' || folded[0] > '9') return 0;
        const int value = leading_number(folded);
        return value >= 1 && value <= 31 && folded.size() <= 5 ? value : 0;
    }

    [[nodiscard]] std::optional<DateMention> read_at(std::uint32_t at) const {
        const bool is_dated = text_.words()[at].is_number || months_[at] != 0 || day(at) != 0;
        if (!is_dated) return std::nullopt;
        if (is_year(at)) return year_first(at);
        if (months_[at] != 0) return month_first(at);
        if (day(at) == 0) return std::nullopt;
        if (std::optional<DateMention> date = numeric(at)) return date;
        return day_first(at);
    }

    [[nodiscard]] std::optional<DateMention> year_first(std::uint32_t at) const {
        if (in_text(at + 2) && trim(text_.gap_before(at + 1)) == "-" &&
            trim(text_.gap_before(at + 2)) == "-") {
            const int month = number(at + 1);
            const int day_of = number(at + 2);
            if (month >= 1 && month <= 12 && day_of >= 1 && day_of <= 31) {
                return DateMention{number(at), month, day_of, at, at + 3};
            }
        }
        // Latvian: "2023. gada 23. februārī", "2023. gada februārī".
        if (!in_text(at + 1) || (text_.word(at + 1) != "gada" && text_.word(at + 1) != "g")) {
            return std::nullopt;
        }
        if (in_text(at + 2) && months_[at + 2] != 0) {
            return DateMention{number(at), months_[at + 2], 0, at, at + 3};
        }
        if (in_text(at + 3) && day(at + 2) != 0 && months_[at + 3] != 0) {
            return DateMention{number(at), months_[at + 3], day(at + 2), at, at + 4};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<DateMention> month_first(std::uint32_t at) const {
        if (in_text(at + 1) && is_year(at + 1)) {
            return DateMention{number(at + 1), months_[at], 0, at, at + 2};
        }
        if (in_text(at + 2) && day(at + 1) != 0 && is_year(at + 2)) {
            return DateMention{number(at + 2), months_[at], day(at + 1), at, at + 3};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<DateMention> day_first(std::uint32_t at) const {
        std::uint32_t month = at + 1;
        if (in_text(month) && text_.word(month) == "of") ++month;
        if (!in_text(month) || months_[month] == 0) return std::nullopt;
        std::uint32_t year = month + 1;
        if (in_text(year) && (text_.word(year) == "του" || text_.word(year) == "de")) ++year;
        if (!in_text(year) || !is_year(year)) return std::nullopt;
        return DateMention{number(year), months_[month], day(at), at, year + 1};
    }

    // 18.12.2020, 16. 9. 2022, 22/10/2019, 27-02-2012: the day stands first in all our languages.
    [[nodiscard]] std::optional<DateMention> numeric(std::uint32_t at) const {
        if (!in_text(at + 1) || !in_text(at + 2) || !is_year(at + 2)) return std::nullopt;
        const std::string_view first = trim(text_.gap_before(at + 1));
        const std::string_view second = trim(text_.gap_before(at + 2));
        if (first != second || (first != "." && first != "/" && first != "-")) return std::nullopt;
        const int month = number(at + 1);
        if (month < 1 || month > 12) return std::nullopt;
        return DateMention{number(at + 2), month, day(at), at, at + 3};
    }

    const ScannedText& text_;
    YearRange years_;
    Months months_;
};

bool is_dash(std::string_view gap) noexcept {
    gap = trim(gap);
    while (gap.starts_with('.')) gap = trim(gap.substr(1));
    return gap == "-" || gap == "\u2010" || gap == "\u2011" || gap == "\u2012" || gap == "\u2013" ||
           gap == "\u2014" || gap == "\u2212";
}

// Whether only a dash, or a word for "to" with small words around it, stands between two words.
bool is_range_gap(const ScannedText& text, std::uint32_t end, std::uint32_t begin) noexcept {
    if (begin == end) return is_dash(text.gap_before(begin));
    if (begin < end || begin - end > 3) return false;
    return text.has(Cue::until, {end, begin});
}

bool is_programming_period(Period period) noexcept {
    return std::find(kProgrammingPeriods.begin(), kProgrammingPeriods.end(), period) !=
           kProgrammingPeriods.end();
}

bool is_bracketed(const ScannedText& text, std::uint32_t first, std::uint32_t last) noexcept {
    return text.gap_before(first).ends_with('(') && text.gap_after(last - 1).starts_with(')');
}

bool names_project(const ScannedText& text, WordRange range, std::string_view project) noexcept {
    if (project.empty()) return false;
    for (std::uint32_t i = range.first; i < range.last; ++i) {
        if (text.surface(i) == project) return true;
    }
    return false;
}

struct RangeMention {
    Period period;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool has_months = false;
};

std::vector<RangeMention> find_ranges(const ScannedText& text,
                                      const std::vector<DateMention>& dates) {
    std::vector<RangeMention> ranges;
    for (std::size_t i = 0; i + 1 < dates.size(); ++i) {
        const DateMention& from = dates[i];
        const DateMention& to = dates[i + 1];
        if (from.year > to.year || to.year - from.year > 10) continue;
        // "24 - 26 May 2018" is an event, not a duration: months apart make a project.
        const int months = (to.year - from.year) * 12 + to.month - from.month;
        if (months < 3 || !is_range_gap(text, from.last, to.first)) continue;
        ranges.push_back({{from.year, to.year}, from.first, to.last, true});
    }
    const auto is_year = [&text](std::uint32_t word) {
        return text.words()[word].is_number && text.word(word).size() == 4 &&
               text.word(word) >= "1989" && text.word(word) <= "2060";
    };
    for (const std::uint32_t i : text.digit_words()) {
        if (!is_year(i)) continue;
        for (std::uint32_t j = i + 1; j < text.words().size() && j <= i + 4; ++j) {
            if (text.words()[j].gap == Gap::line) break;
            if (!is_year(j)) continue;
            const Period period{leading_number(text.word(i)), leading_number(text.word(j))};
            const bool fits = period.first < period.last && period.last - period.first <= 10 &&
                              is_range_gap(text, i + 1, j);
            if (fits) ranges.push_back({period, i, j + 1, false});
            break;
        }
    }
    return ranges;
}

int score_range(const ScannedText& text, const RangeMention& range, std::string_view project) {
    const WordRange sentence = near(text.sentence_of(range.first), range.first);
    const std::uint32_t from =
        range.first - std::min<std::uint32_t>(range.first - sentence.first, 12);
    const bool near_duration = text.has(Cue::duration, {from, sentence.last});
    const bool is_programming = is_programming_period(range.period);
    int score = range.has_months ? 2 : 0;
    score += near_duration ? 2 : 0;
    score += names_project(text, sentence, project) ? 2 : 0;
    score += text.has(Cue::project_word, sentence) ? 1 : 0;
    const bool is_in_brackets = is_bracketed(text, range.first, range.last);
    score += is_in_brackets ? 1 : 0;
    score -= is_programming && !range.has_months ? 3 : 0;
    const std::uint32_t before = range.first - std::min<std::uint32_t>(range.first, 4);
    const bool after_programme = text.has(Cue::programme_word, {before, range.first}) ||
                                 text.has(Cue::programme, {before, range.last});
    score -= after_programme && !range.has_months && !is_in_brackets ? 2 : 0;
    return score;
}

}  // namespace

std::vector<DateMention> find_dates(const ScannedText& text, YearRange years) {
    return DateReader(text, years).run();
}

std::optional<Sourced<Period>> find_period(const ScannedText& text,
                                           const std::vector<DateMention>& dates,
                                           std::string_view project) {
    constexpr int kEnough = 3;
    const RangeMention* best = nullptr;
    int best_score = kEnough - 1;
    const std::vector<RangeMention> ranges = find_ranges(text, dates);
    for (const RangeMention& range : ranges) {
        const int score = score_range(text, range, project);
        if (score > best_score) {
            best = &range;
            best_score = score;
        }
    }
    if (best == nullptr) return std::nullopt;
    return Sourced<Period>{best->period, text.evidence(best->first, best->last)};
}

namespace {

enum class DateRole { published, changed, dateline, event, duration, mention };

// A short line that is no sentence, near the top or the end: "17.10.2023 / News", "Newsletter of
// the agency, december 2023".
bool is_dateline(const ScannedText& text, const DateMention& date) noexcept {
    const WordRange line = text.line_of(date.first);
    if (line.size() > 9) return false;
    const std::string_view after = trim(text.gap_after(line.last - 1));
    const bool is_sentence =
        after.starts_with('.') && text.words()[line.last - 1].is_number == false;
    return !is_sentence && (date.first - line.first <= 4);
}

DateRole role_of(const ScannedText& text,
                 const DateMention& date,
                 const std::optional<Sourced<Period>>& period) {
    const WordRange line = text.line_of(date.first);
    const std::uint32_t from = date.first - std::min<std::uint32_t>(date.first - line.first, 6);
    if (text.has(Cue::changed, {from, date.first})) return DateRole::changed;
    if (text.has(Cue::published, {from, date.first})) return DateRole::published;
    if (period && period->evidence.provenance == Provenance::text) {
        const std::uint32_t begin = text.words()[date.first].begin;
        const Span& span = period->evidence.span;
        if (begin >= span.begin && begin < span.end) return DateRole::duration;
    }
    const std::uint32_t near = date.first - std::min<std::uint32_t>(date.first - line.first, 3);
    if (text.has(Cue::duration, {near, date.first})) return DateRole::duration;
    if (is_dateline(text, date)) return DateRole::dateline;
    return date.day != 0 ? DateRole::event : DateRole::mention;
}

}  // namespace

std::optional<Sourced<int>> find_year(const ScannedText& text,
                                      const std::vector<DateMention>& dates,
                                      const std::vector<bool>& is_furniture,
                                      const std::optional<Sourced<Period>>& period) {
    (void)is_furniture;
    static constexpr std::array<DateRole, 5> kOrder = {DateRole::published, DateRole::dateline,
                                                       DateRole::event, DateRole::changed,
                                                       DateRole::mention};
    for (const DateRole wanted : kOrder) {
        for (const DateMention& date : dates) {
            if (role_of(text, date, period) != wanted) continue;
            return Sourced<int>{date.year, text.evidence(date.first, date.last)};
        }
    }
    if (!period) return std::nullopt;
    const int year = period->value.first != 0 ? period->value.first : period->value.last;
    Sourced<int> found{year, period->evidence};
    return found;
}

}  // namespace evresi::corpus

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
        for (const PhraseMatch& match : text.matches_of(Cue::season)) {
            seasons_.add(match.first, static_cast<int>(Lexicon::index_of(match.payload)));
        }
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
            if (in_text(at) && is_year_word(at)) ++date->last;
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
        return std::min(
            {at == digits.end() ? Months::kNoWord : *at, months_.next(word), seasons_.next(word)});
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
    [[nodiscard]] bool is_year_word(std::uint32_t word) const noexcept {
        static constexpr std::array<std::string_view, 9> kWords = {
            "г", "год", "година", "gada", "gads", "gadam", "gadu", "leta", "leto"};
        return std::find(kWords.begin(), kWords.end(), text_.word(word)) != kWords.end();
    }
    /// "of", "του", "leta", "на" between a month or season and its year.
    [[nodiscard]] std::uint32_t skip_link(std::uint32_t word) const noexcept {
        static constexpr std::array<std::string_view, 8> kLinks = {"of",   "του",  "leta", "на",
                                                                   "през", "term", "de",   "issue"};
        if (!in_text(word)) return word;
        const bool is_link =
            std::find(kLinks.begin(), kLinks.end(), text_.word(word)) != kLinks.end();
        return is_link ? word + 1 : word;
    }
    /// "5", "5th", "1η", "23.".
    [[nodiscard]] int day(std::uint32_t word) const noexcept {
        const std::string_view folded = text_.word(word);
        if (folded.empty() || folded[0] < '0' || folded[0] > '9') return 0;
        const int value = leading_number(folded);
        return value >= 1 && value <= 31 && folded.size() <= 5 ? value : 0;
    }

    [[nodiscard]] std::optional<DateMention> read_at(std::uint32_t at) const {
        const bool is_dated =
            text_.words()[at].is_number || months_[at] != 0 || seasons_[at] != 0 || day(at) != 0;
        if (!is_dated) return std::nullopt;
        if (is_year(at)) return year_first(at);
        if (months_[at] != 0) return month_first(at);
        if (seasons_[at] != 0) return season_first(at);
        if (day(at) == 0) return std::nullopt;
        if (std::optional<DateMention> date = numeric(at)) return date;
        if (std::optional<DateMention> date = numeric_month(at)) return date;
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
        // Latvian: "2023. gada 23. februārī", "2023. gada februārī", "2024. gada pavasarī".
        if (!in_text(at + 1) || (text_.word(at + 1) != "gada" && text_.word(at + 1) != "g")) {
            return std::nullopt;
        }
        if (in_text(at + 2) && seasons_[at + 2] != 0) {
            return DateMention{number(at), seasons_[at + 2], 0, at, at + 3, true};
        }
        if (in_text(at + 2) && months_[at + 2] != 0) {
            return DateMention{number(at), months_[at + 2], 0, at, at + 3};
        }
        if (in_text(at + 3) && day(at + 2) != 0 && months_[at + 3] != 0) {
            return DateMention{number(at), months_[at + 3], day(at + 2), at, at + 4};
        }
        return std::nullopt;
    }

    // "spring 2024", "пролетта на 2024", "Winter 2023/24".
    [[nodiscard]] std::optional<DateMention> season_first(std::uint32_t at) const {
        const std::uint32_t year = skip_link(at + 1);
        if (!in_text(year) || !is_year(year)) return std::nullopt;
        return DateMention{number(year), seasons_[at], 0, at, year + 1, true};
    }

    [[nodiscard]] std::optional<DateMention> month_first(std::uint32_t at) const {
        const std::uint32_t year = skip_link(at + 1);
        if (in_text(year) && is_year(year)) {
            return DateMention{number(year), months_[at], 0, at, year + 1};
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
        const std::uint32_t year = skip_link(month + 1);
        if (!in_text(year) || !is_year(year)) return std::nullopt;
        return DateMention{number(year), months_[month], day(at), at, year + 1};
    }

    // 18.12.2020, 16. 9. 2022, 22/10/2019, 27-02-2012: the day stands first in all our languages.
    [[nodiscard]] std::optional<DateMention> numeric(std::uint32_t at) const {
        if (!in_text(at + 1) || !in_text(at + 2)) return std::nullopt;
        const std::string_view first = trim(text_.gap_before(at + 1));
        const std::string_view second = trim(text_.gap_before(at + 2));
        if (first != second || (first != "." && first != "/" && first != "-")) return std::nullopt;
        const int month = number(at + 1);
        if (month < 1 || month > 12) return std::nullopt;
        const int year = is_year(at + 2) ? number(at + 2) : short_year(at, at + 2);
        if (year == 0) return std::nullopt;
        return DateMention{year, month, day(at), at, at + 3};
    }

    // "09/2017".
    [[nodiscard]] std::optional<DateMention> numeric_month(std::uint32_t at) const {
        const int month = number(at);
        if (month < 1 || month > 12 || text_.word(at).size() != 2) return std::nullopt;
        if (!in_text(at + 1) || !is_year(at + 1)) return std::nullopt;
        const std::string_view gap = text_.gap_before(at + 1);
        if (gap != "/" && gap != ".") return std::nullopt;
        const bool is_part =
            at > 0 && text_.words()[at - 1].is_number && text_.gap_before(at) == gap;
        if (is_part) return std::nullopt;
        return DateMention{number(at + 1), month, 0, at, at + 2};
    }

    // "11.11.19": two digits, and nothing more behind a stop as in the number of a version.
    [[nodiscard]] int short_year(std::uint32_t first, std::uint32_t word) const {
        if (!text_.words()[word].is_number || text_.word(word).size() != 2) return 0;
        if (text_.gap_before(word - 1) != text_.gap_before(word)) return 0;
        if (text_.gap_before(word) == "-") return 0;
        const std::string_view after = text_.gap_after(word);
        const bool goes_on = in_text(word + 1) && !after.empty() && after.size() == 1 &&
                             after[0] != ' ' && after[0] != '\n' && after[0] != ',';
        const std::string_view before = text_.gap_before(first);
        const bool is_part =
            first > 0 && before.size() == 1 && before != " " && before != "\n" && before != "(";
        const int year = 2000 + number(word);
        return !goes_on && !is_part && year <= years_.last ? year : 0;
    }

    const ScannedText& text_;
    YearRange years_;
    Months months_;
    Months seasons_;  ///< the first month of each
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
        if (text.text().substr(text.words()[i].begin).starts_with(project)) return true;
    }
    return false;
}

struct RangeMention {
    Period period;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool has_months = false;
    bool has_dash = false;
    bool is_told = false;  ///< "began in ... and ends in ...", not two years with a dash
};

bool is_bare_year(const ScannedText& text, std::uint32_t word) noexcept {
    return text.words()[word].is_number && text.word(word).size() == 4 &&
           text.word(word) >= "1989" && text.word(word) <= "2060";
}

/// The dates of a text and the years that stand alone, in order.
std::vector<DateMention> find_points(const ScannedText& text,
                                     const std::vector<DateMention>& dates) {
    std::vector<DateMention> points = dates;
    auto date = dates.begin();
    for (const std::uint32_t word : text.digit_words()) {
        while (date != dates.end() && date->last <= word) ++date;
        const bool is_dated = date != dates.end() && date->first <= word;
        if (is_dated || !is_bare_year(text, word)) continue;
        points.push_back({leading_number(text.word(word)), 0, 0, word, word + 1});
    }
    std::sort(points.begin(), points.end(),
              [](const DateMention& a, const DateMention& b) { return a.first < b.first; });
    return points;
}

bool are_months_apart(const DateMention& from, const DateMention& to) noexcept {
    if (from.year > to.year || to.year - from.year > 10) return false;
    constexpr int kMostYears = 7;  // without months: what decades are written as
    if (from.month == 0 || to.month == 0) {
        return from.year < to.year && to.year - from.year <= kMostYears;
    }
    // "24 - 26 May 2018" is an event, not a duration: months apart make a project.
    return (to.year - from.year) * 12 + to.month - from.month >= 3;
}

/// Whether `cue` stands in the `reach` words before `word`, in its line.
bool is_before(const ScannedText& text, Cue cue, std::uint32_t word, std::uint32_t reach) noexcept {
    const WordRange line = near(text.line_of(word), word);
    return text.has(cue, {word - std::min(word - line.first, reach), word});
}

// "began in March 2023 and ends in 2025", "Start: ... End: ...".
bool is_told_range(const ScannedText& text, const DateMention& from, const DateMention& to) {
    constexpr std::uint32_t kReach = 4;
    constexpr std::uint32_t kMostBetween = 14;
    if (to.first < from.last || to.first - from.last > kMostBetween) return false;
    return is_before(text, Cue::start, from.first, kReach) &&
           is_before(text, Cue::end, to.first, std::min(kReach, to.first - from.last));
}

// "ends in December 2018; the work, which began in October 2014".
bool is_told_backwards(const ScannedText& text, const DateMention& end, const DateMention& begin) {
    constexpr std::uint32_t kReach = 3;
    constexpr std::uint32_t kMostBetween = 20;
    if (!are_months_apart(begin, end) || begin.first - end.last > kMostBetween) return false;
    return is_before(text, Cue::end, end.first, kReach) &&
           is_before(text, Cue::start, begin.first, std::min(kReach, begin.first - end.last));
}

std::optional<int> number_at(const ScannedText& text, std::uint32_t word) noexcept {
    if (!text.words()[word].is_number) {
        const std::optional<std::uint32_t> told = text.index_of(Cue::number, word);
        return told ? std::optional<int>(static_cast<int>(*told)) : std::nullopt;
    }
    if (text.word(word).size() > 3) return std::nullopt;
    return leading_number(text.word(word));
}

// The months of "36 months" or "3 years" in the words around a date.
std::optional<int> months_near(const ScannedText& text, const DateMention& date) {
    constexpr std::uint32_t kReach = 12;
    const auto size = static_cast<std::uint32_t>(text.words().size());
    const std::uint32_t from = date.first - std::min(date.first, kReach);
    const std::uint32_t to = std::min(size, date.last + kReach);
    for (std::uint32_t i = from; i + 1 < to; ++i) {
        if (i >= date.first && i < date.last) continue;
        const std::optional<int> number = number_at(text, i);
        if (!number || *number == 0) continue;
        const std::optional<std::uint32_t> unit = text.index_of(Cue::unit, i + 1);
        if (!unit) continue;
        const int months = *number * static_cast<int>(*unit);
        if (months >= 6 && months <= 120) return months;
    }
    return std::nullopt;
}

// "since March 2023, for 30 months".
std::optional<RangeMention> started_range(const ScannedText& text, const DateMention& from) {
    if (from.month == 0 || from.is_season) return std::nullopt;
    if (!is_before(text, Cue::start, from.first, 3)) return std::nullopt;
    const std::optional<int> months = months_near(text, from);
    if (!months) return std::nullopt;
    const int last = from.year * 12 + from.month - 1 + *months - 1;
    return RangeMention{{from.year, last / 12}, from.first, from.last, true, false, true};
}

std::vector<RangeMention> find_ranges(const ScannedText& text,
                                      const std::vector<DateMention>& dates) {
    std::vector<RangeMention> ranges;
    const std::vector<DateMention> points = find_points(text, dates);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const DateMention& from = points[i];
        if (std::optional<RangeMention> range = started_range(text, from)) {
            ranges.push_back(*range);
        }
        if (i + 1 == points.size()) break;
        const DateMention& to = points[i + 1];
        if (is_told_backwards(text, from, to)) {
            const bool has_both = from.month != 0 && to.month != 0;
            ranges.push_back({{to.year, from.year}, from.first, to.last, has_both, false, true});
            continue;
        }
        if (!are_months_apart(from, to)) continue;
        const bool is_range =
            is_range_gap(text, from.last, to.first) ||
            (to.first - from.last == 1 && is_before(text, Cue::between, from.first, 2));
        const bool is_told = !is_range && is_told_range(text, from, to);
        if (!is_range && !is_told) continue;
        const bool has_months = from.month != 0 && to.month != 0;
        const bool has_dash = from.last == to.first;
        ranges.push_back(
            {{from.year, to.year}, from.first, to.last, has_months, has_dash, is_told});
    }
    return ranges;
}

// "Duration: 2022-2024", "When: May 2018 to July 2022".
bool is_labelled(const ScannedText& text, std::uint32_t word) {
    const WordRange line = text.line_of(word);
    return word != line.first && text.gap_before(word).find(':') != std::string_view::npos;
}

// "financed by the fund for 2022-2024".
bool is_granted(const ScannedText& text, std::uint32_t word, WordRange sentence) {
    static constexpr std::array<std::string_view, 5> kFor = {"for", "για", "за", "za", "par"};
    if (word == sentence.first || !text.has(Cue::funding, sentence)) return false;
    return std::find(kFor.begin(), kFor.end(), text.word(word - 1)) != kFor.end();
}

int score_range(const ScannedText& text, const RangeMention& range, std::string_view project) {
    const WordRange sentence = near(text.sentence_of(range.first), range.first);
    const std::uint32_t from =
        range.first - std::min<std::uint32_t>(range.first - sentence.first, 12);
    const bool near_duration = text.has(Cue::duration, {from, sentence.last});
    const bool is_programming = is_programming_period(range.period) && !range.has_months;
    const bool is_in_brackets = is_bracketed(text, range.first, range.last);
    const bool is_from = is_before(text, Cue::start, range.first, 2) ||
                         is_before(text, Cue::between, range.first, 2);
    int score = range.has_months || range.is_told ? 2 : 0;
    score += near_duration ? 2 : 0;
    score += is_labelled(text, range.first) ? 1 : 0;
    if (names_project(text, sentence, project)) {
        score += 2;
    } else if (names_project(text, near(text.line_of(range.first), range.first), project)) {
        score += 1;
    }
    score += text.has(Cue::project_word, sentence) ? 1 : 0;
    score += is_in_brackets || is_from ? 1 : 0;
    score += is_from && !range.has_dash ? 1 : 0;
    score += is_granted(text, range.first, sentence) ? 2 : 0;
    score -= is_programming ? 3 : 0;
    const std::uint32_t before = range.first - std::min<std::uint32_t>(range.first, 4);
    const bool after_programme = text.has(Cue::programme_word, {before, range.first}) ||
                                 text.has(Cue::programme, {before, range.last});
    if (after_programme && !range.has_months && !is_in_brackets) score -= is_programming ? 2 : 1;
    return score;
}

// Folded beginnings of words: what a project does in its first days, and in its last.
constexpr std::array<std::string_view, 19> kBegins = {
    "ξεκινα",  "ξεκινησε", "αρχιζει", "εναρκτηρ", "започва", "започна", "стартира",
    "zacenja", "zacel",    "zacne",   "uvodni",   "uvodno",  "sakas",   "sakusies",
    "sacies",  "launched", "kick",    "starts",   "begins"};
constexpr std::array<std::string_view, 19> kEnds = {
    "ολοκληρων", "τελειων",  "ληγει",   "κλεινει", "τελικη",   "приключ", "завърш",
    "заключит",  "zakljuc",  "koncuje", "konca",   "nosleg",   "nosledz", "beidzas",
    "beigsies",  "finishes", "closing", "ends",    "concludes"};
constexpr std::array<std::string_view, 9> kFirstMeeting = {
    "εναρκτηρια συναντηση", "начална среща", "встъпителна среща", "uvodni sestanek",
    "uvodno srecanje",      "ievadsanaksme", "kick off",          "kickoff meeting",
    "atklasanas sanaksme"};

template <std::size_t N>
bool has_beginning(const ScannedText& text,
                   WordRange range,
                   const std::array<std::string_view, N>& list) noexcept {
    for (std::uint32_t i = range.first; i < range.last; ++i) {
        const std::string_view word = text.word(i);
        for (const std::string_view stem : list) {
            if (word.starts_with(stem)) return true;
        }
    }
    return false;
}

bool has_first_meeting(const ScannedText& text, WordRange range) noexcept {
    for (std::uint32_t i = range.first; i < range.last; ++i) {
        for (const std::string_view phrase : kFirstMeeting) {
            const std::size_t space = phrase.find(' ');
            if (text.word(i) != phrase.substr(0, space)) continue;
            if (space == std::string_view::npos) return true;
            if (i + 1 < range.last && text.word(i + 1) == phrase.substr(space + 1)) return true;
        }
    }
    return false;
}

/// Whether the text is news of the first days of the project, near its top.
bool starts_now(const ScannedText& text, std::string_view project) {
    constexpr std::uint32_t kTop = 120;
    const auto count = static_cast<std::uint32_t>(text.words().size());
    for (std::uint32_t i = 0; i < std::min(kTop, count);) {
        const WordRange sentence = near(text.sentence_of(i), i);
        const bool is_named = names_project(text, sentence, project);
        if (is_named && has_beginning(text, sentence, kBegins)) return true;
        if (has_first_meeting(text, sentence)) return true;
        i = std::max(sentence.last, i + 1);
    }
    return false;
}

// "launched this week ... until September 2025", "closes in May; since 2009 we have ...": of such a
// project one end is told and the other is the time of the news.
std::optional<RangeMention> find_open_range(const ScannedText& text,
                                            const std::vector<DateMention>& dates,
                                            std::string_view project) {
    constexpr int kLongest = 6;
    std::optional<int> now;  // looked for when needed
    std::optional<bool> starts;
    for (const DateMention& point : find_points(text, dates)) {
        const bool is_end = point.month != 0 && point.day == 0 &&
                            (is_before(text, Cue::end, point.first, 2) ||
                             is_before(text, Cue::between, point.first, 4));
        const WordRange sentence = near(text.sentence_of(point.first), point.first);
        const bool is_begin =
            !is_end && point.day == 0 && is_before(text, Cue::start, point.first, 2) &&
            names_project(text, sentence, project) && has_beginning(text, sentence, kEnds);
        if (!is_end && !is_begin) continue;
        if (!now) {
            const auto year = find_year(text, dates, std::nullopt);
            if (!year) return std::nullopt;
            now = year->value;
        }
        const int years = is_end ? point.year - *now : *now - point.year;
        if (years < 1 || years > kLongest) continue;
        if (is_end && !starts) starts = starts_now(text, project);
        if (is_end && !*starts) continue;
        const Period period = is_end ? Period{*now, point.year} : Period{point.year, *now};
        return RangeMention{period, point.first, point.last, true, false, true};
    }
    return std::nullopt;
}

}  // namespace

void add_possible_years(const ScannedText& text, std::vector<std::uint32_t>& words) {
    for (const std::uint32_t word : text.digit_words()) {
        if (!text.words()[word].is_number) continue;
        const std::size_t digits = text.word(word).size();
        if (digits == 4 && text.word(word).front() != '1' && text.word(word).front() != '2') {
            continue;
        }
        // "11.11.19"
        const bool is_short = digits == 2 && word >= 2 && text.words()[word - 1].is_number;
        if (digits == 4 || is_short) words.push_back(word);
    }
}

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
    std::optional<RangeMention> open;
    if (best == nullptr) open = find_open_range(text, dates, project);
    if (open) best = &*open;
    if (best == nullptr) return std::nullopt;
    return Sourced<Period>{best->period, text.evidence(best->first, best->last)};
}

namespace {

enum class DateRole { published, dateline, event, report, deadline, changed, duration, mention };

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

bool is_in_period(const ScannedText& text,
                  const DateMention& date,
                  const std::optional<Sourced<Period>>& period) {
    if (!period || period->evidence.provenance != Provenance::text) return false;
    const std::uint32_t begin = text.words()[date.first].begin;
    const Span& span = period->evidence.span;
    return begin >= span.begin && begin < span.end;
}

// "Start: 1 March 2023".
bool is_labelled_begin(const ScannedText& text, const DateMention& date) {
    return text.gap_before(date.first).find(':') != std::string_view::npos &&
           (is_before(text, Cue::start, date.first, 2) || is_before(text, Cue::end, date.first, 2));
}

DateRole role_of(const ScannedText& text,
                 const DateMention& date,
                 const std::optional<Sourced<Period>>& period) {
    if (is_before(text, Cue::changed, date.first, 6)) return DateRole::changed;
    if (is_before(text, Cue::published, date.first, 6)) return DateRole::published;
    const bool is_duration = is_in_period(text, date, period) ||
                             is_before(text, Cue::duration, date.first, 3) ||
                             is_labelled_begin(text, date);
    if (is_duration) return DateRole::duration;
    if (date.day != 0 && is_before(text, Cue::deadline, date.first, 5)) return DateRole::deadline;
    if (is_dateline(text, date)) return DateRole::dateline;
    return date.day != 0 ? DateRole::event : DateRole::mention;
}

// "Annual report for 2023", "Pārskats par 2023. gadu": a short line, or the beginning of one.
std::optional<DateMention> find_report_year(const ScannedText& text) {
    constexpr std::uint32_t kReach = 4;
    for (const PhraseMatch& match : text.matches()) {
        if (Lexicon::cue_of(match.payload) != Cue::report) continue;
        const WordRange line = text.line_of(match.first);
        if (match.first - line.first > kReach) continue;
        const std::uint32_t to = std::min(line.last, match.last + kReach);
        for (std::uint32_t i = match.last; i < to; ++i) {
            if (!is_bare_year(text, i)) continue;
            return DateMention{leading_number(text.word(i)), 0, 0, i, i + 1};
        }
    }
    return std::nullopt;
}

// An event long before the others, or long before or after the project, is history or a plan.
bool is_far_off(int year, int latest, const std::optional<Sourced<Period>>& period) noexcept {
    constexpr int kYears = 4;
    if (period && period->value.first != 0 && year < period->value.first - 1) return true;
    if (period && period->value.last != 0 && year > period->value.last + kYears) return true;
    return year < latest - kYears;
}

}  // namespace

std::optional<Sourced<int>> find_year(const ScannedText& text,
                                      const std::vector<DateMention>& dates,
                                      const std::optional<Sourced<Period>>& period) {
    std::vector<DateRole> roles;
    int latest_event = 0;
    for (const DateMention& date : dates) {
        roles.push_back(role_of(text, date, period));
        if (roles.back() == DateRole::event) latest_event = std::max(latest_event, date.year);
    }
    std::array<const DateMention*, 8> first_of{};
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const DateRole role = roles[i];
        const bool is_weighed = role == DateRole::event || role == DateRole::deadline;
        const int latest = role == DateRole::event ? latest_event : 0;
        if (is_weighed && is_far_off(dates[i].year, latest, period)) continue;
        const DateMention*& first = first_of[static_cast<std::size_t>(role)];
        if (first == nullptr) first = &dates[i];
    }
    const std::optional<DateMention> report = find_report_year(text);
    if (report) first_of[static_cast<std::size_t>(DateRole::report)] = &*report;
    for (const DateRole wanted : {DateRole::published, DateRole::dateline, DateRole::event,
                                  DateRole::report, DateRole::deadline, DateRole::changed}) {
        const DateMention* const date = first_of[static_cast<std::size_t>(wanted)];
        if (date == nullptr) continue;
        return Sourced<int>{date->year, text.evidence(date->first, date->last)};
    }
    if (period) {
        const int year = period->value.first != 0 ? period->value.first : period->value.last;
        return Sourced<int>{year, period->evidence};
    }
    for (const DateRole wanted : {DateRole::mention, DateRole::duration}) {
        const DateMention* const date = first_of[static_cast<std::size_t>(wanted)];
        if (date == nullptr) continue;
        return Sourced<int>{date->year, text.evidence(date->first, date->last)};
    }
    return std::nullopt;
}

}  // namespace evresi::corpus

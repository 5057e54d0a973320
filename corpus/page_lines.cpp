#include "corpus/page_lines.hpp"

#include "base/utf8.hpp"
#include "corpus/clean_text.hpp"

#include <algorithm>
#include <bit>

namespace evresi::corpus {
namespace {

/// Longer lines are paragraphs; only notices are looked for, among their first words.
constexpr std::uint32_t kShortWords = 26;
constexpr std::uint32_t kNoticeWords = 14;
constexpr std::uint32_t kMaxNoticeWords = 70;

/// Sets of the words of a short line, a bit each.
using WordSet = std::uint32_t;
static_assert(kShortWords <= 32);

int size_of(WordSet set) noexcept {
    return std::popcount(set);
}

WordSet words_between(std::uint32_t first, std::uint32_t last) noexcept {
    return ((last >= 32 ? 0u : 1u << last) - 1u) & ~((1u << first) - 1u);
}

/// Signs between and around the words of a line.
struct Signs {
    int bars = 0;     ///< | · • and runs of spaces
    int arrows = 0;   ///< » > › →
    int slashes = 0;  ///< with spaces around
    int commas = 0;
    int dashes = 0;  ///< with spaces around
    bool has_colon = false;
};

bool holds(std::string_view text, std::string_view sign) noexcept {
    return text.find(sign) != std::string_view::npos;
}

void read_gap(std::string_view gap, Signs& signs) noexcept {
    if (gap == " ") return;
    if (gap.find('|') != std::string_view::npos || holds(gap, "·") || holds(gap, "•") ||
        holds(gap, "  ") || holds(gap, "\t") || holds(gap, "▪") || holds(gap, "●")) {
        ++signs.bars;
    } else if (holds(gap, " » ") || holds(gap, " > ") || holds(gap, "›") || holds(gap, "→") ||
               holds(gap, " ::")) {
        ++signs.arrows;
    } else if (holds(gap, " /") || holds(gap, "/ ") || holds(gap, " \\")) {
        ++signs.slashes;
    } else if (gap == " - " || gap == " – " || gap == " — ") {
        ++signs.dashes;
    } else if (holds(gap, ",") || holds(gap, ";")) {
        ++signs.commas;
    }
}

bool is_code(const FoldedWord& word, std::string_view folded) noexcept {
    if (!word.is_upper) return false;
    const bool is_ascii = static_cast<unsigned char>(folded.front()) < 0x80;
    return is_ascii ? folded.size() == 2 || folded.size() == 3 : folded.size() == 4;
}

/// A short line while it is judged.
struct Reading {
    std::string_view text;            ///< the line
    std::string_view before;          ///< signs before the first word
    std::string_view after;           ///< signs behind the last word
    std::string_view behind_opening;  ///< signs behind the phrase that opens the line
    std::uint32_t words = 0;
    Signs signs;
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

    [[nodiscard]] int count() const noexcept { return static_cast<int>(words); }
    [[nodiscard]] WordSet all() const noexcept { return words_between(0, words); }
    [[nodiscard]] WordSet covered() const noexcept { return any | open | whole | contact | menu; }
};

bool contains_any(std::string_view text, std::initializer_list<std::string_view> signs) noexcept {
    return std::any_of(signs.begin(), signs.end(),
                       [text](std::string_view sign) { return holds(text, sign); });
}

bool is_language_switch(const Reading& line) noexcept {
    return line.words >= 2 && line.words <= 8 && line.code == line.all();
}

// Dates, with what stands before, between and behind them in short lines.
LineLook look_of_date(const Reading& line) noexcept {
    const WordSet date_words = line.number | line.month | line.date;
    const bool has_date = line.year != 0 && (line.month != 0 || size_of(line.number) >= 3);
    if (line.open != 0 && line.year != 0 && line.count() <= 14) return LineLook::certain;
    if (!has_date || line.count() > 12) return LineLook::doubtful;
    const int others = size_of(line.all() & ~date_words);
    // Two years make a period, which is a fact of the project.
    if (others == 0) return size_of(line.year) == 1 ? LineLook::edge : LineLook::doubtful;
    const bool opens = (date_words & 1u) != 0 && (line.number | line.month) != 0;
    const int run = std::countr_one(date_words);
    const bool has_parts =
        line.signs.bars + line.signs.slashes > 0 || contains_any(line.text, {" - ", " – ", " — "});
    const bool run_is_date =
        opens && run >= 2 && (line.year & words_between(0, static_cast<std::uint32_t>(run))) != 0;
    const bool names_fact = (line.fact & 0x1Fu) != 0;
    if (line.signs.has_colon && line.signs.bars + line.signs.slashes == 0) {
        // "Entered: 12.12.2019"
        const bool is_stamp = others <= 2 && !names_fact && size_of(line.year) == 1;
        return is_stamp ? LineLook::contact : LineLook::doubtful;
    }
    const bool is_numeric = (line.number & 7u) == 7u;
    if (run_is_date && others <= 6 && (is_numeric || has_parts)) return LineLook::edge;
    const bool has_bars = line.signs.bars + line.signs.slashes > 0;
    if (has_bars && others <= 3) return LineLook::edge;
    // "Uploaded on 7 May 2018"
    const bool is_stamp = others <= 2 && line.words <= 8 && line.signs.commas == 0 && !names_fact &&
                          size_of(line.year) == 1;
    return is_stamp ? LineLook::contact : LineLook::doubtful;
}

// "Newsletter of the agency, december 2023": names what follows, and is no date of a page.
bool is_dated_kicker(const Reading& line) noexcept {
    const WordSet dates = line.number | line.month | line.date;
    const WordSet others = line.all() & ~(line.covered() | dates);
    const bool ends_in_date = (dates & (1u << (line.words - 1))) != 0 && line.month != 0;
    // A day beside the month dates the page itself.
    const WordSet beside = (line.month << 1) | (line.month >> 1);
    const bool has_day = (line.number & ~line.year & beside) != 0;
    return line.words >= 4 && line.words <= 12 && line.year != 0 && ends_in_date && !has_day &&
           (dates & 1u) == 0 && (size_of(others) >= 2 || line.signs.commas > 0) &&
           line.signs.bars + line.signs.slashes + line.signs.arrows == 0;
}

bool is_menu(const Reading& line) noexcept {
    if (line.words < 2 || line.signs.commas > 0) return false;
    const int covered = size_of(line.covered());
    const int items = size_of(line.item);
    const bool has_key = line.signs.has_colon && line.open == 0;
    if (has_key) return false;
    if (line.signs.bars >= 2 && (items >= 1 || line.count() <= 4 * (line.signs.bars + 1))) {
        return true;
    }
    if (line.signs.bars == 1 && (line.words <= 6 || items >= 2)) return true;
    if (line.signs.slashes >= 2 && line.words <= 16) return true;
    if (line.signs.dashes >= 2 && items >= 2 && line.words <= 14) return true;
    if (line.signs.slashes == 1 && items >= 1 && line.words <= 7) return true;
    const WordSet lower_items = line.item & ~line.upper;
    if (line.words < 3 || items < 2 || lower_items != 0) return false;
    if (contains_any(line.text, {"\"", "“", "„", "«", "("})) return false;
    const bool opens_with_fact = (line.fact & 1u) != 0;  // a row of a table of facts
    if (opens_with_fact) return items >= 3 && covered * 5 >= line.count() * 4;
    if (covered * 2 >= line.count()) return true;
    // Capitals that open one item after another, of which two are words of menus.
    const int starts = size_of(line.upper);
    return line.words >= 4 && line.stop == 0 && starts * 2 >= line.count() && starts >= 3 &&
           covered * 3 >= line.count();
}

bool is_notice_of_furniture(const Reading& line, bool ends_sentence) noexcept {
    const int any = size_of(line.any);
    if (any == 0) return false;
    const int covered = size_of(line.covered());
    const bool is_filled = covered * 5 >= line.count() * 2;
    if (line.signs.bars > 0 && line.words <= 16) return true;
    if (ends_sentence && line.words > 5 && !is_filled && line.any_phrases < 2) return false;
    return (is_filled && line.words <= 4) || (is_filled && any * 10 >= line.count() * 3) ||
           (line.any_phrases >= 2 && any * 5 >= line.count());
}

LineLook look_of_opening(const Reading& line, bool ends_sentence) noexcept {
    const int length = size_of(line.open);
    if (length == 0) return LineLook::doubtful;
    const bool is_label = line.behind_opening.starts_with(':') ||
                          line.behind_opening.starts_with(" :") || holds(line.behind_opening, "|");
    // A long caption is text, a short one tells who took the picture.
    if (line.is_photo && line.words > 7 && ends_sentence) return LineLook::doubtful;
    if (is_label) return line.words <= 16 ? LineLook::certain : LineLook::doubtful;
    if (ends_sentence && line.words >= 4) return LineLook::doubtful;
    const int covered = size_of(line.covered() | line.number);
    if (covered * 5 >= line.count() * 3) {
        return line.words == 1 ? LineLook::edge : LineLook::certain;
    }
    if (length >= 2 && line.words <= 10) return LineLook::certain;
    return line.words <= 3 ? LineLook::edge : LineLook::doubtful;
}

LineLook look_of_contact(const Reading& line, bool ends_sentence) noexcept {
    const bool is_item = line.lead != 0 && line.words <= 5 && !ends_sentence &&
                         line.signs.commas == 0 && !line.signs.has_colon;
    if (is_item && (line.fact & ~line.lead) == 0) return LineLook::contact;
    const bool has_address =
        holds(line.text, "@") || holds(line.text, "://") || holds(line.text, "www.");
    const int length = size_of(line.contact);
    const bool has_value = line.number != 0 || has_address;
    if (length > 0 && line.words <= 18) {
        const bool is_label = line.behind_opening.starts_with(':') ||
                              line.behind_opening.starts_with('.') ||
                              line.behind_opening.starts_with(" :");
        if (length == line.count() || (is_label && has_value)) return LineLook::contact;
        const std::size_t opening = line.behind_opening.data() - line.text.data();
        if (has_value && (is_label || line.words <= 8) && opening > 2) return LineLook::contact;
        if (is_label && line.words <= 12 && opening > 2) return LineLook::contact;
    }
    if (has_address && line.words <= 8) return LineLook::contact;
    // "Advertising: 6300 0000"
    const bool has_key = line.signs.has_colon && (line.fact & 0x1Fu) == 0;
    if (has_key && line.words <= 8 && line.digits >= 6 && size_of(line.all() & ~line.number) <= 4) {
        return LineLook::contact;
    }
    // "Main Street 3, 1370 Town": a street number or a postal code among capitals.
    const bool is_address = line.signs.commas > 0 && line.words <= 9 && line.year == 0 &&
                            line.number != 0 && line.stop == 0 &&
                            size_of(line.upper | line.number) * 3 >= line.count() * 2;
    return is_address ? LineLook::contact : LineLook::doubtful;
}

// Lines whose words all belong to furniture.
LineLook look_of_whole(const Reading& line) noexcept {
    const WordSet furniture = line.any | line.open | line.whole;
    if (furniture == 0 || line.words > 14) return LineLook::doubtful;
    const int counted = size_of(line.all() & ~(line.number & ~furniture));
    const int covered = size_of(line.covered());
    if (covered * 5 < counted * 4) return LineLook::doubtful;
    const bool is_short_word = line.words == 1 && line.text.size() <= 3 && line.code == 0;
    if (is_short_word) return LineLook::doubtful;
    // One word alone, and words that menus and headings share, may be a heading.
    const bool may_be_heading = line.words == 1 || (line.covered() & ~line.menu) == 0;
    return may_be_heading && line.any == 0 ? LineLook::edge : LineLook::certain;
}

LineLook look_of(const Reading& line, bool ends_sentence) noexcept {
    if (contains_any(line.text.substr(0, 4), {"©"}) || contains_any(line.before, {"©", "(c)"})) {
        return LineLook::certain;
    }
    if (holds(line.text, "©")) return LineLook::certain;
    // "A A A", "Font: A- A A+"
    const int letters = size_of(line.letter & ~line.number);
    if (letters >= 2 && line.words <= 6 && letters * 2 >= line.count() && line.stop == 0) {
        return LineLook::certain;
    }
    if (is_language_switch(line)) return LineLook::edge;
    if (is_dated_kicker(line)) return LineLook::doubtful;
    if (is_notice_of_furniture(line, ends_sentence)) return LineLook::certain;
    if (line.signs.arrows > 0 && line.words <= 18 && !ends_sentence && line.signs.commas == 0) {
        return LineLook::certain;
    }
    LineLook look = look_of_opening(line, ends_sentence);
    if (!ends_sentence) look = std::max(look, look_of_date(line));
    if (!ends_sentence || line.words <= 3) look = std::max(look, look_of_whole(line));
    if (look >= LineLook::edge) return look;
    if (!ends_sentence && !line.is_list_item && is_menu(line)) return LineLook::edge;
    if (line.cookie != 0 || (line.hint != 0 && !ends_sentence && line.words <= 12)) {
        return (line.fact & line.hint) != 0 ? LineLook::doubtful : LineLook::edge;
    }
    if (line.words <= 4 && line.after == "*") return LineLook::edge;
    if (contains_any(line.before, {"←", "→", "↑", "▲", "▼", "⇧", "‹", "☰", "✕", "×"}) ||
        (line.words <= 6 && contains_any(line.after, {"→", "›", "»", "▼", "..."}) &&
         !holds(line.before, "«") && !holds(line.text, "»"))) {
        return LineLook::edge;
    }
    return look_of_contact(line, ends_sentence);
}

bool is_sentence_end(std::string_view after,
                     const FoldedWord& last,
                     std::string_view folded,
                     std::uint32_t words) noexcept {
    if (contains_any(after, {"!", "?", "…"})) return words >= 3;
    if (!holds(after, ".")) return false;
    // "d.o.o.", "5 ч.", "2019.": a stop behind an abbreviation or a number ends nothing.
    if (words >= 8) return true;
    return !last.is_number && count_utf8(folded) >= (words >= 4 ? 3u : 4u);
}

bool is_list_item(std::string_view line, const FoldedWord& first, std::string_view behind) {
    for (const std::string_view bullet : {"-", "–", "—", "•", "*", "·", "▪", "●", "◦", "○", "✓"}) {
        if (line.starts_with(bullet)) return true;
    }
    return first.is_number && (behind.starts_with(". ") || behind.starts_with(") "));
}

}  // namespace

void PageLines::split(std::string_view text, const FoldedText& folded) {
    lines_.clear();
    spans_.clear();
    scanned_.words.clear();
    scanned_.folded.clear();
    const std::vector<FoldedWord>& words = folded.words;
    std::uint32_t word = 0;
    bool follows_blank = true;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view shown = trim(text.substr(begin, end - begin));
        const std::uint32_t first = word;
        while (word < words.size() && words[word].begin < end) ++word;
        if (!shown.empty()) {
            PageLine line;
            line.begin = static_cast<std::uint32_t>(shown.data() - text.data());
            line.end = line.begin + static_cast<std::uint32_t>(shown.size());
            line.words = word - first;
            line.follows_blank = follows_blank;
            lines_.push_back(line);
            const auto scanned = static_cast<std::uint32_t>(scanned_.words.size());
            spans_.push_back({first, word, scanned});
            const std::uint32_t last = line.words <= kShortWords       ? word
                                       : line.words <= kMaxNoticeWords ? first + kNoticeWords
                                                                       : first;
            if (last > first) {
                const std::uint32_t from = words[first].fold_begin;
                const auto at = static_cast<std::uint32_t>(scanned_.folded.size());
                scanned_.folded.append(folded.folded, from, words[last - 1].fold_end - from);
                for (std::uint32_t i = first; i < last; ++i) {
                    FoldedWord& copy = scanned_.words.emplace_back(words[i]);
                    copy.fold_begin = copy.fold_begin - from + at;
                    copy.fold_end = copy.fold_end - from + at;
                    if (i == first) copy.gap = Gap::line;
                }
            }
        }
        follows_blank = shown.empty();
        begin = end + 1;
    }
}

namespace {

void read_words(std::string_view text,
                const FoldedText& folded,
                std::uint32_t first,
                std::uint32_t last,
                const PageLine& line,
                Reading& out) {
    const std::vector<FoldedWord>& words = folded.words;
    out.text = text.substr(line.begin, line.end - line.begin);
    out.words = last - first;
    out.before = text.substr(line.begin, words[first].begin - line.begin);
    out.after = text.substr(words[last - 1].end, line.end - words[last - 1].end);
    for (std::uint32_t i = first; i < last; ++i) {
        const WordSet bit = 1u << (i - first);
        const FoldedWord& word = words[i];
        if (word.is_number) {
            out.number |= bit;
            out.digits += word.end - word.begin;
        }
        if (word.is_number && word.fold_end - word.fold_begin == 4) out.year |= bit;
        // "3rd"
        if (!word.is_number && word.fold_end - word.fold_begin <= 4 &&
            static_cast<unsigned char>(folded.word(i).front() - '0') < 10) {
            out.date |= bit;
        }
        if (word.starts_upper) out.upper |= bit;
        if (word.fold_end - word.fold_begin <= (folded.word(i).front() < 0 ? 2u : 1u)) {
            out.letter |= bit;
        }
        if (is_code(word, folded.word(i))) out.code |= bit;
        if (i == first) continue;
        const std::uint32_t from = words[i - 1].end;
        const std::string_view gap = text.substr(from, word.begin - from);
        read_gap(gap, out.signs);
        if (i - first <= 6 && gap.starts_with(": ")) out.signs.has_colon = true;
    }
    if (out.after.starts_with(':')) out.signs.has_colon = true;
}

/// Adds the matches from `at` on that stand in the line; they are in order of their first words.
void read_matches(const std::vector<PhraseMatch>& matches,
                  std::size_t& at,
                  std::uint32_t first,
                  Reading& out) {
    std::uint32_t covered_to = 0;  // by phrases taken as items
    std::uint32_t item_first = 32;
    std::uint32_t any_to = 0;
    for (; at < matches.size() && matches[at].first < first + out.words; ++at) {
        const std::uint32_t from = matches[at].first - first;
        const std::uint32_t to = matches[at].last - first;
        const WordSet set = words_between(from, to);
        const auto kind = static_cast<FurnitureWord>(matches[at].payload);
        switch (kind) {
        case FurnitureWord::any:
        case FurnitureWord::notice:
            out.any |= set;
            if (from >= any_to) ++out.any_phrases;
            any_to = std::max(any_to, to);
            out.opens_with_any = out.opens_with_any || from <= 1;
            break;
        case FurnitureWord::open:
        case FurnitureWord::photo:
            // "12 comments"
            if (from != 0 && !(from == 1 && (out.number & 1u) != 0)) continue;
            out.is_photo = out.is_photo || kind == FurnitureWord::photo;
            out.open |= set;
            break;
        case FurnitureWord::whole:
            out.whole |= set;
            break;
        case FurnitureWord::contact:
            if (from != 0) continue;
            out.contact |= set;
            break;
        case FurnitureWord::menu:
            out.menu |= set;
            break;
        case FurnitureWord::hint:
            out.hint |= set;
            continue;
        case FurnitureWord::lead:
            if (from == 0) out.lead |= set;
            continue;
        case FurnitureWord::cookie:
            out.cookie |= set;
            continue;
        case FurnitureWord::fact:
            out.fact |= set;
            continue;
        case FurnitureWord::stop:
            out.stop |= set;
            continue;
        case FurnitureWord::date:
            out.date |= set;
            continue;
        case FurnitureWord::month:
            out.month |= set;
            continue;
        case FurnitureWord::site:
            continue;
        }
        if (from >= covered_to) {
            item_first = from;
            out.item |= 1u << from;
        }
        if (from == item_first) covered_to = std::max(covered_to, to);
    }
    out.stop &= ~out.covered();
}

}  // namespace

void PageLines::judge(std::string_view text, const FoldedText& folded) {
    matches_.clear();
    furniture_matcher().find(scanned_, matches_);
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        PageLine& line = lines_[i];
        const WordSpan& span = spans_[i];
        if (line.words == 0) continue;
        const std::size_t first_match = at;
        if (line.words > kShortWords) {
            line.ends_sentence = true;
            line.has_stop_words = true;
            line.look = LineLook::body;
            if (line.words > kMaxNoticeWords) continue;
            for (; at < matches_.size() && matches_[at].first < span.scanned + kNoticeWords; ++at) {
                const auto kind = static_cast<FurnitureWord>(matches_[at].payload);
                if (kind == FurnitureWord::notice) line.look = LineLook::certain;
            }
            continue;
        }
        Reading reading;
        read_words(text, folded, span.first, span.last, line, reading);
        read_matches(matches_, at, span.scanned, reading);
        std::uint32_t opening = 0;
        for (std::size_t m = first_match; m < at && matches_[m].first == span.scanned; ++m) {
            const auto kind = static_cast<FurnitureWord>(matches_[m].payload);
            if (kind == FurnitureWord::site) line.opens_with_site = true;
            if (kind == FurnitureWord::photo) line.is_caption = true;
            if (kind == FurnitureWord::open || kind == FurnitureWord::photo ||
                kind == FurnitureWord::contact) {
                opening = std::max(opening, matches_[m].last - matches_[m].first);
            }
        }
        if (opening > 0) {
            const std::uint32_t from = folded.words[span.first + opening - 1].end;
            const std::uint32_t to =
                opening < line.words ? folded.words[span.first + opening].begin : line.end;
            reading.behind_opening = text.substr(from, to - from);
        }
        const FoldedWord& last = folded.words[span.last - 1];
        line.ends_sentence =
            is_sentence_end(reading.after, last, folded.word(span.last - 1), line.words);
        line.has_stop_words = reading.stop != 0;
        const bool has_sum = contains_any(reading.text, {"€", "EUR", "="});
        line.is_fact = reading.signs.has_colon || has_sum;
        line.is_project_fact = has_sum || (line.is_fact && (reading.fact & 0x1Fu) != 0);
        line.starts_upper = (reading.upper & 1u) != 0;
        const auto share = [&line](WordSet set) {
            return static_cast<float>(size_of(set)) / static_cast<float>(line.words);
        };
        line.familiar = share(reading.covered());
        line.capitals = share(reading.upper);
        line.figures = share(reading.number | reading.date | reading.month);
        const std::uint32_t behind_first =
            line.words > 1 ? folded.words[span.first + 1].begin : line.end;
        line.is_list_item = is_list_item(
            reading.text, folded.words[span.first],
            text.substr(folded.words[span.first].end, behind_first - folded.words[span.first].end));
        const WordSet last_word = 1u << (line.words - 1);
        line.ends_in_date = ((reading.year & last_word) != 0 && line.words >= 3 &&
                             (reading.month & (last_word >> 1)) != 0) ||
                            is_dated_kicker(reading);
        reading.is_list_item = line.is_list_item;
        line.look = look_of(reading, line.ends_sentence);
        // Sums of money and items of lists have the commas and numbers of addresses.
        const bool is_no_address = has_sum || line.is_list_item;
        if (line.look == LineLook::contact && is_no_address) line.look = LineLook::body;
        if (line.look == LineLook::doubtful) {
            const bool is_body = (line.ends_sentence && line.words >= 4) || line.is_fact ||
                                 line.is_list_item || line.words > 18;
            if (is_body) line.look = LineLook::body;
        }
    }
}

void PageLines::read(std::string_view text, const FoldedText& folded) {
    split(text, folded);
    judge(text, folded);
}

}  // namespace evresi::corpus

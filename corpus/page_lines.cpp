#include "corpus/page_lines.hpp"

#include "base/utf8.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/line_look.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

/// Longer lines are paragraphs; only notices are looked for, among their first words.
constexpr std::uint32_t kShortWords = 26;
constexpr std::uint32_t kNoticeWords = 10;
constexpr std::uint32_t kMaxNoticeWords = 70;
static_assert(kShortWords <= kMaxWordsOfSet);

void read_gap(std::string_view gap, LineSigns& signs) noexcept {
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
    matches_.clear();
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
            spans_.push_back({first, word});
            const std::uint32_t last = line.words <= kShortWords       ? word
                                       : line.words <= kMaxNoticeWords ? first + kNoticeWords
                                                                       : first;
            furniture_matcher().find(folded, first, last, matches_);
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
                LineReading& out) {
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
        if (word.is_number && folded.word(i).size() == 4) out.year |= bit;
        // "3rd"
        if (!word.is_number && folded.word(i).size() <= 4 &&
            static_cast<unsigned char>(folded.word(i).front() - '0') < 10) {
            out.date |= bit;
        }
        if (word.starts_upper) out.upper |= bit;
        if (folded.word(i).size() <= (folded.word(i).front() < 0 ? 2u : 1u)) {
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
                  LineReading& out) {
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
            out.opening = std::max(out.opening, to);
            break;
        case FurnitureWord::whole:
            out.whole |= set;
            break;
        case FurnitureWord::contact:
            if (from != 0) continue;
            out.contact |= set;
            out.opening = std::max(out.opening, to);
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
            out.opens_with_site = out.opens_with_site || from == 0;
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

// Longer lines are paragraphs; only notices are looked for.
void read_paragraph(const std::vector<PhraseMatch>& matches,
                    std::size_t& at,
                    std::uint32_t end,
                    PageLine& line) {
    line.ends_sentence = true;
    line.has_stop_words = true;
    line.look = LineLook::body;
    if (line.words > kMaxNoticeWords) return;
    for (; at < matches.size() && matches[at].first < end; ++at) {
        const auto kind = static_cast<FurnitureWord>(matches[at].payload);
        if (kind == FurnitureWord::notice) line.look = LineLook::certain;
    }
}

// What stands behind the phrase that opens a line: a colon makes it a label.
std::string_view behind_opening(std::string_view text,
                                const FoldedText& folded,
                                std::uint32_t first,
                                const LineReading& reading,
                                const PageLine& line) {
    if (reading.opening == 0) return {};
    const std::uint32_t from = folded.words[first + reading.opening - 1].end;
    const std::uint32_t to =
        reading.opening < line.words ? folded.words[first + reading.opening].begin : line.end;
    return text.substr(from, to - from);
}

void describe(const LineReading& reading, PageLine& line) {
    const auto share = [&line](WordSet set) {
        return static_cast<float>(size_of(set)) / static_cast<float>(line.words);
    };
    line.familiar = share(reading.covered());
    line.capitals = share(reading.upper);
    line.figures = share(reading.number | reading.date | reading.month);
    line.starts_upper = (reading.upper & 1u) != 0;
    line.has_stop_words = reading.stop != 0;
    line.opens_with_site = reading.opens_with_site;
    line.is_caption = reading.is_photo;
    const WordSet last_word = 1u << (line.words - 1);
    line.ends_in_date = ((reading.year & last_word) != 0 && line.words >= 3 &&
                         (reading.month & (last_word >> 1)) != 0) ||
                        is_dated_kicker(reading);
    line.is_list_item = reading.is_list_item;
    const bool has_sum = contains_any(reading.text, {"€", "EUR", "="});
    line.is_fact = reading.signs.has_colon || has_sum;
    line.is_project_fact = has_sum || (line.is_fact && reading.opens_with_fact());
    line.look = look_of(reading, line.ends_sentence);
    // Sums of money and items of lists have the commas and numbers of addresses.
    const bool is_no_address = has_sum || line.is_list_item;
    if (line.look == LineLook::contact && is_no_address) line.look = LineLook::body;
    const bool is_body = (line.ends_sentence && line.words >= 4) || line.is_fact ||
                         line.is_list_item || line.words > 18;
    if (line.look == LineLook::doubtful && is_body) line.look = LineLook::body;
}

}  // namespace

void PageLines::judge(std::string_view text, const FoldedText& folded) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        PageLine& line = lines_[i];
        const WordSpan& span = spans_[i];
        if (line.words == 0) continue;
        if (line.words > kShortWords) {
            read_paragraph(matches_, at, span.first + kNoticeWords, line);
            continue;
        }
        LineReading reading;
        read_words(text, folded, span.first, span.last, line, reading);
        read_matches(matches_, at, span.first, reading);
        reading.behind_opening = behind_opening(text, folded, span.first, reading, line);
        const std::uint32_t last = span.last - 1;
        line.ends_sentence =
            is_sentence_end(reading.after, folded.words[last], folded.word(last), line.words);
        const FoldedWord& first = folded.words[span.first];
        const std::uint32_t next = line.words > 1 ? folded.words[span.first + 1].begin : line.end;
        reading.is_list_item =
            is_list_item(reading.text, first, text.substr(first.end, next - first.end));
        describe(reading, line);
    }
}

void PageLines::read(std::string_view text, const FoldedText& folded) {
    split(text, folded);
    judge(text, folded);
}

}  // namespace evresi::corpus

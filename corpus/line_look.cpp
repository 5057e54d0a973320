#include "corpus/line_look.hpp"

#include <algorithm>

namespace evresi::corpus {

bool contains_any(std::string_view text, std::initializer_list<std::string_view> signs) noexcept {
    return std::any_of(signs.begin(), signs.end(),
                       [text](std::string_view sign) { return holds(text, sign); });
}

namespace {

bool is_language_switch(const LineReading& line) noexcept {
    return line.words >= 2 && line.words <= 8 && line.code == line.all();
}

// Dates, with what stands before, between and behind them in short lines.
LineLook look_of_date(const LineReading& line) noexcept {
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
    const bool names_fact = line.opens_with_fact();
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

bool is_menu(const LineReading& line) noexcept {
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

bool is_notice_of_furniture(const LineReading& line, bool ends_sentence) noexcept {
    const int any = size_of(line.any);
    if (any == 0) return false;
    const int covered = size_of(line.covered());
    const bool is_filled = covered * 5 >= line.count() * 2;
    if (line.signs.bars > 0 && line.words <= 16) return true;
    if (ends_sentence && line.words > 5 && !is_filled && line.any_phrases < 2) return false;
    return (is_filled && line.words <= 4) || (is_filled && any * 10 >= line.count() * 3) ||
           (line.any_phrases >= 2 && any * 5 >= line.count());
}

LineLook look_of_opening(const LineReading& line, bool ends_sentence) noexcept {
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

LineLook look_of_contact(const LineReading& line, bool ends_sentence) noexcept {
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
        const auto opening =
            static_cast<std::size_t>(line.behind_opening.data() - line.text.data());
        if (has_value && (is_label || line.words <= 8) && opening > 2) return LineLook::contact;
        if (is_label && line.words <= 12 && opening > 2) return LineLook::contact;
    }
    if (has_address && line.words <= 8) return LineLook::contact;
    // "Advertising: 6300 0000"
    const bool has_key = line.signs.has_colon && !line.opens_with_fact();
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
LineLook look_of_whole(const LineReading& line) noexcept {
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

}  // namespace

bool is_dated_kicker(const LineReading& line) noexcept {
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

LineLook look_of(const LineReading& line, bool ends_sentence) noexcept {
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

}  // namespace evresi::corpus

#include "corpus/metadata/place_mentions.hpp"

#include "corpus/clean_text.hpp"
#include "corpus/gazetteer/gazetteer.hpp"
#include "corpus/metadata/programmes.hpp"

#include <algorithm>
#include <array>

namespace evresi::corpus {
namespace {

constexpr std::uint32_t kReach = 6;     // words from a cue to the first place it speaks of
constexpr std::uint32_t kListGap = 6;   // words between two places of one list
constexpr std::size_t kListLength = 3;  // countries that make a list

bool is_sure_place(Cue cue) noexcept {
    return cue == Cue::country || cue == Cue::adjective || cue == Cue::region;
}

bool is_place(Cue cue) noexcept {
    return is_sure_place(cue) || cue == Cue::country_in_list || cue == Cue::place_word ||
           cue == Cue::place_in_context || cue == Cue::place_seat;
}

/// Of two readings of the same words the lower one is taken.
int rank_of(Cue cue) noexcept {
    switch (cue) {
    case Cue::country:
        return 0;
    case Cue::adjective:
        return 1;
    case Cue::region:
        return 2;
    default:
        return 3;
    }
}

/// Whether half of the words of the line are written in capitals throughout.
bool is_line_of_capitals(const ScannedText& text, std::uint32_t word) {
    const WordRange line = near(text.line_of(word), word);
    std::uint32_t upper = 0;
    for (std::uint32_t i = line.first; i < line.last; ++i) {
        upper += text.words()[i].is_upper ? 1u : 0u;
    }
    return upper * 2 >= line.size();
}

// "REKO" in a line of small letters is an acronym, not the Slovenian for Rijeka.
bool is_acronym(const ScannedText& text, const PhraseMatch& match) {
    const Cue cue = Lexicon::cue_of(match.payload);
    if (cue == Cue::country || cue == Cue::adjective || !text.words()[match.first].is_upper) {
        return false;
    }
    return !is_line_of_capitals(text, match.first);
}

bool is_language_word(std::string_view word) {
    // English is a language more often than a people.
    static constexpr std::array<std::string_view, 12> kBeginnings = {
        "език",   "jezik",   "valod",  "γλωσσ",    "language", "translat",
        "превод", "english", "αγγλικ", "английск", "anglesk",  "anglu"};
    return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                       [word](std::string_view beginning) { return word.starts_with(beginning); });
}

// "на гръцки език", "latviešu valodā", "languages: Greek": no country takes part by its language.
bool is_language(const ScannedText& text, const PhraseMatch& match) {
    constexpr std::uint32_t kBefore = 5;
    const WordRange sentence = text.sentence_of(match.first);
    if (match.last < sentence.last && is_language_word(text.word(match.last))) return true;
    const std::uint32_t from = match.first - std::min(match.first - sentence.first, kBefore);
    for (std::uint32_t word = from; word < match.first; ++word) {
        if (is_language_word(text.word(word))) return true;
    }
    const bool goes_on = match.last + 1 < sentence.last;  // "latviešu un angļu"
    return goes_on && is_language_word(text.word(match.last + 1));
}

// Names and adjectives are such in their own language only: "danes" is Slovenian for today. Names
// of countries are told apart well enough, and pages quote them.
bool is_in_language(const ScannedText& text, const PhraseMatch& match) {
    if (Lexicon::cue_of(match.payload) == Cue::country || text.lang().is_undetermined())
        return true;
    const LanguageTag lang = Lexicon::language_of(Lexicon::index_of(match.payload));
    return lang.is_undetermined() || lang == text.lang();
}

// Names are written with a capital in all five languages; adjectives only in English.
bool is_written_as_place(const ScannedText& text, const PhraseMatch& match) {
    if (Lexicon::cue_of(match.payload) != Cue::adjective) {
        return text.words()[match.first].starts_upper && !is_acronym(text, match);
    }
    const LanguageTag lang = Lexicon::language_of(Lexicon::index_of(match.payload));
    if (lang.view() == "en" && !text.words()[match.first].starts_upper) return false;
    return !is_language(text, match);
}

/// The longest places, left to right: "Северна Ирландия" hides "Ирландия".
std::vector<PhraseMatch> longest_places(const ScannedText& text) {
    std::vector<PhraseMatch> places;
    for (const PhraseMatch& match : text.matches()) {
        const Cue cue = Lexicon::cue_of(match.payload);
        if (!is_place(cue)) continue;
        if (!is_in_language(text, match) || !is_written_as_place(text, match)) continue;
        if (!places.empty() && match.first < places.back().last) {
            const PhraseMatch& last = places.back();
            const bool is_better =
                match.first == last.first &&
                (match.last > last.last || (match.last == last.last &&
                                            rank_of(cue) < rank_of(Lexicon::cue_of(last.payload))));
            if (!is_better) continue;
            places.pop_back();
        }
        places.push_back(match);
    }
    return places;
}

// A code stands in brackets behind a name: "Navarri (ES)", "Latgales plānošanas reģions (LV)". An
// abbreviation stands behind what it shortens: "Eiropas Savienība (ES)".
bool is_code(const ScannedText& text, std::uint32_t word) {
    constexpr std::uint32_t kBefore = 4;
    const FoldedWord& at = text.words()[word];
    if (!at.is_upper || at.end - at.begin != 2 || word == 0) return false;
    const std::string_view behind = trim(text.gap_after(word));  // "(RS, our team)"
    const bool is_in_brackets = trim(text.gap_before(word)).ends_with('(') &&
                                (behind.starts_with(')') || behind.starts_with(','));
    if (!is_in_brackets) return false;
    const std::string_view letters = text.word(word);
    const bool is_abbreviation = word >= 2 && text.word(word - 2).front() == letters[0] &&
                                 text.word(word - 1).front() == letters[1];
    // "PRIORITY AXIS (BY) 5": in capitals a code looks like any word.
    if (is_abbreviation || (is_line_of_capitals(text, word) && text.line_of(word).size() > 4)) {
        return false;
    }
    const WordRange sentence = text.sentence_of(word);
    const std::uint32_t from = word - std::min(word - sentence.first, kBefore);
    for (std::uint32_t before = from; before < word; ++before) {
        if (text.words()[before].starts_upper) return true;
    }
    return false;
}

/// The code that `word` is, as in a list: "AT", "UK".
std::optional<std::string> code_at(const ScannedText& text, std::uint32_t word) {
    const FoldedWord& at = text.words()[word];
    const std::string_view letters = text.surface(word);
    if (!at.is_upper || letters.size() != 2 || letters == "EU") return std::nullopt;
    return country_code(letters);
}

/// The words of `upper` from the one at `i` that are codes with nothing but a comma or the like
/// between them: "Partners: AT, BG, HU".
std::size_t
codes_in_row(const ScannedText& text, const std::vector<std::uint32_t>& upper, std::size_t i) {
    std::size_t count = 0;
    for (; i + count < upper.size(); ++count) {
        const std::uint32_t word = upper[i + count];
        if (!code_at(text, word)) break;
        if (count == 0) continue;
        const std::string_view gap = trim(text.gap_before(word));
        const bool goes_on = word == upper[i + count - 1] + 1 &&
                             (gap == "," || gap == "/" || gap == ";" || gap == "|");
        if (!goes_on) break;
    }
    return count;
}

/// Whether `word` begins a sentence or stands in a line that is written with capitals throughout,
/// so that its own capital says nothing.
bool is_capital_by_place(const ScannedText& text, std::uint32_t word) {
    if (text.sentence_of(word).first == word) return true;
    const WordRange line = near(text.line_of(word), word);
    std::uint32_t upper = 0;
    for (std::uint32_t i = line.first; i < line.last; ++i) {
        upper += text.words()[i].starts_upper ? 1u : 0u;
    }
    return upper * 2 > line.size();
}

// "Michael Jordan", "Sofija Kļaviņa": a name beside a name.
bool is_part_of_name(const ScannedText& text, const PhraseMatch& match) {
    if (match.last >= text.words().size()) return false;
    const FoldedWord& next = text.words()[match.last];
    return next.gap == Gap::space && next.starts_upper && !next.is_upper;
}

bool follows_preposition(const ScannedText& text, std::uint32_t word) {
    static constexpr std::array<std::string_view, 30> kPrepositions = {
        "in",   "from", "of",  "near", "в",   "във", "от",  "до",   "край", "v",
        "iz",   "pri",  "no",  "uz",   "pie", "στο", "στη", "στην", "στα",  "στις",
        "στον", "της",  "του", "απο",  "το",  "τη",  "την", "τον",  "τα",   "η"};
    if (word == 0 || text.words()[word].gap != Gap::space) return false;
    const std::string_view before = text.word(word - 1);
    return std::find(kPrepositions.begin(), kPrepositions.end(), before) != kPrepositions.end();
}

std::string_view home_of(LanguageTag lang) noexcept {
    const std::string_view tag = lang.view();
    if (tag == "el") return "GR";
    if (tag == "bg") return "BG";
    if (tag == "sl") return "SI";
    return tag == "lv" ? "LV" : std::string_view();
}

// "none of these countries is a partner": said of all the places before it.
bool is_none_of(std::string_view word) {
    static constexpr std::array<std::string_view, 9> kNoneOf = {
        "none", "neither", "нито", "никоя", "никой", "nobena", "neviena", "κανενα", "καμια"};
    return std::find(kNoneOf.begin(), kNoneOf.end(), word) != kNoneOf.end();
}

std::size_t count_unique(std::vector<std::string_view>& codes) {
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes.size();
}

}  // namespace

bool is_far(std::string_view code) noexcept {
    static constexpr std::array<std::string_view, 47> kEurope = {
        "AD", "AL", "AT", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "DK",
        "EE", "ES", "FI", "FO", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT",
        "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL",
        "PT", "RO", "RS", "SE", "SI", "SK", "SM", "TR", "UA", "VA", "XK"};
    return !std::binary_search(kEurope.begin(), kEurope.end(), code);
}

Mentions::Mentions(const ScannedText& text,
                   const std::vector<bool>& is_furniture,
                   const std::vector<Sourced<std::string>>& programmes,
                   std::string_view project)
    : text_(text), is_furniture_(is_furniture), programmes_(programmes), project_(project),
      programme_words_(programme_words(text)) {
    collect();
    for (std::size_t i = 0; i < all_.size();) i = judge_sentence(i);
}

void Mentions::keep_named_places() {
    std::erase_if(all_, [this](const Mention& mention) {
        const Cue cue = Lexicon::cue_of(mention.words.payload);
        return cue == Cue::country || cue == Cue::adjective || mention.is_code ||
               !has_noun_beside(mention.words);
    });
}

bool Mentions::is_passed_over(std::uint32_t word) const {
    return (word < is_furniture_.size() && is_furniture_[word]) || lies_in(programme_words_, word);
}

bool Mentions::has_place_beside(const std::vector<PhraseMatch>& places, std::size_t i) const {
    const PhraseMatch& place = places[i];
    const auto is_near = [](const PhraseMatch& a, const PhraseMatch& b) {
        return b.first - a.last <= 2;
    };
    const auto is_sure = [](const PhraseMatch& other) {
        return is_sure_place(Lexicon::cue_of(other.payload));
    };
    if (i > 0 && is_sure(places[i - 1]) && is_near(places[i - 1], place)) return true;
    if (i + 1 < places.size() && is_sure(places[i + 1]) && is_near(place, places[i + 1])) {
        return true;
    }
    return place.last < text_.words().size() && is_code(text_, place.last);
}

bool Mentions::has_noun_beside(const PhraseMatch& place) const {
    const WordRange sentence = text_.sentence_of(place.first);
    const std::uint32_t from = place.first - std::min(place.first - sentence.first, 2u);
    const std::uint32_t to = std::min(sentence.last, place.last + 2);
    return text_.has(Cue::place_noun, {from, place.first}) ||
           text_.has(Cue::place_noun, {place.last, to});
}

/// Whether the name stands for the place: some names are mostly something else.
bool Mentions::accepts(const std::vector<PhraseMatch>& places, std::size_t i) const {
    const PhraseMatch& place = places[i];
    const Cue cue = Lexicon::cue_of(place.payload);
    if (is_sure_place(cue) || cue == Cue::place_seat) return true;
    if (has_place_beside(places, i)) return true;
    if (cue == Cue::country_in_list) return false;
    if (has_noun_beside(place)) return true;
    if (is_part_of_name(text_, place) || is_capital_by_place(text_, place.first)) return false;
    if (cue == Cue::place_word || follows_preposition(text_, place.first)) return true;
    if (text_.has(Cue::takes_part, near(text_.sentence_of(place.first), place.first))) return true;
    return lexicon().country(Lexicon::index_of(place.payload)) == home_of(text_.lang());
}

void Mentions::collect() {
    const std::vector<PhraseMatch> places = longest_places(text_);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (is_passed_over(places[i].first) || !accepts(places, i)) continue;
        const Cue cue = Lexicon::cue_of(places[i].payload);
        Mention mention;
        mention.words = places[i];
        mention.code = lexicon().country(Lexicon::index_of(places[i].payload));
        mention.is_seat = cue == Cue::place_seat;
        mention.is_name =
            cue == Cue::country || cue == Cue::country_in_list || is_far(mention.code);
        mention.is_town = !mention.is_name && cue != Cue::adjective;
        mention.is_home = mention.code == home_of(text_.lang());
        all_.push_back(mention);
    }
    collect_codes();
}

void Mentions::collect_codes() {
    const std::size_t count = all_.size();
    const std::vector<std::uint32_t>& upper = text_.upper_words();
    std::size_t end_of_row = 0;
    for (std::size_t i = 0; i < upper.size(); ++i) {
        if (i >= end_of_row) {
            const std::size_t row = codes_in_row(text_, upper, i);
            if (row >= kListLength) end_of_row = i + row;
        }
        const std::uint32_t word = upper[i];
        if (is_passed_over(word) || (i >= end_of_row && !is_code(text_, word))) continue;
        const std::optional<std::string> code = code_at(text_, word);
        if (!code) continue;
        const std::optional<std::string_view> kept = lexicon().find_country(*code);
        if (!kept) continue;
        Mention mention;
        mention.words = {word, word + 1, 0};
        mention.code = *kept;
        mention.is_code = true;
        all_.push_back(mention);
    }
    if (all_.size() == count) return;
    std::sort(all_.begin(), all_.end(),
              [](const Mention& a, const Mention& b) { return a.words.first < b.words.first; });
}

bool Mentions::names_project(WordRange sentence) const {
    if (project_.empty() || sentence.size() == 0) return false;
    const std::size_t begin = text_.words()[sentence.first].begin;
    const std::size_t end = text_.words()[sentence.last - 1].end;
    return text_.text().substr(begin, end - begin).find(project_) != std::string_view::npos;
}

/// Whether the sentence names a programme and none that pays for the project, or says that what it
/// tells of is another thing.
bool Mentions::tells_of_other_money(WordRange sentence) const {
    if (text_.has(Cue::apart, sentence)) return true;
    if (programmes_.empty()) return false;  // any of them may be the project's
    bool is_other = false;
    for (const PhraseMatch& match : text_.matches_in(sentence)) {
        if (Lexicon::cue_of(match.payload) != Cue::programme) continue;
        if (!lies_in(programme_words_, match.first)) continue;
        const std::string_view id = lexicon().programme_form(Lexicon::index_of(match.payload)).id;
        if (std::any_of(programmes_.begin(), programmes_.end(),
                        [id](const auto& one) { return one.value == id; })) {
            return false;
        }
        is_other = true;
    }
    return is_other;
}

/// Judges the mentions of one sentence, from the one at `first`; the index behind them.
std::size_t Mentions::judge_sentence(std::size_t first) {
    const WordRange sentence = text_.sentence_of(all_[first].words.first);
    const WordRange around = near(sentence, all_[first].words.first);
    const bool is_other = tells_of_other_money(around);
    const bool is_unreal = text_.has(Cue::not_funder, around);
    const bool is_of_project = names_project(around);
    std::uint32_t reach_of_no = 0;
    std::size_t last = first;
    for (; last < all_.size() && sentence.holds(all_[last].words.first); ++last) {
        all_[last].is_other = is_other;
        all_[last].is_unreal = is_unreal;
        all_[last].names_project = is_of_project;
        judge(all_[last], near(sentence, all_[last].words.first), reach_of_no);
    }
    spread_back(first, last);
    judge_lists(first, last);
    deny(first, last);
    return last;
}

/// "A group from Tunisia, which is not a partner": what is denied is said of the list just before
/// it, or of all behind it where none stands before.
void Mentions::deny(std::size_t first, std::size_t last) {
    constexpr std::uint32_t kGap = 2;  // words between two places that are denied together
    const WordRange sentence =
        near(text_.sentence_of(all_[first].words.first), all_[first].words.first);
    for (const PhraseMatch& match : text_.matches_in(sentence)) {
        if (Lexicon::cue_of(match.payload) != Cue::denies_part) continue;
        std::size_t before = first;
        while (before < last && all_[before].words.last <= match.first) ++before;
        if (before == first) {
            for (std::size_t i = first; i < last; ++i) all_[i].part = Part::denied;
            return;
        }
        const bool is_of_all = is_none_of(text_.word(match.first));
        for (std::size_t i = before; i > first; --i) {
            all_[i - 1].part = Part::denied;
            if (is_of_all) continue;
            const bool goes_on =
                i > first + 1 && all_[i - 1].words.first - all_[i - 2].words.last <= kGap;
            if (!goes_on) break;
        }
    }
}

/// Finds the cue that speaks of the mention: the nearest before it, the word behind it, one further
/// on. `reach_of_no` is where the last list of places that take no part ends.
void Mentions::judge(Mention& mention, WordRange sentence, std::uint32_t& reach_of_no) const {
    const std::uint32_t begin = mention.words.first;
    const std::uint32_t end = mention.words.last;
    std::uint32_t yes = 0;  // one past the nearest cue before the mention
    std::uint32_t no = 0;
    bool is_behind = false;
    bool is_yes_ahead = false;
    bool is_no = false;
    for (const PhraseMatch& match : text_.matches_in(sentence)) {
        switch (Lexicon::cue_of(match.payload)) {
        case Cue::takes_part:
            if (match.last <= begin) yes = std::max(yes, match.last);
            is_yes_ahead |= match.first >= end;
            break;
        case Cue::no_part_ahead:
            if (match.last <= begin) no = std::max(no, match.last);
            break;
        case Cue::no_part_behind:
            is_behind |= match.first == end;
            break;
        case Cue::no_part:
            is_no = true;
            break;
        default:
            break;
        }
    }
    const bool is_in_list = reach_of_no > yes && begin - std::min(begin, reach_of_no) <= kListGap;
    const bool is_reached = no > yes && begin - no <= kReach;
    if (is_behind || is_in_list || is_reached) {
        mention.part = Part::none;
        if (!is_behind) reach_of_no = end;
    } else if (yes > 0 || is_yes_ahead || mention.is_code) {
        mention.part = Part::shown;
    } else if (is_no || mention.is_seat) {
        mention.part = Part::none;
    }
}

/// "gruzīnu un spāņu dziesmas": what is said of the last adjective is said of those before it.
void Mentions::spread_back(std::size_t first, std::size_t last) {
    for (std::size_t i = last; i > first + 1; --i) {
        const Mention& next = all_[i - 1];
        Mention& mention = all_[i - 2];
        const bool are_adjectives = Lexicon::cue_of(next.words.payload) == Cue::adjective &&
                                    Lexicon::cue_of(mention.words.payload) == Cue::adjective &&
                                    !next.is_code;
        if (are_adjectives && next.part == Part::none &&
            next.words.first - mention.words.last <= 1) {
            mention.part = Part::none;
        }
    }
}

/// Three countries in a row are the partners, where nothing says otherwise; towns of three
/// countries may be, even where all of them are compared.
void Mentions::judge_lists(std::size_t first, std::size_t last) {
    std::size_t begin = first;
    for (std::size_t i = first; i < last; ++i) {
        const bool goes_on =
            i + 1 < last && all_[i + 1].words.first - all_[i].words.last <= kListGap;
        if (goes_on) continue;
        std::vector<std::string_view> codes;
        std::vector<std::string_view> towns;
        for (std::size_t at = begin; at <= i; ++at) {
            codes.push_back(all_[at].code);
            if (all_[at].is_town) towns.push_back(all_[at].code);
        }
        const std::size_t countries = count_unique(codes);
        // "Staff of Limassol and Heraklion travelled to Aarhus" is no such list.
        const bool is_of_towns =
            count_unique(towns) >= kListLength &&
            std::all_of(all_.begin() + static_cast<std::ptrdiff_t>(begin),
                        all_.begin() + static_cast<std::ptrdiff_t>(i + 1),
                        [](const Mention& one) { return one.part == Part::none; });
        for (std::size_t at = begin; at <= i; ++at) {
            all_[at].list = static_cast<std::uint8_t>(std::min<std::size_t>(countries, 255));
            if (countries < kListLength) continue;
            if (all_[at].part == Part::likely) {
                all_[at].part = Part::shown;
            } else if (all_[at].part == Part::none && is_of_towns) {
                all_[at].part = Part::likely;
            }
        }
        begin = i + 1;
    }
}

}  // namespace evresi::corpus

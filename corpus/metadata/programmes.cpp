#include "corpus/metadata/programmes.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace evresi::corpus {
namespace {

constexpr std::uint32_t kContextWords = 8;
constexpr std::uint32_t kPrevious = 1;  ///< index of the cues that place a thing in time only
constexpr int kEnough = 3;
constexpr int kCertain = 5;  ///< what a programme needs that stands in no sentence with the leader

struct Hit {
    const ProgrammeForm* form = nullptr;
    WordRange words;
    const ScannedText* text = nullptr;
    WordRange clause;  ///< what its score was read from
    int score = 0;
    bool is_direct = false;  ///< labelled as the payer, or named beside the project
};

// A form with a context rule needs a word for a programme near it, in its own sentence.
bool has_context(const ScannedText& text, const PhraseMatch& match) {
    const WordRange sentence = text.sentence_of(match.first);
    const std::uint32_t from = match.first - std::min(match.first - sentence.first, kContextWords);
    const std::uint32_t to = std::min(sentence.last, match.last + kContextWords);
    return text.has(Cue::programme_word, {from, match.first}) ||
           text.has(Cue::programme_word, {match.last, to});
}

// Whether nothing but spaces, quotation marks, dashes, brackets and colons stands between the words
// first to last.
bool is_unbroken(const ScannedText& text, std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t i = first + 1; i <= last; ++i) {
        if (text.gap_before(i).find_first_of(";.,\n!?") != std::string_view::npos) return false;
    }
    return true;
}

// "програмата на ЕС „Прогрес“", "Danube Programme": a word for a programme stands beside the name.
bool is_beside_programme_word(const ScannedText& text, const PhraseMatch& match) {
    const WordRange sentence = text.sentence_of(match.first);
    for (std::uint32_t back = 1; back <= 3 && match.first >= sentence.first + back; ++back) {
        const std::uint32_t at = match.first - back;
        if (text.has(Cue::programme_word, {at, match.first})) {
            return is_unbroken(text, at, match.first);
        }
    }
    const std::uint32_t to = std::min(sentence.last, match.last + 2);
    return match.last < to && text.has(Cue::programme_word, {match.last, to}) &&
           is_unbroken(text, match.last - 1, match.last);
}

// Folded. What may stand between two countries and the word for their programme.
constexpr std::array<std::string_view, 22> kPairLinks = {
    "μεταξυ", "αναμεσα", "τησ", "του", "για", "τη", "την", "между",   "за",  "на",  "med",
    "za",     "starp",   "the", "of",  "for", "co", "a",   "between", "ter", "pri", "ipa"};
constexpr std::array<std::string_view, 25> kPairLinkStems = {
    "διασυνορ", "συνεργασ", "εδαφικ",    "ευρωπαικ", "διμερ",   "κοιν",    "трансгран",
    "сътрудн",  "територи", "европеис",  "двустран", "съвмест", "cezmejn", "sodelov",
    "skupn",    "evropsk",  "parrobez",  "sadarb",   "kopej",   "kopig",   "cross",
    "border",   "cooperat", "operation", "european"};

// "Финансира се по DIGITAL": one small word between the money and an abbreviation.
bool is_behind_funding(const ScannedText& text, const PhraseMatch& match) {
    constexpr std::uint32_t kReach = 3;
    const WordRange sentence = text.sentence_of(match.first);
    const std::uint32_t from = match.first - std::min(match.first - sentence.first, kReach);
    for (std::uint32_t i = from; i < match.first; ++i) {
        const bool is_from =
            text.has(Cue::from, {i, match.first}) || text.has(Cue::under, {i, match.first});
        if (!is_from) continue;
        return text.has(Cue::funding, {from, match.first}) && is_unbroken(text, from, match.first);
    }
    return false;
}

// Whether nothing but such words stands before a word for a programme, or one behind the pair:
// "програмата за сътрудничество между Гърция и България", "Greek-Bulgarian cross-border programme".
bool is_pair_link(const ScannedText& text, std::uint32_t word) {
    const std::string_view folded = text.word(word);
    const auto begins = [folded](std::string_view stem) { return folded.starts_with(stem); };
    const bool is_numeral = folded.find_first_not_of("iv0123456789") == std::string_view::npos;
    return is_numeral ||
           std::find(kPairLinks.begin(), kPairLinks.end(), folded) != kPairLinks.end() ||
           std::any_of(kPairLinkStems.begin(), kPairLinkStems.end(), begins);
}

bool is_pair_of_programme(const ScannedText& text, const PhraseMatch& match) {
    constexpr std::uint32_t kReach = 6;
    const WordRange sentence = text.sentence_of(match.first);
    for (std::uint32_t i = match.first; i > sentence.first && match.first - i < kReach; --i) {
        if (!is_unbroken(text, i - 1, i)) break;
        if (text.has(Cue::programme_word, {i - 1, i})) return true;
        if (!is_pair_link(text, i - 1)) break;
    }
    for (std::uint32_t i = match.last; i < sentence.last && i - match.last < kReach; ++i) {
        if (!is_unbroken(text, i - 1, i)) return false;
        if (text.has(Cue::programme_word, {i, i + 1})) return true;
        if (!is_pair_link(text, i)) return false;
    }
    return false;
}

bool is_exact(const ScannedText& text, const PhraseMatch& match, std::string_view surface) {
    const std::uint32_t begin = text.words()[match.first].begin;
    return text.text().substr(begin).starts_with(surface) ||
           text.text().substr(begin, text.words()[match.last - 1].end - begin) == surface;
}

bool accepts(const ScannedText& text, const PhraseMatch& match, const ProgrammeForm& form) {
    // "life" the word, "culture" the word: a name of one word is written with a capital, an
    // abbreviation of capitals in capitals.
    const FoldedWord& first = text.words()[match.first];
    const bool is_one_word = match.last - match.first == 1;
    switch (form.match) {
    case ProgrammeForm::Match::exact_case:
        return is_exact(text, match, form.surface);
    case ProgrammeForm::Match::in_context:
        if (form.is_capitals && is_one_word && !first.is_upper) return false;
        return first.starts_upper && has_context(text, match);
    case ProgrammeForm::Match::adjacent:
        if (form.is_capitals && is_one_word && !first.is_upper) return false;
        if (is_one_word && !first.starts_upper) return false;
        return is_beside_programme_word(text, match) ||
               (form.is_capitals && is_behind_funding(text, match));
    case ProgrammeForm::Match::country_pair:
        return is_pair_of_programme(text, match);
    case ProgrammeForm::Match::folded:
        break;
    }
    return !is_one_word || first.starts_upper;
}

// A longer match replaces the last one, and a member its family: in "program Interreg Europe" the
// family's "program Interreg" begins first.
bool replaces(const PhraseMatch& match, const ProgrammeForm& form, const Hit& last) {
    if (match.last - match.first > last.words.size()) return true;
    return last.form->is_generic && !form.is_generic && match.last > last.words.last;
}

// "(ERDF, IPA)": an abbreviation that would need a programme's word beside it, right behind a fund.
bool is_listed_behind(const ScannedText& text,
                      const PhraseMatch& match,
                      const ProgrammeForm& form,
                      const Hit& last) {
    if (!form.is_capitals || !form.is_fund || !last.form->is_fund) return false;
    if (last.words.last != match.first || !text.words()[match.first].is_upper) return false;
    const std::string_view gap = text.gap_before(match.first);
    return gap == ", " || gap == "/" || gap == " / " || gap == " + " || gap == " & ";
}

// Longest match, left to right.
std::vector<Hit> find_hits(const ScannedText& text) {
    std::vector<Hit> hits;
    std::uint32_t covered = 0;
    for (const PhraseMatch& match : text.matches_of(Cue::programme)) {
        const ProgrammeForm& form = text.lexicon().programme_form(Lexicon::index_of(match.payload));
        const bool overlaps = match.first < covered;
        if (overlaps && !replaces(match, form, hits.back())) continue;
        const bool is_listed = !hits.empty() && is_listed_behind(text, match, form, hits.back());
        if (!is_listed && !accepts(text, match, form)) continue;
        if (overlaps) hits.pop_back();
        hits.push_back({&form, {match.first, match.last}, &text, {}, 0, false});
        covered = match.last;
    }
    return hits;
}

bool names_project(const ScannedText& text, WordRange range, std::string_view project) {
    if (project.empty()) return false;
    for (std::uint32_t i = range.first; i < range.last; ++i) {
        const std::uint32_t begin = text.words()[i].begin;
        if (text.text().substr(begin).starts_with(project)) return true;
    }
    return false;
}

// Folded: how a clause begins that tells of the place or frame just named.
constexpr std::array<std::string_view, 31> kMoney = {
    "χρηματα",      "χρηματοδοτηση", "προυπολογισμοσ", "κονδυλια",   "δαπανη",      "δαπανεσ",
    "κοστοσ",       "ποσο",          "парите",         "средствата", "бюджетът",    "бюджета",
    "разходите",    "финансирането", "denar",          "sredstva",   "proracun",    "stroske",
    "financiranje", "nauda",         "naudu",          "budzets",    "finansejums", "lidzekli",
    "izmaksas",     "budget",        "money",          "funds",      "funding",     "costs",
    "cost"};
constexpr std::array<std::string_view, 7> kWhere = {"οπου",  "където", "kjer", "kur",
                                                    "where", "kura",   "kuram"};
constexpr std::array<std::string_view, 9> kIn = {"στο", "στην", "στη", "στα", "στον",
                                                 "в",   "v",    "in",  "to"};
constexpr std::array<std::string_view, 7> kWhich = {"οποι", "коит",  "коя",  "кое",
                                                    "кои",  "kater", "which"};
template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) noexcept {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Reads what the words around a programme's name say of it. The names themselves say nothing:
/// "finančni mehanizem" holds a word for money.
class Surroundings {
public:
    Surroundings(const Hit& hit, const std::vector<WordRange>& names)
        : text_(*hit.text), words_(hit.words), names_(names),
          sentence_(near(text_.sentence_of(hit.words.first), hit.words.first)),
          line_(near(text_.line_of(hit.words.first), hit.words.first)), clause_(find_clause()) {}

    [[nodiscard]] WordRange clause() const noexcept { return clause_; }

    [[nodiscard]] bool is_direct(std::string_view project) const {
        return is_labelled() || names_project(text_, clause_, project);
    }

    [[nodiscard]] int score(std::string_view project) const {
        const bool is_label = is_labelled() || is_answer();
        const bool is_funding = has(Cue::funding, clause_);
        const bool is_chosen = has(Cue::chosen, clause_);
        const bool is_project = has(Cue::project_word, clause_);
        const bool is_call = has(Cue::call, within(6, 4));
        const int frame = frame_points();
        int points = 0;
        if (is_label) {
            points += 4;
        } else if (is_in_fact_sheet()) {
            points += 3;
        }
        if (is_logo_line() && !is_call) points += 2;
        if (is_funding) points += has(Cue::funding, within(3, 2)) ? 4 : 3;
        if (is_chosen) points += 2;
        points += std::max(frame, is_beside_project(project) ? 2 : 0);
        const bool is_done = has(Cue::carried_out, clause_);
        if (is_done && !is_funding) points += frame > 0 ? 2 : 1;
        if (is_project) points += 1;
        const bool is_named = names_project(text_, clause_, project);
        const bool is_in_line = is_named || names_project(text_, line_, project);
        points += is_named || is_behind(project) ? 2 : is_in_line ? 1 : 0;
        // On a page about a project, money in a paragraph about something else is not the
        // project's.
        const bool stands_alone = sentence_.size() == line_.size();
        const bool is_about = is_label || is_in_line || is_project || stands_alone ||
                              is_near(project) || is_about_the_money();
        if (!project.empty() && !is_about) points -= 2;
        if (has(Cue::not_funder, within(14, 6)) || has(Cue::next, within(3, 0)) || is_of_old()) {
            points -= 5;
        }
        if (is_apart() || is_set_apart_behind() || is_under_denial()) points -= 6;
        if (is_asked()) points -= 5;
        if (is_negated()) points -= 6;
        if (is_call && !is_chosen && !is_funding && !is_label) points -= 3;
        return points;
    }

private:
    [[nodiscard]] bool is_name(std::uint32_t word) const { return lies_in(names_, word); }

    [[nodiscard]] std::optional<PhraseMatch> find(Cue cue, WordRange range) const {
        const auto& matches = text_.matches();
        auto at = std::lower_bound(
            matches.begin(), matches.end(), range.first,
            [](const PhraseMatch& match, std::uint32_t word) { return match.first < word; });
        for (; at != matches.end() && at->first < range.last; ++at) {
            const bool is_cue = Lexicon::cue_of(at->payload) == cue && at->last <= range.last;
            if (is_cue && !is_name(at->first)) return *at;
        }
        return std::nullopt;
    }
    [[nodiscard]] bool has(Cue cue, WordRange range) const { return find(cue, range).has_value(); }

    // From the last "but" or semicolon before the name to the first behind it.
    [[nodiscard]] WordRange find_clause() const {
        WordRange clause = sentence_;
        for (std::uint32_t i = words_.first; i > sentence_.first; --i) {
            if (breaks_before(i)) {
                clause.first = i;
                break;
            }
        }
        for (std::uint32_t i = words_.last; i < sentence_.last; ++i) {
            if (breaks_before(i)) {
                clause.last = i;
                break;
            }
        }
        return clause;
    }
    [[nodiscard]] bool breaks_before(std::uint32_t word) const {
        const std::string_view gap = text_.gap_before(word);
        if (gap.find(';') != std::string_view::npos) return true;
        // "а" and "but" join clauses behind a comma and words without one.
        if (word != sentence_.first && gap.find(',') == std::string_view::npos) return false;
        const auto turn = find(Cue::turn, {word, std::min(word + 2, sentence_.last)});
        return turn && turn->first == word;
    }

    /// The clause from `before` words before the name to `after` words behind it.
    [[nodiscard]] WordRange within(std::uint32_t before, std::uint32_t after) const {
        return {words_.first - std::min(words_.first - clause_.first, before),
                std::min(clause_.last, words_.last + after)};
    }

    // "Програма: ...": the line opens with a word for funding and a colon.
    [[nodiscard]] bool is_labelled() const {
        const WordRange line = near(text_.line_of(words_.first), words_.first);
        // In one line of many labels the last colon before the name counts.
        for (std::uint32_t i = words_.first; i > line.first && words_.first - i < 12; --i) {
            const std::string_view gap = text_.gap_before(i);
            if (gap.find(':') == std::string_view::npos) continue;
            const std::uint32_t from = i - std::min<std::uint32_t>(i - line.first, 4);
            for (std::uint32_t label = from; label < i; ++label) {
                const auto match = find_ending(Cue::funding_label, label, i);
                if (!match) continue;
                const bool opens =
                    label == line.first ||
                    text_.gap_before(label).find_first_of(".;|,:/(-") != std::string_view::npos ||
                    text_.words()[label].starts_upper;
                if (opens) return true;
            }
            return false;
        }
        return false;
    }
    [[nodiscard]] std::optional<PhraseMatch>
    find_ending(Cue cue, std::uint32_t first, std::uint32_t last) const {
        const auto& matches = text_.matches();
        auto at = std::lower_bound(
            matches.begin(), matches.end(), first,
            [](const PhraseMatch& match, std::uint32_t word) { return match.first < word; });
        for (; at != matches.end() && at->first == first; ++at) {
            if (Lexicon::cue_of(at->payload) == cue && at->last == last) return *at;
        }
        return std::nullopt;
    }

    // "A previous study, funded under X": what the sentence is about.
    [[nodiscard]] bool is_of_former_subject() const {
        const WordRange around = within(14, 0);
        const auto past = find(Cue::past, {around.first, words_.first});
        if (!past || Lexicon::index_of(past->payload) != kPrevious) return false;
        if (past->first <= sentence_.first + 1) return true;
        // An abbreviation may hide that a sentence ends before it.
        const std::uint32_t article = past->first - 1;
        return text_.words()[article].starts_upper &&
               text_.gap_before(article).find('.') != std::string_view::npos;
    }

    // "The budget comes half from X": whose budget need not be said.
    [[nodiscard]] bool is_about_the_money() const {
        constexpr std::uint32_t kReach = 3;
        const std::uint32_t to = std::min(clause_.first + kReach, words_.first);
        for (std::uint32_t i = clause_.first; i < to; ++i) {
            if (holds(kMoney, text_.word(i))) return true;
        }
        return false;
    }

    // "a former project under X", "the previous X programme".
    [[nodiscard]] bool is_of_old() const {
        constexpr std::uint32_t kReach = 3;
        if (is_of_former_subject()) return true;
        const WordRange around = within(14, 2);
        for (std::uint32_t i = around.first; i < words_.first; ++i) {
            const auto past = find(Cue::past, {i, words_.first});
            if (!past) return false;
            i = past->first;
            const WordRange noun = {past->last, std::min(past->last + kReach, words_.first)};
            if (words_.first - past->last < kReach || has(Cue::project_word, noun) ||
                has(Cue::programme_word, noun)) {
                return true;
            }
        }
        return false;
    }

    // One of several lines of label and value: "With what: Interreg Euro-MED".
    [[nodiscard]] bool is_in_fact_sheet() const {
        if (line_.first == words_.first || line_.first == 0) return false;
        if (text_.gap_before(words_.first).find(':') == std::string_view::npos) return false;
        return is_label_line(line_.first) && is_label_line(line_.first - 1);
    }
    [[nodiscard]] bool is_label_line(std::uint32_t word) const {
        constexpr std::uint32_t kMaxLabel = 4;
        const WordRange line = near(text_.line_of(word), word);
        for (std::uint32_t i = line.first; i + 1 < line.last && i < line.first + kMaxLabel; ++i) {
            if (text_.gap_after(i).starts_with(':')) return true;
        }
        return false;
    }

    // "Who pays? The Just Transition Fund."
    [[nodiscard]] bool is_answer() const {
        constexpr std::uint32_t kReach = 10;  // an answer names the payer soon
        if (sentence_.first == line_.first || words_.first - sentence_.first > kReach) return false;
        const std::string_view gap = text_.gap_before(sentence_.first);
        if (gap.find_first_of("?;") == std::string_view::npos) return false;
        const std::uint32_t word = sentence_.first - 1;
        return has(Cue::funding, near(text_.sentence_of(word), word));
    }

    // Whether the sentence asks. The Greek question mark is a semicolon.
    [[nodiscard]] bool is_asked() const {
        for (std::uint32_t i = words_.last - 1; i < sentence_.last; ++i) {
            const std::string_view gap = text_.gap_after(i);
            if (gap.find('?') != std::string_view::npos) return true;
            const auto lead = static_cast<unsigned char>(text_.surface(i)[0]);
            const bool is_greek = lead == 0xCE || lead == 0xCF;
            if (is_greek && gap.find(';') != std::string_view::npos) return true;
        }
        return false;
    }

    // Unless that is said in a clause about the programme: ", in which we do not take part".
    [[nodiscard]] bool is_apart() const {
        const auto match = find(Cue::apart, clause_);
        return match && (match->first < words_.last || !is_said_of_name(match->first));
    }
    [[nodiscard]] bool is_said_of_name(std::uint32_t word) const {
        for (std::uint32_t i = words_.last; i + 1 < word; ++i) {
            if (text_.gap_before(i).find(',') == std::string_view::npos) continue;
            const std::string_view opening = text_.word(i);
            if (holds(kWhere, opening)) return true;
            if (!holds(kIn, opening)) continue;
            const std::string_view pronoun = text_.word(i + 1);
            return std::any_of(kWhich.begin(), kWhich.end(),
                               [pronoun](std::string_view w) { return pronoun.starts_with(w); });
        }
        return false;
    }

    // "..., but the application was rejected": unless that is said of another name.
    [[nodiscard]] bool is_set_apart_behind() const {
        const WordRange rest = {clause_.last, sentence_.last};
        if (rest.first >= rest.last || !has(Cue::apart, rest)) return false;
        return std::none_of(names_.begin(), names_.end(),
                            [rest](const WordRange& name) { return rest.holds(name.first); });
    }

    // In the sentence right behind one that names the project.
    [[nodiscard]] bool is_behind(std::string_view project) const {
        if (sentence_.first == line_.first) return false;
        const std::uint32_t word = sentence_.first - 1;
        return names_project(text_, near(text_.sentence_of(word), word), project);
    }

    // In the paragraph before or behind one that names the project.
    [[nodiscard]] bool is_near(std::string_view project) const {
        const std::uint32_t first = line_.first;
        if (first > 0 && names_project(text_, near(text_.line_of(first - 1), first - 1), project)) {
            return true;
        }
        const std::uint32_t last = line_.last;
        return last < text_.words().size() &&
               names_project(text_, near(text_.line_of(last), last), project);
    }

    // Below a heading such as "Not part of this project".
    [[nodiscard]] bool is_under_denial() const {
        constexpr std::uint32_t kMaxHeading = 7;
        if (line_.first == 0) return false;
        const WordRange above = text_.line_of(line_.first - 1);
        return above.size() <= kMaxHeading &&
               (has(Cue::apart, above) ||
                (has(Cue::negation, above) && has(Cue::project_word, above)));
    }

    // A line of hardly more than the name, as stands under a logo.
    [[nodiscard]] bool is_logo_line() const {
        if (text_.is_title()) return false;
        const WordRange line = text_.line_of(words_.first);
        const std::string_view after = text_.gap_after(line.last - 1);
        return line.size() <= words_.size() + 3 && after.find('.') == std::string_view::npos &&
               after.find('?') == std::string_view::npos;
    }

    // "under X", "X programmas ietvaros", "в рамките на програмата X"; a bare preposition says
    // less.
    [[nodiscard]] int frame_points() const {
        const WordRange before = {within(10, 0).first, words_.first};
        for (std::uint32_t i = before.first; i < before.last; ++i) {
            const auto match = find(Cue::under, {i, before.last});
            if (!match) break;
            if (is_unbroken(text_, match->last - 1, words_.first)) return 3;
            i = match->first;
        }
        if (has(Cue::under, {words_.last, within(0, 4).last})) return 3;
        return has(Cue::from, {within(3, 0).first, words_.first}) ? 1 : 0;
    }

    // "an Erasmus+ project", "έργο LIFE", "проект ABC, програма X", "ABC is an URBACT network".
    [[nodiscard]] bool is_beside_project(std::string_view project) const {
        const WordRange before = {within(4, 0).first, words_.first};
        const WordRange behind = {words_.last, within(0, 3).last};
        return has(Cue::project_word, before) || has(Cue::project_word, behind) ||
               names_project(text_, before, project) || names_project(text_, behind, project);
    }

    // "X, not the ministry": what is denied is named behind.
    [[nodiscard]] bool is_contrast(std::uint32_t negation) const {
        const std::string_view word = text_.word(negation);
        if (word == "nevis") return true;
        const std::string_view before = text_.word(negation - 1);
        const bool is_joined = before == "και" || before == "а" || before == "и" ||
                               before == "in" || before == "a" || before == "and";
        if (is_joined) return true;
        const bool is_listed = word == "not" || word == "οχι";
        return is_listed && text_.gap_before(negation).find(',') != std::string_view::npos;
    }

    [[nodiscard]] bool is_negated() const {
        const WordRange range = within(6, 4);
        const auto negation = find(Cue::negation, range);
        if (!negation) return false;
        if (negation->first >= words_.last &&
            (is_said_of_name(negation->first) || is_contrast(negation->first))) {
            return false;
        }
        return !has(Cue::only, {negation->first, std::min(clause_.last, negation->first + 4)});
    }

    const ScannedText& text_;
    WordRange words_;
    const std::vector<WordRange>& names_;
    WordRange sentence_;
    WordRange line_;
    WordRange clause_;
};

bool shares_clause(const Hit& a, const Hit& b) {
    return a.text == b.text && a.clause.first == b.clause.first;
}

// "from the fund, through the programme": in one clause, and near enough to be one statement.
bool stands_with(const Hit& a, const Hit& b) {
    constexpr std::uint32_t kMostBetween = 14;
    if (!shares_clause(a, b)) return false;
    const WordRange& first = a.words.first < b.words.first ? a.words : b.words;
    const WordRange& second = a.words.first < b.words.first ? b.words : a.words;
    return second.first < first.last + kMostBetween &&
           !a.text->has(Cue::improves, {first.last, second.first});
}

std::vector<WordRange> words_of(const std::vector<Hit>& hits) {
    std::vector<WordRange> ranges;
    for (const Hit& hit : hits) ranges.push_back(hit.words);
    return ranges;
}

std::vector<Hit> find_scored_hits(const ScannedText& text, std::string_view project) {
    std::vector<Hit> hits = find_hits(text);
    const std::vector<WordRange> names = words_of(hits);
    for (Hit& hit : hits) {
        const Surroundings around(hit, names);
        hit.clause = around.clause();
        hit.score = around.score(project) + (text.is_title() ? 2 : 0);
        hit.is_direct = around.is_direct(project);
    }
    return hits;
}

}  // namespace

std::vector<Sourced<std::string>>
find_programmes(const ScannedText& title, const ScannedText& text, std::string_view project) {
    std::vector<Hit> hits = find_scored_hits(title, project);
    for (Hit& hit : find_scored_hits(text, project)) hits.push_back(hit);
    std::erase_if(hits, [](const Hit& hit) { return hit.score <= 0; });
    const bool has_special = std::any_of(hits.begin(), hits.end(), [](const Hit& hit) {
        return !hit.form->is_generic && hit.score >= kEnough;
    });
    if (has_special) std::erase_if(hits, [](const Hit& hit) { return hit.form->is_generic; });
    // Between a programme and a fund that are as sure, the programme leads.
    const auto better = [](const Hit& a, const Hit& b) {
        return a.score + (a.form->is_fund ? 0 : 1) > b.score + (b.form->is_fund ? 0 : 1);
    };
    const auto leading = std::min_element(hits.begin(), hits.end(), better);
    if (leading == hits.end() || leading->score < kEnough) return {};
    const Hit leader = *leading;
    std::vector<Sourced<std::string>> found;
    for (const Hit& hit : hits) {
        const bool is_same = hit.form->id == leader.form->id;
        const bool is_certain =
            hit.is_direct && hit.score >= kCertain && !shares_clause(hit, leader);
        if (!is_same && !stands_with(hit, leader) && !is_certain) continue;
        const auto known = [&hit](const auto& one) { return one.value == hit.form->id; };
        if (std::any_of(found.begin(), found.end(), known)) continue;
        found.push_back(
            {std::string(hit.form->id), hit.text->evidence(hit.words.first, hit.words.last)});
    }
    return found;
}

std::vector<WordRange> programme_words(const ScannedText& text) {
    return words_of(find_hits(text));
}

}  // namespace evresi::corpus

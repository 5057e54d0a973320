#include "corpus/metadata/lexicon.hpp"

#include "base/check.hpp"
#include "corpus/gazetteer/forms.hpp"
#include "corpus/gazetteer/gazetteer.hpp"
#include "corpus/gazetteer/tables.hpp"
#include "corpus/metadata/cue_phrases.hpp"
#include "corpus/metadata/place_cues.hpp"

#include <algorithm>
#include <array>

namespace evresi::corpus {
namespace {

constexpr std::array<std::string_view, 23> kFunds = {
    "cf",   "eafrd", "eagf",           "eaggf", "eff",  "efsi", "egf", "eit",  "emff",     "emfaf",
    "erdf", "esf",   "esf-plus",       "esif",  "fead", "ipa",  "jtf", "ngeu", "react-eu", "rrf",
    "scf",  "yei",   "solidarity-fund"};

constexpr std::array<std::string_view, 6> kGeneric = {
    "interreg", "interreg-strand-a", "interreg-strand-b", "interreg-strand-c", "etc", "gr-nsrf"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view id) noexcept {
    return std::find(list.begin(), list.end(), id) != list.end();
}

std::uint32_t payload(Cue cue, std::size_t index) noexcept {
    EVRESI_CHECK(static_cast<std::size_t>(cue) < kCues);
    return (static_cast<std::uint32_t>(cue) << 24) | static_cast<std::uint32_t>(index);
}

constexpr std::array<std::string_view, 5> kLanguages = {"el", "bg", "sl", "lv", "en"};

/// The index of a country with that of a language above it.
std::size_t in_language(std::uint32_t country, std::string_view lang) noexcept {
    const auto found = std::find(kLanguages.begin(), kLanguages.end(), lang);
    return country | (static_cast<std::size_t>(found - kLanguages.begin()) << 16);
}

Cue place_cue(std::string_view match) noexcept {
    if (match == "word") return Cue::place_word;
    if (match == "context") return Cue::place_in_context;
    if (match == "seat") return Cue::place_seat;
    return match == "adjective" ? Cue::adjective : Cue::region;
}

/// Names of places begin with a capital in all five languages.
constexpr PhraseRules kName{.needs_capital = true};

ProgrammeForm::Match match_of(std::string_view name) noexcept {
    if (name == "cs") return ProgrammeForm::Match::exact_case;
    if (name == "adj") return ProgrammeForm::Match::adjacent;
    if (name == "pair") return ProgrammeForm::Match::country_pair;
    return name == "ctx" ? ProgrammeForm::Match::in_context : ProgrammeForm::Match::folded;
}

/// Whether find_project, find_dates, find_period or find_year asks for the cue.
bool serves_project(Cue cue) noexcept {
    switch (cue) {
    case Cue::programme:
    case Cue::programme_word:
    case Cue::from:
    case Cue::under:
    case Cue::funding:
    case Cue::project_word:
    case Cue::acronym:
    case Cue::duration:
    case Cue::published:
    case Cue::changed:
    case Cue::month:
    case Cue::season:
    case Cue::until:
    case Cue::start:
    case Cue::end:
    case Cue::between:
    case Cue::unit:
    case Cue::number:
    case Cue::report:
    case Cue::deadline:
        return true;
    default:
        return false;
    }
}

// Abbreviations have no cases, and a common word for a name ("Culture") would be found in all its
// ordinary uses.
bool is_inflected(const ProgrammeForm& form) noexcept {
    const bool is_one_word = form.surface.find_first_of(" -") == std::string_view::npos;
    if (form.match == ProgrammeForm::Match::exact_case || form.is_capitals) return false;
    // Of two countries the names are inflected; the adjectives have all their forms, or a '*'.
    if (form.match == ProgrammeForm::Match::country_pair) {
        return form.surface.find(' ') != std::string_view::npos;
    }
    return !is_one_word || form.match == ProgrammeForm::Match::folded;
}

}  // namespace

Lexicon::Lexicon(Scope scope) : scope_(scope) {
    add_programmes();
    if (scope == Scope::all) {
        add_countries();
        partner_count_ = countries_.size();
        add_other_countries();
        add_places();
    }
    add_cues();
}

void Lexicon::add_programmes() {
    for (const std::vector<std::string_view>& row : table_rows(kProgrammesTsv)) {
        add_programme(row[0], row[3], row[4], row[6]);
    }
    for (const std::vector<std::string_view>& row : table_rows(kProgrammeFormsTsv)) {
        add_programme(row[0], row[1], row[2], row[3]);
    }
}

void Lexicon::add_programme(std::string_view id,
                            std::string_view languages,
                            std::string_view surface,
                            std::string_view match) {
    ProgrammeForm form;
    form.id = id;
    form.surface = surface;
    form.match = match_of(match);
    form.is_fund = holds(kFunds, id);
    form.is_generic = holds(kGeneric, id);
    FoldedText folded;
    fold_words(surface, folded);
    form.is_capitals = folded.words.size() == 1 && folded.words[0].is_upper;
    // Country pairs need their dash: "Greece, Bulgaria" is a list of countries.
    const bool is_pair = form.match == ProgrammeForm::Match::country_pair;
    const PhraseRules rules{.keep_dashes = form.match == ProgrammeForm::Match::in_context,
                            .needs_capital = is_pair && folded.words[0].starts_upper};
    const std::uint32_t form_payload = payload(Cue::programme, programme_forms_.size());
    programme_forms_.push_back(form);
    matcher_.add(surface, form_payload, rules);
    if (!is_inflected(form)) return;
    for (std::size_t i = 0; i + 2 <= languages.size(); i += 3) {
        matcher_.add_stemmed(surface, form_payload, LanguageTag::of(languages.substr(i, 2)), rules);
    }
}

std::uint32_t Lexicon::country_index(std::string_view code) {
    const auto found = std::find(countries_.begin(), countries_.end(), code);
    const auto index = static_cast<std::uint32_t>(found - countries_.begin());
    if (found == countries_.end()) countries_.push_back(code);
    return index;
}

LanguageTag Lexicon::language_of(std::uint32_t index) {
    const std::uint32_t language = index >> 16;
    return language < kLanguages.size() ? LanguageTag::of(kLanguages[language]) : LanguageTag();
}

std::optional<std::string_view> Lexicon::find_country(std::string_view code) const {
    const auto end = countries_.begin() + static_cast<std::ptrdiff_t>(partner_count_);
    const auto found = std::find(countries_.begin(), end, code);
    if (found == end) return std::nullopt;
    return *found;
}

void Lexicon::add_countries() {
    for (const std::vector<std::string_view>& row : table_rows(kCountriesTsv)) {
        const Cue cue = row[2] == "adjective" ? Cue::adjective
                        : row[2] == "context" ? Cue::country_in_list
                                              : Cue::country;
        for (const std::string& form : expand_forms(row[3])) {
            matcher_.add(form, payload(cue, in_language(country_index(row[0]), row[1])),
                         cue == Cue::adjective ? PhraseRules{} : kName);
        }
    }
    for (const std::vector<std::string_view>& row : table_rows(kRegionsTsv)) {
        for (const std::string& form : expand_forms(row[2])) {
            matcher_.add(form, payload(Cue::region, in_language(country_index(row[0]), row[1])),
                         kName);
        }
    }
}

// Countries far away seldom take part, but their names hide others ("Republic of Korea") and tell
// whose guests came. Their names are short and often words ("Mali"), hence the kind.
void Lexicon::add_other_countries() {
    for (const std::string_view code : country_codes()) {
        if (find_country(code) || code == "ML" || code == "IM" || code == "UM") continue;
        const std::uint32_t country = country_index(code);
        for (const std::string_view letters : {"bg", "sl", "lv", "en"}) {
            const LanguageTag lang = LanguageTag::of(letters);
            const std::uint32_t value = payload(Cue::place_word, in_language(country, letters));
            matcher_.add_stemmed(country_label(code, lang), value, lang, kName);
        }
    }
}

void Lexicon::add_places() {
    for (const std::vector<std::string_view>& row : table_rows(kPlacesTsv)) {
        const std::uint32_t value =
            payload(place_cue(row[2]), in_language(country_index(row[0]), row[1]));
        for (std::string_view rest = row[3]; !rest.empty();) {
            const std::size_t length = std::min(rest.find('|'), rest.size());
            add_place(rest.substr(0, length), row[1], row[2], value);
            rest.remove_prefix(std::min(length + 1, rest.size()));
        }
    }
}

// Bulgarian names have no case forms, and a name whose forms are written out needs no stem.
void Lexicon::add_place(std::string_view name,
                        std::string_view lang,
                        std::string_view match,
                        std::uint32_t value) {
    const bool has_forms = name.find('[') != std::string_view::npos;
    const bool is_fixed = lang == "*" || (lang == "bg" && match != "adjective") || has_forms;
    const PhraseRules rules = match == "adjective" ? PhraseRules{} : kName;
    if (!is_fixed) return matcher_.add_stemmed(name, value, LanguageTag::of(lang), rules);
    for (const std::string& form : expand_forms(name)) matcher_.add(form, value, rules);
}

void Lexicon::add_cues() {
    for (const std::span<const CuePhrases> groups : {cue_phrases(), place_cues()}) {
        for (const CuePhrases& group : groups) {
            for (const std::string_view phrase : group.phrases) {
                // Of several beginnings that a word has, only the longest counts.
                const bool hides_others = phrase.find('*') != std::string_view::npos;
                if (scope_ == Scope::project && !serves_project(group.cue) && !hides_others) {
                    continue;
                }
                matcher_.add(phrase, payload(group.cue, group.index));
            }
        }
    }
}

const Lexicon& lexicon(Lexicon::Scope scope) {
    if (scope == Lexicon::Scope::project) {
        static const Lexicon of_project(Lexicon::Scope::project);
        return of_project;
    }
    static const Lexicon all(Lexicon::Scope::all);
    return all;
}

}  // namespace evresi::corpus

// Lexicon: the names and cue words that the annotator looks for, in one PhraseMatcher, so that a
// text is scanned once. There are two: of everything, and of what project and dates need, for
// documents whose programmes and countries are given. Immutable; shared freely between threads.
#pragma once

#include "base/language_tag.hpp"
#include "corpus/gazetteer/phrase_matcher.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

enum class Cue : std::uint8_t {
    programme,        ///< a form of an EU programme or fund; see Lexicon::programme_form
    country,          ///< the name of a country; see Lexicon::country
    adjective,        ///< an adjective of a country or its people
    country_in_list,  ///< a name that is mostly something else: counts beside other countries
    region,           ///< a region or town; see Lexicon::country
    programme_word,   ///< "programme", "fund", "Interreg": makes an ambiguous form a programme
    funding,          ///< "funded by", "under the programme"
    not_funder,       ///< "submitted under", "earlier": the programme named is not this project's
    project_word,
    duration,       ///< "duration", "project period"
    published,      ///< "published", "posted on"
    changed,        ///< "last updated"
    acronym,        ///< "acronym"
    month,          ///< index 1 to 12
    until,          ///< "to", "until" in a range of dates
    under,          ///< "under", "within": the programme as a frame
    from,           ///< "from", "по": may stand before a payer
    carried_out,    ///< "implemented": what a programme's money is for
    funding_label,  ///< "Programme", "Source of funding" before a colon
    apart,          ///< "separate from", "not to be confused with"
    improves,       ///< "improves": what stands behind it is another's
    past,           ///< "former" before a project or programme
    next,           ///< "next", "future" before a name
    call,           ///< "call for proposals"
    chosen,         ///< "selected", "approved"
    negation,       ///< "not", "without"
    only,           ///< "not only": no negation
    start,          ///< "since", "began": before the day that something begins at
    end,            ///< "until", "ends"
    unit,           ///< "months", "years"; index: the months in one
    number,         ///< "two" to "five"
    between,        ///< "between" before two dates
    season,         ///< index: its first month
    report,         ///< "annual report"
    deadline,       ///< "closing date"
    turn,           ///< "but", "while": another thought begins
    place_word,     ///< a region or town whose name is a word too: not at the start of a sentence
    place_in_context,  ///< likewise, but counts only with a sign of a place beside it
    place_seat,        ///< a town that mostly stands for what has its seat there
    place_noun,        ///< "municipality", "region": what stands beside it is a place
    takes_part,        ///< "partners", "carried out in"
    no_part_ahead,     ///< "guests from", "study visit to": of the places that follow
    no_part_behind,    ///< "delegation", "market": of the place just before
    no_part,           ///< "for comparison": of the places of the sentence
    denies_part,       ///< "does not take part"
};
/// More than there are cues.
inline constexpr std::size_t kCues = 64;

struct ProgrammeForm {
    /// `folded`: whatever the case; `in_context`: with a word for a programme in its sentence;
    /// `adjacent`: with one right beside it, for names that are mostly something else.
    enum class Match : std::uint8_t { folded, exact_case, in_context, adjacent, country_pair };
    std::string_view id;
    std::string_view surface;
    Match match = Match::folded;
    bool is_fund = false;      ///< a fund (ERDF): a facet beside the programme
    bool is_capitals = false;  ///< one word of capitals: an abbreviation
    bool is_generic = false;   ///< names a family (Interreg): gives way to a member of it
};

class Lexicon {
public:
    enum class Scope : std::uint8_t {
        all,
        project,  ///< no places, nor cues that only programmes and countries are judged by
    };

    [[nodiscard]] const PhraseMatcher& matcher() const noexcept { return matcher_; }

    [[nodiscard]] static Cue cue_of(std::uint32_t payload) noexcept {
        return static_cast<Cue>(payload >> 24);
    }
    [[nodiscard]] static std::uint32_t index_of(std::uint32_t payload) noexcept {
        return payload & 0xFFFFFF;
    }
    [[nodiscard]] const ProgrammeForm& programme_form(std::uint32_t index) const noexcept {
        return programme_forms_[index];
    }
    /// The ISO code of a country, adjective or region match.
    [[nodiscard]] std::string_view country(std::uint32_t index) const noexcept {
        return countries_[index & 0xFFFF];
    }
    /// The language of a name or adjective of a country or region; undetermined: any.
    [[nodiscard]] static LanguageTag language_of(std::uint32_t index);

    /// The lexicon's own string of an ISO code; nothing unless it is a country of countries.tsv.
    [[nodiscard]] std::optional<std::string_view> find_country(std::string_view code) const;

private:
    friend const Lexicon& lexicon(Scope scope);
    explicit Lexicon(Scope scope);
    void add_programmes();
    void add_programme(std::string_view id,
                       std::string_view languages,
                       std::string_view surface,
                       std::string_view match);
    void add_countries();
    void add_other_countries();
    void add_places();
    void add_place(std::string_view name,
                   std::string_view lang,
                   std::string_view match,
                   std::uint32_t value);
    void add_cues();
    std::uint32_t country_index(std::string_view code);

    Scope scope_;
    PhraseMatcher matcher_;
    std::vector<ProgrammeForm> programme_forms_;
    std::vector<std::string_view> countries_;
    std::size_t partner_count_ = 0;  ///< of countries_: those of countries.tsv, which come first
};

/// The one Lexicon of `scope`, made at the first call. What the smaller one finds is what the other
/// finds of the same cues.
[[nodiscard]] const Lexicon& lexicon(Lexicon::Scope scope = Lexicon::Scope::all);

}  // namespace evresi::corpus

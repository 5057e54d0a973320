// Lexicon: every name and cue word that the annotator looks for, in one PhraseMatcher, so that a
// text is scanned once. Immutable; shared freely between threads.
#pragma once

#include "corpus/gazetteer/phrase_matcher.hpp"

#include <cstddef>
#include <cstdint>
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
    furniture,      ///< skip links, share, subscribe, cookie and comment lines
    menu,           ///< words that menus are made of
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
};

struct ProgrammeForm {
    /// `folded`: whatever the case; `in_context`: with a word for a programme in its sentence;
    /// `adjacent`: with one right beside it, for names that are mostly something else.
    enum class Match : std::uint8_t { folded, exact_case, in_context, adjacent };
    std::string_view id;
    std::string_view surface;
    Match match = Match::folded;
    bool is_fund = false;      ///< a fund (ERDF): a facet beside the programme
    bool is_capitals = false;  ///< one word of capitals: an abbreviation
    bool is_generic = false;   ///< names a family (Interreg): gives way to a member of it
};

class Lexicon {
public:
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
        return countries_[index];
    }

private:
    friend const Lexicon& lexicon();
    Lexicon();
    void add_programmes();
    void add_programme(std::string_view id,
                       std::string_view languages,
                       std::string_view surface,
                       std::string_view match);
    void add_countries();
    void add_cues();
    std::uint32_t country_index(std::string_view code);

    PhraseMatcher matcher_;
    std::vector<ProgrammeForm> programme_forms_;
    std::vector<std::string_view> countries_;
};

/// The one Lexicon, made at the first call.
[[nodiscard]] const Lexicon& lexicon();

}  // namespace evresi::corpus

// The vocabulary of page furniture in all languages (furniture/*.txt) in one PhraseMatcher, and
// what each phrase tells of the line that it stands in. Immutable; shared freely between threads.
#pragma once

#include "corpus/gazetteer/phrase_matcher.hpp"

#include <cstdint>

namespace evresi::corpus {

enum class FurnitureWord : std::uint8_t {
    any,      ///< tells of furniture wherever it stands in a line
    notice,   ///< tells of furniture even in a long line: cookies, disclaimers
    open,     ///< tells of furniture where it opens a short line: "Tags", "Share"
    photo,    ///< as open: who took a picture
    whole,    ///< tells of furniture in a line that is made of such phrases
    hint,     ///< tells of furniture in a short line at an edge of the page
    lead,     ///< opens items at the foot of a page: "All news", "Ask us"
    cookie,   ///< the same in a sentence
    fact,     ///< names a fact of a project: "Duration: ..." is body
    contact,  ///< opens a line of an address at the foot of a page
    menu,     ///< an item of menus; alone it tells little
    site,     ///< begins the name of an institution, as sites have above their menus
    stop,     ///< a function word: sentences have them, menus do not
    date,     ///< a word of dates beside the months
    month,
};

/// Finds the phrases; the payload of a match is its FurnitureWord.
[[nodiscard]] const PhraseMatcher& furniture_matcher();

}  // namespace evresi::corpus

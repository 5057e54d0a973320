// How words are written in texts: with which marks. Pure functions.
#pragma once

#include "analyzers/language.hpp"
#include "base/language_tag.hpp"

#include <string>
#include <string_view>

namespace evresi::indexer {

struct WordForm {
    std::string marked_term;  ///< database::marked_term, empty for most words
    /// Lower case, with marks; empty where nothing is to be told of the word: it has no marks and
    /// competes with no other that has, or the database has it as a marked term.
    std::string written;
    bool is_marked = false;  ///< whether `written` has marks that the folded form lacks
};

/// The form of `word`, one token as typed in `language` with the folded form `surface`.
[[nodiscard]] WordForm
word_form(const analyzers::Language& language, std::string_view word, std::string_view surface);

}  // namespace evresi::indexer

// The analysis of lines as a table for people: for each word its forms, the steps of the stemmer,
// and the stem. Plain functions that write to a stream.
#pragma once

#include "base/language_tag.hpp"

#include <iosfwd>

namespace evresi::indexer {

/// Reads lines; writes for each the words in it, one table a word, an empty line after each. A line
/// without words is told as such. A tag that we do not know is analysed as `und`.
void explain_lines(LanguageTag lang, std::istream& in, std::ostream& out);

}  // namespace evresi::indexer

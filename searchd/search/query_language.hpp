// The language of a query, from its script, its letters, its stop words, and from which of its
// words the index and the lexicon know in which language. Confined to one thread.
#pragma once

#include "analyzers/analyzer.hpp"
#include "base/language_tag.hpp"
#include "indexer/database/snapshot.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace evresi::lexicon {
class Lexicon;
}

namespace evresi::search {

struct LanguageShare {
    LanguageTag lang;
    double share = 0.0;  ///< how likely the query, or the word, is of this language
};

/// The languages that `text`, words without operators, may be in, likeliest first; shares sum to 1,
/// those below 0.02 are left out. Greek and Bulgarian typed in Latin letters count as such. `und`
/// for a text in no letters of ours. Empty for a text without letters. `lexicon` may be null.
/// Throws Xapian::Error.
[[nodiscard]] std::vector<LanguageShare> languages_of_query(std::string_view text,
                                                            database::Snapshot& snapshot,
                                                            const lexicon::Lexicon* lexicon,
                                                            analyzers::AnalyzerSet& analyzers);

/// The same of one word of a query in the languages `of_query`. Their shares count as much as a
/// word's worth of evidence, so that a word that only another language has is of that language
/// ("Interreg" apart, a Slovenian query may have an English word).
[[nodiscard]] std::vector<LanguageShare> languages_of_word(std::string_view word,
                                                           std::span<const LanguageShare> of_query,
                                                           database::Snapshot& snapshot,
                                                           const lexicon::Lexicon* lexicon,
                                                           analyzers::AnalyzerSet& analyzers);

}  // namespace evresi::search

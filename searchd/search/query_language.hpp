// The language of a query, from its script, its letters, its stop words, and from which of its
// words the index and the lexicon know in which language. Confined to one thread.
#pragma once

#include "analyzers/analyzer.hpp"
#include "base/language_tag.hpp"
#include "indexer/database/snapshot.hpp"

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

/// The languages that `text` may be in, likeliest first; shares sum to 1, those below 0.02 are left
/// out. Greek and Bulgarian typed in Latin letters count as such. Empty for a text without words.
/// `lexicon` may be null.
[[nodiscard]] std::vector<LanguageShare> languages_of_query(std::string_view text,
                                                            database::Snapshot& snapshot,
                                                            const lexicon::Lexicon* lexicon,
                                                            analyzers::AnalyzerSet& analyzers);

}  // namespace evresi::search

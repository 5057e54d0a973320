// Similar documents: the words that tell a document from others, as a query for its like. Confined
// to one thread (it uses analyzers). Not here: which documents are left out, and running the query
// (searcher.hpp).
#pragma once

#include "analyzers/analyzer.hpp"
#include "corpus/document.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/search/query_builder.hpp"

#include <string>
#include <vector>

namespace evresi::search {

/// Words that a document is told by at most.
inline constexpr std::size_t kTellingWords = 25;

/// Bytes of text that are looked at, from the beginning of the document.
inline constexpr std::size_t kSimilarScanBytes = 200'000;

/// A word that is more frequent in a document than in others of its language.
struct TellingWord {
    std::string text;  ///< as the document has it first
    LanguageTag lang;
    double weight = 0.0;  ///< how much it counts beside the other words, by its frequency
    double rarity = 0.0;  ///< within its language
};

/// The most telling words of `document`, most telling first: those with the highest product of
/// their frequency, in which the title counts more and repetition less and less, and their rarity
/// among the documents of their language; behind them the acronym of its project. Stop words,
/// numbers, page furniture, and words that no other document has are passed over. May throw
/// Xapian::Error.
[[nodiscard]] std::vector<TellingWord> telling_words(const corpus::Document& document,
                                                     const database::Snapshot& snapshot,
                                                     const Xapian::Database& database,
                                                     analyzers::AnalyzerSet& analyzers);

/// Documents with any of `words`, those with more of the telling ones first; in other languages by
/// their translations, when `request.cross` says so. Matches nothing when there are no words.
[[nodiscard]] BuiltQuery similar_query(const std::vector<TellingWord>& words,
                                       const SearchRequest& request,
                                       database::Snapshot& snapshot,
                                       analyzers::AnalyzerSet& analyzers,
                                       const lexicon::Lexicon* lexicon);

}  // namespace evresi::search

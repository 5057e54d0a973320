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
    /// What stands for the word in the index.
    struct Alternative {
        std::string term;     ///< of the database
        LanguageTag lang;     ///< whose documents its rarity is counted among; `und`: all
        std::string stem;     ///< what snippets mark; empty for a folded surface form
        double weight = 1.0;  ///< how much finding it counts beside finding the word itself
    };
    std::string text;  ///< as the document has it first
    LanguageTag lang;
    std::string stem;
    double weight = 0.0;  ///< how much it counts beside the other words, by its frequency
    double rarity = 0.0;  ///< within its language
    std::vector<Alternative> alternatives;  ///< the word itself first
};

/// The most telling words of `document`, most telling first: those with the highest product of
/// their frequency, in which the title counts more and repetition less and less, and their rarity
/// among the documents of their language. Stop words, numbers, page furniture, and words that no
/// other document has are passed over. With `cross` also what finds texts in other languages: the
/// acronym of its project, which is written alike in all. May throw Xapian::Error.
[[nodiscard]] std::vector<TellingWord> terms_of(const corpus::Document& document,
                                                const database::Snapshot& snapshot,
                                                const Xapian::Database& database,
                                                analyzers::AnalyzerSet& analyzers,
                                                bool cross);

/// Documents with any of `words`, those with more of the telling ones first; what snippets mark,
/// and the languages. Matches nothing when there are no words.
[[nodiscard]] BuiltQuery similar_query(const std::vector<TellingWord>& words,
                                       const database::Snapshot& snapshot,
                                       const Xapian::Database& database);

}  // namespace evresi::search

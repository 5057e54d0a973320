// Similar documents: the words that tell a document from others, as a query for its like. Confined
// to one thread (it uses analyzers). Not here: which documents are left out, and running the query
// (searcher.hpp).
#pragma once

#include "analyzers/analyzer.hpp"
#include "corpus/document.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/lexicon/lexicon.hpp"
#include "searchd/search/query_builder.hpp"
#include "searchd/search/query_expander.hpp"

#include <string>
#include <vector>

namespace evresi::search {

/// Words that a document is told by at most.
inline constexpr std::size_t kTellingWords = 25;

/// Of these the first so many find documents; the others only rank what those find.
inline constexpr std::size_t kFindingWords = 12;

/// Bytes of text that are looked at, from the beginning of the document.
inline constexpr std::size_t kSimilarScanBytes = 200'000;

/// A word that is more frequent in a document than in others of its language.
struct TellingWord {
    std::string text;  ///< as the document has it first
    LanguageTag lang;
    std::string stem;
    /// How much it counts beside the other words, by its frequency: up to 1.
    double weight = 0.0;
    double rarity = 0.0;  ///< within its language
    /// The word itself, then its translations by language. None: `stem` is a spelling that texts
    /// of all languages share.
    std::vector<Alternative> alternatives;
    bool finds = true;  ///< else it only ranks what other words find
};

/// Where words lead beyond their own language.
struct Crossing {
    const lexicon::Lexicon* lexicon = nullptr;
    std::vector<LanguageTag> languages;  ///< of the texts that are looked for
};

/// The most telling words of `document`, most telling first: those with the highest product of
/// their frequency, in which the title counts more and repetition less and less, and their rarity
/// among the documents of their language. Stop words, numbers, page furniture, and words that no
/// other document has are passed over. With `crossing` (else null) also what finds texts in other
/// languages: translations, and the acronym of its project, which is written alike in all. May
/// throw Xapian::Error.
[[nodiscard]] std::vector<TellingWord> terms_of(const corpus::Document& document,
                                                database::Snapshot& snapshot,
                                                analyzers::AnalyzerSet& analyzers,
                                                const Crossing* crossing);

/// Documents with any of the `words` that find, those with more of the telling ones first; what
/// snippets mark, and the languages. Matches nothing when there are no words.
[[nodiscard]] BuiltQuery similar_query(const std::vector<TellingWord>& words,
                                       database::Snapshot& snapshot);

}  // namespace evresi::search

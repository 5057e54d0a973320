// SpellingCorrector: a query as it was probably meant. Words that the index does not have, or that
// never stand beside the other words of the query while a near one does, give way to words that it
// has. Confined to one thread; made for one query. Not here: looking for the words
// (query_builder.hpp).
#pragma once

#include "analyzers/analyzer.hpp"
#include "base/language_tag.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/lexicon/lexicon.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace evresi::search {

/// What something beside the index knows of a stem of a language: a lexicon.
using KnownStem = std::function<lexicon::KnownWord(LanguageTag lang, std::string_view stem)>;

struct SpellingQuery {
    std::string_view text;
    bool is_plain = false;  ///< words only, as in SearchRequest::plain
    LanguageTag lang;       ///< of the query; `und` when not known
};

class SpellingCorrector {
public:
    /// `known` may be empty. All must outlive this object.
    SpellingCorrector(database::Snapshot& snapshot,
                      analyzers::AnalyzerSet& analyzers,
                      KnownStem known = {});
    ~SpellingCorrector();

    /// The query as it was probably meant: corrected words as people write them, all else as typed.
    /// Empty when nothing seems wrong. Takes some milliseconds for each doubtful word of a large
    /// index. Throws Xapian::Error.
    [[nodiscard]] std::string suggest(const SpellingQuery& query);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace evresi::search

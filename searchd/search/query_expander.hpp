// QueryExpander: a word of the query -> concepts: for each token the stems that it has in every
// language that it may be written in, and its folded spelling. The place where transliterations and
// translations join a concept. Confined to one thread. Not here: database queries
// (query_builder.hpp).
#pragma once

#include "analyzers/analyzer.hpp"
#include "analyzers/detector.hpp"
#include "base/language_tag.hpp"
#include "indexer/database/spellings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

struct Alternative {
    LanguageTag lang;
    std::string stem;
    bool is_stop = false;  ///< a stop word of `lang`
    /// Stems of the same word in another spelling (skola, škola): with marks for a word typed
    /// without them, without for a word typed with them. Weaker evidence than `stem`.
    std::vector<std::string> spellings;
};

/// What one token of the query stands for.
struct Concept {
    std::string typed;
    std::string surface;
    std::vector<Alternative> alternatives;
    /// Says nothing by itself: a stop word of the query's language, or where that is not known, of
    /// any language that it may be written in.
    bool is_stop = false;
};

class QueryExpander {
public:
    /// `lang`: of the query, `und` when not known. `in`: languages of the texts, empty for all.
    /// `text`: the whole query; tells its likely language when `lang` does not. `spellings`: of the
    /// index that is searched; must outlive this.
    QueryExpander(analyzers::AnalyzerSet& analyzers,
                  LanguageTag lang,
                  std::vector<LanguageTag> in,
                  std::string_view text,
                  const database::Spellings& spellings);

    /// One concept for each token of `text`, in order; none for signs without letters and digits.
    [[nodiscard]] std::vector<Concept> expand(std::string_view text);

    /// The folded spelling of `text` when it is one token, else empty.
    [[nodiscard]] std::string fold(std::string_view text);

    /// Languages (without `und`) in which words were analysed so far, in order of first use.
    [[nodiscard]] const std::vector<LanguageTag>& languages() const noexcept { return languages_; }

private:
    [[nodiscard]] std::vector<LanguageTag> candidates(std::string_view word) const;
    /// Fills in the spellings of a token typed as `typed`, in a language whose stems keep marks.
    void add_spellings(analyzers::Analyzer& analyzer,
                       std::string_view typed,
                       const std::string& surface,
                       Alternative& alternative);

    analyzers::AnalyzerSet& analyzers_;
    const database::Spellings& spellings_;
    LanguageTag lang_;
    LanguageTag likely_;  ///< given or detected; decides about stop words
    std::vector<LanguageTag> in_;
    std::vector<LanguageTag> languages_;
    std::vector<analyzers::Token> tokens_;
    std::vector<analyzers::Token> unmarked_tokens_;
};

}  // namespace evresi::search

// Searcher: SearchRequest -> SearchResponse over one Snapshot, on one thread. Knows neither HTTP
// nor JSON. Confined to one thread; make one per search thread and renew it for a new generation.
#pragma once

#include "base/result.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/lexicon/lexicon.hpp"
#include "searchd/search/search_request.hpp"
#include "searchd/search/suggester.hpp"

#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::search {

/// Counts over the whole index, for /v1/stats and `evresi-indexer stats`.
struct IndexStatistics {
    std::uint64_t documents = 0;
    std::uint64_t terms = 0;
    double average_length = 0.0;
    std::vector<std::pair<database::Field, std::vector<FacetValue>>> fields;
};

class Searcher {
public:
    /// `lexicon`: for texts in other languages; null for none.
    Searcher(database::Snapshot snapshot,
             QueryLimits limits,
             std::shared_ptr<const lexicon::Lexicon> lexicon = nullptr);
    ~Searcher();
    Searcher(Searcher&&) noexcept;
    Searcher& operator=(Searcher&&) noexcept;

    /// Answers one request. query_too_complex or invalid_argument name the parameter in `subject`;
    /// index_damaged when a table cannot be read. A fault in the query's syntax is no error: the
    /// rest is searched and `warnings` says what was ignored.
    [[nodiscard]] Result<SearchResponse> search(const SearchRequest& request);

    /// Gives every hit of `request` in order, `request.size` of them at most (up to
    /// limits.export_hits), whatever page it asks for; without facets, explanations and the other
    /// members of groups. `begin` gets the answer without hits first, `take` each hit; either
    /// returns false to end early. The answer returned is without hits. As search(), and timed_out
    /// when the matches cannot be found in limits.export_budget.
    [[nodiscard]] Result<SearchResponse>
    search_all(const SearchRequest& request,
               const std::function<bool(const SearchResponse& head)>& begin,
               const std::function<bool(Hit&& hit)>& take);

    /// Documents like the one with this id, the likest first, without it and, unless
    /// `with_duplicates`, without those that are nearly the same. Of `request` the query, its
    /// language, `sort` and `after` mean nothing; pages do. `query_text` of the answer is the words
    /// that they were found by. not_found, and as search().
    [[nodiscard]] Result<SearchResponse>
    similar(std::string_view id, const SearchRequest& request, bool with_duplicates = false);

    /// A stored document by its id, with text. not_found.
    [[nodiscard]] Result<corpus::Document> document(std::string_view id);

    /// How what is being typed may go on (suggester.hpp). index_damaged when a table cannot be
    /// read.
    [[nodiscard]] Result<Suggestions> suggest(const SuggestRequest& request);

    [[nodiscard]] Result<IndexStatistics> statistics(LanguageTag ui_lang);

    /// Label of a programme id: the gazetteer's, or the name that a document gave.
    [[nodiscard]] std::string programme_label(std::string_view id, LanguageTag lang) const;

    [[nodiscard]] const database::Generation& generation() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace evresi::search

// Runs of the queries of a set over its index: rankings for scores, and what queries cost.
#pragma once

#include "bench/quality/retrieval_index.hpp"
#include "bench/quality/retrieval_score.hpp"

#include <string>
#include <vector>

namespace evresi::bench {

struct RunSettings {
    bool cross = true;
    bool gives_language = true;  ///< else the language of a query is found
    int hits = 100;              ///< of each search
    int jobs = 1;                ///< threads, each with a searcher
};

struct Run {
    std::vector<QueryValue> values;
    std::vector<double> cpu_ms;  ///< of each search
};

/// nDCG@10 of every query: against the documents of each language that it has judgements in, as a
/// filter by language gives them, and in one list over all languages.
[[nodiscard]] Result<Run>
run_queries(const RetrievalSet& set, const RetrievalIndex& index, const RunSettings& settings);

/// CPU milliseconds of each query as the daemon runs it by default, with facets and excerpts.
struct Cost {
    std::vector<double> off;  ///< in its own language only
    std::vector<double> on;   ///< across languages
    std::size_t refused = 0;  ///< queries over a limit
};

/// Runs each query both ways, in turns, on one thread.
[[nodiscard]] Result<Cost>
measure_cost(const RetrievalSet& set, const RetrievalIndex& index, const RunSettings& settings);

/// CPU milliseconds of this thread so far.
[[nodiscard]] double thread_cpu_ms();

/// A request as evaluation makes it: words only, no facets, no excerpts.
[[nodiscard]] search::SearchRequest
plain_request(const std::string& text, LanguageTag lang, const RunSettings& settings);

}  // namespace evresi::bench

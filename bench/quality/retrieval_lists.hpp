// Runs of lists of mistyped queries: is the mistake seen, and are the same documents found?
#pragma once

#include "bench/quality/retrieval_run.hpp"

#include <string>
#include <vector>

namespace evresi::bench {

struct TypoResult {
    /// A query that was not put right, with what was suggested instead.
    struct Miss {
        TypedQuery query;
        std::string suggestion;
    };

    std::size_t rows = 0;
    std::size_t suggested = 0;  ///< rows with any suggestion
    std::size_t exact = 0;      ///< the suggestion is the query as it was meant
    std::size_t folded = 0;     ///< so, when case and marks are left out
    std::size_t mistaken = 0;   ///< queries as they were meant that get a suggestion all the same
    std::vector<double> cpu_ms;
    std::vector<Miss> misses;  ///< rows that are not even right without marks
};

/// Asks for each query as it was typed, and as it was meant.
[[nodiscard]] Result<TypoResult> run_typos(const std::vector<TypedQuery>& rows,
                                           search::Searcher& searcher,
                                           const RunSettings& settings);

struct TranslitResult {
    struct Row {
        TypedQuery query;
        /// Share of the first ten hits of the intended query that the typed one has among its own:
        /// the intended query in a language that is found, and in the one given.
        double overlap = 0;
        double overlap_given = 0;
    };

    std::vector<Row> rows;
    std::vector<double> cpu_ms;
    /// nDCG@10 over all languages of the rows whose intended query is one of the set.
    std::size_t judged = 0;
    double typed_ndcg = 0;
    double intended_ndcg = 0;
};

/// Compares the hits of each query as typed, in a language that is found, with those of the query
/// as it was meant.
[[nodiscard]] Result<TranslitResult> run_translit(const std::vector<TypedQuery>& rows,
                                                  const RetrievalSet& set,
                                                  search::Searcher& searcher,
                                                  const RunSettings& settings);

}  // namespace evresi::bench

// Aligned tables of figures, for people.
#pragma once

#include "bench/quality/retrieval_lists.hpp"
#include "bench/quality/retrieval_run.hpp"

#include <map>
#include <string>
#include <vector>

namespace evresi::bench {

/// All that a run of one set gave.
struct SetResult {
    std::string name;
    std::uint64_t documents = 0;
    std::size_t queries = 0;
    std::vector<QueryValue> values;
    Figures figures;
    Figures changes;  ///< against a baseline with values; else empty
    Figures before;   ///< the baseline's own figures; else empty
    /// What is measured beside: "cost on / off", "typos exact" and so on.
    std::map<std::string, double, std::less<>> measures;
    std::map<std::string, double, std::less<>> measures_before;  ///< the baseline's
    std::vector<double> cpu_ms;                                  ///< of each search
    double seconds = 0;                                          ///< of the whole run
};

struct ReportSettings {
    bool shows_cells = false;       ///< a line for each language pair, with its interval
    std::size_t shown_misses = 10;  ///< worst rows of a list
    std::size_t shown_worst = 0;    ///< queries that are worst across languages
};

/// Adds to `measures` what a run gave. Ratios and shares only: times of two runs are not compared.
void add_measures(const Cost& cost, SetResult& result);
void add_measures(const TypoResult& typos, SetResult& result);
void add_measures(const TranslitResult& translit, SetResult& result);

void print_set(const SetResult& result, const ReportSettings& settings);

/// Queries across languages that are farthest below the query of the same need in the language of
/// the documents: where translation fails, and not the need.
void print_worst(const RetrievalSet& set, const SetResult& result, const ReportSettings& settings);

/// One line a set.
void print_summary(const std::vector<SetResult>& results);

void print_cost(const Cost& cost);
void print_typos(const TypoResult& typos, const ReportSettings& settings);
void print_translit(const TranslitResult& translit, const ReportSettings& settings);

/// The measures of a set beside those of its baseline; nothing without one.
void print_measure_changes(const SetResult& result);

}  // namespace evresi::bench

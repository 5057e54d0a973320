// Aligned tables of figures, for people.
#pragma once

#include "bench/quality/retrieval_run.hpp"

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
    Figures changes;             ///< against a baseline with values; else empty
    Figures before;              ///< the baseline's own figures; else empty
    std::vector<double> cpu_ms;  ///< of each search
    double seconds = 0;          ///< of the whole run
};

struct ReportSettings {
    bool shows_cells = false;  ///< a line for each language pair, with its interval
};

void print_set(const SetResult& result, const ReportSettings& settings);

/// One line a set.
void print_summary(const std::vector<SetResult>& results);

void print_cost(const std::string& set, const Cost& cost);

}  // namespace evresi::bench

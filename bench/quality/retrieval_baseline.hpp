// Results as a JSON file, to compare a later run with.
#pragma once

#include "bench/quality/retrieval_report.hpp"

#include <map>
#include <string>
#include <vector>

namespace evresi::bench {

/// What a file tells about one set.
struct Baseline {
    std::size_t queries = 0;
    Figures figures;
    std::map<std::string, double, std::less<>> measures;
    /// Column to query to value; empty when the file has figures alone.
    std::map<std::string, std::map<std::string, double>> values;
};

using Baselines = std::map<std::string, Baseline, std::less<>>;

/// `results` as JSON; `with_values`: also what every query reached.
[[nodiscard]] std::string to_json(const std::vector<SetResult>& results, bool with_values);

/// Reads what to_json() wrote. io_error, malformed_input.
[[nodiscard]] Result<Baselines> read_baselines(const std::string& path);

/// Puts the baseline's figures beside those of `result`: with intervals of the differences where it
/// has the values of queries, else the figures alone, when both ran the same number of queries.
void compare(SetResult& result, const Baselines& baselines);

}  // namespace evresi::bench

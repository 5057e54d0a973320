// The query mix in process, on one thread, over an open index: no HTTP.
#pragma once

#include "base/result.hpp"
#include "bench/corpus/query_mix.hpp"

#include <string>
#include <vector>

namespace evresi::bench {

struct QueryPlan {
    std::string index_dir;
    std::string lexicon;  ///< as evresi-searchd takes it: empty for the installed one, or none
    std::vector<MixQuery> queries;
    int passes = 3;  ///< over all queries; each counts by the median of its passes
};

/// Answers the queries in several ways (what is asked for beside the hits, how words are joined)
/// and returns figures of each as JSON: see bench/README.md, "Rows".
[[nodiscard]] Result<std::string> measure_queries(const QueryPlan& plan);

}  // namespace evresi::bench

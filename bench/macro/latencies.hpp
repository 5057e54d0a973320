// CPU times of many queries and how they are told: mean and percentiles, in JSON.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <string>
#include <vector>

namespace evresi::bench {

/// CPU seconds of the calling thread: one that waits for a core is no slower for it.
[[nodiscard]] inline double thread_cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Times of queries over several passes; a query counts by the median of its passes.
class Latencies {
public:
    explicit Latencies(std::size_t queries) : passes_(queries) {}

    void add(std::size_t query, double milliseconds) { passes_[query].push_back(milliseconds); }

    /// {"queries": n, "mean_ms": ..., "p50_ms": ..., "p95_ms": ..., "p99_ms": ..., "max_ms": ...}
    /// with `more` (members, each beginning with a comma) at the end.
    [[nodiscard]] std::string json(const std::string& more = {}) const;

private:
    std::vector<std::vector<double>> passes_;
};

}  // namespace evresi::bench

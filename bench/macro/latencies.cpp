#include "bench/macro/latencies.hpp"

#include "base/check.hpp"

#include <cstdio>

namespace evresi::bench {

std::string Latencies::json(const std::string& more) const {
    std::vector<double> medians;
    double sum = 0;
    for (std::vector<double> times : passes_) {
        if (times.empty()) continue;
        std::sort(times.begin(), times.end());
        medians.push_back(times[times.size() / 2]);
        sum += medians.back();
    }
    EVRESI_CHECK(!medians.empty());
    std::sort(medians.begin(), medians.end());
    const auto count = static_cast<double>(medians.size());
    const auto percentile = [&](double share) {
        return medians[std::min(medians.size() - 1, static_cast<std::size_t>(share * count))];
    };
    char text[256];
    std::snprintf(text, sizeof text,
                  "{\"queries\": %zu, \"mean_ms\": %.6f, \"p50_ms\": %.6f, \"p95_ms\": %.6f, "
                  "\"p99_ms\": %.6f, \"max_ms\": %.6f",
                  medians.size(), sum / count, percentile(0.5), percentile(0.95), percentile(0.99),
                  medians.back());
    return text + more + "}";
}

}  // namespace evresi::bench

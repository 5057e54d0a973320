#include "bench/macro/benchmarks.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/search/searcher.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace evresi::bench {
namespace {

struct Variant {
    const char* name;
    bool facets;
    int snippets;
    bool filtered;
};

constexpr Variant kVariants[] = {
    {"top 10, exact total", false, 0, false},
    {"with 4 facets", true, 0, false},
    {"with facets, snippets", true, 2, false},
    {"filtered, facets, snip.", true, 2, true},
};

double percentile(const std::vector<double>& sorted, double share) {
    return sorted[std::min(sorted.size() - 1,
                           static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

search::SearchRequest request_for(const std::pair<std::string, std::string>& query,
                                  const Variant& variant) {
    search::SearchRequest request;
    request.q = query.second;
    request.plain = true;
    if (!variant.facets) request.facets.clear();
    request.snippets = variant.snippets;
    if (variant.filtered) {
        search::Filter country;
        country.field = database::Field::country;
        country.values = {"GR", "BG"};
        request.filters.push_back(country);
    }
    return request;
}

}  // namespace

Result<void> measure_queries(const SyntheticCorpus& corpus, const std::string& index_dir) {
    const auto generation = database::open_generation(index_dir);
    if (!generation) return generation.error();
    auto snapshot = database::Snapshot::open(*generation);
    if (!snapshot) return snapshot.error();
    search::Searcher searcher(std::move(*snapshot), search::QueryLimits());
    std::printf("\n%-24s %8s %8s %8s %8s %9s %9s   (ms a query, %zu queries, one thread)\n",
                "queries", "p50", "p95", "p99", "max", "mean", "matches", corpus.queries.size());
    for (const Variant& variant : kVariants) {
        std::vector<double> times;
        double matches = 0;
        for (const auto& query : corpus.queries) {
            const search::SearchRequest request = request_for(query, variant);
            const auto start = std::chrono::steady_clock::now();
            const Result<search::SearchResponse> answer = searcher.search(request);
            const std::chrono::duration<double, std::milli> took =
                std::chrono::steady_clock::now() - start;
            if (!answer) return answer.error();
            times.push_back(took.count());
            matches += static_cast<double>(answer->total);
        }
        if (times.empty()) return fail(ErrorCode::invalid_argument, "the corpus gave no queries");
        std::sort(times.begin(), times.end());
        double sum = 0;
        for (const double time : times) sum += time;
        const auto count = static_cast<double>(times.size());
        std::printf("%-24s %8.3f %8.3f %8.3f %8.3f %9.3f %9.0f\n", variant.name,
                    percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99),
                    times.back(), sum / count, matches / count);
        std::fflush(stdout);
    }
    return {};
}

}  // namespace evresi::bench

// From a query to its hits: parsing, and the first ten hits by kind of query.
#include "bench/micro/fixture.hpp"
#include "searchd/search/query_parser.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace evresi;
using namespace evresi::bench;

void parse_query(benchmark::State& state) {
    const search::QueryLimits limits;
    for ([[maybe_unused]] auto _ : state) {
        for (const MixQuery& query : fixture::queries()) {
            benchmark::DoNotOptimize(search::parse_query(query.text, limits));
        }
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(fixture::queries().size()));
}

void top_hits(benchmark::State& state, bool phrases, const char* joined_by) {
    search::Searcher& searcher = fixture::searcher();
    std::vector<search::SearchRequest> requests;
    for (const MixQuery& query : fixture::queries()) {
        if (query.is_phrase != phrases) continue;
        search::SearchRequest& request = requests.emplace_back();
        if (phrases) request.q = query.text;
        for (const std::string& word : phrases ? Words() : words_of(query.text)) {
            request.q += (request.q.empty() ? "" : joined_by) + word;
        }
        request.facets.clear();
        request.snippets = 0;
        request.cross = false;
    }
    for ([[maybe_unused]] auto _ : state) {
        for (const search::SearchRequest& request : requests) {
            const auto answer = searcher.search(request);
            if (!answer) state.SkipWithError(answer.error().message.c_str());
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(requests.size()));
}

BENCHMARK(parse_query)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(top_hits, any, false, " ")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(top_hits, all, false, " AND ")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(top_hits, phrase, true, "")->Unit(benchmark::kMillisecond);

}  // namespace

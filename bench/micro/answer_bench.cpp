// From hits to an answer: what facets and snippets add to a search, and JSON alone.
#include "bench/micro/fixture.hpp"
#include "searchd/api/response_json.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace evresi;
using namespace evresi::bench;
using database::Field;

search::SearchRequest request_for(const MixQuery& query, bool facets, int snippets) {
    search::SearchRequest request;
    request.q = query.text;
    request.facets.clear();
    if (facets) request.facets = {Field::programme, Field::country, Field::year};
    request.snippets = snippets;
    return request;
}

void answer(benchmark::State& state, bool facets, int snippets) {
    search::Searcher& searcher = fixture::searcher();
    for ([[maybe_unused]] auto _ : state) {
        for (const MixQuery& query : fixture::queries()) {
            const auto found = searcher.search(request_for(query, facets, snippets));
            if (!found) state.SkipWithError(found.error().message.c_str());
        }
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(fixture::queries().size()));
}

void write_json(benchmark::State& state) {
    search::Searcher& searcher = fixture::searcher();
    std::vector<search::SearchResponse> answers;
    for (const MixQuery& query : fixture::queries()) {
        auto found = searcher.search(request_for(query, true, 2));
        if (!found)
            state.SkipWithError(found.error().message.c_str());
        else
            answers.push_back(std::move(*found));
    }
    const api::ProgrammeLabel label = [&](std::string_view id) {
        return searcher.programme_label(id, LanguageTag::of("en"));
    };
    std::size_t bytes = 0;
    for ([[maybe_unused]] auto _ : state) {
        for (const search::SearchResponse& found : answers) {
            bytes += api::to_json(found, label).size();
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(answers.size()));
}

BENCHMARK_CAPTURE(answer, hits_alone, false, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(answer, facets, true, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(answer, facets_and_snippets, true, 2)->Unit(benchmark::kMillisecond);
BENCHMARK(write_json)->Unit(benchmark::kMillisecond);

}  // namespace

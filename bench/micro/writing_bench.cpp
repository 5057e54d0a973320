// From documents to an index, one worker. A part of the writer that can be fed by itself (inverting
// terms, writing the blocks of a table) gets a benchmark of its own here, over
// fixture::documents().
#include "bench/micro/fixture.hpp"
#include "corpus/annotator.hpp"
#include "indexer/job.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace evresi;
using namespace evresi::bench;

void annotate(benchmark::State& state) {
    corpus::Annotator annotator;
    for ([[maybe_unused]] auto _ : state) {
        for (const corpus::Document& read : fixture::documents()) {
            state.PauseTiming();
            corpus::Document document;
            document.id = read.id;
            document.title = read.title;
            document.text = read.text;
            state.ResumeTiming();
            annotator.annotate(document);
        }
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(fixture::documents().size()));
}

void build_index(benchmark::State& state) {
    indexer::JobOptions options;
    options.index_dir = fixture::scratch("built");
    options.jobs = 1;
    const std::vector<std::string> sources = {fixture::corpus_path()};
    for ([[maybe_unused]] auto _ : state) {
        const Result<indexer::Report> report = indexer::build_index(options, sources);
        if (!report) state.SkipWithError(report.error().message.c_str());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(fixture::kDocuments));
}

BENCHMARK(annotate)->Unit(benchmark::kMillisecond);
// The worker is a thread of its own: its CPU time counts.
BENCHMARK(build_index)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->Iterations(1);

}  // namespace

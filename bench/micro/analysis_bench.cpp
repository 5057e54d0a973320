// From words to terms: stemming alone, the whole analysis with words met before and with new ones.
#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "bench/micro/fixture.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace evresi;
using namespace evresi::bench;

void stem(benchmark::State& state, const char* lang) {
    const std::vector<std::string>& words = fixture::folded_words(lang);
    const auto stemmer = analyzers::language_or_und(LanguageTag::of(lang)).make_stemmer();
    std::string out;
    for ([[maybe_unused]] auto _ : state) {
        for (const std::string& word : words) {
            stemmer->stem(word, out);
            benchmark::DoNotOptimize(out.data());
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words.size()));
}

std::size_t analyze_all(analyzers::Analyzer& analyzer, const std::vector<std::string>& texts) {
    static std::vector<analyzers::Token> tokens;
    std::size_t count = 0;
    for (const std::string& text : texts) {
        analyzer.analyze(text, tokens);
        count += tokens.size();
    }
    return count;
}

void analyze(benchmark::State& state, const char* lang) {
    const std::vector<std::string>& texts = fixture::texts(lang);
    analyzers::Analyzer analyzer(analyzers::language_or_und(LanguageTag::of(lang)));
    analyze_all(analyzer, texts);
    std::size_t count = 0;
    for ([[maybe_unused]] auto _ : state) count += analyze_all(analyzer, texts);
    state.SetItemsProcessed(static_cast<std::int64_t>(count));
    state.SetBytesProcessed(state.iterations() *
                            static_cast<std::int64_t>(fixture::bytes_of(texts)));
}

void analyze_fresh(benchmark::State& state, const char* lang) {
    const std::vector<std::string>& texts = fixture::texts(lang);
    std::size_t count = 0;
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        analyzers::Analyzer analyzer(analyzers::language_or_und(LanguageTag::of(lang)));
        state.ResumeTiming();
        count += analyze_all(analyzer, texts);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(count));
}

const int registered = [] {
    for (const char* lang : fixture::kLanguages) {
        const std::string suffix = std::string("/") + lang;
        benchmark::RegisterBenchmark(("stem" + suffix).c_str(), stem, lang);
        benchmark::RegisterBenchmark(("analyze" + suffix).c_str(), analyze, lang);
        benchmark::RegisterBenchmark(("analyze_fresh" + suffix).c_str(), analyze_fresh, lang);
    }
    return 0;
}();

}  // namespace

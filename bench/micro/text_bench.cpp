// From bytes to words: decoding, cutting, folding.
#include "analyzers/unicode/folder.hpp"
#include "analyzers/unicode/tokenizer.hpp"
#include "base/utf8.hpp"
#include "bench/micro/fixture.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace evresi;
using namespace evresi::bench;

void count_bytes(benchmark::State& state, const std::vector<std::string>& texts) {
    state.SetBytesProcessed(state.iterations() *
                            static_cast<std::int64_t>(fixture::bytes_of(texts)));
}

void decode_utf8(benchmark::State& state, const char* lang) {
    const std::vector<std::string>& texts = fixture::texts(lang);
    for ([[maybe_unused]] auto _ : state) {
        std::uint32_t sum = 0;
        for (const std::string& text : texts) {
            for (std::size_t at = 0; at < text.size();) sum += next_utf8(text, at);
        }
        benchmark::DoNotOptimize(sum);
    }
    count_bytes(state, texts);
}

void check_utf8(benchmark::State& state, const char* lang) {
    const std::vector<std::string>& texts = fixture::texts(lang);
    for ([[maybe_unused]] auto _ : state) {
        for (const std::string& text : texts) benchmark::DoNotOptimize(is_utf8(text));
    }
    count_bytes(state, texts);
}

void tokenize(benchmark::State& state, const char* lang) {
    const std::vector<std::string>& texts = fixture::texts(lang);
    analyzers::Tokenizer tokenizer;
    std::vector<analyzers::WordSpan> words;
    std::size_t count = 0;
    for ([[maybe_unused]] auto _ : state) {
        for (const std::string& text : texts) {
            tokenizer.split(text, words);
            count += words.size();
        }
    }
    count_bytes(state, texts);
    state.SetItemsProcessed(static_cast<std::int64_t>(count));
}

void fold(benchmark::State& state, const char* lang) {
    std::vector<std::string> words;
    for (const std::string& text : fixture::texts(lang)) {
        for (std::string& word : words_of(text)) words.push_back(std::move(word));
    }
    for ([[maybe_unused]] auto _ : state) {
        for (const std::string& word : words) {
            benchmark::DoNotOptimize(analyzers::surface_form(word));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words.size()));
}

BENCHMARK_CAPTURE(decode_utf8, el, "el");
BENCHMARK_CAPTURE(decode_utf8, en, "en");
BENCHMARK_CAPTURE(check_utf8, el, "el");
BENCHMARK_CAPTURE(check_utf8, en, "en");
BENCHMARK_CAPTURE(tokenize, el, "el");
BENCHMARK_CAPTURE(tokenize, bg, "bg");
BENCHMARK_CAPTURE(tokenize, lv, "lv");
BENCHMARK_CAPTURE(tokenize, en, "en");
BENCHMARK_CAPTURE(fold, el, "el");
BENCHMARK_CAPTURE(fold, en, "en");

}  // namespace

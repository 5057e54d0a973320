#include "bench/macro/analysis_benchmark.hpp"

#include "analyzers/analyzer.hpp"
#include "analyzers/detector.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/unicode/tokenizer.hpp"
#include "bench/corpus/documents.hpp"
#include "bench/macro/latencies.hpp"
#include "bench/peers/icu_word_breaks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <random>

namespace evresi::bench {
namespace {

/// Texts go through the analysis one by one, as documents do.
using Texts = std::vector<std::string>;

constexpr int kRounds = 5;
/// A round goes over the texts until this much has been read, so that small files give figures too.
constexpr std::size_t kRoundBytes = std::size_t{16} << 20U;
/// Paragraphs of a file of one's own are put together up to about this size.
constexpr std::size_t kTextBytes = 4096;

std::size_t bytes_of(const Texts& texts) {
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    return bytes;
}

struct Figure {
    double megabytes_a_second = 0;
    double nanoseconds_a_token = 0;
};

/// The median of some rounds of `work`, which goes over `bytes` once and tells its tokens.
Figure measure(std::size_t bytes, int rounds, const std::function<std::size_t()>& work) {
    std::vector<double> times;
    std::size_t tokens = 0;
    const std::size_t repeats = rounds == 1 ? 1 : std::max<std::size_t>(1, kRoundBytes / bytes);
    for (int round = 0; round < rounds; ++round) {
        const double start = thread_cpu_seconds();
        for (std::size_t i = 0; i < repeats; ++i) tokens = work();
        times.push_back((thread_cpu_seconds() - start) / static_cast<double>(repeats));
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    const double seconds = times[static_cast<std::size_t>(rounds / 2)];
    return {static_cast<double>(bytes) / 1e6 / seconds,
            tokens == 0 ? 0 : seconds * 1e9 / static_cast<double>(tokens)};
}

void print_row(const std::string& name, const Figure& figure, const Figure& icu) {
    std::printf("%-36s %9.1f %9.1f %9.2f\n", name.c_str(), figure.megabytes_a_second,
                figure.nanoseconds_a_token, figure.megabytes_a_second / icu.megabytes_a_second);
    std::fflush(stdout);
}

std::size_t analyze_all(analyzers::AnalyzerSet& analyzers, LanguageTag tag, const Texts& texts) {
    static std::vector<analyzers::Token> tokens;
    std::size_t count = 0;
    analyzers::Analyzer& analyzer = analyzers.for_language(tag);
    for (const std::string& text : texts) {
        analyzer.analyze(text, tokens);
        count += tokens.size();
    }
    return count;
}

using TextsByLanguage = std::map<std::string, Texts>;

std::size_t analyze_mixed(analyzers::AnalyzerSet& analyzers, const TextsByLanguage& by_language) {
    std::size_t count = 0;
    for (const auto& [lang, texts] : by_language) {
        count += analyze_all(analyzers, LanguageTag::of(lang), texts);
    }
    return count;
}

/// Texts of made-up Greek words, drawn as real words are: the n-th with a share of 1/n.
Texts made_up_texts(std::size_t vocabulary) {
    static constexpr std::string_view kLetters[] = {"α", "β", "γ", "δ", "ε", "ι", "κ", "λ",
                                                    "μ", "ν", "ο", "π", "ρ", "σ", "τ", "ω"};
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> rank(0, std::log(static_cast<double>(vocabulary)));
    Texts texts(100);
    for (std::string& text : texts) {
        for (int i = 0; i < 20'000; ++i) {
            for (auto word = static_cast<std::uint64_t>(std::exp(rank(random))); word > 0;
                 word /= 16) {
                text += kLetters[word % 16];
            }
            text += "ωση ";
        }
    }
    return texts;
}

/// A text of one's own, in pieces at ends of lines, each under the language that it is in.
Result<void> add_file(const std::string& path, TextsByLanguage& by_language) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorCode::io_error, "cannot read " + path, path);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    const analyzers::LanguageDetector detector;
    for (std::size_t begin = 0; begin < content.size();) {
        std::size_t end = content.find('\n', std::min(content.size(), begin + kTextBytes));
        end = end == std::string::npos ? content.size() : end + 1;
        std::string text = content.substr(begin, end - begin);
        const std::string lang = detector.detect(text).tag.str();
        by_language[lang].push_back(std::move(text));
        begin = end;
    }
    return {};
}

Result<TextsByLanguage> collect(const std::string& corpus, const std::vector<std::string>& files) {
    TextsByLanguage by_language;
    if (!corpus.empty()) {
        const auto done = for_each_document({corpus}, [&](const corpus::Document& document) {
            by_language[document.lang.str()].push_back(document.title + "\n" + document.text);
        });
        if (!done) return done.error();
    }
    for (const std::string& file : files) {
        if (const auto done = add_file(file, by_language); !done) return done.error();
    }
    std::erase_if(by_language, [](const auto& entry) { return bytes_of(entry.second) == 0; });
    if (by_language.empty())
        return fail(ErrorCode::invalid_argument, "there is no text to analyse");
    return by_language;
}

}  // namespace

Result<void> measure_analysis(const std::string& corpus, const std::vector<std::string>& files) {
    const Result<TextsByLanguage> collected = collect(corpus, files);
    if (!collected) return collected.error();
    const TextsByLanguage& by_language = *collected;
    Texts all;
    for (const auto& [lang, texts] : by_language) {
        std::printf("text: %s %.1f MB\n", lang.c_str(), static_cast<double>(bytes_of(texts)) / 1e6);
        all.insert(all.end(), texts.begin(), texts.end());
    }
    const std::size_t bytes = bytes_of(all);

    std::printf("\n%-36s %9s %9s %9s\n", "analysis, one thread", "MB/s", "ns/token", "to ICU");
    IcuWordBreaks icu;
    const Figure utf8 = measure(bytes, kRounds, [&] {
        std::size_t words = 0;
        for (const std::string& text : all) words += icu.count_utf8(text);
        return words;
    });
    const std::vector<IcuWordBreaks::Utf16> converted = IcuWordBreaks::convert(all);
    const Figure utf16 = measure(bytes, kRounds, [&] {
        std::size_t words = 0;
        for (const auto& text : converted) words += icu.count_utf16(text);
        return words;
    });
    // The faster one is the yardstick, although it leaves out the conversion from UTF-8.
    const Figure& best = utf16.megabytes_a_second > utf8.megabytes_a_second ? utf16 : utf8;
    print_row("ICU word breaks, UTF-8 UText", utf8, best);
    print_row("ICU word breaks, UTF-16", utf16, best);

    analyzers::Tokenizer tokenizer;
    std::vector<analyzers::WordSpan> words;
    print_row("tokenizer alone",
              measure(bytes, kRounds,
                      [&] {
                          std::size_t count = 0;
                          for (const std::string& text : all) {
                              tokenizer.split(text, words);
                              count += words.size();
                          }
                          return count;
                      }),
              best);

    std::optional<analyzers::AnalyzerSet> analyzers;
    analyzers.emplace();
    const Figure cold = measure(bytes, 1, [&] { return analyze_mixed(*analyzers, by_language); });
    for (const auto& [lang, texts] : by_language) {
        const LanguageTag tag = LanguageTag::of(lang);
        print_row("analysis, warm, " + lang,
                  measure(bytes_of(texts), kRounds,
                          [&, &pieces = texts] { return analyze_all(*analyzers, tag, pieces); }),
                  best);
    }
    print_row("analysis, warm, mixed",
              measure(bytes, kRounds, [&] { return analyze_mixed(*analyzers, by_language); }),
              best);
    print_row("analysis, fresh analyzers, mixed", cold, best);

    // Each word once: what a word costs that no analysis before has seen.
    std::map<std::string, Texts> vocabulary;
    std::size_t vocabulary_bytes = 0;
    for (const auto& [lang, texts] : by_language) {
        std::vector<std::string> distinct;
        for (const std::string& text : texts) {
            tokenizer.split(text, words);
            for (const analyzers::WordSpan& word : words) {
                distinct.push_back(text.substr(word.begin, word.end - word.begin));
            }
        }
        std::sort(distinct.begin(), distinct.end());
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        std::string text;
        for (const std::string& word : distinct) text += word + "\n";
        vocabulary_bytes += text.size();
        vocabulary[lang].push_back(std::move(text));
    }
    analyzers.emplace();
    print_row("analysis, each distinct word once",
              measure(vocabulary_bytes, 1, [&] { return analyze_mixed(*analyzers, vocabulary); }),
              best);

    // A cache that is full is emptied: what a vocabulary costs that it cannot hold (200,000 words).
    for (const std::size_t size :
         {std::size_t{100'000}, std::size_t{400'000}, std::size_t{4'000'000}}) {
        const Texts texts = made_up_texts(size);
        analyzers.emplace();
        const auto work = [&] { return analyze_all(*analyzers, LanguageTag::of("el"), texts); };
        work();
        print_row("made-up words, vocabulary " + std::to_string(size),
                  measure(bytes_of(texts), kRounds, work), best);
    }
    return {};
}

}  // namespace evresi::bench

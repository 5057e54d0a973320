#include "bench/macro/synthetic_corpus.hpp"

#include "bench/macro/documents.hpp"
#include "corpus/annotator.hpp"
#include "corpus/source_walk.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

namespace evresi::bench {
namespace {

using Sentences = std::map<std::string, std::vector<std::string>>;

constexpr int kQueries = 1000;
constexpr int kMedianSentences = 18;
/// One word in twenty comes from an endless tail, as in real collections.
constexpr double kRareShare = 0.05;

const char* const kProgrammes[] = {
    "interreg-europe", "horizon-2020", "erasmus-plus", "life",
    "cosme",           "urbact",       "cerv",         "unknown-fund"};
const char* const kCountries[] = {"GR", "BG", "SI", "LV", "CY", "DE", "FR", "IT",
                                  "ES", "PL", "RO", "HR", "AT", "HU", "EE", "LT"};

Result<Sentences> collect_sentences(const std::vector<std::string>& paths) {
    Sentences sentences;
    const auto done = for_each_document(paths, [&](const corpus::Document& document) {
        for (const corpus::Paragraph& paragraph : document.paragraphs) {
            if (paragraph.is_boilerplate || paragraph.lang != document.lang) continue;
            std::size_t begin = paragraph.begin;
            while (begin < paragraph.end) {
                const std::size_t stop = document.text.find(". ", begin);
                const std::size_t end = std::min<std::size_t>(
                    stop == std::string::npos ? paragraph.end : stop + 1, paragraph.end);
                if (end - begin > 30) {
                    sentences[document.lang.str()].push_back(
                        document.text.substr(begin, end - begin));
                }
                begin = end + 1;
            }
        }
    });
    if (!done) return done.error();
    sentences.erase("und");
    if (sentences.empty()) {
        return fail(ErrorCode::invalid_argument, "the sources have no sentences in our languages");
    }
    return sentences;
}

std::string escaped(const std::string& text) {
    std::string json;
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        if (c == '\n') {
            json += "\\n";
        } else {
            json += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return json;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \n\t", begin), text.size());
        if (end > begin) words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

/// A query of one to three neighbouring words.
std::string draw_query(const std::string& sentence, std::mt19937_64& random) {
    const std::vector<std::string> words = words_of(sentence);
    if (words.empty()) return {};
    const std::size_t first = random() % words.size();
    const std::size_t last = std::min(words.size(), first + 1 + random() % 3);
    std::string query;
    for (std::size_t i = first; i < last; ++i) query += (query.empty() ? "" : " ") + words[i];
    return query;
}

/// `sentence` with some of its words changed into rare ones.
std::string with_rare_words(const std::string& sentence, std::mt19937_64& random) {
    std::exponential_distribution<double> rank(0.00005);
    std::bernoulli_distribution is_rare(kRareShare);
    std::string text;
    for (const std::string& word : words_of(sentence)) {
        if (!text.empty()) text += ' ';
        text += word;
        if (is_rare(random)) text += "x" + std::to_string(static_cast<std::uint64_t>(rank(random)));
    }
    return text;
}

}  // namespace

Result<void> for_each_document(const std::vector<std::string>& paths,
                               const std::function<void(const corpus::Document&)>& take) {
    const auto files = corpus::list_sources(paths);
    if (!files) return files.error();
    corpus::Annotator annotator;
    const corpus::ReadOptions options;
    const corpus::ReadSink sink{[&](corpus::Document&& document) {
                                    annotator.annotate(document);
                                    take(document);
                                    return true;
                                },
                                [](corpus::Rejection&&) { return true; }};
    for (const corpus::SourceFile& file : *files) {
        if (!corpus::read_source(file, options, sink)) break;
    }
    return {};
}

Result<SyntheticCorpus> make_corpus(const CorpusPlan& plan, const std::string& path) {
    const Result<Sentences> sentences = collect_sentences(plan.sources);
    if (!sentences) return sentences.error();
    std::mt19937_64 random(plan.seed);
    std::lognormal_distribution<double> length(std::log(kMedianSentences), 0.6);
    std::vector<std::string> languages;
    for (const auto& [lang, list] : *sentences) languages.push_back(lang);

    SyntheticCorpus corpus;
    corpus.path = path;
    std::ofstream out(path, std::ios::binary);
    for (std::uint64_t i = 0; i < plan.documents; ++i) {
        const std::string& lang = languages[random() % languages.size()];
        const std::vector<std::string>& list = sentences->at(lang);
        const std::string& title = list[random() % list.size()];
        std::string text;
        const int count = std::max(1, static_cast<int>(length(random)));
        for (int k = 0; k < count; ++k) {
            if (k > 0) text += k % 4 == 0 ? "\n" : " ";
            text += with_rare_words(list[random() % list.size()], random);
        }
        corpus.text_bytes += text.size() + title.size();
        out << R"({"id":"doc-)" << i << R"(","lang":")" << lang << R"(","title":")"
            << escaped(title) << R"(","programme":")"
            << kProgrammes[random() % std::size(kProgrammes)] << R"(","country":[")"
            << kCountries[random() % std::size(kCountries)] << R"(",")"
            << kCountries[random() % std::size(kCountries)] << R"("],"year":)"
            << 2007 + random() % 18 << R"(,"text":")";
        out << escaped(text) << "\"}\n";
        if (corpus.queries.size() < kQueries && random() % 8 == 0) {
            corpus.queries.emplace_back(lang, draw_query(text, random));
        }
    }
    out.close();
    if (!out) return fail(ErrorCode::io_error, "cannot write " + path, path);
    corpus.bytes = std::filesystem::file_size(path);
    return corpus;
}

Result<SyntheticCorpus> use_corpus(const std::string& path, std::uint64_t seed) {
    SyntheticCorpus corpus;
    corpus.path = path;
    std::mt19937_64 random(seed);
    const auto done = for_each_document({path}, [&](const corpus::Document& document) {
        corpus.text_bytes += document.text.size() + document.title.size();
        if (corpus.queries.size() < kQueries && random() % 4 == 0) {
            corpus.queries.emplace_back(document.lang.str(), draw_query(document.title, random));
        }
    });
    if (!done) return done.error();
    corpus.bytes = std::filesystem::file_size(path);
    return corpus;
}

}  // namespace evresi::bench

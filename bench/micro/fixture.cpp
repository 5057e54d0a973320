#include "bench/micro/fixture.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "analyzers/unicode/tokenizer.hpp"
#include "bench/corpus/documents.hpp"
#include "bench/corpus/synthetic_corpus.hpp"
#include "indexer/job.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <unistd.h>

namespace evresi::bench::fixture {
namespace {

constexpr std::size_t kTextBytes = 1'000'000;

/// A benchmark without its material has nothing to tell.
template <class T>
T needed(Result<T> result) {
    if (!result) {
        std::cerr << "evresi-micro: " << result.error().message << '\n';
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Folder {
public:
    Folder()
        : path_(std::filesystem::temp_directory_path() /
                ("evresi-micro-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::string operator/(const std::string& name) const {
        return (path_ / name).string();
    }

private:
    std::filesystem::path path_;
};

const Folder& folder() {
    static const Folder made;
    return made;
}

}  // namespace

std::string scratch(const std::string& name) {
    return folder() / name;
}

const std::string& corpus_path() {
    static const std::string path = [] {
        CorpusPlan plan;
        plan.sources = {EVRESI_SOURCE_DIR "/corpus/sample"};
        plan.word_tables = EVRESI_SOURCE_DIR "/searchd/lexicon/data";
        plan.documents = kDocuments;
        static_cast<void>(needed(make_corpus(plan, scratch("corpus.jsonl"), scratch("q.tsv"))));
        return scratch("corpus.jsonl");
    }();
    return path;
}

const std::vector<corpus::Document>& documents() {
    static const std::vector<corpus::Document> read = [] {
        std::vector<corpus::Document> all;
        needed(for_each_document(
            {corpus_path()}, [&](const corpus::Document& document) { all.push_back(document); }));
        return all;
    }();
    return read;
}

std::size_t bytes_of(const std::vector<std::string>& texts) {
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    return bytes;
}

const std::vector<std::string>& texts(const std::string& lang) {
    static std::map<std::string, std::vector<std::string>> by_language;
    std::vector<std::string>& list = by_language[lang];
    for (auto document = documents().begin();
         document != documents().end() && bytes_of(list) < kTextBytes; ++document) {
        if (document->lang.view() == lang) list.push_back(document->text);
    }
    return list;
}

const std::vector<std::string>& folded_words(const std::string& lang) {
    static std::map<std::string, std::vector<std::string>> by_language;
    std::vector<std::string>& list = by_language[lang];
    if (!list.empty()) return list;
    const analyzers::Language& language = analyzers::language_or_und(LanguageTag::of(lang));
    analyzers::Tokenizer tokenizer;
    std::vector<analyzers::WordSpan> spans;
    std::set<std::string> distinct;
    for (const std::string& text : texts(lang)) {
        tokenizer.split(text, spans);
        for (const analyzers::WordSpan& span : spans) {
            std::string casefolded;
            analyzers::casefold(text.substr(span.begin, span.end - span.begin), casefolded);
            analyzers::keep_word_characters(casefolded);
            std::string folded;
            language.fold(casefolded, folded);
            if (!folded.empty()) distinct.insert(std::move(folded));
        }
    }
    list.assign(distinct.begin(), distinct.end());
    return list;
}

const std::vector<MixQuery>& queries() {
    static const std::vector<MixQuery> read = [] {
        static_cast<void>(corpus_path());
        return needed(read_queries(scratch("q.tsv")));
    }();
    return read;
}

search::Searcher& searcher() {
    static search::Searcher opened = [] {
        indexer::JobOptions options;
        options.index_dir = scratch("index");
        static_cast<void>(needed(indexer::build_index(options, {corpus_path()})));
        const auto generation = needed(database::open_generation(options.index_dir));
        return search::Searcher(needed(database::Snapshot::open(generation)),
                                search::QueryLimits());
    }();
    return opened;
}

}  // namespace evresi::bench::fixture

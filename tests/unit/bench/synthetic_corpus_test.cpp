#include "bench/corpus/documents.hpp"
#include "bench/corpus/query_mix.hpp"
#include "bench/corpus/synthetic_corpus.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

using namespace evresi;
using namespace evresi::bench;
using evresi::tests::TemporaryFolder;

namespace {

CorpusPlan plan_of(std::uint64_t documents, std::uint64_t seed) {
    CorpusPlan plan;
    plan.sources = {EVRESI_SOURCE_DIR "/corpus/sample"};
    plan.documents = documents;
    plan.queries = 100;
    plan.seed = seed;
    return plan;
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<corpus::Document> documents_of(const std::string& path) {
    std::vector<corpus::Document> documents;
    const auto done = for_each_document(
        {path}, [&](const corpus::Document& document) { documents.push_back(document); });
    REQUIRE(done.has_value());
    return documents;
}

bool passes(const corpus::Document& document, const MixQuery& query) {
    const auto has = [&](const auto& values) {
        return std::any_of(values.begin(), values.end(),
                           [&](const auto& value) { return value.value == query.filter_value; });
    };
    if (query.filter_name == "programme") return has(document.metadata.programme);
    if (query.filter_name == "country") return has(document.metadata.country);
    if (query.filter_name == "year") {
        return document.metadata.year &&
               std::to_string(document.metadata.year->value) == query.filter_value;
    }
    return query.filter_name.empty();
}

}  // namespace

TEST_CASE("a seed gives the same bytes each time, another seed others") {
    const TemporaryFolder folder;
    REQUIRE(make_corpus(plan_of(40, 1), folder / "a.jsonl", folder / "a.tsv").has_value());
    REQUIRE(make_corpus(plan_of(40, 1), folder / "b.jsonl", folder / "b.tsv").has_value());
    REQUIRE(make_corpus(plan_of(40, 2), folder / "c.jsonl", folder / "c.tsv").has_value());
    CHECK(content_of(folder / "a.jsonl") == content_of(folder / "b.jsonl"));
    CHECK(content_of(folder / "a.tsv") == content_of(folder / "b.tsv"));
    CHECK(content_of(folder / "a.jsonl") != content_of(folder / "c.jsonl"));
}

TEST_CASE("a larger corpus begins with the documents of a smaller one") {
    const TemporaryFolder folder;
    REQUIRE(make_corpus(plan_of(20, 1), folder / "small.jsonl", folder / "small.tsv").has_value());
    REQUIRE(make_corpus(plan_of(30, 1), folder / "large.jsonl", folder / "large.tsv").has_value());
    const std::string small = content_of(folder / "small.jsonl");
    CHECK(content_of(folder / "large.jsonl").substr(0, small.size()) == small);
}

TEST_CASE("documents have the languages, lengths and metadata of the plan") {
    const TemporaryFolder folder;
    const auto facts = make_corpus(plan_of(400, 1), folder / "c.jsonl", folder / "q.tsv");
    REQUIRE(facts.has_value());
    CHECK(facts->documents == 400);
    const std::vector<corpus::Document> documents = documents_of(folder / "c.jsonl");
    REQUIRE(documents.size() == 400);
    std::map<std::string, int> languages;
    std::set<std::string> ids;
    std::vector<std::ptrdiff_t> lengths;
    std::uint64_t text_bytes = 0;
    for (const corpus::Document& document : documents) {
        ++languages[document.lang.str()];
        ids.insert(document.id);
        lengths.push_back(std::count_if(document.text.begin(), document.text.end(),
                                        [](char c) { return c == ' ' || c == '\n'; }));
        text_bytes += document.text.size() + document.title.size();
        CHECK(document.metadata.programme.size() == 1);
        CHECK(document.metadata.country.size() >= 1);
        CHECK(document.metadata.country.size() <= 3);
        REQUIRE(document.metadata.year);
        CHECK(document.metadata.year->value >= 1988);
        CHECK(document.metadata.year->value <= 2024);
    }
    CHECK(text_bytes == facts->text_bytes);
    CHECK(ids.size() == 400);
    CHECK(languages.size() == 5);
    CHECK(languages["el"] > languages["lv"]);
    std::nth_element(lengths.begin(), lengths.begin() + 200, lengths.end());
    CHECK(lengths[200] > 270);
    CHECK(lengths[200] < 370);
}

TEST_CASE("each query has a document with its words that passes its filter") {
    const TemporaryFolder folder;
    REQUIRE(make_corpus(plan_of(300, 1), folder / "c.jsonl", folder / "q.tsv").has_value());
    const std::vector<corpus::Document> documents = documents_of(folder / "c.jsonl");
    const auto queries = read_queries(folder / "q.tsv");
    REQUIRE(queries.has_value());
    REQUIRE(queries->size() == 100);
    int phrases = 0;
    int filtered = 0;
    for (const MixQuery& query : *queries) {
        CAPTURE(query.text, query.filter_value);
        phrases += query.is_phrase ? 1 : 0;
        filtered += query.filter_name.empty() ? 0 : 1;
        std::string bare = query.text;
        std::erase(bare, '"');
        const Words words = words_of(bare);
        REQUIRE_FALSE(words.empty());
        CHECK(std::any_of(documents.begin(), documents.end(),
                          [&](const auto& document) { return passes(document, query); }));
        for (const std::string& word : words) {
            CHECK(std::any_of(documents.begin(), documents.end(), [&](const auto& document) {
                return document.lang.view() == query.lang &&
                       document.text.find(word) != std::string::npos;
            }));
        }
    }
    CHECK(phrases == 20);
    CHECK(filtered == 30);
}

TEST_CASE("words of the tables vary the sentences") {
    const TemporaryFolder folder;
    CorpusPlan plan = plan_of(60, 1);
    REQUIRE(make_corpus(plan, folder / "plain.jsonl", folder / "plain.tsv").has_value());
    plan.word_tables = EVRESI_SOURCE_DIR "/searchd/lexicon/data";
    REQUIRE(make_corpus(plan, folder / "varied.jsonl", folder / "varied.tsv").has_value());
    const auto distinct = [&](const std::string& name) {
        std::set<std::string> words;
        for (const corpus::Document& document : documents_of(folder / name)) {
            for (const std::string& word : words_of(document.text)) words.insert(word);
        }
        return words.size();
    };
    CHECK(distinct("varied.jsonl") > distinct("plain.jsonl") * 11 / 10);
}

TEST_CASE("sources without one of the languages are refused, and it is named") {
    const TemporaryFolder folder;
    CorpusPlan plan = plan_of(5, 1);
    plan.sources = {folder.write("en.jsonl", R"({"id":"a","lang":"en","text":"The project )"
                                             R"(brought new jobs to the small towns."})"
                                             "\n")};
    const auto made = make_corpus(plan, folder / "c.jsonl", folder / "q.tsv");
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == ErrorCode::invalid_argument);
    CHECK(made.error().subject == "el");
}

TEST_CASE("a corpus that cannot be written is an error") {
    const TemporaryFolder folder;
    const auto made = make_corpus(plan_of(5, 1), folder / "none/c.jsonl", folder / "q.tsv");
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == ErrorCode::io_error);
}

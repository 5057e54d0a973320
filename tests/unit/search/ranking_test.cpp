// What decides the order of matches, and what must not decide which documents match.
#include "searchd/search/ranking.hpp"
#include "searchd/search/searcher.hpp"
#include "tests/unit/search/test_index.hpp"

#include <cmath>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

using Ids = std::vector<std::string>;

/// Many documents of the same words in English, and `others`.
TestIndex crowd_with(std::vector<corpus::Document> others) {
    std::vector<corpus::Document> documents = std::move(others);
    for (int i = 0; i < 300; ++i) {
        documents.push_back(
            make_document("crowd" + std::to_string(i), "en", "",
                          i % 2 == 0 ? "half of the common words" : "common words"));
    }
    return TestIndex(std::move(documents));
}

}  // namespace

TEST_CASE("a rare word stays rare when a tiny language has it as well") {
    const TestIndex index = crowd_with({
        make_document("rare", "en", "", "gizmo and common words"),
        make_document("tiny", "lv", "", "gizmo"),
    });
    Searcher searcher = index.searcher();
    const SearchResponse response = answer(searcher, request_for("gizmo half", "und"));
    const Ids found = ids(response);
    REQUIRE(found.size() >= 3);
    CHECK(std::set<std::string>(found.begin(), found.begin() + 2) ==
          std::set<std::string>{"rare", "tiny"});
    CHECK(response.hits[1].score > 2 * response.hits[2].score);
}

TEST_CASE("the only text of its language is not the best because it is alone") {
    const TestIndex index = crowd_with({
        make_document("all", "en", "Green hydrogen ships", "Green hydrogen ships paint"),
        make_document("one", "en", "", "ships in the harbour"),
        make_document("alone", "lv", "", "ships in the harbour"),
    });
    Searcher searcher = index.searcher();
    CHECK(ids(answer(searcher, request_for("green hydrogen ships", "en"))) ==
          Ids{"all", "one", "alone"});
}

TEST_CASE("words of one family raise a match and make none") {
    const TestIndex index({
        make_document("both", "en", "", "registry of ships and their registration"),
        make_document("one", "en", "", "registry of ships and their captains"),
        make_document("family", "en", "", "registration of cars"),
    });
    Searcher searcher = index.searcher();
    const SearchResponse response = answer(searcher, request_for("registry", "en"));
    CHECK(ids(response) == Ids{"both", "one"});
    CHECK(response.total == 2);
}

TEST_CASE("words that stand together in the query raise texts where they do too") {
    const TestIndex index({
        make_document("apart", "en", "", "ships carry green paint and lately some hydrogen"),
        make_document("together", "en", "", "ships carry paint and lately some green hydrogen"),
    });
    Searcher searcher = index.searcher();
    CHECK(ids(answer(searcher, request_for("green hydrogen", "en"))) == Ids{"together", "apart"});
}

TEST_CASE("what a text begins with tells more than what it ends with") {
    std::string filling;
    for (int i = 0; i < 100; ++i) filling += " filling";
    const TestIndex index({
        make_document("end", "en", "", "paint" + filling + " harbour"),
        make_document("beginning", "en", "", "harbour" + filling + " paint"),
    });
    Searcher searcher = index.searcher();
    CHECK(ids(answer(searcher, request_for("harbour", "en"))) == Ids{"beginning", "end"});
    CHECK(ids(answer(searcher, request_for("paint", "en"))) == Ids{"end", "beginning"});
}

TEST_CASE("a stop word in quotation marks is searched, and one that is required tells nothing") {
    const TestIndex index({
        make_document("with", "en", "", "the water"),
        make_document("without", "en", "", "water"),
    });
    Searcher searcher = index.searcher();
    CHECK(ids(answer(searcher, request_for("\"the\"", "en"))) == Ids{"with"});
    CHECK(ids(answer(searcher, request_for("\"the\" AND water", "en"))) == Ids{"with"});
    CHECK(ids(answer(searcher, request_for("+the", "en"))) == Ids{"with"});
}

TEST_CASE("a search that is out of time answers with what it has and says so") {
    const TestIndex index = crowd_with({});
    QueryLimits limits;
    limits.time_budget = std::chrono::milliseconds(-1);
    Searcher searcher = index.searcher(limits);
    const SearchResponse response = answer(searcher, request_for("common words", "en"));
    CHECK(response.is_partial);
    CHECK_FALSE(response.total_is_exact);
    CHECK(response.hits.size() == 10);
    CHECK_FALSE(response.warnings.empty());
}

TEST_CASE("a text's score does not depend on the texts beside it") {
    const char* const words[] = {"green", "hydrogen", "ships", "harbour",
                                 "paint", "regional", "grants"};
    std::vector<corpus::Document> documents;
    std::uint32_t random = 12345;
    for (int i = 0; i < 80; ++i) {
        std::string text;
        for (int n = 0; n < 14; ++n) {
            random = random * 1664525U + 1013904223U;
            text += words[(random >> 16U) % std::size(words)];
            text += " ";
        }
        documents.push_back(make_document(std::to_string(i), "en", "", text));
        documents.back().metadata.year = corpus::Sourced<int>{1900 + i, {}};
    }
    const TestIndex index(documents);
    Searcher searcher = index.searcher();
    const std::string query = "green hydrogen ships harbour paint";
    SearchRequest all = request_for(query, "en");
    all.size = 100;
    const SearchResponse together = answer(searcher, all);
    REQUIRE(together.hits.size() > 70);
    for (const Hit& hit : together.hits) {
        const int year = 1900 + std::stoi(hit.document.id);
        const SearchResponse alone =
            answer(searcher, request_for(query + " year:" + std::to_string(year), "en"));
        CAPTURE(hit.document.id);
        REQUIRE(ids(alone) == Ids{hit.document.id});
        // Scores are relative to the best; what a text is worth beside it stays the same.
        const double best = together.hits[0].score;
        CHECK(alone.hits[0].score / best ==
              Approx(std::pow(hit.score / best, 1.0 - ranking::kBestExponent)));
    }
}

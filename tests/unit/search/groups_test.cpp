#include "searchd/search/searcher.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/search/test_index.hpp"

#include <set>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

corpus::Document of_project(corpus::Document document, const std::string& acronym) {
    document.metadata.project =
        corpus::Sourced<std::string>{acronym, {corpus::Provenance::given, {}, {}}};
    return document;
}

const TestIndex& index_of_projects() {
    static const TestIndex index([] {
        std::vector<corpus::Document> documents;
        for (int i = 0; i < 60; ++i) {
            const std::string number = std::to_string(i);
            corpus::Document document = make_document(
                "d" + number, "en", "Rivers " + number,
                "Clean water" + std::string(documents.size() % 5, ' ') + " and word" + number);
            // Ten projects of five documents, written in two ways, and ten documents of none.
            if (i < 50) {
                document =
                    of_project(document, (i % 2 == 0 ? "RIVER" : "River") + std::to_string(i / 5));
            }
            documents.push_back(std::move(document));
        }
        return documents;
    }());
    return index;
}

SearchRequest by_project(const std::string& q) {
    SearchRequest request = request_for(q, "en");
    request.group = database::Grouping::project;
    return request;
}

}  // namespace

TEST_CASE("of each project only the best document is a hit, and the total counts groups") {
    Searcher searcher = index_of_projects().searcher();
    SearchRequest request = by_project("water");
    request.size = 100;
    const SearchResponse response = answer(searcher, request);
    CHECK(response.total == 20);
    CHECK(response.total_is_exact);
    CHECK(response.matching_documents == 60);
    REQUIRE(response.hits.size() == 20);
    std::set<std::string> seen;
    for (const Hit& hit : response.hits) {
        CHECK(seen.insert(hit.document.id).second);
        CHECK(hit.group.size == (hit.document.metadata.project ? 5 : 1));
        CHECK(hit.group.others.size() == hit.group.size - 1);
        for (const GroupMember& other : hit.group.others) CHECK(seen.insert(other.id).second);
    }
    CHECK(seen.size() == 60);
}

TEST_CASE("pages of groups follow each other without gaps or repeats") {
    Searcher searcher = index_of_projects().searcher();
    SearchRequest request = by_project("water");
    request.size = 7;
    std::set<std::string> seen;
    SearchResponse response = answer(searcher, request);
    CHECK(response.total == 20);
    while (true) {
        for (const Hit& hit : response.hits) CHECK(seen.insert(hit.document.id).second);
        if (response.next.empty()) break;
        request.after = response.next;
        response = answer(searcher, request);
    }
    CHECK(seen.size() == 20);
}

TEST_CASE("a group holds the documents that match, no others") {
    Searcher searcher = index_of_projects().searcher();
    const SearchResponse response = answer(searcher, by_project("word7"));
    REQUIRE(response.hits.size() == 1);
    CHECK(response.total == 1);
    CHECK(response.hits[0].group.size == 1);
    CHECK(response.hits[0].group.others.empty());
}

TEST_CASE("facets of a grouped search count documents") {
    Searcher searcher = index_of_projects().searcher();
    SearchRequest request = by_project("water");
    request.facets = {database::Field::lang};
    const SearchResponse response = answer(searcher, request);
    REQUIRE(response.facets.size() == 1);
    CHECK(response.facets[0].values[0].count == 60);
}

TEST_CASE("documents are filtered by where their values came from") {
    Searcher searcher = index_of_projects().searcher();
    SearchRequest request = request_for("water", "en");
    Filter filter;
    filter.field = database::Field::evidence;
    filter.values = {"project:given"};
    request.filters = {filter};
    CHECK(answer(searcher, request).total == 50);
    request.filters[0].exclude = true;
    CHECK(answer(searcher, request).total == 10);
    request.filters[0] = filter;
    request.filters[0].values = {"inherited"};
    CHECK(answer(searcher, request).total == 0);
}

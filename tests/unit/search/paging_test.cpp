#include "searchd/search/cursor.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/search/test_index.hpp"

#include <algorithm>
#include <set>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

using Ids = std::vector<std::string>;

constexpr int kDocuments = 90;

/// Many equal scores, years and titles; some documents of projects, some without year or title.
std::vector<corpus::Document> documents(int count = kDocuments) {
    std::vector<corpus::Document> made;
    for (int i = 0; i < count; ++i) {
        const char* const texts[] = {"Rivers and banks.", "Rivers, rivers, rivers.",
                                     "A long text about banks, fields, roads and one river."};
        corpus::Document document =
            make_document("d" + std::to_string(i), "en",
                          i % 7 == 0 ? "" : "River " + std::to_string(i * 31 % 4), texts[i % 3]);
        if (i % 5 != 0) {
            document.metadata.year = {2015 + i * 13 % 4, {corpus::Provenance::given, {}, {}}};
        }
        if (i % 2 == 0) document.metadata.project = given("PROJECT" + std::to_string(i % 12));
        made.push_back(std::move(document));
    }
    return made;
}

/// The hits of all pages, by their cursors.
std::vector<Hit> walk(Searcher& searcher, SearchRequest request, std::uint64_t total) {
    std::vector<Hit> hits;
    for (int number = 1;; ++number) {
        SearchResponse response = answer(searcher, request);
        CHECK(response.total == total);
        CHECK(response.page == number);
        CHECK(response.warnings.empty());
        std::ranges::move(response.hits, std::back_inserter(hits));
        if (response.next.empty()) return hits;
        REQUIRE(hits.size() == static_cast<std::size_t>(number * request.size));
        request.after = response.next;
    }
}

Ids ids_of(const std::vector<Hit>& hits) {
    Ids found;
    for (const Hit& hit : hits) found.push_back(hit.document.id);
    return found;
}

const TestIndex& rivers() {
    static const TestIndex index(documents());
    return index;
}

int place_of(const std::string& id) {
    return std::stoi(id.substr(1));
}

}  // namespace

TEST_CASE("all pages by cursor are the one big list, with any sort, group and size") {
    Searcher searcher = rivers().searcher();
    for (const Sort sort :
         {Sort::relevance, Sort::year_ascending, Sort::year_descending, Sort::title}) {
        for (const auto group :
             {std::optional<database::Grouping>(), std::optional(database::Grouping::project),
              std::optional(database::Grouping::near_duplicate)}) {
            for (const char* q : {"river", "banks roads", "\"rivers and banks\"", ""}) {
                SearchRequest request = request_for(q, "en");
                request.sort = sort;
                request.group = group;
                request.snippets = 0;
                request.size = 100;
                const SearchResponse whole = answer(searcher, request);
                REQUIRE(whole.hits.size() == whole.total);
                for (const int size : {1, 7, 10, 89}) {
                    CAPTURE(static_cast<int>(sort), group.has_value(), q, size);
                    request.size = size;
                    const std::vector<Hit> hits = walk(searcher, request, whole.total);
                    CHECK(ids_of(hits) == ids(whole));
                    const Ids found = ids_of(hits);
                    CHECK(std::set<std::string>(found.begin(), found.end()).size() == found.size());
                    for (std::size_t i = 0; i < std::min(hits.size(), whole.hits.size()); ++i) {
                        CHECK(hits[i].score == whole.hits[i].score);
                        CHECK(hits[i].group.size == whole.hits[i].group.size);
                    }
                }
            }
        }
    }
}

TEST_CASE("hits of one year or title come by relevance, and equal ones in a fixed order") {
    Searcher searcher = rivers().searcher();
    for (const Sort sort :
         {Sort::relevance, Sort::year_ascending, Sort::year_descending, Sort::title}) {
        SearchRequest request = request_for("river", "en");
        request.sort = sort;
        request.size = 100;
        const SearchResponse response = answer(searcher, request);
        REQUIRE(response.hits.size() == kDocuments);
        const auto key = [&](const Hit& hit) {
            const auto& year = hit.document.metadata.year;
            switch (sort) {
            case Sort::year_ascending:
                return year ? std::to_string(year->value) : std::string("9999");
            case Sort::year_descending:
                return year ? std::to_string(9999 - year->value) : std::string("9999");
            case Sort::title:
                return hit.document.title.empty() ? std::string("\xff") : hit.document.title;
            default:
                return std::string();
            }
        };
        for (std::size_t i = 1; i < response.hits.size(); ++i) {
            const Hit& a = response.hits[i - 1];
            const Hit& b = response.hits[i];
            CAPTURE(static_cast<int>(sort), a.document.id, b.document.id, a.score, b.score);
            CHECK(key(a) <= key(b));
            if (key(a) != key(b)) continue;
            CHECK(a.score >= b.score);
            if (a.score == b.score) {
                CHECK(place_of(a.document.id) < place_of(b.document.id));
            }
        }
    }
}

TEST_CASE("of a group the hit is its best document") {
    Searcher searcher = rivers().searcher();
    SearchRequest request = request_for("river", "en");
    request.size = 100;
    Ids expected;
    std::set<std::string> seen;
    for (const Hit& hit : answer(searcher, request).hits) {
        const auto& project = hit.document.metadata.project;
        if (!project || seen.insert(project->value).second) expected.push_back(hit.document.id);
    }
    request.group = database::Grouping::project;
    CHECK(ids(answer(searcher, request)) == expected);
}

TEST_CASE("cursors reach deeper than pages") {
    QueryLimits limits;
    limits.deepest_hit = 20;
    Searcher searcher = rivers().searcher(limits);
    SearchRequest request = request_for("river", "en");
    request.size = 10;
    request.page = 3;
    CHECK(searcher.search(request).has_error());
    request.page = 1;
    CHECK(walk(searcher, request, kDocuments).size() == kDocuments);
}

TEST_CASE("a walk goes on with a note when the index has changed, even when it has shrunk") {
    TestIndex index(documents());
    SearchRequest request = request_for("river", "en");
    request.size = 40;
    Searcher before = index.searcher();
    request.after = answer(before, request).next;
    SearchRequest last = request;
    last.after = answer(before, request).next;
    REQUIRE_FALSE(last.after.empty());

    const auto check = [&](std::size_t on_second, std::size_t on_third, std::uint64_t total) {
        Searcher searcher = index.searcher();
        const SearchResponse second = answer(searcher, request);
        CHECK(second.hits.size() == on_second);
        CHECK(second.total == total);
        REQUIRE(second.warnings.size() == 1);
        CHECK(second.warnings[0].find("the index has changed") != std::string::npos);
        const SearchResponse third = answer(searcher, last);
        CHECK(third.hits.size() == on_third);
        CHECK(third.next.empty());
        CHECK(third.total == total);
        CHECK(third.warnings.size() == 1);
    };
    index.publish(documents(100));
    check(40, 20, 100);
    index.publish(documents(50));
    check(10, 0, 50);
    index.publish(documents(10));
    check(0, 0, 10);
    index.publish({});
    check(0, 0, 0);
    // The searcher of the generation that is gone still walks to its end.
    CHECK(answer(before, last).hits.size() == 10);
}

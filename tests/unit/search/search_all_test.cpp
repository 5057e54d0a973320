#include "tests/support/catch.hpp"
#include "tests/unit/search/test_index.hpp"

#include <map>
#include <set>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

constexpr int kDocuments = 60;

/// Texts of which many are equal, so that scores are too; of six projects and several years.
std::vector<corpus::Document> documents() {
    std::vector<corpus::Document> made;
    for (int i = 0; i < kDocuments; ++i) {
        corpus::Document document =
            make_document("d" + std::to_string(i), "en", "River " + std::to_string(i % 4),
                          i % 3 == 0 ? "Clean water for rivers." : "Rivers and banks.");
        if (i % 5 != 0) {
            document.metadata.year = {2015 + i % 3, {corpus::Provenance::given, {}, {}}};
        }
        if (i % 2 == 0) document.metadata.project = given("PROJECT" + std::to_string(i % 12));
        made.push_back(std::move(document));
    }
    return made;
}

const TestIndex& rivers() {
    static const TestIndex index(documents());
    return index;
}

struct Taken {
    SearchResponse head;
    std::vector<std::string> ids;
    std::vector<std::uint64_t> group_sizes;
};

Taken take_all(Searcher& searcher, const SearchRequest& request) {
    Taken taken;
    const auto done = searcher.search_all(
        request,
        [&](const SearchResponse& head) {
            CHECK(taken.ids.empty());
            taken.head = head;
            return true;
        },
        [&](const Hit& hit) {
            CHECK(hit.document.text.empty());
            taken.ids.push_back(hit.document.id);
            taken.group_sizes.push_back(hit.group.size);
            return true;
        });
    if (!done) FAIL(done.error().message);
    return taken;
}

SearchRequest everything(const std::string& q) {
    SearchRequest request = request_for(q, "en");
    request.size = 100;
    request.snippets = 0;
    return request;
}

}  // namespace

TEST_CASE("all hits come in the order of the pages, with any sort and group") {
    Searcher searcher = rivers().searcher();
    for (const Sort sort :
         {Sort::relevance, Sort::year_ascending, Sort::year_descending, Sort::title}) {
        for (const auto group :
             {std::optional<database::Grouping>(), std::optional(database::Grouping::project),
              std::optional(database::Grouping::near_duplicate)}) {
            for (const char* q : {"rivers", "water banks", ""}) {
                CAPTURE(static_cast<int>(sort), group.has_value(), q);
                SearchRequest request = everything(q);
                request.sort = sort;
                request.group = group;
                const SearchResponse expected = answer(searcher, request);
                const Taken taken = take_all(searcher, request);
                CHECK(taken.ids == ids(expected));
                CHECK(taken.head.total == expected.total);
                CHECK(taken.head.matching_documents == expected.matching_documents);
                for (std::size_t i = 0; i < taken.group_sizes.size(); ++i) {
                    CHECK(taken.group_sizes[i] == expected.hits[i].group.size);
                }
            }
        }
    }
}

TEST_CASE("size limits the hits that are given, and pages mean nothing") {
    Searcher searcher = rivers().searcher();
    SearchRequest request = everything("rivers");
    const std::vector<std::string> all = take_all(searcher, request).ids;
    REQUIRE(all.size() == kDocuments);
    request.size = 7;
    request.page = 3;
    request.after = "anything";
    const Taken taken = take_all(searcher, request);
    CHECK(taken.ids == std::vector(all.begin(), all.begin() + 7));
    CHECK(taken.head.total == kDocuments);
    CHECK(taken.head.warnings.empty());
}

TEST_CASE("an export that is cut by its limit says so") {
    QueryLimits limits;
    limits.export_hits = 10;
    Searcher searcher = rivers().searcher(limits);
    SearchRequest request = everything("rivers");
    request.size = 10;
    const Taken taken = take_all(searcher, request);
    CHECK(taken.ids.size() == 10);
    REQUIRE(taken.head.warnings.size() == 1);
    CHECK(taken.head.warnings[0].find("10 hits at most, the first ones of 60") !=
          std::string::npos);
    request.size = 11;
    const auto refused = searcher.search_all(
        request, [](const SearchResponse&) { return true; }, [](const Hit&) { return true; });
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().subject == "size");
}

TEST_CASE("what is no longer wanted is no longer made") {
    Searcher searcher = rivers().searcher();
    int taken = 0;
    const auto count = [&](const Hit&) { return ++taken < 3; };
    REQUIRE(searcher
                .search_all(
                    everything("rivers"), [](const SearchResponse&) { return true; }, count)
                .has_value());
    CHECK(taken == 3);
    REQUIRE(searcher
                .search_all(
                    everything("rivers"), [](const SearchResponse&) { return false; }, count)
                .has_value());
    CHECK(taken == 3);
}

TEST_CASE("an export whose time is over before its first hit fails") {
    QueryLimits limits;
    limits.export_budget = std::chrono::milliseconds(-1);
    std::vector<corpus::Document> many;
    for (int i = 0; i < 300; ++i) {
        many.push_back(make_document("d" + std::to_string(i), "en", "River", "Rivers."));
    }
    const TestIndex index(many);
    Searcher searcher = index.searcher(limits);
    bool has_begun = false;
    const auto done = searcher.search_all(
        everything("rivers"), [&](const SearchResponse&) { return has_begun = true; },
        [](const Hit&) { return true; });
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == ErrorCode::timed_out);
    CHECK_FALSE(has_begun);
}

TEST_CASE("excerpts are made when they are asked for") {
    Searcher searcher = rivers().searcher();
    SearchRequest request = everything("banks");
    request.snippets = 1;
    const auto done = searcher.search_all(
        request, [](const SearchResponse&) { return true; },
        [](const Hit& hit) {
            CHECK(hit.snippets.size() == 1);
            CHECK(hit.document.text.empty());
            return true;
        });
    CHECK(done.has_value());
}

#include "searchd/search/cursor.hpp"
#include "searchd/search/searcher.hpp"
#include "tests/unit/search/test_index.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;
using database::Field;

namespace {

using Ids = std::vector<std::string>;

Ids sorted(Ids list) {
    std::sort(list.begin(), list.end());
    return list;
}

corpus::Document with_year(corpus::Document document, int year) {
    document.metadata.year = corpus::Sourced<int>{year, {corpus::Provenance::given, {}, {}}};
    return document;
}

const TestIndex& languages_index() {
    static const TestIndex index({
        make_document("en1", "en", "Social cooperatives",
                      "Cooperatives give jobs to young people."),
        make_document("en2", "en", "Clean rivers",
                      "The jobs of the river guards. Young trees grow."),
        make_document("el1", "el", "Κοινωνική οικονομία",
                      "Οι συνεταιρισμοί δίνουν εργασία στους νέους."),
        make_document("bg1", "bg", "Социална икономика", "Проектът Interreg подкрепя кооперации."),
        make_document("sl1", "sl", "Socialna ekonomija",
                      "Zadruge dajejo delo mladim. Most čez reko."),
        make_document("lv1", "lv", "Sociālā ekonomika", "Kooperatīvi dod darbu jauniešiem."),
    });
    return index;
}

Ids find(const std::string& q, std::string_view lang = "und") {
    Searcher searcher = languages_index().searcher();
    return sorted(ids(answer(searcher, request_for(q, lang))));
}

}  // namespace

TEST_CASE("words are found in any of their forms, in every language") {
    CHECK(find("cooperative") == Ids{"en1"});
    CHECK(find("συνεταιρισμός") == Ids{"el1"});
    CHECK(find("проект") == Ids{"bg1"});
    CHECK(find("zadruga") == Ids{"sl1"});
    CHECK(find("kooperatīvs") == Ids{"lv1"});
    CHECK(find("ΟΙΚΟΝΟΜΙΑ") == Ids{"el1"});
}

TEST_CASE("words of a plain query are alternatives, and more of them rank higher") {
    Searcher searcher = languages_index().searcher();
    const SearchResponse response = answer(searcher, request_for("young cooperatives jobs", "en"));
    CHECK(ids(response) == Ids{"en1", "en2"});
    CHECK(response.hits[0].score > response.hits[1].score);
    CHECK(response.total == 2);
    CHECK(response.total_is_exact);
}

TEST_CASE("operators do what they say") {
    CHECK(find("cooperatives AND young") == Ids{"en1"});
    CHECK(find("cooperatives AND river") == Ids{});
    CHECK(find("cooperatives OR river") == Ids{"en1", "en2"});
    CHECK(find("young -river") == Ids{"en1"});
    CHECK(find("young NOT (river OR cooperatives)") == Ids{});
    CHECK(find("+river young cooperatives") == Ids{"en2"});
    CHECK(find("(cooperatives OR river) AND trees") == Ids{"en2"});
}

TEST_CASE("a query of exclusions only leaves all other documents") {
    CHECK(find("-young") == Ids{"bg1", "el1", "lv1", "sl1"});
    CHECK(find("NOT young") == find("-young"));
    CHECK(find("").size() == 6);
}

TEST_CASE("a phrase wants its words in order and beside each other, stop words too") {
    CHECK(find("\"young people\"") == Ids{"en1"});
    CHECK(find("\"people young\"") == Ids{});
    CHECK(find("\"jobs of the river\"") == Ids{"en2"});
    CHECK(find("\"jobs river\"") == Ids{});
    CHECK(find("„Социална икономика“") == Ids{"bg1"});
    CHECK(find("-\"young people\" young") == Ids{"en2"});
    // Title and text are no neighbours.
    CHECK(find("\"social cooperatives cooperatives\"") == Ids{});
}

TEST_CASE("NEAR wants its words within reach, in any order") {
    CHECK(find("river NEAR/2 guards") == Ids{"en2"});
    CHECK(find("guards NEAR/1 river") == Ids{"en2"});
    CHECK(find("jobs NEAR/3 river") == Ids{"en2"});
    CHECK(find("jobs NEAR/2 river") == Ids{});
}

TEST_CASE("title: looks into titles only") {
    CHECK(find("title:cooperatives") == Ids{"en1"});
    CHECK(find("title:jobs") == Ids{});
    CHECK(find("young title:-rivers") == Ids{"en1"});
    CHECK(find("title:-jobs").size() == 6);
    CHECK(find("title:\"socialna ekonomija\"") == Ids{"sl1"});
    CHECK(find("title:coop*") == Ids{"en1"});
}

TEST_CASE("a wildcard stands for the words that begin so, and says for which") {
    Searcher searcher = languages_index().searcher();
    const SearchResponse response = answer(searcher, request_for("coop*"));
    CHECK(ids(response) == Ids{"en1"});
    REQUIRE(response.expansions.size() == 1);
    CHECK(response.expansions[0].from == "coop*");
    CHECK(response.expansions[0].to == "cooperatives");
    CHECK(response.expansions[0].source == "wildcard");
    CHECK(find("КООП*") == Ids{"bg1"});
    CHECK(find("zzzz*") == Ids{});
}

TEST_CASE("a wildcard for too many words takes the most frequent and says so") {
    std::vector<corpus::Document> documents;
    for (int i = 0; i < 30; ++i) {
        documents.push_back(make_document("d" + std::to_string(i), "en", "",
                                          "word" + std::to_string(i) + " wordcommon"));
    }
    const TestIndex index(documents);
    QueryLimits limits;
    limits.wildcard_expansion = 3;
    Searcher searcher = index.searcher(limits);
    const SearchResponse response = answer(searcher, request_for("word*"));
    CHECK(response.total == 30);
    CHECK(response.warnings.size() == 1);
    CHECK(response.expansions.size() == 3);
}

TEST_CASE("stop words are left out beside other words and kept alone") {
    Searcher searcher = languages_index().searcher();
    CHECK(ids(answer(searcher, request_for("the river", "en"))) == Ids{"en2"});
    CHECK(ids(answer(searcher, request_for("the cooperatives", "en"))) == Ids{"en1"});
    CHECK(ids(answer(searcher, request_for("the", "en"))) == Ids{"en2"});
    CHECK(ids(answer(searcher, request_for("cooperatives AND the", "en"))) == Ids{"en1"});
}

TEST_CASE("names in another script are found by their spelling") {
    CHECK(find("interreg") == Ids{"bg1"});
    CHECK(find("πρόγραμμα Interreg", "el") == Ids{"bg1"});
}

TEST_CASE("in restricts the languages of the documents") {
    Searcher searcher = languages_index().searcher();
    SearchRequest request = request_for("");
    request.in = {LanguageTag::of("sl"), LanguageTag::of("lv")};
    CHECK(ids(answer(searcher, request)) == Ids{"sl1", "lv1"});
    const SearchResponse response = answer(searcher, request);
    CHECK(response.documents == 6);
    CHECK(response.total == 2);
}

TEST_CASE("signs without a word in them list everything, with a note") {
    Searcher searcher = languages_index().searcher();
    const SearchResponse response = answer(searcher, request_for("?! \u2014 &"));
    CHECK(response.total == 6);
    CHECK(response.warnings.size() == 1);
}

TEST_CASE("a query that parts into too many tokens is refused") {
    Searcher searcher = languages_index().searcher();
    std::string q;
    for (int i = 0; i < 100; ++i) q += "a" + std::to_string(i) + "-";
    const auto response = searcher.search(request_for(q));
    REQUIRE(response.has_error());
    CHECK(response.error().code == ErrorCode::query_too_complex);
    CHECK(response.error().subject == "q");
}

TEST_CASE("filters in the query restrict and do not score") {
    std::vector<corpus::Document> documents;
    for (int i = 0; i < 6; ++i) {
        corpus::Document document =
            with_year(make_document("d" + std::to_string(i), "en", "", "water"), 2018 + i);
        document.metadata.country = {given(i % 2 == 0 ? "GR" : "BG")};
        documents.push_back(std::move(document));
    }
    documents.push_back(make_document("none", "en", "", "water"));
    const TestIndex index(documents);
    Searcher searcher = index.searcher();
    const auto found = [&](const std::string& q) { return ids(answer(searcher, request_for(q))); };
    CHECK(found("water country:GR") == Ids{"d0", "d2", "d4"});
    CHECK(found("water country:Greece") == Ids{"d0", "d2", "d4"});
    CHECK(found("country:GR,BG year:2019..2020") == Ids{"d1", "d2"});
    CHECK(found("year:..2019") == Ids{"d0", "d1"});
    CHECK(found("year:2022..") == Ids{"d4", "d5"});
    CHECK(found("year:unknown") == Ids{"none"});
    CHECK(found("water -country:GR") == Ids{"d1", "d3", "d5", "none"});
    CHECK(found("water country:-GR") == Ids{"d1", "d3", "d5", "none"});
    CHECK(found("water country:(-GR)") == Ids{"d1", "d3", "d5", "none"});
    CHECK(found("water country:-\"Greece\"") == Ids{"d1", "d3", "d5", "none"});
    CHECK(found("water country:(GR,BG -Greece)") == Ids{"d1", "d3", "d5"});
    CHECK(found("country:(GR,BG -Greece)") == Ids{"d1", "d3", "d5"});
    CHECK(found("water year:(2019..2022 -2020)") == Ids{"d1", "d3", "d4"});
    CHECK(found("water -year:(2019..2022 -2020)") == Ids{"d0", "d2", "d5", "none"});
    CHECK(found("year:2018 OR year:2023") == Ids{"d0", "d5"});
    CHECK(found("year:1999").empty());
    const SearchResponse plain = answer(searcher, request_for("water"));
    const SearchResponse filtered = answer(searcher, request_for("water country:GR"));
    CHECK(plain.hits[0].score == Approx(filtered.hits[0].score));
}

TEST_CASE("texts in no known language are found as lang:unknown, as other fields have it") {
    const TestIndex index(
        {make_document("und", "und", "", "water"), make_document("en", "en", "", "water")});
    Searcher searcher = index.searcher();
    CHECK(ids(answer(searcher, request_for("water lang:unknown"))) == Ids{"und"});
    CHECK(ids(answer(searcher, request_for("water lang:und"))) == Ids{"und"});
    CHECK(ids(answer(searcher, request_for("water lang:-unknown"))) == Ids{"en"});
}

TEST_CASE("hits come by year or title when asked, those without one last") {
    const TestIndex index({
        with_year(make_document("b", "en", "Beta", "water"), 2021),
        make_document("none", "en", "", "water"),
        with_year(make_document("a", "en", "Alpha", "water"), 2019),
        with_year(make_document("c", "en", "Gamma", "water water"), 2021),
    });
    Searcher searcher = index.searcher();
    SearchRequest request = request_for("water");
    request.sort = Sort::year_ascending;
    CHECK(ids(answer(searcher, request)).front() == "a");
    CHECK(ids(answer(searcher, request)).back() == "none");
    request.sort = Sort::year_descending;
    CHECK(ids(answer(searcher, request)).back() == "none");
    CHECK(ids(answer(searcher, request))[2] == "a");
    request.sort = Sort::title;
    CHECK(ids(answer(searcher, request)) == Ids{"a", "b", "c", "none"});
}

TEST_CASE("pages and cursors walk through the same list without gap or repeat") {
    std::vector<corpus::Document> documents;
    for (int i = 0; i < 25; ++i) {
        documents.push_back(
            make_document("d" + std::to_string(i), "en", "", i % 3 == 0 ? "soil soil" : "soil"));
    }
    TestIndex index(documents);
    Searcher searcher = index.searcher();
    SearchRequest request = request_for("soil");
    request.size = 25;
    const Ids whole = ids(answer(searcher, request));
    CHECK(whole.size() == 25);
    CHECK(answer(searcher, request).next.empty());

    request.size = 10;
    Ids by_page;
    for (request.page = 1; request.page <= 3; ++request.page) {
        const SearchResponse response = answer(searcher, request);
        CHECK(response.total == 25);
        for (const std::string& id : ids(response)) by_page.push_back(id);
    }
    CHECK(by_page == whole);

    request.page = 1;
    Ids by_cursor;
    do {
        const SearchResponse response = answer(searcher, request);
        for (const std::string& id : ids(response)) by_cursor.push_back(id);
        request.after = response.next;
    } while (!request.after.empty());
    CHECK(by_cursor == whole);

    SECTION("a cursor of another query is refused") {
        request.after = answer(searcher, request).next;
        REQUIRE_FALSE(request.after.empty());
        request.q = "water";
        const auto response = searcher.search(request);
        REQUIRE(response.has_error());
        CHECK(response.error().subject == "after");
        request.after = "not a cursor";
        CHECK(searcher.search(request).has_error());
    }
    SECTION("a cursor made by hand cannot point beyond the index") {
        SearchRequest forged = request;
        forged.size = 1;
        for (const std::uint64_t offset :
             {std::uint64_t{26}, std::uint64_t{1} << 31, ~std::uint64_t{0}}) {
            forged.after = encode_cursor({1, offset, hash_of(forged)});
            const auto response = searcher.search(forged);
            REQUIRE(response.has_error());
            CHECK(response.error().code == ErrorCode::invalid_argument);
            CHECK(response.error().subject == "after");
        }
        forged.after = encode_cursor({1, 25, hash_of(forged)});
        CHECK(answer(searcher, forged).hits.empty());
    }
    SECTION("a cursor of another generation is answered, with a note") {
        request.after = answer(searcher, request).next;
        index.publish(documents);
        Searcher renewed = index.searcher();
        const SearchResponse response = answer(renewed, request);
        CHECK(response.generation == 2);
        CHECK(response.page == 2);
        CHECK(response.warnings.size() == 1);
        CHECK(response.hits.size() == 10);
    }
    SECTION("pages too deep are refused by name") {
        request.size = 100;
        request.page = 101;
        const auto response = searcher.search(request);
        REQUIRE(response.has_error());
        CHECK(response.error().code == ErrorCode::invalid_argument);
        CHECK(response.error().subject == "page");
    }
}

TEST_CASE("plain queries read no sign") {
    Searcher searcher = languages_index().searcher();
    SearchRequest request = request_for("\"people young\" -cooperatives (title:x AND", "en");
    request.plain = true;
    const SearchResponse response = answer(searcher, request);
    CHECK(ids(response).front() == "en1");
    CHECK(response.warnings.empty());
}

TEST_CASE("an explanation names the terms that matched") {
    Searcher searcher = languages_index().searcher();
    SearchRequest request = request_for("river", "en");
    request.explain = true;
    const SearchResponse response = answer(searcher, request);
    REQUIRE(response.hits.size() == 1);
    const std::string& explanation = response.hits[0].explanation;
    CHECK(explanation.find("'river' in English: river") != std::string::npos);
    CHECK(explanation.find("exactly as typed") != std::string::npos);
    request.explain = false;
    CHECK(answer(searcher, request).hits[0].explanation.empty());
}

TEST_CASE("documents are fetched by id, with text") {
    Searcher searcher = languages_index().searcher();
    const auto document = searcher.document("sl1");
    REQUIRE(document.has_value());
    CHECK(document->text == "Zadruge dajejo delo mladim. Most čez reko.");
    const auto missing = searcher.document("nobody");
    REQUIRE(missing.has_error());
    CHECK(missing.error().code == ErrorCode::not_found);
}

TEST_CASE("a hit carries stored fields without text") {
    Searcher searcher = languages_index().searcher();
    const SearchResponse response = answer(searcher, request_for("river", "en"));
    REQUIRE(response.hits.size() == 1);
    CHECK(response.hits[0].document.title == "Clean rivers");
    CHECK(response.hits[0].document.text.empty());
    CHECK(response.hits[0].title_marks ==
          std::vector<std::pair<std::uint32_t, std::uint32_t>>{{6, 12}});
}

TEST_CASE("a spent time budget leaves out snippets and says so") {
    QueryLimits limits;
    limits.time_budget = std::chrono::milliseconds(-1);
    Searcher searcher = languages_index().searcher(limits);
    const SearchResponse response = answer(searcher, request_for("river", "en"));
    CHECK(response.is_partial);
    CHECK(response.total == 1);
    REQUIRE(response.hits.size() == 1);
    CHECK(response.hits[0].snippets.empty());
    CHECK(response.warnings.size() == 1);
}

TEST_CASE("an empty index answers with nothing") {
    const TestIndex index({});
    Searcher searcher = index.searcher();
    CHECK(answer(searcher, request_for("water")).total == 0);
    CHECK(answer(searcher, request_for("")).total == 0);
    CHECK(answer(searcher, request_for("-water wat*")).hits.empty());
    const auto statistics = searcher.statistics(LanguageTag::of("en"));
    REQUIRE(statistics.has_value());
    CHECK(statistics->documents == 0);
}

TEST_CASE("no Xapian error leaves the searcher when a table is damaged") {
    // Many enough that the tables have blocks besides those that opening reads.
    std::vector<corpus::Document> documents;
    for (int i = 0; i < 1000; ++i) {
        documents.push_back(make_document("d" + std::to_string(i), "en", "Title",
                                          "water and number " + std::to_string(i * 7919)));
    }
    const TestIndex index(documents);
    database::Snapshot snapshot = index.open();
    // Emptied in place, as a failing disk would: what is read next is missing.
    std::filesystem::resize_file(
        index.path() + "/gen-000001/" + std::string(database::kShardName) + "/docdata.glass", 0);
    Searcher searcher(std::move(snapshot), QueryLimits());
    const auto response = searcher.search(request_for("water"));
    REQUIRE(response.has_error());
    CHECK(response.error().code == ErrorCode::index_damaged);
}

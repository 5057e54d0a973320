#include "searchd/search/ranking.hpp"
#include "tests/unit/search/test_index.hpp"
#include "tests/unit/search/test_lexicon.hpp"

#include <utility>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

using Ids = std::vector<std::string>;

constexpr LanguageTag kEn = LanguageTag::of("en");
constexpr LanguageTag kSl = LanguageTag::of("sl");

const TestIndex& index() {
    static const TestIndex index({
        make_document("typed", "sl", "Raziskave", "Raziskave rek v regiji."),
        make_document("same", "sl", "Študije", "Študije jezer v regiji."),
        make_document("none", "sl", "Gradnja", "Gradnja cest v regiji."),
        make_document("more", "sl", "Gozdovi", "Sajenje dreves v regiji."),
    });
    return index;
}

/// Knows that the Slovenian raziskava and študija are both research, and two words that are none.
std::shared_ptr<const lexicon::Lexicon> research() {
    TestLexicon lexicon;
    // The same word without its mark, and one that stands in every text.
    for (const auto& [word, back] : {std::pair("raziskava", 0.4), std::pair("študija", 0.2),
                                     std::pair("studija", 0.1), std::pair("v", 0.3)}) {
        lexicon.add(kSl, word, kEn, "research");
        lexicon.add(kEn, "research", kSl, word, back);
    }
    return lexicon.open();
}

SearchRequest research_request() {
    SearchRequest request = request_for("raziskava", "sl");
    request.cross = true;
    return request;
}

}  // namespace

TEST_CASE("a word of the same meaning is found below the word itself, and is listed") {
    Searcher searcher(index().open(), {}, research());
    const SearchResponse response = answer(searcher, research_request());
    CHECK(ids(response) == Ids{"typed", "same"});
    REQUIRE(response.expansions.size() == 1);
    const Expansion& synonym = response.expansions.front();
    CHECK(synonym.source == "synonym");
    CHECK(synonym.from == "raziskava");
    CHECK(synonym.to == "študija");
    CHECK(synonym.lang == kSl);
    CHECK(synonym.weight > 0.0);
    CHECK(synonym.weight <= ranking::kMostSynonym);
}

TEST_CASE("words of the same meaning are left out one by one and all together") {
    Searcher searcher(index().open(), {}, research());
    SearchRequest without = research_request();
    const SearchResponse all = answer(searcher, without);
    REQUIRE(all.expansions.size() == 1);
    without.without = {all.expansions.front().key()};
    const SearchResponse left_out = answer(searcher, without);
    CHECK(ids(left_out) == Ids{"typed"});
    CHECK(left_out.expansions.empty());

    SearchRequest off = research_request();
    off.cross = false;
    const SearchResponse as_typed = answer(searcher, off);
    CHECK(ids(as_typed) == Ids{"typed"});
    CHECK(as_typed.expansions.empty());
}

TEST_CASE("words of the same meaning do not stand in for a word in quotation marks") {
    Searcher searcher(index().open(), {}, research());
    SearchRequest request = research_request();
    for (const char* const q : {"\"raziskava\"", "\"raziskava rek\""}) {
        CAPTURE(q);
        request.q = q;
        CHECK(ids(answer(searcher, request)) == Ids{"typed"});
    }
    request.q = "\"študija rek\"";
    CHECK(ids(answer(searcher, request)).empty());
}

TEST_CASE("the beginning of a word of a title stands for words that begin so, and no others") {
    Searcher searcher(index().open(), {}, research());
    SearchRequest request = research_request();
    request.q = "title:razisk*";
    CHECK(ids(answer(searcher, request)) == Ids{"typed"});
    request.q = "title:stud*";
    CHECK(ids(answer(searcher, request)) == Ids{"same"});
}

TEST_CASE("a word without its marks is the marked one, whatever the lexicon knows of both") {
    Searcher searcher(index().open(), {}, research());
    SearchRequest request = research_request();
    for (const char* const q : {"\"studija jezer\"", "studija NEAR/3 jezer", "+studija jezer"}) {
        CAPTURE(q);
        request.q = q;
        CHECK(ids(answer(searcher, request)) == Ids{"same"});
    }
    request.q = "regiji -studija";
    CHECK(ids(answer(searcher, request)).size() == 3);
}

#include "searchd/search/similar.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/search/test_index.hpp"

#include <algorithm>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

corpus::Document of_project(corpus::Document document, const std::string& acronym) {
    document.metadata.project = given(acronym);
    return document;
}

std::vector<corpus::Document> documents() {
    corpus::Document with_furniture =
        make_document("furniture", "en", "Opening hours",
                      "Menu beavers wetlands otters.\nThe office opens at nine.");
    with_furniture.paragraphs.front().is_boilerplate = true;
    return {
        make_document("wetland1", "en", "Wetlands for beavers",
                      "Beavers build dams in the wetlands, and otters follow the beavers."),
        make_document("wetland2", "en", "Otters return",
                      "The otters return to wetlands where beavers have built dams."),
        make_document("wetland3", "en", "A dam", "Some dams are made by a beaver."),
        of_project(make_document("school", "en", "School gardens",
                                 "Pupils plant gardens, and the 2019 harvest is eaten at school."),
                   "GARTEN"),
        of_project(make_document("school-sl", "sl", "Šolski vrtovi",
                                 "Učenci v projektu GARTEN sadijo vrtove."),
                   "GARTEN"),
        make_document("garden", "en", "A garden", "Gardens need water; pupils know in 2019."),
        make_document("none", "en", "", "zzyzx"),
        with_furniture,
    };
}

const TestIndex& index_of_likes() {
    static const TestIndex index(documents());
    return index;
}

SearchResponse like(std::string_view id, const SearchRequest& request = {}) {
    Searcher searcher = index_of_likes().searcher();
    auto response = searcher.similar(id, request);
    if (!response) FAIL(response.error().message);
    return std::move(*response);
}

std::vector<TellingWord> words_of(const std::string& id, bool cross = true) {
    database::Snapshot snapshot = index_of_likes().open();
    analyzers::AnalyzerSet analyzers;
    const auto docid = snapshot.find(id);
    REQUIRE(docid.has_value());
    const Crossing crossing;
    return terms_of(snapshot.document(*docid).value(), snapshot, analyzers,
                    cross ? &crossing : nullptr);
}

std::vector<std::string> texts(const std::vector<TellingWord>& words) {
    std::vector<std::string> found;
    for (const TellingWord& word : words) found.push_back(word.text);
    return found;
}

}  // namespace

TEST_CASE("documents that share telling words are found, those that share more first") {
    const SearchResponse response = like("wetland1");
    const std::vector<std::string> found = ids(response);
    REQUIRE(found.size() == 2);
    CHECK(found == std::vector<std::string>{"wetland2", "wetland3"});
    CHECK(response.total == 2);
    CHECK(response.total_is_exact);
    CHECK(response.hits[0].score > response.hits[1].score);
    CHECK(response.query_languages == std::vector{LanguageTag::of("en")});
    CHECK(response.query_text.find("beavers") != std::string::npos);
}

TEST_CASE("words tell by frequency and rarity; stop words, numbers and unique words do not") {
    const std::vector<std::string> words = texts(words_of("wetland1"));
    REQUIRE(words.size() >= 4);
    const auto place = [&](const char* word) { return std::ranges::find(words, word); };
    // Both are in the title and the text: the rarer one tells more. "dams" are in the text alone.
    CHECK(words.front() == "Wetlands");
    REQUIRE(place("dams") != words.end());
    CHECK(place("beavers") < place("dams"));
    for (const char* word : {"the", "in", "and", "for", "follow"}) {
        CHECK(place(word) == words.end());
    }
    const std::vector<std::string> garden = texts(words_of("garden"));
    CHECK(std::ranges::find(garden, "2019") == garden.end());
    CHECK(std::ranges::find(garden, "pupils") != garden.end());
}

TEST_CASE("page furniture tells nothing of a document") {
    CHECK(texts(words_of("furniture")).empty());
    CHECK(like("furniture").hits.empty());
}

TEST_CASE(
    "the acronym of a project leads to texts in other languages, unless they are not wanted") {
    CHECK(texts(words_of("school")).back() == "GARTEN");
    const std::vector<std::string> across = ids(like("school"));
    CHECK(std::ranges::find(across, "school-sl") != across.end());
    SearchRequest request;
    request.cross = false;
    CHECK(ids(like("school", request)) == std::vector<std::string>{"garden"});
}

TEST_CASE("filters, languages, pages and snippets are those of a search") {
    SearchRequest request;
    request.in = {LanguageTag::of("sl")};
    CHECK(ids(like("school", request)) == std::vector<std::string>{"school-sl"});
    request = {};
    request.size = 1;
    request.page = 2;
    const SearchResponse second = like("wetland1", request);
    CHECK(ids(second) == std::vector<std::string>{"wetland3"});
    CHECK(second.total == 2);
    CHECK(second.page == 2);
    Filter filter;
    filter.field = database::Field::project;
    filter.values = {"garten"};
    request = {};
    request.filters = {filter};
    CHECK(ids(like("garden", request)) == std::vector<std::string>{"school"});
    request = {};
    request.snippets = 1;
    const SearchResponse marked = like("wetland1", request);
    REQUIRE(marked.hits[0].snippets.size() == 1);
    CHECK(marked.hits[0].snippets[0].marks.size() >= 3);
    CHECK_FALSE(marked.hits[0].title_marks.empty());
}

TEST_CASE("a document without words of others has nothing like it, and no document is an error") {
    const SearchResponse response = like("none");
    CHECK(response.total == 0);
    CHECK(response.hits.empty());
    Searcher searcher = index_of_likes().searcher();
    const auto missing = searcher.similar("nobody", {});
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::not_found);
    CHECK(missing.error().subject == "id");
    SearchRequest request;
    request.size = 1000;
    CHECK(searcher.similar("none", request).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("a document is told by so many words at most, and always by the same") {
    std::string text;
    for (char a = 'a'; a <= 'z'; ++a) {
        text += std::string("word") + a + "x" + a + " ";
    }
    std::vector<corpus::Document> many;
    for (int i = 0; i < 3; ++i) many.push_back(make_document(std::to_string(i), "en", "", text));
    const TestIndex index(many);
    database::Snapshot snapshot = index.open();
    analyzers::AnalyzerSet analyzers;
    const auto words = terms_of(many[0], snapshot, analyzers, nullptr);
    CHECK(words.size() == kTellingWords);
    CHECK(texts(terms_of(many[0], snapshot, analyzers, nullptr)) == texts(words));
}

TEST_CASE("translations find texts in other languages, and are told of") {
    database::Snapshot snapshot = index_of_likes().open();
    std::vector<TellingWord> words = words_of("garden");
    const auto garden = std::ranges::find(words, "garden", &TellingWord::text);
    REQUIRE(garden != words.end());
    Alternative translation;
    translation.lang = LanguageTag::of("sl");
    translation.stems = "vrt";
    translation.weight = 0.5;
    translation.origin = Origin::lexicon;
    translation.text = "vrt";
    garden->alternatives.push_back(translation);
    translation.stems = "nikjer";
    garden->alternatives.push_back(translation);
    const BuiltQuery built = similar_query({*garden}, snapshot);
    CHECK(built.languages == std::vector{LanguageTag::of("en")});
    REQUIRE(built.expansions.size() == 1);
    CHECK(built.expansions[0].to == "vrt");
    Xapian::Enquire enquire(snapshot.database());
    enquire.set_query(built.query);
    std::vector<std::string> found;
    const Xapian::MSet matches = enquire.get_mset(0, 10);
    for (auto match = matches.begin(); match != matches.end(); ++match) {
        found.push_back(snapshot.head(*match)->id);
    }
    std::ranges::sort(found);
    CHECK(found == std::vector<std::string>{"garden", "school", "school-sl"});
}

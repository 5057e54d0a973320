#include "analyzers/analyzer.hpp"
#include "searchd/search/query_expander.hpp"
#include "tests/unit/search/test_index.hpp"
#include "tests/unit/search/test_lexicon.hpp"

#include <algorithm>
#include <utility>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

constexpr LanguageTag kEn = LanguageTag::of("en");

const TestIndex& index() {
    static const TestIndex index({
        make_document("el1", "el", "Εκπαίδευση για την ενέργεια",
                      "Η εκπαίδευση και η ενέργεια στα σχολεία. Το Outlook για τα σχολεία."),
        make_document("el2", "el", "Πρόσκληση για το Outlook",
                      "Το Outlook για την εκπαίδευση και για την ενέργεια στα σχολεία."),
        make_document("bg1", "bg", "Прогноза за земеделието",
                      "Прогноза за времето и за земеделието в региона."),
        make_document("bg2", "bg", "Проект Kopneya", "Kopneya е името на проекта."),
        make_document("lv1", "lv", "Kooperatīvi", "Bezdarbnieku kooperatīvi Latvijā."),
        make_document("en1", "en", "Founding cooperatives",
                      "The unemployed want to found cooperatives and retrain miners."),
        make_document("en2", "en", "Drought", "The forecast of a drought in farming."),
        make_document("en3", "en", "Rivers", "Clean rivers for the town."),
    });
    return index;
}

/// A lexicon of words that no text of the index has in its own language.
std::shared_ptr<const lexicon::Lexicon> own_words() {
    TestLexicon lexicon;
    lexicon.add(LanguageTag::of("el"), "επανακατάρτιση", kEn, "retrain");
    lexicon.add(LanguageTag::of("bg"), "суша", kEn, "drought");
    lexicon.add(LanguageTag::of("bg"), "копнея", kEn, "long");
    lexicon.add(LanguageTag::of("lv"), "dibināt", kEn, "found");
    return lexicon.open();
}

std::vector<std::string> found_by(const std::string& q) {
    Searcher searcher(index().open(), {}, own_words());
    SearchRequest request = request_for(q);
    request.cross = true;
    return ids(answer(searcher, request));
}

std::vector<Concept>
expand(const std::string& q, std::string_view lang, std::vector<LanguageTag> in = {}) {
    database::Snapshot snapshot = index().open();
    analyzers::AnalyzerSet analyzers;
    SearchRequest request = request_for(q, lang);
    request.cross = true;
    request.in = std::move(in);
    return QueryExpander(analyzers, request, snapshot, own_words().get()).expand(q);
}

bool contains(const std::vector<std::string>& found, const std::string& id) {
    return std::ranges::find(found, id) != found.end();
}

}  // namespace

TEST_CASE("words in other letters that no text has are translated like the words meant") {
    CHECK(contains(found_by("επανακατάρτιση εκπαίδευση"), "en1"));
    CHECK(contains(found_by("epanakatartish ekpaideysh"), "en1"));
    CHECK(contains(found_by("epanakatartisi ekpedefsi"), "en1"));
    CHECK(contains(found_by("прогноза за суша"), "en2"));
    CHECK(contains(found_by("prognoza za su6a"), "en2"));
    CHECK(contains(found_by("prognoza za susha"), "en2"));
    CHECK(contains(found_by("bezdarbnieku kooperatīvi dibināt"), "en1"));
    CHECK(contains(found_by("bezdarbnieku kooperativi dibinat"), "en1"));
    CHECK_FALSE(contains(found_by("prognoza za su6a"), "en3"));
}

TEST_CASE("a query in other letters gives the hits of the query meant in the same order") {
    CHECK(found_by("ekpaideysh kai energeia") == found_by("εκπαίδευση και ενέργεια"));
    CHECK(found_by("prognoza za zemedelieto") == found_by("прогноза за земеделието"));
    CHECK_FALSE(found_by("ekpaideysh kai energeia").empty());
}

TEST_CASE("a clear reading takes the place of what was typed, a stop word says nothing") {
    const std::vector<Concept> words = expand("ekpaideysh kai energeia", "el");
    REQUIRE(words.size() == 3);
    CHECK(words[0].typed == "ekpaideysh");
    CHECK(words[0].surface == "εκπαιδευση");
    CHECK_FALSE(words[0].is_stop);
    CHECK(words[1].is_stop);
    CHECK(words[2].surface == "ενεργεια");
}

TEST_CASE("words in their own letters and Latin names are read as they stand") {
    for (const Concept& word : expand("εκπαίδευση στο Outlook", "el")) CHECK(word.read.empty());
    for (const Concept& word : expand("clean rivers for the town", "en")) CHECK(word.read.empty());
    const std::vector<Concept> words = expand("ekpaideysh outlook", "el");
    REQUIRE(words.size() == 2);
    CHECK(words[0].read == "εκπαίδευση");
    CHECK(words[1].read.empty());
}

TEST_CASE("a name of the texts is read as it stands, whatever languages are asked for") {
    for (const std::vector<LanguageTag>& in : {std::vector<LanguageTag>(), std::vector{kEn}}) {
        const std::vector<Concept> words = expand("kopneya", "bg", in);
        REQUIRE(words.size() == 1);
        CHECK(words[0].read.empty());
    }
    CHECK(expand("susha", "bg", {kEn}).front().read == "суша");
}

TEST_CASE("names of fields are no words of the query") {
    database::Snapshot snapshot = index().open();
    analyzers::AnalyzerSet analyzers;
    SearchRequest request = request_for("title:Рила prognoza", "bg");
    request.cross = true;
    const auto expanded =
        QueryExpander(analyzers, request, snapshot, own_words().get()).expand("prognoza");
    REQUIRE(expanded.size() == 1);
    CHECK(expanded.front().read.empty());
}

TEST_CASE("words in Latin letters beside one in the letters of the language are names") {
    const std::vector<Concept> words = expand("prognoza susha Враца", "bg");
    REQUIRE(words.size() == 3);
    for (const Concept& word : words) CHECK(word.read.empty());
    CHECK_FALSE(expand("prognoza susha vratsa", "bg").front().read.empty());
}

TEST_CASE("a word that no list has is found by the English word that it sounds like") {
    const TestIndex demented({
        make_document("en1", "en", "Dementia care", "Care for people with dementia at home."),
        make_document("en2", "en", "Child care", "Care for children at home."),
        make_document("lv1", "lv", "Aprūpe", "Aprūpe mājās."),
    });
    TestLexicon lexicon;
    lexicon.add(kEn, "dementia", LanguageTag::of("el"), "άνοια");
    Searcher searcher(demented.open(), {}, lexicon.open());
    SearchRequest request = request_for("demences", "lv");
    request.cross = true;
    const SearchResponse response = answer(searcher, request);
    CHECK(ids(response) == std::vector<std::string>{"en1"});
    REQUIRE(response.expansions.size() == 1);
    CHECK(response.expansions.front().to == "dementia");
    CHECK(response.expansions.front().source == "lexicon");
}

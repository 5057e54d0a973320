// Words typed without their marks, and texts written without them.
#include "tests/unit/search/test_index.hpp"

#include <algorithm>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

using Ids = std::vector<std::string>;

/// Pairs of texts that differ in one mark: "<name>+" has it, "<name>-" has not.
const TestIndex& index() {
    static const TestIndex index({
        make_document("č-", "sl", "Pravice cloveka", "Vodnik za prebivalce."),
        make_document("č+", "sl", "Pravice človeka", "Vodnik za prebivalce."),
        make_document("š-", "sl", "Nova sola", "Vpis se začne jeseni."),
        make_document("š+", "sl", "Nova šola", "Vpis se začne jeseni."),
        make_document("ž-", "sl", "Podjetnost zena", "Delavnice na podeželju."),
        make_document("ž+", "sl", "Podjetnost žena", "Delavnice na podeželju."),
        make_document("ā-", "lv", "Jauna maja", "Darbi sākas rudenī."),
        make_document("ā+", "lv", "Jauna māja", "Darbi sākas rudenī."),
        make_document("ģ-", "lv", "Atbalsts gimenei", "Palīdzība laukos."),
        make_document("ģ+", "lv", "Atbalsts ģimenei", "Palīdzība laukos."),
        make_document("ό2", "el", "Ο νομός της Δράμας", "Ένας οδηγός."),
        make_document("ό1", "el", "Ο νόμος της Δράμας", "Ένας οδηγός."),
        make_document("ϊ-", "el", "Ένας θεικός τόπος", "Μια εκδρομή."),
        make_document("ϊ+", "el", "Ένας θεϊκός τόπος", "Μια εκδρομή."),
    });
    return index;
}

SearchResponse ask(const std::string& q, std::string_view lang = "und") {
    Searcher searcher = index().searcher();
    return answer(searcher, request_for(q, lang));
}

Ids find(const std::string& q, std::string_view lang = "und") {
    return ids(ask(q, lang));
}

}  // namespace

TEST_CASE("a word finds its other spelling in other forms, the exact spelling first") {
    CHECK(find("človekom", "sl") == Ids{"č+", "č-"});
    CHECK(find("clovekom", "sl") == Ids{"č-", "č+"});
    CHECK(find("šolam", "sl") == Ids{"š+", "š-"});
    CHECK(find("solam", "sl") == Ids{"š-", "š+"});
    CHECK(find("žene", "sl") == Ids{"ž+", "ž-"});
    CHECK(find("zene", "sl") == Ids{"ž-", "ž+"});
    CHECK(find("māju", "lv") == Ids{"ā+", "ā-"});
    CHECK(find("maju", "lv") == Ids{"ā-", "ā+"});
    CHECK(find("ģimenes", "lv") == Ids{"ģ+", "ģ-"});
    CHECK(find("gimenes", "lv") == Ids{"ģ-", "ģ+"});
    // Also when the language of the query is not known.
    CHECK(find("clovekom") == Ids{"č-", "č+"});
    CHECK(find("ģimenes") == Ids{"ģ+", "ģ-"});
}

TEST_CASE("Greek accents do not part words and decide between equal texts") {
    CHECK(find("νόμος") == Ids{"ό1", "ό2"});
    CHECK(find("νομός") == Ids{"ό2", "ό1"});
    CHECK(find("ΝΟΜΟΥ").size() == 2);
    CHECK(find("θεϊκός") == Ids{"ϊ+", "ϊ-"});
    CHECK(find("θεικός") == Ids{"ϊ-", "ϊ+"});
    CHECK(find("θεικοί").size() == 2);
}

TEST_CASE("other spellings are found in phrases, near each other and in titles") {
    CHECK(find("\"pravice clovekom\"", "sl") == Ids{"č-", "č+"});
    CHECK(find("\"pravice človekom\"", "sl") == Ids{"č+", "č-"});
    CHECK(find("\"clovekom pravice\"", "sl").empty());
    CHECK(find("gimenes NEAR/2 atbalsts", "lv") == Ids{"ģ-", "ģ+"});
    CHECK(find("title:zene", "sl") == Ids{"ž-", "ž+"});
    CHECK(find("title:žene", "sl") == Ids{"ž+", "ž-"});
    CHECK(find("title:\"jaunas majas\"", "lv") == Ids{"ā-", "ā+"});
    CHECK(find("title:clov*", "sl").size() == 2);
    CHECK(find("title:podezelje", "sl").empty());
}

TEST_CASE("an excluded word excludes its other spelling") {
    CHECK(find("pravice -clovek", "sl").empty());
    CHECK(find("vodnik -\"pravice clovek\"", "sl").empty());
}

TEST_CASE("other spellings count in totals and facets, are told and marked") {
    Searcher searcher = index().searcher();
    SearchRequest request = request_for("solo", "sl");
    request.facets = {database::Field::lang};
    const SearchResponse response = answer(searcher, request);
    CHECK(response.total == 2);
    CHECK(response.total_is_exact);
    REQUIRE(response.facets.size() == 1);
    REQUIRE(response.facets[0].values.size() == 1);
    CHECK(response.facets[0].values[0].count == 2);
    REQUIRE(response.expansions.size() == 1);
    CHECK(response.expansions[0].from == "solo");
    CHECK(response.expansions[0].to == "šolo");
    CHECK(response.expansions[0].lang == LanguageTag::of("sl"));
    CHECK(response.expansions[0].source == "spelling");
    REQUIRE(response.hits.size() == 2);
    for (const Hit& hit : response.hits) {
        REQUIRE(hit.title_marks.size() == 1);
        CHECK(hit.title_marks[0].first == 5);
        CHECK(hit.title_marks[0].second == 9);
    }
}

TEST_CASE("a word that stands in the index in one spelling only is told of none") {
    CHECK(ask("vodnik", "sl").expansions.empty());
    CHECK(find("jeseni", "sl").size() == 2);
}

TEST_CASE("words whose stem without marks is another are found as well") {
    // The stems of these are more than the stem of the marked word without its marks.
    const TestIndex verbs(
        {make_document("1", "lv", "Darbs", "Lietotāji var skatīt un rediģēt tekstu.")});
    Searcher searcher = verbs.searcher();
    for (const char* word : {"skatit", "rediget", "lietotaji", "skatīt", "rediģēt"}) {
        INFO(word);
        CHECK(ids(answer(searcher, request_for(word, "lv"))) == Ids{"1"});
        CHECK(ids(answer(searcher, request_for("title:darbs AND \"" + std::string(word) + "\"",
                                               "lv"))) == Ids{"1"});
    }
    CHECK(ids(answer(searcher, request_for("\"skatit un rediget\"", "lv"))) == Ids{"1"});
}

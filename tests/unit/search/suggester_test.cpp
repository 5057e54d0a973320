#include "searchd/search/suggester.hpp"
#include "tests/unit/search/test_index.hpp"

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

using Texts = std::vector<std::string>;

const TestIndex& index() {
    static const TestIndex index = [] {
        std::vector<corpus::Document> documents = {
            make_document("1", "en", "Social economy in cities",
                          "Cooperatives and the social economy."),
            make_document("2", "en", "Cities and rivers", "Ecology of cities."),
            make_document("3", "en", "A guide to social enterprises", "The economy of scale."),
            make_document("4", "el", "Κοινωνική οικονομία", "Η κοινωνική οικονομία της Δράμας."),
            make_document("5", "sl", "Šolske stavbe", "Obnova šolskih stavb in šole."),
            make_document("6", "lv", "Skolas", "Skolas un skolotāji."),
        };
        documents[0].metadata.project = given("COOPNEST");
        documents[1].metadata.project = given("Coop-Net");
        documents[2].metadata.project = given("COOPNEST");
        return TestIndex(documents);
    }();
    return index;
}

Suggestions ask(const SuggestRequest& request) {
    Searcher searcher = index().searcher();
    auto answer = searcher.suggest(request);
    if (!answer) FAIL(answer.error().message);
    return std::move(*answer);
}

SuggestRequest typed(std::string q) {
    SuggestRequest request;
    request.q = std::move(q);
    request.size = 20;
    return request;
}

Texts texts(const Suggestions& answer, SuggestionKind kind) {
    Texts found;
    for (const Suggestion& suggestion : answer.suggestions) {
        if (suggestion.kind == kind) found.push_back(suggestion.text);
    }
    return found;
}

Texts words(const std::string& q) {
    return texts(ask(typed(q)), SuggestionKind::word);
}

Texts titles(const std::string& q) {
    return texts(ask(typed(q)), SuggestionKind::title);
}

}  // namespace

TEST_CASE("the last word goes on, as people write it, the most frequent first") {
    CHECK(words("ec") == Texts{"economy", "ecology"});
    CHECK(words("οικ") == Texts{"οικονομία"});
    CHECK(words("ΚΟΙΝ") == Texts{"κοινωνική"});
    CHECK(words("šols") == words("sols"));
    CHECK(words("sols") == Texts{"šolske"});
    CHECK(words("skolo") == Texts{"skolotāji"});
}

TEST_CASE("the words before stay, and words that stand with them come first") {
    CHECK(words("Rivers ec") == Texts{"Rivers ecology"});
    CHECK(words("drāma, ec") == Texts{"drāma, economy", "drāma, ecology"});
    const Suggestions answer = ask(typed("cooperatives ec"));
    REQUIRE(answer.suggestions.size() == 1);
    CHECK(answer.suggestions[0].text == "cooperatives economy");
    CHECK(answer.suggestions[0].documents == 1);
    CHECK(answer.suggestions[0].lang == LanguageTag::of("en"));
}

TEST_CASE("nothing goes on behind a space, and no word from a single letter") {
    CHECK(words("social ").empty());
    CHECK(words("e").empty());
    CHECK(words("").empty());
    CHECK(words("-- !").empty());
    CHECK(words("qqq").empty());
    CHECK(words("country:gr AND (").empty());
}

TEST_CASE("titles come whole, those that begin as typed first") {
    CHECK(titles("social") == Texts{"Social economy in cities", "A guide to social enterprises"});
    CHECK(titles("soc") == titles("social"));
    CHECK(titles("social e") == Texts{});  // a single letter says too little
    CHECK(titles("social ec") == Texts{"Social economy in cities"});
    CHECK(titles("cities") == Texts{"Cities and rivers", "Social economy in cities"});
    CHECK(titles("οικονομια") == Texts{"Κοινωνική οικονομία"});
    CHECK(titles("solske") == Texts{"Šolske stavbe"});
    const Suggestions answer = ask(typed("social ec"));
    REQUIRE_FALSE(answer.suggestions.empty());
    CHECK(answer.suggestions.back().id == "1");
    CHECK(answer.suggestions.back().lang == LanguageTag::of("en"));
}

TEST_CASE("acronyms of projects come as they are written, typed in any case") {
    CHECK(texts(ask(typed("coop")), SuggestionKind::project) == Texts{"COOPNEST", "Coop-Net"});
    CHECK(texts(ask(typed("CoopNes")), SuggestionKind::project) == Texts{"COOPNEST"});
    CHECK(texts(ask(typed("unknown")), SuggestionKind::project).empty());
    CHECK(ask(typed("coopnes")).suggestions.front().documents == 2);
}

TEST_CASE("the languages asked for and the size bound what is suggested") {
    SuggestRequest request = typed("sko");
    CHECK(texts(ask(request), SuggestionKind::word).size() == 2);
    request.in = {LanguageTag::of("en")};
    CHECK(ask(request).suggestions.empty());
    request.in = {LanguageTag::of("lv")};
    CHECK(texts(ask(request), SuggestionKind::title) == Texts{"Skolas"});
    request.in.clear();
    request.lang = LanguageTag::of("sl");
    CHECK(texts(ask(request), SuggestionKind::word).empty());

    request = typed("so");
    for (const int size : {1, 2, 3}) {
        request.size = size;
        CHECK(ask(request).suggestions.size() <= static_cast<std::size_t>(size));
    }
    request.size = 2;
    CHECK(texts(ask(request), SuggestionKind::word).size() == 1);
    CHECK(texts(ask(request), SuggestionKind::title).size() == 1);
}

TEST_CASE("the answer tells its index, and an empty index suggests nothing") {
    const Suggestions answer = ask(typed("social"));
    CHECK(answer.query_text == "social");
    CHECK(answer.generation == 1);
    CHECK(answer.documents == 6);
    const TestIndex empty({});
    Searcher searcher = empty.searcher();
    const auto nothing = searcher.suggest(typed("social"));
    REQUIRE(nothing.has_value());
    CHECK(nothing->suggestions.empty());
}

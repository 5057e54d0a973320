#include "searchd/api/suggest_parameters.hpp"
#include "searchd/api/suggestions_json.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using namespace evresi::api;

namespace {

Result<search::SuggestRequest> parse(const Parameters& parameters) {
    return parse_suggest_parameters(parameters, search::QueryLimits{});
}

std::string fault(const Parameters& parameters) {
    const auto request = parse(parameters);
    REQUIRE_FALSE(request.has_value());
    return request.error().subject;
}

}  // namespace

TEST_CASE("a request for suggestions has a text and may have languages and a size") {
    const auto request = parse({{"q", "soc"}, {"lang", "sl"}, {"in", "el,bg"}, {"size", "20"}});
    REQUIRE(request.has_value());
    CHECK(request->q == "soc");
    CHECK(request->lang == LanguageTag::of("sl"));
    CHECK(request->in == std::vector{LanguageTag::of("el"), LanguageTag::of("bg")});
    CHECK(request->size == 20);
    CHECK(parse({{"q", ""}})->size == 8);
    CHECK(parse({{"q", "a\tb"}})->q == "a b");
    CHECK(parse({{"q", std::string(256, 'a')}}).has_value());
}

TEST_CASE("what is no request for suggestions is refused by the name of the parameter") {
    CHECK(fault({}) == "q");
    CHECK(fault({{"q", std::string(257, 'a')}}) == "q");
    CHECK(fault({{"q", "\xff"}}) == "q");
    CHECK(fault({{"q", "a"}, {"q", "b"}}) == "q");
    for (const char* size : {"0", "21", "-1", "x", "", "101", "8.0"}) {
        CHECK(fault({{"q", "a"}, {"size", size}}) == "size");
    }
    CHECK(fault({{"q", "a"}, {"lang", "xx"}}) == "lang");
    CHECK(fault({{"q", "a"}, {"in", "1"}}) == "in");
    CHECK(fault({{"q", "a"}, {"page", "1"}}) == "page");
    CHECK(parse({{"q", "a"}, {"size", "21"}}).error().message.find("1 to 20") != std::string::npos);
}

TEST_CASE("requests with the same answer have one canonical form") {
    CHECK(canonical_form(*parse({{"q", "a"}, {"in", "el,bg"}})) ==
          canonical_form(*parse({{"in", "bg,el"}, {"q", "a"}, {"size", "8"}})));
    CHECK(canonical_form(*parse({{"q", "a"}})) != canonical_form(*parse({{"q", "b"}})));
    CHECK(canonical_form(*parse({{"q", "a"}})) !=
          canonical_form(*parse({{"q", "a"}, {"size", "9"}})));
    CHECK(canonical_form(*parse({{"q", "a"}})) !=
          canonical_form(*parse({{"q", "a"}, {"lang", "el"}})));
}

TEST_CASE("suggestions are written as the documentation says") {
    search::Suggestions suggestions;
    suggestions.query_text = "so\"c";
    suggestions.generation = 7;
    suggestions.documents = 12;
    suggestions.took_ms = 0.25;
    search::Suggestion word;
    word.text = "so\"cial";
    word.lang = LanguageTag::of("en");
    word.documents = 3;
    search::Suggestion title;
    title.kind = search::SuggestionKind::title;
    title.text = "Социална";
    title.lang = LanguageTag::of("bg");
    title.id = "x/1";
    title.documents = 1;
    search::Suggestion project;
    project.kind = search::SuggestionKind::project;
    project.text = "SOC";
    project.documents = 2;
    suggestions.suggestions = {word, title, project};
    CHECK(to_json(suggestions) ==
          R"({"query":{"text":"so\"c"},"suggestions":[)"
          R"({"text":"so\"cial","kind":"word","lang":"en","documents":3},)"
          R"({"text":"Социална","kind":"title","lang":"bg","id":"x/1","documents":1},)"
          R"({"text":"SOC","kind":"project","documents":2}],)"
          R"("took_ms":0.25,"index":{"generation":7,"documents":12}})");
}

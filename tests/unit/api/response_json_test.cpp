#include "searchd/api/response_json.hpp"
#include "tests/support/catch.hpp"

#include <rapidjson/document.h>

#include <limits>

using namespace evresi;

namespace {

std::string label_of(std::string_view id) {
    return "label of " + std::string(id);
}

rapidjson::Document parsed(const std::string& text) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
    CAPTURE(text);
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

corpus::Document sample() {
    corpus::Document document;
    document.id = "bg/1";
    document.title = "Град";
    document.text = "Българо\nGreek word";
    document.lang = LanguageTag::of("bg");
    document.lang_from = corpus::Provenance::text;
    document.metadata.programme.push_back({"interreg-europe", {corpus::Provenance::given, {}, {}}});
    document.metadata.country.push_back(
        {"BG", {corpus::Provenance::text, {0, 14, false}, "Българо"}});
    document.metadata.period = {{2014, 0}, {corpus::Provenance::given, {}, {}}};
    document.paragraphs = {{0, 14, LanguageTag::of("bg"), false},
                           {15, 25, LanguageTag::of("en"), true}};
    document.fields = {{"budget", "12"}};
    return document;
}

}  // namespace

TEST_CASE("An answer has the documented shape") {
    search::SearchResponse response;
    response.query_text = "град";
    response.query_languages = {LanguageTag::of("bg")};
    response.expansions = {{"град", "city", LanguageTag::of("en"), "lexicon"}};
    response.warnings = {"a warning"};
    response.total = 41;
    response.hits.push_back({sample(), 12.3456, {}, {{0, 4}}, {}});
    response.hits[0].snippets.push_back(
        {"Град", {{0, 4}}, LanguageTag::of("bg"), "<mark>Град</mark>"});
    response.facets.push_back({database::Field::country, {{"BG", "Bulgaria", 41, true}}, 3, true});
    response.next = "cursor";
    response.took_ms = 3.14159;
    response.generation = 7;
    response.documents = 99;
    CHECK(
        api::to_json(response, label_of) ==
        R"({"query":{"text":"град","languages":["bg"],"expansions":[{"from":"град","to":"city",)"
        R"("lang":"en","source":"lexicon","weight":1.0,"key":"en:city"}],"warnings":["a warning"]},)"
        R"("total":{"value":41,"relation":"eq"},"partial":false,)"
        R"("hits":[{"id":"bg/1","lang":"bg","title":"Град","url":null,"project":null,)"
        R"("programme":[{"id":"interreg-europe","label":"label of interreg-europe",)"
        R"("from":"given"}],"country":["BG"],"year":null,"period":[2014,null],"score":12.346,)"
        R"("title_marks":[[0,4]],"snippets":[{"text":"Град","marks":[[0,4]],"lang":"bg",)"
        R"("html":"<mark>Град</mark>"}]}],)"
        R"("facets":{"country":{"values":[{"value":"BG","label":"Bulgaria","count":41,)"
        R"("selected":true}],"other":3,"exact":true}},"suggestion":null,)"
        R"("page":{"number":1,"size":10,"next":"cursor"},"took_ms":3.142,)"
        R"("index":{"generation":7,"documents":99}})");
}

TEST_CASE("An estimated total and a last page are told as such") {
    search::SearchResponse response;
    response.total_is_exact = false;
    response.is_partial = true;
    const auto json = parsed(api::to_json(response, label_of));
    CHECK(std::string(json["total"]["relation"].GetString()) == "gte");
    CHECK(json["partial"].GetBool());
    CHECK(json["page"]["next"].IsNull());
}

TEST_CASE("Bytes that are no text and numbers that are none never break the JSON") {
    search::SearchResponse response;
    response.query_text = "a\xff\xc3";
    response.hits.push_back({{}, std::numeric_limits<double>::quiet_NaN(), {}, {}, {}});
    const auto json = parsed(api::to_json(response, label_of));
    CHECK(std::string(json["query"]["text"].GetString()) == "a\uFFFD\uFFFD");
    CHECK(json["hits"][0]["score"].GetDouble() == 0.0);
}

TEST_CASE("A document shows evidence and paragraphs in code points") {
    const auto json = parsed(api::to_json(sample(), label_of));
    const auto& country = json["evidence"]["country"][0];
    CHECK(std::string(country["value"].GetString()) == "BG");
    CHECK(std::string(country["from"].GetString()) == "text");
    CHECK(std::string(country["sentence"].GetString()) == "Българо");
    CHECK(country["span"][1].GetInt() == 7);
    CHECK_FALSE(json["evidence"]["programme"][0].HasMember("span"));
    CHECK(json["evidence"]["year"].IsNull());
    CHECK(json["evidence"]["period"]["value"][0].GetInt() == 2014);
    const auto& paragraph = json["paragraphs"][1];
    CHECK(paragraph["span"][0].GetInt() == 8);
    CHECK(paragraph["span"][1].GetInt() == 18);
    CHECK(paragraph["boilerplate"].GetBool());
    CHECK(std::string(json["fields"]["budget"].GetString()) == "12");
    CHECK(std::string(json["text"].GetString()) == sample().text);
}

TEST_CASE("A problem names its kind, status and parameter") {
    CHECK(api::problem_json({ErrorCode::invalid_argument, "No \"such\" value.", "size"}, 400,
                            "Bad Request") ==
          R"({"type":"urn:evresi:problem:invalid-argument","title":"Bad Request","status":400,)"
          R"("detail":"No \"such\" value.","parameter":"size"})");
}

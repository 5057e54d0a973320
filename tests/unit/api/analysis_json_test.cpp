#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "searchd/api/analysis_json.hpp"
#include "tests/support/catch.hpp"

#include <rapidjson/document.h>

#include <string>

using namespace evresi;

namespace {

std::string analysis_of(std::string_view tag, std::string_view text) {
    api::Analysis analysis;
    analysis.lang = LanguageTag::of(tag);
    analyzers::Analyzer analyzer(analyzers::language_or_und(analysis.lang));
    analysis.tokens = analyzer.explain(text);
    return api::to_json(text, analysis);
}

}  // namespace

TEST_CASE("An analysis has the documented shape") {
    api::Analysis analysis;
    analysis.lang = LanguageTag::of("sl");
    analysis.confidence = 0.98765;
    analysis.tokens.push_back(
        {.text = "Najmlajši",
         .begin = 5,
         .end = 15,
         .position = 0,
         .casefolded = "najmlajši",
         .folded = "najmlajši",
         .surface = "najmlajsi",
         .is_stop = false,
         .steps = {{analyzers::StemStepKind::prefix, "naj", "naj", "", "mlajši"},
                   {analyzers::StemStepKind::no_rule, "", "", "", "mlajši"}},
         .stem = "mlajši"});
    CHECK(api::to_json("Čč Najmlajši", analysis) ==
          R"({"lang":"sl","lang_from":"text","confidence":0.988,"tokens":[{"text":"Najmlajši",)"
          R"("surface":"najmlajsi","stem":"mlajši","begin":3,"end":12,"position":0,"stop":false,)"
          R"("casefolded":"najmlajši","folded":"najmlajši","steps":[)"
          R"({"kind":"prefix","rule":"naj","removed":"naj","appended":"","result":"mlajši"},)"
          R"({"kind":"no-rule","rule":null,"result":"mlajši"}]}]})");
}

TEST_CASE("Offsets of tokens are code points of the text") {
    // Letters of one, two, three and four bytes.
    const std::string text = "a λόγος € \U0001F600 rivers";
    rapidjson::Document json;
    json.Parse<rapidjson::kParseValidateEncodingFlag>(analysis_of("en", text).c_str());
    REQUIRE_FALSE(json.HasParseError());
    CHECK(std::string(json["lang_from"].GetString()) == "given");
    CHECK(json["confidence"].IsNull());
    const auto& tokens = json["tokens"];
    REQUIRE(tokens.Size() == 3);
    CHECK(tokens[1]["begin"].GetInt() == 2);
    CHECK(tokens[1]["end"].GetInt() == 7);
    CHECK(tokens[2]["begin"].GetInt() == 12);
    CHECK(tokens[2]["end"].GetInt() == 18);
    CHECK(std::string(tokens[2]["steps"][0]["kind"].GetString()) == "suffix");
    CHECK(std::string(tokens[2]["steps"][0]["result"].GetString()) == "river");
}

TEST_CASE("A text without words has no tokens") {
    CHECK(analysis_of("el", "") ==
          R"({"lang":"el","lang_from":"given","confidence":null,"tokens":[]})");
}

#include "searchd/api/request_parameters.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi;
using api::Parameters;

TEST_CASE("A JSON body gives the same pairs as a query string") {
    const auto parameters = api::parse_json_body(
        R"({"q":"\u03c0όλη","size":5,"cross":false,"country":["BG","GR"],"after":null})");
    REQUIRE(parameters.has_value());
    CHECK(*parameters ==
          Parameters{{"q", "πόλη"}, {"size", "5"}, {"cross", "false"}, {"country", "BG,GR"}});
}

TEST_CASE("Lists within a list repeat the name") {
    const auto parameters =
        api::parse_json_body(R"({"country":[["BG","GR"],"-SI"],"year":[2019]})");
    REQUIRE(parameters.has_value());
    CHECK(*parameters == Parameters{{"country", "-SI"}, {"country", "BG,GR"}, {"year", "2019"}});
}

TEST_CASE("What is not an object of values and lists is refused") {
    for (const std::string body :
         {"", "1", "\"q\"", "[]", "null", "{", "{\"q\":}", "{\"q\":1}x", "{\"q\":1,}",
          "{\"q\":{\"a\":1}}", "{\"q\":[[[1]]]}", "{\"q\":[null]}", "{\"q\":\"\xff\"}",
          "{\"q\":\"\\ud800\"}", "{'q':1}", "{\"q\":[\"a,b\"]}", "{\"q\":\"a\nb\"}",
          "\xEF\xBB\xBF{}"}) {
        CAPTURE(body);
        const auto parameters = api::parse_json_body(body);
        REQUIRE_FALSE(parameters.has_value());
        CHECK(parameters.error().code == ErrorCode::invalid_argument);
    }
}

TEST_CASE("A name given twice is refused and named") {
    const auto parameters = api::parse_json_body(R"({"q":"a","q":"b"})");
    REQUIRE_FALSE(parameters.has_value());
    CHECK(parameters.error().subject == "q");
}

TEST_CASE("An unknown name is refused whatever its value") {
    for (const std::string body : {R"({"bogus":null})", R"({"bogus":1})", R"({"bogus":[]})"}) {
        CAPTURE(body);
        const auto parameters = api::parse_json_body(body);
        REQUIRE(parameters.has_value());
        const auto request = api::parse_search_parameters(*parameters, search::QueryLimits{});
        REQUIRE_FALSE(request.has_value());
        CHECK(request.error().code == ErrorCode::invalid_argument);
        CHECK(request.error().subject == "bogus");
    }
}

TEST_CASE("A body has 32 names at most") {
    std::string members = "\"a0\":1";
    for (int i = 1; i < 32; ++i) members += ",\"a" + std::to_string(i) + "\":1";
    CHECK(api::parse_json_body("{" + members + "}").has_value());
    CHECK_FALSE(api::parse_json_body("{" + members + ",\"b\":1}").has_value());
}

TEST_CASE("A NUL byte does not hide what follows it") {
    CHECK_FALSE(api::parse_json_body(std::string_view("{}\0{}", 5)).has_value());
}

TEST_CASE("Inputs that crash a careless reader are refused or kept as text") {
    CHECK_FALSE(api::parse_json_body(std::string(60'000, '[')).has_value());
    CHECK_FALSE(api::parse_json_body("{\"q\":" + std::string(50'000, '[')).has_value());
    const std::string tiny = "0." + std::string(40, '0') + "1e-2147483639";
    const auto parameters = api::parse_json_body("{\"size\":" + tiny + "}");
    REQUIRE(parameters.has_value());
    CHECK(*parameters == Parameters{{"size", tiny}});
}

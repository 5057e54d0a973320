#include "searchd/api/percent_encoding.hpp"
#include "searchd/api/request_parameters.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using api::Parameters;

TEST_CASE("A query string is decoded in order, plus as space, repeated names kept") {
    const auto parameters = api::parse_query_string(
        "q=%CF%80%CF%8C%CE%BB%CE%B7+new&country=BG&&country=-SI&flag&x=a=b");
    REQUIRE(parameters.has_value());
    CHECK(
        *parameters ==
        Parameters{
            {"q", "πόλη new"}, {"country", "BG"}, {"country", "-SI"}, {"flag", ""}, {"x", "a=b"}});
    CHECK(api::parse_query_string("")->empty());
}

TEST_CASE("A broken escape is refused and its parameter named") {
    for (const char* query : {"q=%", "q=%4", "q=%G1", "q=a%zz", "q=100%"}) {
        CAPTURE(query);
        const auto parameters = api::parse_query_string(query);
        REQUIRE_FALSE(parameters.has_value());
        CHECK(parameters.error().code == ErrorCode::invalid_argument);
        CHECK(parameters.error().subject == "q");
    }
    CHECK_FALSE(api::parse_query_string("%ZZ=1").has_value());
}

TEST_CASE("A plus sign is itself in a path") {
    CHECK(api::percent_decode("a+b%2Fc", api::PlusSign::itself) == "a+b/c");
}

#include "searchd/api/canonical_form.hpp"
#include "searchd/api/request_form.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using api::Parameters;

namespace {

search::SearchRequest read(const Parameters& parameters) {
    return api::parse_search_parameters(parameters, search::QueryLimits{}).value();
}

}  // namespace

TEST_CASE("A request's parameters are read as the same request") {
    const Parameters differences = {{"q", "a & b"},          {"lang", "el"},
                                    {"in", "el,unknown,de"}, {"cross", "off"},
                                    {"without", "bg:вода"},  {"country", "BG,GR"},
                                    {"country", "-BG"},      {"year", "2019..,2017"},
                                    {"year", "-..2019"},     {"year", "2018..2019,unknown"},
                                    {"programme", "life"},   {"evidence", "year:text"},
                                    {"project", "A b"},      {"sort", "year"},
                                    {"sort", "-year"},       {"sort", "title"},
                                    {"group", "project"},    {"group", "near-duplicate"}};
    for (const auto& difference : differences) {
        CAPTURE(difference.first, difference.second);
        const search::SearchRequest request = read({difference});
        const Parameters parameters = api::to_parameters(request);
        CHECK(api::canonical_form(read(parameters)) == api::canonical_form(request));
        const auto parsed = api::parse_query_string(api::to_query_string(parameters));
        REQUIRE(parsed.has_value());
        CHECK(*parsed == parameters);
    }
}

TEST_CASE("What a request does not say is not said of it") {
    CHECK(api::to_text(api::to_parameters(read({}))) == "q=");
    CHECK(api::to_text(api::to_parameters(
              read({{"q", "νερό"}, {"country", "EL"}, {"page", "2"}, {"size", "5"}}))) ==
          "q=νερό; country=GR");
}

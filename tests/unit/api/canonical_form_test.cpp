#include "searchd/api/canonical_form.hpp"
#include "searchd/api/request_parameters.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace evresi;
using api::Parameters;

namespace {

std::string form_of(const Parameters& parameters) {
    return api::canonical_form(
        api::parse_search_parameters(parameters, search::QueryLimits{}).value());
}

}  // namespace

TEST_CASE("Requests with the same answer have the same canonical form") {
    CHECK(form_of({{"q", "a"}, {"country", "BG,EL"}, {"year", "2019"}}) ==
          form_of({{"year", "2019"}, {"country", "GR,BG"}, {"q", "a"}, {"page", "1"}}));
}

TEST_CASE("Every difference of the request shows in the canonical form") {
    const std::string plain = form_of({});
    const Parameters differences = {{"q", "a"},         {"lang", "el"},      {"in", "el"},
                                    {"cross", "off"},   {"country", "BG"},   {"country", "-BG"},
                                    {"year", "2019.."}, {"year", "..2019"},  {"facets", "none"},
                                    {"facets", "year"}, {"facet_size", "9"}, {"sort", "title"},
                                    {"page", "2"},      {"size", "9"},       {"after", "x"},
                                    {"snippets", "0"},  {"explain", "1"}};
    std::vector<std::string> forms = {plain};
    for (const auto& difference : differences) forms.push_back(form_of({difference}));
    std::sort(forms.begin(), forms.end());
    CHECK(std::adjacent_find(forms.begin(), forms.end()) == forms.end());
}

TEST_CASE("Values cannot be shifted between parameters unnoticed") {
    CHECK(form_of({{"q", "a"}, {"project", "bc"}}) != form_of({{"q", "ab"}, {"project", "c"}}));
    CHECK(form_of({{"project", "a,b"}}) != form_of({{"project", "a"}, {"project", "b"}}));
}

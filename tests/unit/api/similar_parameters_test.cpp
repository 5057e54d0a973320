#include "searchd/api/similar_parameters.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using api::Parameters;

namespace {

Result<api::SimilarRequest> read(const Parameters& parameters) {
    return api::parse_similar_parameters(parameters, search::QueryLimits{});
}

}  // namespace

TEST_CASE("Without parameters neither facets, excerpts nor duplicates are wanted") {
    const auto request = read({});
    REQUIRE(request.has_value());
    CHECK(request->search.facets.empty());
    CHECK(request->search.snippets == 0);
    CHECK(request->search.size == 10);
    CHECK_FALSE(request->with_duplicates);
}

TEST_CASE("What a search can be given is taken where it means something") {
    const auto request = read({{"size", "5"},
                               {"in", "el,bg"},
                               {"cross", "off"},
                               {"country", "-BG"},
                               {"group", "project"},
                               {"snippets", "2"},
                               {"facets", "year"},
                               {"duplicates", "on"}});
    REQUIRE(request.has_value());
    CHECK(request->search.size == 5);
    CHECK(request->search.in.size() == 2);
    CHECK_FALSE(request->search.cross);
    CHECK(request->search.filters.front().exclude);
    CHECK(request->search.group == database::Grouping::project);
    CHECK(request->search.snippets == 2);
    CHECK(request->search.facets.size() == 1);
    CHECK(request->with_duplicates);
}

TEST_CASE("What means nothing here is refused by name") {
    for (const auto& [name, value] : Parameters{{"q", "a"},
                                                {"lang", "el"},
                                                {"sort", "year"},
                                                {"after", "x"},
                                                {"format", "csv"},
                                                {"nonsense", "1"},
                                                {"duplicates", "yes"},
                                                {"size", "0"}}) {
        CAPTURE(name);
        const auto request = read({{name, value}});
        REQUIRE_FALSE(request.has_value());
        CHECK(request.error().code == ErrorCode::invalid_argument);
        CHECK(request.error().subject == name);
    }
    CHECK_FALSE(read({{"duplicates", "on"}, {"duplicates", "on"}}).has_value());
    CHECK_FALSE(read({{"size", "1"}, {"size", "1"}}).has_value());
}

#include "searchd/api/request_parameters.hpp"
#include "tests/support/catch.hpp"

#include <climits>

using namespace evresi;
using api::Parameters;
using database::Field;
using search::SearchRequest;

namespace {

Result<SearchRequest> read(const Parameters& parameters) {
    return api::parse_search_parameters(parameters, search::QueryLimits{});
}

search::Filter filter_of(const std::string& name, const std::string& value) {
    const auto request = read({{name, value}});
    REQUIRE(request.has_value());
    REQUIRE(request->filters.size() == 1);
    return request->filters.front();
}

using Ranges = std::vector<std::pair<int, int>>;
using Values = std::vector<std::string>;

}  // namespace

TEST_CASE("No parameters give the documented defaults") {
    const auto request = read({});
    REQUIRE(request.has_value());
    CHECK(request->q.empty());
    CHECK(request->lang.is_undetermined());
    CHECK(request->in.empty());
    CHECK(request->cross);
    CHECK(request->facets ==
          std::vector{Field::programme, Field::country, Field::year, Field::lang});
    CHECK(request->sort == search::Sort::relevance);
    CHECK(request->page == 1);
    CHECK(request->size == 10);
}

TEST_CASE("Every parameter reaches the request") {
    const auto request = read({{"q", "social economy"},
                               {"lang", "el"},
                               {"in", "bg, sl,unknown"},
                               {"cross", "off"},
                               {"facets", "project,year"},
                               {"facet_size", "7"},
                               {"sort", "-year"},
                               {"group", "project"},
                               {"evidence", "programme:inherited,given"},
                               {"page", "3"},
                               {"size", "20"},
                               {"after", "abc"},
                               {"snippets", "0"},
                               {"explain", "1"},
                               {"format", "json"}});
    REQUIRE(request.has_value());
    CHECK(request->q == "social economy");
    CHECK(request->lang == LanguageTag::of("el"));
    CHECK(request->in == std::vector{LanguageTag::of("bg"), LanguageTag::of("sl"), LanguageTag()});
    CHECK_FALSE(request->cross);
    CHECK(request->facets == std::vector{Field::project, Field::year});
    CHECK(request->facet_size == 7);
    CHECK(request->sort == search::Sort::year_descending);
    CHECK(request->group == database::Grouping::project);
    REQUIRE(request->filters.size() == 1);
    CHECK(request->filters[0].values == std::vector<std::string>{"programme:inherited", "given"});
    CHECK(request->page == 3);
    CHECK(request->size == 20);
    CHECK(request->after == "abc");
    CHECK(request->snippets == 0);
    CHECK(request->explain);
    CHECK(read({{"facets", "none"}})->facets.empty());
}

TEST_CASE("Texts can be asked for in every language that an index may hold") {
    const auto request = read({{"in", "de,und,Lat,unknown"}});
    REQUIRE(request.has_value());
    CHECK(request->in == std::vector{LanguageTag::of("de"), LanguageTag(), LanguageTag::of("lat")});
    CHECK(read({{"in", "german"}}).error().subject == "in");
    std::string many = "aa";
    for (char c = 'a'; c < 'e'; ++c) {
        for (char d = 'a'; d <= 'z'; ++d) many += std::string(",b") + c + d;
    }
    CHECK(read({{"in", many}}).error().code == ErrorCode::query_too_complex);
}

TEST_CASE("Years are single, in ranges open or closed, or unknown") {
    const search::Filter filter = filter_of("year", "2019..2023,..2010,2025..,2015,unknown");
    CHECK(filter.field == Field::year);
    CHECK(filter.values == Values{"2015", "unknown"});
    CHECK(filter.ranges == Ranges{{2019, 2023}, {INT_MIN, 2010}, {2025, INT_MAX}});
    CHECK_FALSE(filter.exclude);
}

TEST_CASE("A leading minus excludes the whole list") {
    const search::Filter filter = filter_of("country", "-BG, EL ,UK");
    CHECK(filter.exclude);
    CHECK(filter.values == Values{"BG", "GR", "GB"});
}

TEST_CASE("Countries are known by their names in any language") {
    CHECK(filter_of("country", "Словения,Latvia").values == Values{"SI", "LV"});
}

TEST_CASE("A programme that the table lacks is taken as an id") {
    CHECK(filter_of("programme", "Interreg Europe").values == Values{"interreg-europe"});
    CHECK(filter_of("programme", "some-local-fund").values == Values{"some-local-fund"});
}

TEST_CASE("Repeated filters are separate restrictions and empty ones none") {
    const auto request = read({{"country", "SI"}, {"country", "LV"}, {"programme", ""}});
    REQUIRE(request.has_value());
    CHECK(request->filters.size() == 2);
}

TEST_CASE("A value that cannot be read is refused and its parameter named") {
    const Parameters bad = {{"size", "0"},
                            {"size", "101"},
                            {"size", "1e1"},
                            {"size", " 5"},
                            {"size", "+5"},
                            {"size", ""},
                            {"page", "0"},
                            {"page", "-1"},
                            {"page", "99999999999999999999"},
                            {"page", "1001"},
                            {"snippets", "6"},
                            {"facet_size", "0"},
                            {"sort", "best"},
                            {"cross", "maybe"},
                            {"explain", "2"},
                            {"lang", "fr"},
                            {"lang", "english"},
                            {"in", "el,all"},
                            {"in", "el,,bg"},
                            {"facets", "id"},
                            {"year", "soon"},
                            {"year", "2023..2019"},
                            {"year", ".."},
                            {"year", "0"},
                            {"year", "2019.5"},
                            {"country", "Atlantis"},
                            {"country", "BG,-SI"},
                            {"country", "BG,,SI"},
                            {"country", "-"},
                            {"group", "best"},
                            {"evidence", "guess"},
                            {"evidence", "lang:text"},
                            {"evidence", "text:"},
                            {"format", "xml"},
                            {"project", "a\nb"},
                            {"q", "\xc0\xaf"},
                            {"project", "\xff"},
                            {"nonsense", "1"},
                            {"after", std::string(513, 'a')}};
    for (const auto& [name, value] : bad) {
        CAPTURE(name, value);
        const auto request = read({{name, value}});
        REQUIRE_FALSE(request.has_value());
        CHECK(request.error().code == ErrorCode::invalid_argument);
        CHECK(request.error().subject == name);
    }
}

TEST_CASE("An export has all hits up to the limit, unless a size is given") {
    const search::QueryLimits limits;
    for (const char* format : {"csv", "jsonl", "ris", "bibtex", "atom"}) {
        CAPTURE(format);
        const auto request = read({{"format", format}, {"page", "7"}, {"after", "x"}});
        REQUIRE(request.has_value());
        CHECK(request->size == limits.export_hits);
        CHECK(request->page == 1);
        CHECK(request->after.empty());
        CHECK(request->facets.empty());
    }
    CHECK(read({{"size", "100000"}, {"format", "csv"}})->size == 100'000);
    CHECK(read({{"format", "csv"}, {"size", "3"}})->size == 3);
    for (const char* size : {"0", "100001"}) {
        const auto request = read({{"size", size}, {"format", "csv"}});
        REQUIRE_FALSE(request.has_value());
        CHECK(request.error().subject == "size");
    }
    CHECK_FALSE(read({{"size", "101"}, {"format", "json"}}).has_value());
}

TEST_CASE("A single parameter given twice is refused") {
    const auto request = read({{"size", "5"}, {"size", "5"}});
    REQUIRE_FALSE(request.has_value());
    CHECK(request.error().subject == "size");
}

TEST_CASE("Queries and filters have limits") {
    CHECK(read({{"q", std::string(2048, 'a')}}).has_value());
    const auto request = read({{"q", std::string(2049, 'a')}});
    REQUIRE_FALSE(request.has_value());
    CHECK(request.error().code == ErrorCode::query_too_complex);
    CHECK(request.error().subject == "q");
    std::string years = "2001";
    for (int i = 0; i < 64; ++i) years += ",2002";
    CHECK(read({{"year", years}}).error().code == ErrorCode::query_too_complex);
}

TEST_CASE("Deep pages are reached by cursor only") {
    CHECK(read({{"page", "100"}, {"size", "100"}}).has_value());
    CHECK(read({{"page", "101"}, {"size", "100"}}).error().subject == "page");
    CHECK(read({{"page", "101"}, {"size", "100"}, {"after", "x"}}).has_value());
}

TEST_CASE("Control characters in a query separate words") {
    CHECK(read({{"q", std::string("a\0b\nc", 5)}})->q == "a b c");
}

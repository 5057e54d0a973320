#include "corpus/gazetteer/gazetteer.hpp"
#include "searchd/search/facets.hpp"
#include "tests/unit/search/test_index.hpp"

#include <limits>
#include <map>
#include <random>
#include <set>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;
using database::Field;

namespace {

/// A document and the words and values that it was made of, for the exhaustive count.
struct Made {
    corpus::Document document;
    std::set<std::string> words;
    std::map<Field, std::set<std::string>> values;
};

constexpr const char* kWords[] = {"water", "soil", "energy", "forest", "harbour", "school"};
constexpr const char* kCountries[] = {"GR", "BG", "SI", "LV", "IT"};
constexpr const char* kProgrammes[] = {"interreg-europe", "life", "own-programme"};

std::vector<Made> make_documents(std::mt19937& random, int count) {
    std::vector<Made> made;
    for (int i = 0; i < count; ++i) {
        Made one;
        std::string text;
        for (const char* word : kWords) {
            if (random() % 3 != 0) continue;
            one.words.insert(word);
            text += std::string(word) + ' ';
        }
        one.document =
            make_document("d" + std::to_string(i), random() % 4 == 0 ? "sl" : "en", "", text);
        for (const char* country : kCountries) {
            if (random() % 4 == 0) one.document.metadata.country.push_back(given(country));
        }
        for (const char* programme : kProgrammes) {
            if (random() % 5 == 0) one.document.metadata.programme.push_back(given(programme));
        }
        if (random() % 5 != 0) {
            one.document.metadata.year = corpus::Sourced<int>{2015 + static_cast<int>(random() % 8),
                                                              {corpus::Provenance::given, {}, {}}};
        }
        const corpus::Metadata& metadata = one.document.metadata;
        for (const auto& item : metadata.country) one.values[Field::country].insert(item.value);
        for (const auto& item : metadata.programme) one.values[Field::programme].insert(item.value);
        if (metadata.year) one.values[Field::year].insert(std::to_string(metadata.year->value));
        one.values[Field::lang].insert(one.document.lang.str());
        for (const Field field : {Field::country, Field::programme, Field::year}) {
            if (one.values[field].empty()) continue;
            const std::string name(database::row_of(field).name);
            one.values[Field::evidence].insert({"given", name + ":given"});
        }
        for (const auto& row : database::fields()) {
            if (one.values[row.field].empty()) one.values[row.field].insert("unknown");
        }
        made.push_back(std::move(one));
    }
    return made;
}

bool has_value(const Made& made, const Filter& filter) {
    for (const std::string& value : made.values.at(filter.field)) {
        for (const std::string& wanted : filter.values) {
            if (value == wanted) return true;
        }
        for (const auto& [first, last] : filter.ranges) {
            if (value != "unknown" && first <= std::stoi(value) && std::stoi(value) <= last)
                return true;
        }
    }
    return false;
}

/// Whether the document passes all filters, those of `ignored` that select left aside.
bool passes(const Made& made, const std::vector<Filter>& filters, const Field* ignored) {
    for (const Filter& filter : filters) {
        if (ignored != nullptr && filter.field == *ignored && !filter.exclude) continue;
        if (has_value(made, filter) == filter.exclude) return false;
    }
    return true;
}

Filter filter_of(Field field, std::vector<std::string> values, bool exclude = false) {
    Filter filter;
    filter.field = field;
    filter.values = std::move(values);
    filter.exclude = exclude;
    return filter;
}

std::vector<Filter> random_filters(std::mt19937& random) {
    std::vector<Filter> filters;
    if (random() % 2 == 0) {
        filters.push_back(filter_of(Field::country,
                                    {kCountries[random() % 5], kCountries[random() % 5]},
                                    random() % 4 == 0));
    }
    if (random() % 4 == 0) filters.push_back(filter_of(Field::country, {kCountries[random() % 5]}));
    if (random() % 3 == 0) {
        filters.push_back(filter_of(Field::programme, {random() % 2 == 0 ? "life" : "unknown"}));
    }
    if (random() % 3 == 0) {
        Filter years;
        years.field = Field::year;
        const int first = 2014 + static_cast<int>(random() % 6);
        years.ranges = {{first, random() % 3 == 0 ? std::numeric_limits<int>::max() : first + 2}};
        filters.push_back(std::move(years));
    }
    return filters;
}

}  // namespace

TEST_CASE("totals and facet counts are those of looking at every document") {
    const unsigned seed = 99;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::vector<Made> made = make_documents(random, 300);
    std::vector<corpus::Document> documents;
    for (const Made& one : made) documents.push_back(one.document);
    const TestIndex index(documents);
    Searcher searcher = index.searcher();
    for (int round = 0; round < 60; ++round) {
        const std::string word = kWords[random() % 6];
        const std::string other = kWords[random() % 6];
        SearchRequest request = request_for(word + " " + other, "en");
        request.filters = random_filters(random);
        request.facet_size = 100;
        request.size = 1;
        if (random() % 4 == 0) request.facets = {Field::country};
        std::vector<Filter> all = request.filters;
        if (random() % 3 == 0) {
            request.in = {LanguageTag::of("sl")};
            all.push_back(filter_of(Field::lang, {"sl"}));
        }
        const auto matches = [&](const Made& one) {
            return one.words.count(word) + one.words.count(other) > 0;
        };
        std::uint64_t total = 0;
        for (const Made& one : made) total += matches(one) && passes(one, all, nullptr) ? 1 : 0;
        const SearchResponse response = answer(searcher, request);
        CAPTURE(round, request.q, all.size());
        CHECK(response.total == total);
        CHECK(response.total_is_exact);
        REQUIRE(response.facets.size() == request.facets.size());
        for (const FacetCounts& facet : response.facets) {
            std::map<std::string, std::uint64_t> expected;
            for (const Made& one : made) {
                if (!matches(one) || !passes(one, all, &facet.field)) continue;
                for (const std::string& value : one.values.at(facet.field)) ++expected[value];
            }
            std::map<std::string, std::uint64_t> counted;
            for (const FacetValue& value : facet.values) {
                if (value.count > 0) counted[value.value] = value.count;
            }
            CHECK(counted == expected);
            CHECK(facet.other == 0);
        }
    }
}

TEST_CASE("selected values come first, then frequent ones, and the rest is summed") {
    std::vector<corpus::Document> documents;
    const auto add = [&](const char* country, int times) {
        for (int i = 0; i < times; ++i) {
            documents.push_back(
                make_document("d" + std::to_string(documents.size()), "en", "", "water"));
            documents.back().metadata.country = {given(country)};
        }
    };
    add("SI", 3);
    add("GR", 4);
    add("LV", 1);
    add("BG", 3);
    const TestIndex index(documents);
    Searcher searcher = index.searcher();
    SearchRequest request = request_for("water", "en");
    request.facets = {Field::country};
    request.facet_size = 3;
    request.filters = {filter_of(Field::country, {"LV"})};
    const SearchResponse response = answer(searcher, request);
    CHECK(response.total == 1);
    REQUIRE(response.facets.size() == 1);
    const FacetCounts& facet = response.facets[0];
    std::vector<std::string> values;
    for (const FacetValue& value : facet.values) values.push_back(value.value);
    CHECK(values == std::vector<std::string>{"LV", "GR", "BG"});
    CHECK(facet.values[0].selected);
    CHECK_FALSE(facet.values[1].selected);
    CHECK(facet.values[1].count == 4);
    CHECK(facet.other == 3);
}

TEST_CASE("facet labels follow the language of the answer") {
    corpus::Document document = make_document("d", "sl", "", "voda");
    document.metadata.country = {given("GR")};
    document.metadata.programme = {given("interreg-europe"), given("own-programme")};
    document.programme_labels = {{"own-programme", "Own Programme"}};
    const TestIndex index({document});
    Searcher searcher = index.searcher();
    SearchRequest request = request_for("");
    request.ui_lang = LanguageTag::of("bg");
    std::map<std::string, std::string> labels;
    for (const FacetCounts& facet : answer(searcher, request).facets) {
        for (const FacetValue& value : facet.values) labels[value.value] = value.label;
    }
    CHECK(labels["GR"] == corpus::country_label("GR", request.ui_lang));
    CHECK(labels["interreg-europe"] == corpus::programme_label("interreg-europe", request.ui_lang));
    CHECK(labels["own-programme"] == "Own Programme");
    CHECK(labels["unknown"] == "неизвестно");
    CHECK(labels["sl"] == "Slovenščina");
}

TEST_CASE("statistics count every value of every document") {
    std::mt19937 random(3);
    const std::vector<Made> made = make_documents(random, 40);
    std::vector<corpus::Document> documents;
    for (const Made& one : made) documents.push_back(one.document);
    const TestIndex index(documents);
    Searcher searcher = index.searcher();
    const auto statistics = searcher.statistics(LanguageTag::of("en"));
    REQUIRE(statistics.has_value());
    CHECK(statistics->documents == 40);
    CHECK(statistics->terms > 0);
    CHECK(statistics->fields.size() == database::kFieldCount);
    for (const auto& [field, values] : statistics->fields) {
        for (const FacetValue& value : values) {
            std::uint64_t expected = 0;
            for (const Made& one : made) expected += one.values.at(field).count(value.value);
            CHECK(value.count == expected);
        }
    }
}

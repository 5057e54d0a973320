#include "corpus/gazetteer/forms.hpp"
#include "corpus/gazetteer/gazetteer.hpp"
#include "corpus/gazetteer/tables.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace evresi;
using namespace evresi::corpus;

TEST_CASE("Programmes are known by name, abbreviation and id in any language") {
    CHECK(programme_id("interreg europe") == "interreg-europe");
    CHECK(programme_id("ИНТЕРРЕГ ЕВРОПА") == "interreg-europe");
    CHECK(programme_id("interreg-europe") == "interreg-europe");
    CHECK(programme_id("ΕΤΠΑ") == "erdf");
    CHECK(programme_id("Erasmus+") == "erasmus-plus");
    CHECK_FALSE(programme_id("A programme nobody has heard of").has_value());
    CHECK_FALSE(programme_id("").has_value());
    // Three countries have one of this name.
    CHECK_FALSE(programme_id("Rural Development Programme").has_value());
}

TEST_CASE("Every programme has a label in every language, and an unknown id has none") {
    for (const auto& row : table_rows(kProgrammesTsv)) {
        REQUIRE(row.size() == 7);
        for (const std::string_view tag : {"el", "bg", "sl", "lv", "en"}) {
            CHECK_FALSE(programme_label(row[0], LanguageTag::of(tag)).empty());
        }
    }
    CHECK(programme_label("no-such-programme", LanguageTag::of("en")).empty());
}

TEST_CASE("The table of programmes is well formed, and names a programme once in a language") {
    const std::vector<std::string_view> languages = {"el", "bg", "sl", "lv", "en"};
    const std::vector<std::string_view> kinds = {"name", "abbr", "inflected", "alias"};
    const std::vector<std::string_view> matches = {"ci", "cs", "ctx", "adj", "pair"};
    const auto is_in = [](const std::vector<std::string_view>& list, std::string_view one) {
        return std::find(list.begin(), list.end(), one) != list.end();
    };
    std::set<std::string> names;
    std::set<std::string> forms;
    for (const auto& row : table_rows(kProgrammesTsv)) {
        REQUIRE(row.size() == 7);
        INFO(row[0] << " " << row[4]);
        CHECK(is_in(kinds, row[5]));
        CHECK(is_in(matches, row[6]));
        REQUIRE(row[3].size() % 3 == 2);
        for (std::size_t i = 0; i < row[3].size(); i += 3) {
            const std::string language(row[3].substr(i, 2));
            CHECK(is_in(languages, language));
            const std::string key = std::string(row[0]) + " " + language;
            CHECK(forms.insert(key + " " + std::string(row[4])).second);
            if (row[5] == "name") CHECK(names.insert(key).second);
        }
    }
}

TEST_CASE("Labels are the neutral names") {
    CHECK(programme_label("ir-gr-bg", LanguageTag::of("el")) == "Interreg Ελλάδα-Βουλγαρία");
    CHECK(programme_label("emfaf", LanguageTag::of("lv")) ==
          "Eiropas Jūrlietu, zvejniecības un akvakultūras fonds");
    CHECK(programme_label("rrf", LanguageTag::of("sl")) == "Mehanizem za okrevanje in odpornost");
}

TEST_CASE("Slugs are stable, lower case, and apart for long names that begin alike") {
    CHECK(programme_slug("Local Fund+ (2021)") == "local-fund-plus-2021");
    CHECK(programme_slug("Razvoj človeških virov") == "razvoj-cloveskih-virov");
    CHECK(programme_slug("!?").empty());
    const std::string head(150, 'a');
    CHECK(programme_slug(head + " one") != programme_slug(head + " two"));
    CHECK(programme_slug(head + " one").size() <= 100);
}

TEST_CASE("Countries are read by code and by name in five languages") {
    CHECK(country_code("el") == "GR");
    CHECK(country_code("UK") == "GB");
    CHECK(country_code("EU") == "EU");
    CHECK(country_code("Ελλάδα") == "GR");
    CHECK(country_code("германия") == "DE");
    CHECK(country_code("Španija") == "ES");
    CHECK(country_code("Itālija") == "IT");
    CHECK(country_code("Czech Republic") == "CZ");
    CHECK(country_code("Türkiye") == "TR");
    CHECK_FALSE(country_code("ZZ").has_value());
    CHECK_FALSE(country_code("Atlantis").has_value());
    CHECK(country_label("BG", LanguageTag::of("lv")) == "Bulgārija");
    CHECK(country_label("EU", LanguageTag::of("sl")) == "Evropska unija");
    CHECK(country_label("QQ", LanguageTag::of("en")) == "QQ");
}

TEST_CASE("Patterns of the tables expand to their forms") {
    CHECK(expand_forms("Grčij[a e]") == std::vector<std::string>{"Grčija", "Grčije"});
    CHECK(expand_forms("Piran[- a]") == std::vector<std::string>{"Piran", "Pirana"});
    CHECK(expand_forms("A[x y] B[z]") == std::vector<std::string>{"Ax Bz", "Ay Bz"});
    CHECK(expand_forms("Malta") == std::vector<std::string>{"Malta"});
}

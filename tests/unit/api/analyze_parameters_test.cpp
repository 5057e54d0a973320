#include "searchd/api/analyze_parameters.hpp"
#include "searchd/api/language_parameter.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi;
using api::Parameters;

namespace {

Result<api::AnalyzeRequest> read(const Parameters& parameters) {
    return api::parse_analyze_parameters(parameters, search::QueryLimits{});
}

/// The parameter that is named as at fault; empty where there is no fault.
std::string fault_of(const Parameters& parameters) {
    const auto request = read(parameters);
    if (request) return {};
    CHECK(request.error().code == ErrorCode::invalid_argument);
    return request.error().subject;
}

}  // namespace

TEST_CASE("A text is read with its language, or with none to be detected") {
    const auto greek = read({{"lang", "el"}, {"text", "λόγος\n"}});
    REQUIRE(greek.has_value());
    CHECK(greek->text == "λόγος\n");
    CHECK(greek->lang == LanguageTag::of("el"));
    for (const Parameters& parameters :
         {Parameters{{"text", "a"}}, Parameters{{"text", "a"}, {"lang", "auto"}},
          Parameters{{"text", "a"}, {"lang", ""}}}) {
        const auto request = read(parameters);
        REQUIRE(request.has_value());
        CHECK_FALSE(request->lang.has_value());
    }
    // Undetermined is a language that can be asked for, unlike none.
    CHECK(read({{"text", "a"}, {"lang", "und"}})->lang == LanguageTag());
    CHECK(read({{"text", ""}})->text.empty());
}

TEST_CASE("What cannot be analysed is refused by name") {
    CHECK(fault_of({}) == "text");
    CHECK(fault_of({{"lang", "el"}}) == "text");
    CHECK(fault_of({{"text", "a"}, {"text", "a"}}) == "text");
    CHECK(fault_of({{"text", "a"}, {"lang", "el"}, {"lang", "el"}}) == "lang");
    CHECK(fault_of({{"text", "\xff"}}) == "text");
    CHECK(fault_of({{"text", "a"}, {"lang", "e\xff"}}) == "lang");
    CHECK(fault_of({{"text", "a"}, {"lang", "xx"}}) == "lang");
    CHECK(fault_of({{"text", "a"}, {"size", "1"}}) == "size");
    CHECK(fault_of({{"text", "a"}, {"\xff", "1"}}) == "\uFFFD");
    CHECK(fault_of({{"text", "a"}, {"lang", "el"}}).empty());
}

TEST_CASE("A text may be as long as a query") {
    const std::size_t longest = search::QueryLimits{}.bytes;
    CHECK(fault_of({{"text", std::string(longest, 'a')}}).empty());
    const auto longer = read({{"text", std::string(longest + 1, 'a')}});
    REQUIRE_FALSE(longer.has_value());
    CHECK(longer.error().subject == "text");
    CHECK(longer.error().message == "The text has 2049 bytes; at most 2048 are analysed.");
}

TEST_CASE("An unknown language is refused with the names of those there are") {
    const auto lang = api::parse_language("xx");
    REQUIRE_FALSE(lang.has_value());
    CHECK(lang.error().message ==
          "'xx' is no value of lang; give auto or one of bg, el, en, lv, sl, und.");
    // However long the value is, the answer is short and ends at a character.
    const auto longer = api::parse_language("x" + std::string(4000, 'y'));
    CHECK(longer.error().message.size() < 200);
    CHECK(api::parse_language("EL-gr").value() == LanguageTag::of("el"));
}

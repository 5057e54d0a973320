#include "base/language_tag.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;

TEST_CASE("a language tag keeps the primary subtag in lower case") {
    CHECK(LanguageTag::parse("el")->view() == "el");
    CHECK(LanguageTag::parse("EL-gr")->view() == "el");
    CHECK(LanguageTag::parse("sl_SI")->view() == "sl");
    CHECK(LanguageTag::parse("und")->is_undetermined());
    CHECK(LanguageTag().view() == "und");
}

TEST_CASE("what is no language tag is refused") {
    for (const char* text : {"", "e", "-", "el1", "ελ", "engl", "e-l"}) {
        CAPTURE(text);
        CHECK_FALSE(LanguageTag::parse(text).has_value());
    }
}

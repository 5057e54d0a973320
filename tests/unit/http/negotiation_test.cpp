#include "searchd/http/negotiation.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using namespace evresi::http;

TEST_CASE("Accept is read by its most specific range") {
    for (const char* accept : {"", "*/*", "application/*", "application/json", "APPLICATION/JSON",
                               "text/html, */*;q=0.1", "text/html;q=0, application/json;q=0.5",
                               "application/json;charset=utf-8", ",,application/json"}) {
        CAPTURE(accept);
        CHECK(accepts(accept, "application/json"));
    }
    for (const char* accept : {"text/html", "text/*", "application/json;q=0, */*", "*/*;q=0",
                               "application/json; q=0.000", "nonsense"}) {
        CAPTURE(accept);
        CHECK_FALSE(accepts(accept, "application/json"));
    }
}

TEST_CASE("The language is the one of ours that is liked best") {
    CHECK(preferred_language("") == LanguageTag::of("en"));
    CHECK(preferred_language("fr, de") == LanguageTag::of("en"));
    CHECK(preferred_language("el-GR,el;q=0.9,en;q=0.8") == LanguageTag::of("el"));
    CHECK(preferred_language("en;q=0.3, sl;q=0.7, bg;q=0.5") == LanguageTag::of("sl"));
    CHECK(preferred_language("lv;q=0") == LanguageTag::of("en"));
    CHECK(preferred_language("*") == LanguageTag::of("en"));
}

TEST_CASE("Entity tags are compared weakly") {
    CHECK(names_entity_tag("W/\"7-a\"", "W/\"7-a\""));
    CHECK(names_entity_tag("\"x\", \"7-a\"", "W/\"7-a\""));
    CHECK(names_entity_tag("*", "W/\"7-a\""));
    CHECK_FALSE(names_entity_tag("\"7-b\"", "W/\"7-a\""));
}

TEST_CASE("JSON is known by its media type") {
    CHECK(is_json("application/json"));
    CHECK(is_json("Application/JSON; charset=utf-8"));
    CHECK_FALSE(is_json("application/jsonp"));
    CHECK_FALSE(is_json(""));
}

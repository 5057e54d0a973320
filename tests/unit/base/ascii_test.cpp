#include "base/ascii.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;

TEST_CASE("only the letters A to Z have a small form") {
    CHECK(lower_ascii("AZ@[`{az09") == "az@[`{az09");
    CHECK(lower_ascii("Σ Ж Ā") == "Σ Ж Ā");
    CHECK(lower_ascii("").empty());
}

TEST_CASE("names are equal whatever their case") {
    CHECK(equals_ignoring_case("Chunked", "cHUNKED"));
    CHECK(equals_ignoring_case("", ""));
    CHECK_FALSE(equals_ignoring_case("q", "qs"));
    CHECK_FALSE(equals_ignoring_case("@", "`"));
}

TEST_CASE("only the ends are stripped") {
    CHECK(strip(" \ta b\t ", " \t") == "a b");
    CHECK(strip("\na\n", " \t") == "\na\n");
    CHECK(strip(" \t ", " \t").empty());
    CHECK(strip("", " ").empty());
}

TEST_CASE("words are parted at spaces") {
    CHECK(split_at_spaces("social economy") == std::vector<std::string_view>{"social", "economy"});
    CHECK(split_at_spaces("one") == std::vector<std::string_view>{"one"});
    CHECK(split_at_spaces("").empty());
}

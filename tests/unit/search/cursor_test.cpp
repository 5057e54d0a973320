#include "searchd/search/cursor.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using namespace evresi::search;

TEST_CASE("a cursor comes back as it was") {
    const Cursor cursor{7, 1'234'567, 0xfedcba9876543210};
    const std::string text = encode_cursor(cursor);
    CHECK(text.find_first_not_of(
              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    CHECK(decode_cursor(text) == cursor);
}

TEST_CASE("what is no cursor is refused") {
    const std::string good = encode_cursor({1, 2, 3});
    CHECK_FALSE(decode_cursor("").has_value());
    CHECK_FALSE(decode_cursor(good + "A").has_value());
    CHECK_FALSE(decode_cursor(good.substr(1)).has_value());
    std::string bad = good;
    bad[5] = '+';
    CHECK_FALSE(decode_cursor(bad).has_value());
}

TEST_CASE("the hash of a request follows what decides its hits, not how they are shown") {
    SearchRequest request;
    request.q = "soil";
    const std::uint64_t hash = hash_of(request);
    SearchRequest other = request;
    other.page = 3;
    other.size = 50;
    other.snippets = 0;
    other.facets.clear();
    CHECK(hash_of(other) == hash);
    other = request;
    other.q = "soils";
    CHECK(hash_of(other) != hash);
    other = request;
    other.sort = Sort::title;
    CHECK(hash_of(other) != hash);
    other = request;
    other.in = {LanguageTag::of("el")};
    CHECK(hash_of(other) != hash);
    Filter filter;
    filter.field = database::Field::year;
    filter.ranges = {{2019, 2021}};
    other = request;
    other.filters = {filter};
    CHECK(hash_of(other) != hash);
    SearchRequest excluded = other;
    excluded.filters[0].exclude = true;
    CHECK(hash_of(excluded) != hash_of(other));
}

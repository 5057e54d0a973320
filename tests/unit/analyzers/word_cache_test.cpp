#include "analyzers/word_cache.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi::analyzers;

TEST_CASE("The word cache gives back what was put in, however much it grows") {
    WordCache cache;
    CHECK(cache.find("word") == nullptr);
    const std::string_view first = cache.insert("Word", {"word", "wor", true}).surface;
    for (int i = 0; i < 20'000; ++i) {
        const std::string raw = "w" + std::to_string(i);
        cache.insert(raw, {raw, "stem" + std::to_string(i), false});
    }
    for (int i = 0; i < 20'000; ++i) {
        const std::string raw = "w" + std::to_string(i);
        const AnalyzedWord* found = cache.find(raw);
        REQUIRE(found != nullptr);
        REQUIRE(found->surface == raw);
        REQUIRE(found->stem == "stem" + std::to_string(i));
    }
    const AnalyzedWord* found = cache.find("Word");
    REQUIRE(found != nullptr);
    CHECK(found->stem == "wor");
    CHECK(found->is_stop);
    CHECK(first.data() == found->surface.data());  // views outlive growth
    CHECK(cache.find("w20000") == nullptr);
}

TEST_CASE("The word cache says when it is full and is empty after clear") {
    WordCache cache;
    CHECK_FALSE(cache.is_full());
    const std::string large(std::size_t{40} << 20U, 'x');
    cache.insert(large, {large, large, false});
    CHECK(cache.is_full());
    cache.clear();
    CHECK_FALSE(cache.is_full());
    CHECK(cache.find(large) == nullptr);
}

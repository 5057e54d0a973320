#include "searchd/http/answer_cache.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using http::AnswerCache;

namespace {

database::Manifest generation(std::uint64_t number, std::string built_at = "2024-05-01T00:00:00Z") {
    database::Manifest manifest;
    manifest.generation = number;
    manifest.built_at = std::move(built_at);
    return manifest;
}

AnswerCache::Body body(std::size_t size, char letter = 'x') {
    return std::make_shared<const std::string>(size, letter);
}

bool has(AnswerCache& cache, const database::Manifest& live, std::string_view key) {
    return cache.find(live, key) != nullptr;
}

}  // namespace

TEST_CASE("An answer is kept for its key alone, and found and missed ones are counted") {
    AnswerCache cache(1'000'000);
    const database::Manifest live = generation(1);
    CHECK_FALSE(has(cache, live, "a"));
    const AnswerCache::Body kept = body(100, 'a');
    cache.keep(live, "a", kept);
    CHECK(cache.find(live, "a") == kept);
    CHECK_FALSE(has(cache, live, "b"));
    CHECK_FALSE(has(cache, live, "a "));
    const AnswerCache::Counters counters = cache.counters();
    CHECK(counters.hits == 1);
    CHECK(counters.misses == 3);
    CHECK(counters.answers == 1);
    CHECK(counters.bytes > 100);
    CHECK(counters.evictions == 0);
}

TEST_CASE("Kept answers never take more than their bytes, and those used longest ago go first") {
    constexpr std::size_t kLimit = 20'000;
    AnswerCache cache(kLimit);
    const database::Manifest live = generation(1);
    CHECK_FALSE(has(cache, live, "first"));
    cache.keep(live, "first", body(3000));
    for (int i = 0; i < 100; ++i) {
        cache.keep(live, "key " + std::to_string(i), body(2000));
        CHECK(cache.counters().bytes <= kLimit);
        CHECK(has(cache, live, "first"));
    }
    CHECK(has(cache, live, "key 99"));
    CHECK_FALSE(has(cache, live, "key 50"));
    const AnswerCache::Counters counters = cache.counters();
    CHECK(counters.evictions + counters.answers == 101);

    cache.keep(live, "larger than all", body(kLimit));
    CHECK_FALSE(has(cache, live, "larger than all"));
    CHECK(has(cache, live, "first"));
    cache.keep(live, "takes it all", body(kLimit - 500));
    CHECK(has(cache, live, "takes it all"));
    CHECK_FALSE(has(cache, live, "first"));
    CHECK(cache.counters().answers == 1);
}

TEST_CASE("A cache without bytes keeps nothing") {
    AnswerCache cache(0);
    const database::Manifest live = generation(1);
    cache.keep(live, "a", body(0));
    CHECK_FALSE(has(cache, live, "a"));
    CHECK(cache.counters().answers == 0);
}

TEST_CASE("Answers of one generation are not given for another") {
    AnswerCache cache(1'000'000);
    const database::Manifest first = generation(1);
    const database::Manifest second = generation(2);
    CHECK_FALSE(has(cache, first, "a"));
    cache.keep(first, "a", body(10));
    // A searcher may still answer from the generation before.
    CHECK_FALSE(has(cache, second, "a"));
    CHECK(cache.counters().bytes == 0);
    cache.keep(first, "a", body(10));
    CHECK_FALSE(has(cache, second, "a"));
    cache.keep(second, "a", body(20));
    CHECK(cache.find(second, "a")->size() == 20);
    // The same number, built again in another folder that took its place.
    CHECK_FALSE(has(cache, generation(2, "2024-05-02T00:00:00Z"), "a"));
}

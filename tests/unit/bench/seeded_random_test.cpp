#include "bench/corpus/seeded_random.hpp"
#include "tests/support/catch.hpp"

using namespace evresi::bench;

TEST_CASE("a seed gives the values that SplitMix64 is published with") {
    SeededRandom random(1234567);
    CHECK(random.next() == 6457827717110365317U);
    CHECK(random.next() == 3203168211198807973U);
    CHECK(random.next() == 9817491932198370423U);
}

TEST_CASE("lengths are log-normal: half below the median, one in twenty beyond 2.7 times that") {
    SeededRandom random(7);
    int below = 0;
    int beyond = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::uint64_t length = random.log_normal(317);
        if (length < 317) ++below;
        if (length > 850) ++beyond;
    }
    CHECK(below > 9'500);
    CHECK(below < 10'500);
    CHECK(beyond > 800);
    CHECK(beyond < 1'200);
}

TEST_CASE("ranks are drawn by one over the rank, and none beyond the last") {
    const ZipfTable table(4);
    SeededRandom random(3);
    std::vector<int> counts(4);
    for (int i = 0; i < 25'000; ++i) ++counts.at(table.draw(random));
    // 1 : 1/2 : 1/3 : 1/4 of 25,000 is 12,000, 6,000, 4,000 and 3,000.
    CHECK(counts[0] > 11'500);
    CHECK(counts[0] < 12'500);
    CHECK(counts[1] > 5'600);
    CHECK(counts[1] < 6'400);
    CHECK(counts[3] > 2'700);
    CHECK(counts[3] < 3'300);
}

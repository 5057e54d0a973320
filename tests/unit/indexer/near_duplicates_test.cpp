#include "indexer/writer/near_duplicates.hpp"
#include "tests/support/catch.hpp"

#include <random>
#include <string>

using namespace evresi::indexer;

namespace {

using Words = std::vector<std::string>;

Words random_words(std::size_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    Words words;
    for (std::size_t i = 0; i < count; ++i) words.push_back("w" + std::to_string(random() % 5000));
    return words;
}

Signature signature_of(const Words& words) {
    MinHash hash;
    for (const std::string& word : words) hash.add(word);
    return hash.finish();
}

}  // namespace

TEST_CASE("similarity estimates the share of common runs of words") {
    const Words base = random_words(2000, 1);
    CHECK(similarity(signature_of(base), signature_of(base)) == 1.0);
    CHECK(similarity(signature_of(base), signature_of(random_words(2000, 2))) < 0.1);
    for (const double kept : {0.5, 0.8, 0.9}) {
        // Two texts with the first part in common: Jaccard is kept / (2 - kept).
        double sum = 0;
        constexpr int kTrials = 40;
        for (std::uint32_t trial = 0; trial < kTrials; ++trial) {
            Words one = random_words(1000, 10 + trial);
            Words other = one;
            const auto common = static_cast<std::ptrdiff_t>(kept * 1000);
            const Words tail = random_words(1000, 1000 + trial);
            std::copy(tail.begin() + common, tail.end(), other.begin() + common);
            sum += similarity(signature_of(one), signature_of(other));
        }
        CHECK(sum / kTrials == Approx(kept / (2 - kept)).margin(0.04));
    }
}

TEST_CASE("a signature survives being stored") {
    const Signature signature = signature_of(random_words(300, 7));
    const Signature again = Signature::parse(signature.bytes());
    CHECK(again.bins == signature.bins);
    CHECK(again.runs == signature.runs);
    CHECK(Signature::parse("").runs == 0);
    CHECK(Signature::parse("short").runs == 0);
}

TEST_CASE("short texts are near-duplicates only when they are the same") {
    const Signature one = signature_of({"call", "for", "proposals", "is", "open"});
    CHECK(similarity(one, signature_of({"call", "for", "proposals", "is", "open"})) == 1.0);
    CHECK(similarity(one, signature_of({"call", "for", "proposals", "is", "closed"})) == 0.0);
    CHECK(similarity(signature_of({"one"}), signature_of({"one"})) == 1.0);
    CHECK(similarity(signature_of({}), signature_of({})) == 0.0);
}

TEST_CASE("the words of one text leave nothing behind for the next") {
    MinHash hash;
    for (const std::string& word : random_words(100, 3)) hash.add(word);
    (void)hash.finish();
    for (const std::string& word : random_words(100, 4)) hash.add(word);
    CHECK(hash.finish().bins == signature_of(random_words(100, 4)).bins);
}

TEST_CASE("near-duplicates are grouped under the first of them") {
    std::vector<Signature> signatures;
    for (std::uint32_t i = 0; i < 300; ++i)
        signatures.push_back(signature_of(random_words(400, i)));
    Words edited = random_words(400, 17);
    edited[200] = "changed";
    signatures.push_back(signature_of(edited));  // 300
    edited[10] = "again";
    signatures.push_back(signature_of(edited));  // 301
    const std::vector<std::uint32_t> groups = group_near_duplicates(signatures);
    REQUIRE(groups.size() == 302);
    CHECK(groups[300] == 17);
    CHECK(groups[301] == 17);
    std::size_t alone = 0;
    for (std::uint32_t i = 0; i < 300; ++i) alone += groups[i] == i ? 1u : 0u;
    CHECK(alone == 300);
}

TEST_CASE("thousands of equal texts are one group, found in a moment") {
    const Signature same = signature_of(random_words(50, 5));
    const std::vector<std::uint32_t> groups =
        group_near_duplicates(std::vector<Signature>(20'000, same));
    CHECK(std::all_of(groups.begin(), groups.end(), [](std::uint32_t g) { return g == 0; }));
}

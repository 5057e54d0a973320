#include "analyzers/stemming/rule_stemmer.hpp"
#include "analyzers/stemming/snowball_stemmer.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <string>

using namespace evresi::analyzers;

namespace {

// Suffixes reversed and sorted, each followed by what is appended: -a, -ba (keep b, add x), -ing.
constexpr std::array<SuffixRule, 3> kSuffixes{{
    {0, 1, 0, 1, 3},  // "a" off, three letters at least
    {1, 2, 1, 1, 4},  // "ba": one letter off, "x" on, four letters at least
    {4, 3, 0, 3, 5},  // "ing" off
}};
constexpr std::array<WholeWord, 1> kWords{{{0, 4, 2}}};
constexpr std::array<PrefixRule, 1> kPrefixes{{{"un", "a", 3}}};
constexpr RuleTable kTable{kPrefixes, kSuffixes, kWords, "aabxgni", "wentgo"};

std::string stem(std::string_view word) {
    RuleStemmer stemmer(kTable);
    std::string out = "left over";
    stemmer.stem(word, out);
    return out;
}

}  // namespace

TEST_CASE("The longest suffix rule that leaves enough letters decides") {
    CHECK(stem("tuba") == "tubx");
    CHECK(stem("uba") == "ub");  // too short for -ba, long enough for -a
    CHECK(stem("ba") == "ba");
    CHECK(stem("sing") == "sing");
    CHECK(stem("singing") == "sing");
    CHECK(stem("word") == "word");
    CHECK(stem("g") == "g");
}

TEST_CASE("A whole-word exception comes before the rules") {
    CHECK(stem("went") == "go");
}

TEST_CASE("A prefix goes if enough is left and the ending is right") {
    CHECK(stem("unlika") == "lik");
    CHECK(stem("unlike") == "unlike");
    CHECK(stem("unba") == "unbx");
}

TEST_CASE("An empty table leaves words as they are") {
    constexpr RuleTable kEmpty{};
    RuleStemmer stemmer(kEmpty);
    std::string out;
    stemmer.stem("word", out);
    CHECK(out == "word");
}

TEST_CASE("Words that libstemmer fails on are their own stems") {
    std::string out;
    SnowballStemmer greek("greek");
    greek.stem("ισαισα", out);  // null from version 2.2
    CHECK_FALSE(out.empty());
    SnowballStemmer unknown("no such language");
    unknown.stem("word", out);
    CHECK(out == "word");
}

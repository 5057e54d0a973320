#include "analyzers/stemming/identity_stemmer.hpp"
#include "analyzers/stemming/rule_stemmer.hpp"
#include "analyzers/stemming/snowball_stemmer.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <string>
#include <vector>

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

/// The steps in one line: "prefix un -un + -> lika, ..."; only rules say what they take and give.
std::string explained(Stemmer& stemmer, std::string_view word) {
    std::vector<StemStep> steps;
    stemmer.explain(word, steps);
    std::string line;
    for (const StemStep& step : steps) {
        if (!line.empty()) line += ", ";
        line.append(name_of(step.kind)).append(" ").append(step.rule);
        if (is_affix_rule(step.kind)) line += " -" + step.removed + " +" + step.appended;
        line += " -> " + step.result;
    }
    return line;
}

std::string explained(std::string_view word) {
    RuleStemmer stemmer(kTable);
    return explained(stemmer, word);
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

TEST_CASE("The steps name what was listed, taken off and put on") {
    CHECK(explained("went") == "whole-word went -> go");
    CHECK(explained("tuba") == "suffix ba -a +x -> tubx");
    CHECK(explained("singing") == "suffix ing -ing + -> sing");
    CHECK(explained("unlika") == "prefix un -un + -> lika, suffix a -a + -> lik");
    CHECK(explained("word") == "no-rule  -> word");
    CHECK(explained("ba") == "no-rule  -> ba");
}

TEST_CASE("An algorithm gives its name, and says when there is none") {
    SnowballStemmer english("english");
    CHECK(explained(english, "rivers") == "algorithm english -> river");
    SnowballStemmer unknown("no such language");
    CHECK(explained(unknown, "rivers") == "no-stemmer  -> rivers");
    IdentityStemmer identity;
    CHECK(explained(identity, "rivers") == "no-stemmer  -> rivers");
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

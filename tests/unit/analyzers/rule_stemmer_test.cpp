#include "analyzers/stemming/identity_stemmer.hpp"
#include "analyzers/stemming/rule_stemmer.hpp"
#include "analyzers/stemming/snowball_stemmer.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

using namespace evresi::analyzers;

namespace {

// Letters: a 1, b 2, g 3, i 4, n 5, x 6, e 7, o 8, t 9, w 10. Suffixes -a, -ba (keep b, add x),
// -ing; an alternation of -nx to -n; "went" is a word of its own.
constexpr std::array<std::uint16_t, 11> kAlphabet{0xFFFD, 'a', 'b', 'g', 'i', 'n',
                                                  'x',    'e', 'o', 't', 'w'};
constexpr std::array<std::uint8_t, 24> kNumbers{1, 2, 0, 0, 7, 0, 3, 0, 4, 0, 0,  0,
                                                0, 5, 8, 0, 0, 0, 0, 9, 0, 0, 10, 6};
constexpr std::string_view kText{"\x0a\x07\x05\x09\x06\x03\x08"};  // "went", "x", "go"
constexpr std::array<StemChange, 5> kChanges{{
    {1, 3, 0, 0},  // "a" off, three letters at least
    {1, 4, 1, 4},  // "a" off, "x" on, four letters at least
    {3, 5, 0, 0},  // "ing" off
    {1, 3, 0, 0},  // "x" off
    {4, 0, 2, 5},  // "went" off, "go" on
}};
constexpr std::array<SuffixNode, 6> kSuffixes{{
    {0, 2, 1, kNoChange},
    {1, 1, 3, 0},
    {3, 1, 4, kNoChange},
    {2, 0, 5, 1},
    {5, 1, 5, kNoChange},
    {4, 0, 6, 2},
}};
constexpr std::array<SuffixNode, 3> kAlternations{{
    {0, 1, 1, kNoChange},
    {6, 1, 2, kNoChange},
    {5, 0, 3, 3},
}};
constexpr std::array<WholeWord, 1> kWords{{{0, 4, 4}}};
constexpr std::array<std::uint16_t, 2> kSlots = [] {
    std::array<std::uint16_t, 2> slots{kNoWord, kNoWord};
    slots[first_slot(kText.substr(0, 4), 2)] = 0;
    return slots;
}();
constexpr std::array<PrefixRule, 1> kPrefixes{{{"un", "a", 3}}};
constexpr RuleTable kTable{kPrefixes, kSuffixes, kAlternations, kChanges, kWords,
                           kSlots,    kText,     kAlphabet,     'a',      kNumbers};

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

TEST_CASE("An alternation changes what the suffix rules leave") {
    CHECK(stem("onx") == "on");
    CHECK(stem("onxa") == "on");
    CHECK(stem("nx") == "nx");  // too short
    CHECK(explained("onxa") == "suffix a -a + -> onx, alternation nx -x + -> on");
    CHECK(explained("onx") == "alternation nx -x + -> on");
}

TEST_CASE("Letters that no rule knows stay as they are") {
    CHECK(stem("źśa") == "źś");
    CHECK(stem("źśba") == "źśbx");
    CHECK(stem("źśь") == "źśь");
    CHECK(stem("went\xff") == "went\xff");
}

TEST_CASE("A word of very many letters is its own stem") {
    const std::string word = std::string(64, 'b') + "a";
    CHECK(stem(word) == word);
    CHECK(explained(word) == "too-long  -> " + word);
    CHECK(stem(word.substr(1)) == word.substr(1, 63) + "x");
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

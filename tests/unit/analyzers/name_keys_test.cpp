#include "analyzers/name_keys.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <bit>
#include <random>
#include <string>

using namespace evresi;
using namespace evresi::analyzers;

namespace {

/// The least distance between keys of two words, up to 3; 4 for more.
int distance(std::string_view a, std::string_view b) {
    int least = 4;
    for (const NameKey key : name_keys(a)) {
        const NameKeyMatcher matcher(key);
        for (const NameKey other : name_keys(b)) {
            least = std::min(least, matcher.distance(other, 3).value_or(4));
        }
    }
    return least;
}

/// Levenshtein's table as it is written in books.
int plain_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<int>> table(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = static_cast<int>(i + j);
                continue;
            }
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1,
                                    table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
        }
    }
    return table[a.size()][b.size()];
}

}  // namespace

TEST_CASE("names sound alike in all scripts and with the endings of their languages") {
    const std::vector<std::vector<std::string>> names = {
        {"haskovo", "хасково", "χασκοβο"},
        {"ljubljana", "любляна", "λιουμπλιανα"},
        {"slovenija", "slovenia", "словения", "σλοβενια"},
        {"theodoros", "теодор", "θεοδωροσ", "teodors"},
        {"paris", "παρισι", "парис"},
        {"austria", "avstrija", "αυστρια", "австрия"},
        {"evripidis", "ευριπιδησ", "еврипид", "evripids"},
        {"chios", "χιοσ"},
        {"giannis", "γιαννησ", "yannis"},
        {"cyprus", "κυπροσ", "кипър", "kipra"},
        {"zagreb", "загреб", "ζαγκρεμπ"},
        {"hellas", "ελλασ"},
        {"john", "τζον", "джон"},
    };
    for (const auto& spellings : names) {
        for (const std::string& spelling : spellings) {
            INFO(spellings.front() << " and " << spelling);
            CHECK(distance(spellings.front(), spelling) <= 1);
        }
    }
    CHECK(distance("πελοποννησοσ", "peloponnese") <= 2);
    CHECK(distance("пелопонес", "peloponez") == 0);
    CHECK(distance("пелопонес", "peloponesa") == 0);
    CHECK(distance("хасково", "χασκοβο") == 0);
    CHECK(distance("haskovo", "хасково") == 0);
}

TEST_CASE("other names sound different") {
    CHECK(distance("london", "лисабон") > 2);
    CHECK(distance("ρωμη", "roma") == 0);
    CHECK(distance("ρωμη", "рига") > 1);
    CHECK(distance("athens", "antwerp") > 2);
}

TEST_CASE("keys with the same consonants are told") {
    const auto same = [](std::string_view a, std::string_view b) {
        return have_same_consonants(name_keys(a)[0], name_keys(b)[0]);
    };
    CHECK(same("trump", "тръмп"));
    CHECK(same("sofia", "софия"));
    CHECK(same("london", "λονδινο"));
    CHECK_FALSE(same("interes", "interreg"));
    CHECK_FALSE(same("riga", "rigel"));
    CHECK_FALSE(same("rigel", "riga"));
    CHECK_FALSE(same("roma", "rona"));
}

TEST_CASE("what is no word in letters of one script has no key, nor has a short one") {
    for (const char* word : {"", "ab", "oe", "h2020", "мir", "日本語", "ωα"}) {
        INFO(word);
        CHECK(name_keys(word).empty());
    }
    // However long, a key says how long it was up to fifteen letters.
    const auto keys = name_keys("konstantinopolitissa");
    REQUIRE_FALSE(keys.empty());
    CHECK(name_key_length(keys[0]) == 15);
    CHECK(name_key_length(name_keys("rim")[0]) == 3);
}

TEST_CASE("keys are compared as their letters are, and letters bound the distance") {
    std::mt19937 random(7);
    const std::string letters = "abdkmrst";
    const auto word = [&] {
        std::string made;
        for (std::size_t i = 3 + random() % 9; i > 0; --i) {
            // No doubles and no final vowel, which keys do not have.
            char letter = letters[random() % letters.size()];
            while ((!made.empty() && made.back() == letter) || (i == 1 && letter == 'a') ||
                   (i == 1 && letter == 's') ||
                   (letter == 's' && !made.empty() && made.back() == 't') ||
                   (letter == 's' && !made.empty() && made.back() == 'd')) {
                letter = letters[random() % letters.size()];
            }
            made += letter;
        }
        return made;
    };
    for (int round = 0; round < 2000; ++round) {
        const std::string a = word();
        const std::string b = word();
        INFO(a << " and " << b);
        const auto keys_a = name_keys(a);
        const auto keys_b = name_keys(b);
        REQUIRE(keys_a.size() == 1);
        REQUIRE(keys_b.size() == 1);
        const int expected = plain_distance(a, b);
        const auto found = NameKeyMatcher(keys_a[0]).distance(keys_b[0], 5);
        CHECK(found.value_or(99) == (expected <= 5 ? expected : 99));
        const std::uint32_t letters_a = name_key_letters(keys_a[0]);
        const std::uint32_t letters_b = name_key_letters(keys_b[0]);
        CHECK(std::popcount(letters_a & ~letters_b) <= expected);
        CHECK(std::popcount(letters_b & ~letters_a) <= expected);
        CHECK(first_name_key(keys_a[0]) <= keys_a[0]);
        CHECK(keys_a[0] <= last_name_key(keys_a[0]));
        CHECK((first_name_key(keys_a[0]) == first_name_key(keys_b[0])) == (a[0] == b[0]));
    }
}

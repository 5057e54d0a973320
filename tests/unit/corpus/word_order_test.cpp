#include "corpus/word_order.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using evresi::corpus::order_words;

namespace {

std::string ordered(const std::vector<std::string>& words, std::string_view written) {
    std::string out;
    for (const std::size_t index : order_words(words, written)) {
        out.append(out.empty() ? "" : " ").append(words[index]);
    }
    return out;
}

}  // namespace

TEST_CASE("Words mixed from two columns come in the order in which they were written") {
    CHECK(ordered({"the", "bees", "a", "mill", "in", "town", "of", "wool"},
                  "the bees\nin town\na mill\nof wool\n") == "the bees in town a mill of wool");
    // Of two places of one word that is taken from which the line runs on.
    CHECK(ordered({"the", "mill", "spins", "the", "bees", "hum"},
                  "the bees hum\nthe mill spins\n") == "the bees hum the mill spins");
}

TEST_CASE("A token of several words, and words that are not found, keep their places") {
    CHECK(ordered({"two", "wool", ",", "and", "one"}, "one\nwool, and\ntwo\n") ==
          "one wool , and two");
    CHECK(ordered({"a", "lost", "b", "c"}, "b c\na\n") == "b c a lost");
    CHECK(ordered({"x", "y", "z"}, "q r s\n") == "x y z");
    CHECK(ordered({}, "words\n").empty());
}

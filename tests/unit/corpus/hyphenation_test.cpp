#include "corpus/hyphenation.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace evresi::corpus;

namespace {

/// Two lines joined, in a text that has these lines too.
std::string
joined(std::string line, const std::string& next, const std::vector<std::string>& text = {}) {
    Hyphenation hyphenation;
    hyphenation.note(line, next);
    for (const std::string& other : text) hyphenation.learn(other);
    join_lines(line, next, hyphenation.joint(line, next));
    return line;
}

}  // namespace

TEST_CASE("A word cut at a line end is one word in every language") {
    CHECK(joined("η κοινω-", "νική οικονομία") == "η κοινωνική οικονομία");
    CHECK(joined("партньор-", "ството,") == "партньорството,");
    CHECK(joined("so\u00ADdelova\u00AD", "nje") == "so\u00ADdelovanje");
    CHECK(joined("sadar\u2010", "bība") == "sadarbība");
    CHECK(joined("the Orga-", "nisation of it") == "the Organisation of it");
}

TEST_CASE("Names, numbers and compounds keep their hyphen or dash") {
    CHECK(joined("Latvia-", "Lithuania") == "Latvia-Lithuania");
    CHECK(joined("Гърция-", "България") == "Гърция-България");
    CHECK(joined("2014-", "2020") == "2014-2020");
    CHECK(joined("2014\u2013", "2020") == "2014\u20132020");
    CHECK(joined("най-", "добър") == "най-добър");
    CHECK(joined("a cross-", "border area") == "a cross-border area");
    CHECK(joined("CO2-", "neutral") == "CO2-neutral");
    CHECK(joined("LIFE-", "funded") == "LIFE-funded");
    CHECK(joined("Interreg-", "проект") == "Interreg-проект");
}

TEST_CASE("A hyphen or dash that binds nothing leaves two words") {
    CHECK(joined("pre-", "and post-accession") == "pre- and post-accession");
    CHECK(joined("мале и", "средни") == "мале и средни");
    CHECK(joined("the town -", "a small one") == "the town - a small one");
    CHECK(joined("the town \u2013", "a small one") == "the town \u2013 a small one");
    CHECK(joined("so (pre-)", "war") == "so (pre-) war");
    CHECK(joined("-", "word") == "- word");
}

TEST_CASE("A form that stands uncut in the text decides") {
    CHECK(joined("a co-", "op shop", {"the co-op was", "good"}) == "a co-op shop");
    CHECK(joined("energy-", "saving", {"an energy-saving wall"}) == "energy-saving");
    CHECK(joined("cross-", "roads", {"at the crossroads of"}) == "crossroads");
    // What ends a line may itself be cut.
    CHECK(joined("energy-", "saving", {"an energy-"}) == "energysaving");
}

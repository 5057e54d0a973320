#include "corpus/gazetteer/phrase_matcher.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace evresi::corpus;

namespace {

std::vector<std::string> found(const PhraseMatcher& matcher, std::string_view text) {
    FoldedText folded;
    fold_words(text, folded);
    std::vector<PhraseMatch> matches;
    matcher.find(folded, matches);
    std::vector<std::string> shown;
    for (const PhraseMatch& match : matches) {
        const std::size_t begin = folded.words[match.first].begin;
        shown.push_back(std::to_string(match.payload) + " " +
                        std::string(text.substr(begin, folded.words[match.last - 1].end - begin)));
    }
    return shown;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("Folding drops case, marks and final sigma, and keeps the places") {
    CHECK(fold_key("Ταμείο  Συνοχής") == fold_key("ΤΑΜΕΙΟ ΣΥΝΟΧΗΣ"));
    CHECK(fold_key("Latvijā") == "latvija");
    CHECK(fold_key("ESF+ and „Еразъм+“") == "esf+ and еразъм+");
    CHECK(fold_key("co\u00ADoperation\u200B") == "cooperation");
    FoldedText folded;
    fold_words("Α΄, β\nΓΔ 12", folded);
    REQUIRE(folded.words.size() == 4);
    CHECK(folded.words[2].gap == Gap::line);
    CHECK(folded.words[2].is_upper);
    CHECK(folded.words[3].is_number);
    CHECK(folded.words[3].end == 16);
}

TEST_CASE("Phrases are found in one pass, the short within the long too") {
    PhraseMatcher matcher;
    matcher.add("Interreg", 1);
    matcher.add("Interreg Europe", 2);
    matcher.add("финансир* от", 3);
    CHECK(found(matcher, "the INTERREG-EUROPE call") == List{"1 INTERREG", "2 INTERREG-EUROPE"});
    CHECK(found(matcher, "Interreg. Europe") == List{"1 Interreg"});
    CHECK(found(matcher, "Interreg\nEurope") == List{"1 Interreg"});
    CHECK(found(matcher, "финансирана от") == List{"3 финансирана от"});
    CHECK(found(matcher, "Interregional").empty());
}

TEST_CASE("A phrase may ask for its dash, and punctuation of a phrase may be missing") {
    PhraseMatcher matcher;
    matcher.add("Greece-Bulgaria", 1, true);
    matcher.add("Citizens, Equality and Rights", 2);
    CHECK(found(matcher, "Greece – Bulgaria") == List{"1 Greece – Bulgaria"});
    CHECK(found(matcher, "Greece Bulgaria, Greece, Bulgaria").empty());
    CHECK(found(matcher, "Citizens Equality and Rights").size() == 1);
    CHECK(found(matcher, "Citizens, Equality and Rights").size() == 1);
}

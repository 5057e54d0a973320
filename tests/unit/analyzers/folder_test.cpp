#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;

namespace {

std::string folded_for(std::string_view tag, std::string_view word) {
    const Language* language = find_language(LanguageTag::of(tag));
    REQUIRE(language != nullptr);
    std::string casefolded;
    casefold(word, casefolded);
    std::string out;
    language->fold(casefolded, out);
    return out;
}

}  // namespace

TEST_CASE("The surface form is free of case, marks and compatibility forms") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"Κοινωνικής", "κοινωνικησ"},
        {"ΚΟΙΝΩΝΙΚΗΣ", "κοινωνικησ"},
        {"ευρωπαϊκή", "ευρωπαικη"},
        {"ΕΥΡΩΠΑΪΚΗ", "ευρωπαικη"},
        {"προϋπόθεση", "προυποθεση"},
        {"\u0390", "ι"},              // ΐ
        {"\u03B9\u0308\u0301", "ι"},  // the same in NFD
        {"τῷ", "τω"},                 // iota subscript
        {"Σχολή", "σχολη"},
        {"članek", "clanek"},
        {"c\u030Clanek", "clanek"},
        {"Ķīmija", "kimija"},
        {"sociālā", "sociala"},
        {"Đoković", "dokovic"},
        {"Łódź", "lodz"},
        {"Straße", "strasse"},
        {"İstanbul", "istanbul"},
        {"ﬁnance", "finance"},
        {"Ｆｕｌｌ", "full"},
        {"НАЙ-", "най"},
        {"и\u0306", "й"},
        {"па̀ра", "пара"},
        {"ѝ", "и"},
        {"ё", "е"},
        {"κοινω\u00ADνική", "κοινωνικη"},
        {"Κοιν.Σ.Επ.", "κοινσεπ"},
        {"don’t", "dont"},
        {"13,6", "13,6"},
        {"1'000", "1000"},
        {"が", "が"},
        {"한국", "한국"},
        {"हिन्दी", "हिन्दी"},
    };
    for (const auto& [word, surface] : rows) {
        CAPTURE(word);
        CHECK(surface_form(word) == surface);
    }
}

TEST_CASE("A language's fold keeps the marks that are its letters") {
    CHECK(folded_for("lv", "ŪDEŅĀĢĒKĻŠČŽĶĪ") == "ūdeņāģēkļščžķī");
    CHECK(folded_for("lv", "sētā\u0301") == "sētā");
    CHECK(folded_for("lv", "õ") == "o");
    CHECK(folded_for("sl", "ČŠŽ ćá") == "čšž ca");
    CHECK(folded_for("sl", "c\u030C") == "č");
    CHECK(folded_for("bg", "Йод ѝ") == "йод и");
    CHECK(folded_for("el", "Ευρωπαϊκής") == "ευρωπαικησ");
    CHECK(folded_for("en", "Café") == "cafe");
    CHECK(folded_for("und", "Šūñ") == "sun");
}

TEST_CASE("The short way to fold a common word gives what the long way gives, for every letter") {
    std::size_t common = 0;
    for (char32_t c = 1; c < 0x3000; ++c) {
        for (const std::string_view before : {"", "a", "Σ", "И", "1"}) {
            std::string word(before);
            append_utf8(c, word);
            word += "ς9";
            std::string casefolded = "x";
            std::string surface = "y";
            CAPTURE(word, static_cast<unsigned>(c));
            if (!fold_common_word(word, casefolded, surface)) {
                REQUIRE(casefolded == "x");
                REQUIRE(surface == "y");
                continue;
            }
            ++common;
            std::string expected;
            casefold(word, expected);
            keep_word_characters(expected);
            REQUIRE(casefolded == "x" + expected);
            REQUIRE(surface == "y" + surface_form(word));
        }
    }
    // Latin, Greek and Cyrillic letters and the digits at the least.
    CHECK(common > 5 * 500);
    std::string ignored;
    CHECK_FALSE(fold_common_word("13,6", ignored, ignored));
    CHECK_FALSE(fold_common_word("don't", ignored, ignored));
}

#include "analyzers/unicode/tokenizer.hpp"
#include "tests/support/catch.hpp"

#include <chrono>
#include <string>
#include <vector>

using namespace evresi::analyzers;

namespace {

/// The words of `text`, joined by '|', as they stand in it.
std::string words_of(const std::string& text) {
    Tokenizer tokenizer;
    std::vector<WordSpan> spans;
    tokenizer.split(text, spans);
    std::string joined;
    for (const WordSpan& span : spans) {
        if (!joined.empty()) joined += '|';
        joined += text.substr(span.begin, span.end - span.begin);
    }
    return joined;
}

struct Row {
    std::string text;
    std::string words;
};

}  // namespace

TEST_CASE("A text is cut into words where the rules say") {
    const std::vector<Row> rows = {
        {"", ""},
        {"  \r\n\t", ""},
        {"Κοινωνική\r\nεπιχείρηση.", "Κοινωνική|επιχείρηση"},
        {"end.Start", "end|Start"},
        {"και.Η Ελλάδα", "και|Η|Ελλάδα"},
        {"в ЕС.В това", "в|ЕС|В|това"},
        {"социално-икономически", "социално|икономически"},
        {"по-добър най-добрият", "по|добър|най|добрият"},
        {"snake_case", "snake|case"},
        {"a:b·c/d", "a|b|c|d"},
        {"+RESILIENT C++ #tag @name", "RESILIENT|C|tag|name"},
        {"info@interreg.example.org", "info|interreg|example|org"},
        {"H2020 EU27 2nd", "H2020|EU27|2nd"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(words_of(row.text) == row.words);
    }
}

TEST_CASE("An acronym with stops is one word, with or without the last stop") {
    const std::vector<Row> rows = {
        {"η Κοιν.Σ.Επ. είναι", "η|Κοιν.Σ.Επ.|είναι"},
        {"η Κοιν.Σ.Επ είναι", "η|Κοιν.Σ.Επ|είναι"},
        {"Ο.Τ.Α., Ο.Τ.Α", "Ο.Τ.Α.|Ο.Τ.Α"},
        {"U.S.A. e.g.", "U.S.A.|e.g."},
        {"и т.н. или т.н", "и|т.н.|или|т.н"},
        {"podjetje d.o.o.", "podjetje|d.o.o."},
        {"κ.λπ. π.χ.", "κ.λπ.|π.χ."},
        {"Σ.Παπαδόπουλος", "Σ|Παπαδόπουλος"},
        {"Ν.4430/2016", "Ν|4430|2016"},
        {"ab.cd.ef.", "ab|cd|ef"},
        {"a..b", "a|b"},
        {"a.b.\u0301 a.\u0301b.", "a.b|a|b"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(words_of(row.text) == row.words);
    }
}

TEST_CASE("Apostrophes separate, but for English endings") {
    const std::vector<Row> rows = {
        {"Europe's Europe’s EUROPE'S", "Europe|Europe|EUROPE"},
        {"don't can’t", "don't|can’t"},
        {"we'll they're I'm", "we|they|I"},
        {"d'Italia l’Europa", "d|Italia|l|Europa"},
        {"απ' το σ’αυτό", "απ|το|σ|αυτό"},
        {"'quoted' partners'", "quoted|partners"},
        {"O'Neill's", "O|Neill"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(words_of(row.text) == row.words);
    }
}

TEST_CASE("Numbers keep their inner stops and commas") {
    const std::vector<Row> rows = {
        {"13,6 2.500 1,885.230.00", "13,6|2.500|1,885.230.00"},
        {"2014-2020", "2014|2020"},
        {"05.06.2019.", "05.06.2019"},
        {"3, 4", "3|4"},
        {"5.Then", "5|Then"},
        {"v1.2.3", "v1.2.3"},
        {"10:30", "10|30"},
        {"1,\u03085 1.\u00AD5 1.\u0308a", "1,\u03085|1.\u00AD5|1|a"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(words_of(row.text) == row.words);
    }
}

TEST_CASE("Marks and format characters belong to their word; emoji and lone marks are none") {
    CHECK(words_of("koinō\u0301 a") == "koinō\u0301|a");
    CHECK(words_of("κοινω\u00ADνική") == "κοινω\u00ADνική");
    CHECK(words_of("a\u200Db") == "a\u200Db");
    CHECK(words_of("\u0301 x") == "x");
    CHECK(words_of("😀 👩‍👩‍👧 ok 🇪🇺") == "ok");
}

TEST_CASE("Scripts without spaces are cut by dictionary") {
    CHECK(words_of("ABC東京に") == "ABC|東京|に");
    CHECK(words_of("ภาษาไทย") == "ภาษา|ไทย");
    CHECK(words_of("二〇二〇年 〇") == "二|〇|二|〇|年|〇");
    CHECK(words_of("EU한국 a々b") == "EU|한국|a|々|b");
    // ICU looks up from four units on, and two Khmer letters are six bytes.
    CHECK(words_of("កក 한កក") == "កក|한|កក");
}

TEST_CASE("Ill-formed bytes separate words") {
    CHECK(words_of("ab\xFF"
                   "cd") == "ab|cd");
    CHECK(words_of("ab\xCE") == "ab");
    CHECK(words_of("\xED\xA0\x80x\xC0\x80y\xF8\x88z") == "x|y|z");
    CHECK(words_of(std::string("a\0b", 3)) == "a|b");
}

TEST_CASE("The time grows with the length of the text only") {
    // Each of these made a scanner look far ahead from every word, were its look-ahead not bounded.
    Tokenizer tokenizer;
    std::vector<WordSpan> spans;
    for (const std::string unit : {"abcd.", "a.", "a'", "1,", "a\u0301", "\u0301", "東", "."}) {
        std::string text;
        while (text.size() < 2'000'000) text += unit;
        const auto start = std::chrono::steady_clock::now();
        tokenizer.split(text, spans);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        CAPTURE(unit, seconds.count());
        // A quadratic pass takes hours; the slack is for slow machines and sanitizers.
        CHECK(seconds.count() < 30.0);
    }
}

#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;

namespace {

std::string stems_of(std::string_view tag, std::string_view text) {
    AnalyzerSet analyzers;
    std::vector<Token> tokens;
    analyzers.for_language(LanguageTag::of(tag)).analyze(text, tokens);
    std::string joined;
    for (const Token& token : tokens) {
        if (!joined.empty()) joined += ' ';
        joined += token.stem;
    }
    return joined;
}

}  // namespace

TEST_CASE("Inflected, capital and unmarked forms of a phrase have the same stems") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> groups = {
        {"el",
         {"κοινωνικής επιχειρηματικότητας", "ΚΟΙΝΩΝΙΚΗ ΕΠΙΧΕΙΡΗΜΑΤΙΚΟΤΗΤΑ",
          "κοινωνικη επιχειρηματικοτητα", "Κοινωνική Επιχειρηματικότητα"}},
        {"el", {"ευρωπαϊκή", "ευρωπαϊκού", "ΕΥΡΩΠΑΪΚΗ", "ευρωπαικη", "ευρωπαϊκές"}},
        {"bg", {"социална икономика", "социалната икономика", "СОЦИАЛНАТА ИКОНОМИКА"}},
        {"sl", {"socialne ekonomije", "socialna ekonomija", "SOCIALNO EKONOMIJO"}},
        {"lv", {"sociālās uzņēmējdarbības", "Sociālā uzņēmējdarbība", "SOCIĀLAJĀ UZŅĒMĒJDARBĪBĀ"}},
        {"en", {"social enterprises", "Social Enterprise"}},
    };
    for (const auto& [tag, phrases] : groups) {
        for (const std::string& phrase : phrases) {
            CAPTURE(tag, phrase);
            CHECK(stems_of(tag, phrase) == stems_of(tag, phrases.front()));
        }
    }
}

TEST_CASE("Offsets point into the text as given, positions count the tokens") {
    const std::string text = "Η Κοιν.Σ.Επ. «ΑΝΑΠΤΥΞΗ»\r\nκοινω\u00ADνική e\u0301tude";
    Analyzer analyzer(language_or_und(LanguageTag::of("el")));
    std::vector<Token> tokens;
    analyzer.analyze(text, tokens);
    REQUIRE(tokens.size() == 5);
    const std::vector<std::string> written = {"Η", "Κοιν.Σ.Επ.", "ΑΝΑΠΤΥΞΗ", "κοινω\u00ADνική",
                                              "e\u0301tude"};
    const std::vector<std::string> surfaces = {"η", "κοινσεπ", "αναπτυξη", "κοινωνικη", "etude"};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        CHECK(text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin) == written[i]);
        CHECK(tokens[i].surface == surfaces[i]);
        CHECK(tokens[i].position == i);
    }
    CHECK(tokens[0].is_stop);
    CHECK_FALSE(tokens[1].is_stop);
}

TEST_CASE("A word typed without marks has the surface of the marked one") {
    for (const auto& [marked, bare] : std::vector<std::pair<std::string, std::string>>{
             {"škola", "skola"}, {"sociālā", "sociala"}, {"člen", "clen"}, {"ķēde", "kede"}}) {
        for (const Language* language : languages()) {
            Analyzer analyzer(*language);
            std::vector<Token> tokens;
            analyzer.analyze(marked + " " + bare, tokens);
            REQUIRE(tokens.size() == 2);
            CHECK(tokens[0].surface == tokens[1].surface);
        }
    }
}

TEST_CASE("The parts of a Bulgarian degree are tokens of their own, the particle a stop word") {
    Analyzer analyzer(language_or_und(LanguageTag::of("bg")));
    std::vector<Token> tokens;
    analyzer.analyze("най-добрата", tokens);
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].is_stop);
    CHECK(tokens[1].surface == "добрата");
    CHECK(tokens[1].position == tokens[0].position + 1);
}

TEST_CASE("Numbers and very long words are their own stems") {
    CHECK(stems_of("en", "2020s 13,6") == "2020s 13,6");
    const std::string longest(300, 's');
    CHECK(stems_of("en", longest) == longest);
}

TEST_CASE("One analyzer serves many texts, and results depend on the text alone") {
    Analyzer analyzer(language_or_und(LanguageTag::of("sl")));
    std::vector<Token> tokens;
    analyzer.analyze("socialne", tokens);
    const std::string before(tokens.at(0).stem);
    std::string many;
    for (int i = 0; i < 250'000; ++i) many += "w" + std::to_string(i) + " ";
    analyzer.analyze(many, tokens);
    CHECK(tokens.size() == 250'000);
    CHECK(tokens.back().surface == "w249999");
    analyzer.analyze("socialne", tokens);
    REQUIRE(tokens.size() == 1);
    CHECK(tokens[0].stem == before);
    analyzer.analyze("", tokens);
    CHECK(tokens.empty());
}

TEST_CASE("An analyzer set answers for tags that nobody knows") {
    AnalyzerSet analyzers;
    CHECK(analyzers.for_language(LanguageTag::of("xx")).language().tag.is_undetermined());
    Analyzer& greek = analyzers.for_language(LanguageTag::of("el"));
    CHECK(greek.language().tag == LanguageTag::of("el"));
    CHECK(&greek == &analyzers.for_language(LanguageTag::of("el")));
}

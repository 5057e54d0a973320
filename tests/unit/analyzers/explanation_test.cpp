#include "analyzers/analyzer.hpp"
#include "analyzers/explanation.hpp"
#include "analyzers/registry.hpp"
#include "tests/support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;

namespace {

/// All words of the language's testdata, one a line, with whatever else stands in the files.
std::vector<std::string> testdata_lines(const Language& language) {
    std::vector<std::string> lines;
    const auto folder = std::filesystem::path(EVRESI_SOURCE_DIR) / "analyzers" / "languages" /
                        language.tag.str() / "testdata";
    for (const char* name : {"stems.tsv", "groups.tsv"}) {
        std::ifstream file(folder / name);
        for (std::string line; std::getline(file, line);) lines.push_back(line);
    }
    return lines;
}

/// What is wrong with the steps, or nothing: each must do to the word what it says that it does.
std::string fault_in(const ExplainedToken& token) {
    if (token.steps.empty()) return "no step";
    std::string word = token.folded;
    for (const StemStep& step : token.steps) {
        if (name_of(step.kind).empty()) return "a kind without a name";
        const bool has_affix = !step.removed.empty() || !step.appended.empty();
        if (has_affix && !is_affix_rule(step.kind)) return "affixes, but no rule";
        if (step.kind == StemStepKind::prefix) {
            if (!word.starts_with(step.removed)) return "a prefix that is not there";
            word.erase(0, step.removed.size());
        } else if (is_affix_rule(step.kind)) {
            if (!word.ends_with(step.rule)) return "a suffix that is not there";
            if (!word.ends_with(step.removed)) return "removed what is not there";
            word.resize(word.size() - step.removed.size());
            word += step.appended;
        } else if (step.kind == StemStepKind::whole_word || step.kind == StemStepKind::algorithm) {
            word = step.result;
        }
        if (word != step.result) return "a result that the step does not make";
    }
    return word == token.stem ? "" : "the last step does not end at the stem";
}

ExplainedToken explain_word(std::string_view tag, std::string_view word) {
    Analyzer analyzer(language_or_und(LanguageTag::of(tag)));
    const std::vector<ExplainedToken> tokens = analyzer.explain(word);
    REQUIRE(tokens.size() == 1);
    return tokens[0];
}

}  // namespace

TEST_CASE("An explanation has the very tokens of the analysis") {
    for (const Language* language : languages()) {
        Analyzer analyzer(*language);
        // Another one, so that nothing that explain() leaves behind can hide a difference.
        Analyzer explainer(*language);
        std::vector<Token> tokens;
        const std::vector<std::string> lines = testdata_lines(*language);
        CHECK_FALSE(lines.empty());
        for (const std::string& line : lines) {
            CAPTURE(language->tag.str(), line);
            analyzer.analyze(line, tokens);
            const std::vector<ExplainedToken> explained = explainer.explain(line);
            REQUIRE(explained.size() == tokens.size());
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                const ExplainedToken& token = explained[i];
                REQUIRE(token.stem == tokens[i].stem);
                REQUIRE(token.surface == tokens[i].surface);
                REQUIRE(token.begin == tokens[i].begin);
                REQUIRE(token.end == tokens[i].end);
                REQUIRE(token.position == tokens[i].position);
                REQUIRE(token.is_stop == tokens[i].is_stop);
                REQUIRE(token.text == line.substr(token.begin, token.end - token.begin));
                CAPTURE(token.text);
                REQUIRE(fault_in(token) == "");
            }
        }
    }
}

TEST_CASE("The forms of a word are shown from the text to the stem") {
    const ExplainedToken token = explain_word("lv", "«ĶĒDES»");
    CHECK(token.text == "ĶĒDES");
    CHECK(token.begin == 2);
    CHECK(token.end == 9);
    CHECK(token.casefolded == "ķēdes");
    CHECK(token.folded == "ķēdes");
    CHECK(token.surface == "kedes");
    CHECK_FALSE(token.is_stop);
    CHECK(explain_word("el", "Και").is_stop);
    CHECK(explain_word("el", "ΕΥΡΩΠΑΪΚΉΣ").casefolded == "ευρωπαϊκήσ");
    CHECK(explain_word("el", "ΕΥΡΩΠΑΪΚΉΣ").folded == "ευρωπαικησ");
}

TEST_CASE("A word that is its own stem says why") {
    CHECK(explain_word("en", "2020s").steps[0].kind == StemStepKind::digits);
    CHECK(explain_word("en", std::string(300, 's')).steps[0].kind == StemStepKind::too_long);
    CHECK(explain_word("und", "rivers").steps[0].kind == StemStepKind::no_stemmer);
    CHECK(explain_word("en", "rivers").steps[0].kind == StemStepKind::suffix);
}

TEST_CASE("Text without words is explained by no tokens") {
    Analyzer analyzer(language_or_und(LanguageTag::of("el")));
    CHECK(analyzer.explain("").empty());
    CHECK(analyzer.explain("... — \xff").empty());
}

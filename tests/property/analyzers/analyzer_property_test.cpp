// What must hold for any text, tried on seeded random Unicode and random bytes. The seed is
// printed; EVRESI_TEST_SEED repeats a run.
#include "analyzers/analyzer.hpp"
#include "analyzers/detector.hpp"
#include "analyzers/explanation.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "tests/property/analyzers/random_text.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;
using namespace evresi::tests;

namespace {

/// Where the characters of `text` begin, and its end; each ill-formed byte counts as one.
std::vector<bool> borders_of(const std::string& text) {
    std::vector<bool> borders(text.size() + 1, false);
    for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).bytes) {
        borders[at] = true;
    }
    borders[text.size()] = true;
    return borders;
}

/// The first rule that a token of `text` breaks, or nothing.
std::string fault_in(const std::string& text, const std::vector<Token>& tokens) {
    const std::vector<bool> borders = borders_of(text);
    std::uint32_t end = 0;
    std::uint32_t position = 0;
    for (const Token& token : tokens) {
        if (token.begin >= token.end) return "empty span";
        if (token.begin < end) return "spans overlap or fall";
        if (token.end > text.size()) return "span leaves the text";
        if (!borders[token.begin] || !borders[token.end]) return "span cuts a character";
        if (token.position != position++) return "positions do not count up";
        if (token.surface.empty() || token.stem.empty()) return "empty form";
        if (token.surface.find('\0') != std::string_view::npos) return "zero byte in a form";
        end = token.end;
    }
    return {};
}

}  // namespace

TEST_CASE("Tokens of random text lie in it, in order, on the boundaries of characters") {
    RandomText random(1);
    AnalyzerSet analyzers;
    std::vector<Token> tokens;
    for (int round = 0; round < 400; ++round) {
        const std::string text = random.text(random.below(300), false);
        for (const Language* language : languages()) {
            analyzers.for_language(language->tag).analyze(text, tokens);
            CAPTURE(seed(), round, language->tag.str(), text);
            REQUIRE(fault_in(text, tokens) == "");
        }
    }
}

TEST_CASE("Random bytes never break the analysis or the detector") {
    RandomText random(2);
    AnalyzerSet analyzers;
    const LanguageDetector detector;
    std::vector<Token> tokens;
    for (int round = 0; round < 600; ++round) {
        std::string text = random.bytes(random.below(400));
        if (round % 3 == 0) text = random.breaks(100);
        if (round % 3 == 1) {
            // Text with some bytes spoilt.
            text = random.text(200, false);
            for (int i = 0; i < 10; ++i) text[random.below(text.size())] = random.bytes(1)[0];
        }
        for (const Language* language : languages()) {
            analyzers.for_language(language->tag).analyze(text, tokens);
            CAPTURE(seed(), round);
            REQUIRE(fault_in(text, tokens) == "");
        }
        const Detection found = detector.detect(text);
        REQUIRE(find_language(found.tag) != nullptr);
    }
}

TEST_CASE("The explanation of random text has the tokens of its analysis") {
    RandomText random(6);
    AnalyzerSet analyzers;
    std::vector<Token> tokens;
    for (int round = 0; round < 200; ++round) {
        const std::string text = round % 4 == 0 ? random.bytes(random.below(400))
                                                : random.text(random.below(200), false);
        for (const Language* language : languages()) {
            Analyzer& analyzer = analyzers.for_language(language->tag);
            const std::vector<ExplainedToken> explained = analyzer.explain(text);
            analyzer.analyze(text, tokens);
            CAPTURE(seed(), round, language->tag.str(), text);
            REQUIRE(explained.size() == tokens.size());
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                REQUIRE(explained[i].begin == tokens[i].begin);
                REQUIRE(explained[i].stem == tokens[i].stem);
                REQUIRE_FALSE(explained[i].steps.empty());
                REQUIRE(explained[i].steps.back().result == tokens[i].stem);
            }
        }
    }
}

TEST_CASE("Folding twice changes nothing") {
    RandomText random(3);
    for (int round = 0; round < 5000; ++round) {
        const std::string word = random.text(1 + random.below(12), false);
        const std::string once = surface_form(word);
        CAPTURE(seed(), round, word);
        REQUIRE(surface_form(once) == once);
        std::string casefolded;
        casefold(word, casefolded);
        for (const Language* language : languages()) {
            std::string folded;
            language->fold(casefolded, folded);
            std::string again;
            language->fold(folded, again);
            REQUIRE(again == folded);
        }
    }
}

TEST_CASE("The part of a text that a token covers gives the same token alone") {
    // Not for scripts without spaces: where a dictionary cuts depends on the neighbours.
    RandomText random(4);
    AnalyzerSet analyzers;
    std::vector<Token> tokens;
    std::vector<Token> alone;
    for (int round = 0; round < 400; ++round) {
        const std::string text = random.text(200, true);
        for (const Language* language : languages()) {
            Analyzer& analyzer = analyzers.for_language(language->tag);
            analyzer.analyze(text, tokens);
            for (const Token& token : tokens) {
                const std::string surface(token.surface);
                const std::string stem(token.stem);
                const std::string part = text.substr(token.begin, token.end - token.begin);
                analyzer.analyze(part, alone);
                CAPTURE(seed(), round, part, surface);
                REQUIRE(alone.size() == 1);
                REQUIRE(alone[0].surface == surface);
                REQUIRE(alone[0].stem == stem);
                REQUIRE(alone[0].end == part.size());
            }
        }
    }
}

TEST_CASE("Canonically equivalent text gives the same surfaces") {
    RandomText random(5);
    Analyzer analyzer(language_or_und(LanguageTag()));
    std::vector<Token> tokens;
    const std::vector<std::pair<std::string, std::string>> pairs = {
        {"é", "e\u0301"}, {"ά", "α\u0301"}, {"ϊ", "ι\u0308"},       {"č", "c\u030C"},
        {"ģ", "g\u0327"}, {"й", "и\u0306"}, {"ΐ", "ι\u0308\u0301"}, {"ū", "u\u0304"}};
    for (int round = 0; round < 300; ++round) {
        std::string composed;
        std::string decomposed;
        for (int i = 0; i < 30; ++i) {
            const auto& [one, other] = pairs[random.below(pairs.size())];
            const std::string between = random.below(3) == 0 ? " " : "b";
            composed += one + between;
            decomposed += other + between;
        }
        std::vector<std::string> surfaces;
        analyzer.analyze(composed, tokens);
        for (const Token& token : tokens) surfaces.emplace_back(token.surface);
        analyzer.analyze(decomposed, tokens);
        CAPTURE(seed(), round);
        REQUIRE(tokens.size() == surfaces.size());
        for (std::size_t i = 0; i < tokens.size(); ++i) REQUIRE(tokens[i].surface == surfaces[i]);
    }
}

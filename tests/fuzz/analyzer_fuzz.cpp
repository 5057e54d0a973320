// Fuzzes tokenizer and analysis of every language: spans lie in the text, in order, on the borders
// of characters, and the same text gives the same tokens again.
#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/unicode/tokenizer.hpp"
#include "base/check.hpp"
#include "base/utf8.hpp"

#include <string>
#include <vector>

namespace {

using namespace evresi;
using namespace evresi::analyzers;

std::vector<bool> borders_of(std::string_view text) {
    std::vector<bool> borders(text.size() + 1, false);
    for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).bytes) {
        borders[at] = true;
    }
    borders[text.size()] = true;
    return borders;
}

template <class Span>
void check_spans(std::string_view text, const std::vector<Span>& spans) {
    const std::vector<bool> borders = borders_of(text);
    std::size_t end = 0;
    for (const Span& span : spans) {
        EVRESI_CHECK(span.begin >= end && span.begin < span.end && span.end <= text.size());
        EVRESI_CHECK(borders[span.begin] && borders[span.end]);
        end = span.end;
    }
}

/// All that a token says, one a line.
std::string printed(const std::vector<Token>& tokens) {
    std::string out;
    for (const Token& token : tokens) {
        EVRESI_CHECK(!token.surface.empty() && !token.stem.empty());
        EVRESI_CHECK(is_utf8(token.surface) && is_utf8(token.stem));
        out.append(token.surface).append(" ").append(token.stem);
        out += ' ' + std::to_string(token.begin) + ' ' + std::to_string(token.end) + ' ' +
               std::to_string(token.position) + (token.is_stop ? " stop\n" : "\n");
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Tokenizer tokenizer;
    static AnalyzerSet analyzers;
    static std::vector<WordSpan> words;
    static std::vector<Token> tokens;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    tokenizer.split(text, words);
    check_spans(text, words);
    for (const Language* language : languages()) {
        Analyzer& analyzer = analyzers.for_language(language->tag);
        analyzer.analyze(text, tokens);
        check_spans(text, tokens);
        EVRESI_CHECK(tokens.size() <= words.size());
        const std::string first = printed(tokens);
        analyzer.analyze(text, tokens);
        EVRESI_CHECK(printed(tokens) == first);
    }
    return 0;
}

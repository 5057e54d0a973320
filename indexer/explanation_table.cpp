#include "indexer/explanation_table.hpp"

#include "analyzers/analyzer.hpp"
#include "analyzers/explanation.hpp"
#include "analyzers/registry.hpp"

#include <iomanip>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>

namespace evresi::indexer {
namespace {

using analyzers::ExplainedToken;
using analyzers::StemStep;
using analyzers::StemStepKind;

/// The labels are ASCII and stand on the left, so that no width of other letters matters.
constexpr int kLabelColumns = 12;

void put(std::ostream& out, std::string_view label, std::string_view value) {
    out << "  " << std::left << std::setw(kLabelColumns) << label << value << '\n';
}

/// What the rule of a suffix takes off and puts on.
std::string change_of(const StemStep& step) {
    if (step.removed.empty() && step.appended.empty()) return "stays";
    std::string change;
    if (!step.removed.empty()) change = step.removed + " off";
    if (!step.appended.empty()) {
        if (!change.empty()) change += ", ";
        change += step.appended + " on";
    }
    return change;
}

void put(std::ostream& out, const StemStep& step) {
    const std::string result = " -> " + step.result;
    switch (step.kind) {
    case StemStepKind::whole_word:
        return put(out, "listed", step.rule + result);
    case StemStepKind::prefix:
        return put(out, "prefix", step.rule + "-: " + step.removed + " off" + result);
    case StemStepKind::suffix:
        return put(out, "suffix", "-" + step.rule + ": " + change_of(step) + result);
    case StemStepKind::alternation:
        return put(out, "alternation", "-" + step.rule + ": " + change_of(step) + result);
    case StemStepKind::algorithm:
        return put(out, "algorithm", step.rule + result);
    case StemStepKind::no_rule:
        return put(out, "no rule", "for this ending");
    case StemStepKind::no_stemmer:
        return put(out, "no stemmer", "for text in no known language");
    case StemStepKind::digits:
        return put(out, "number", "a word with a digit is its own stem");
    case StemStepKind::too_long:
        return put(out, "too long", "for a word of a language; it is its own stem");
    }
}

void put(std::ostream& out, const ExplainedToken& token) {
    out << token.text << '\n';
    put(out, "bytes",
        "[" + std::to_string(token.begin) + ", " + std::to_string(token.end) + ") of the line");
    put(out, "casefolded", token.casefolded);
    put(out, "folded", token.folded);
    put(out, "surface", token.surface);
    put(out, "stop word", token.is_stop ? "yes" : "no");
    for (const StemStep& step : token.steps) put(out, step);
    put(out, "stem", token.stem);
    out << '\n';
}

}  // namespace

void explain_lines(LanguageTag lang, std::istream& in, std::ostream& out) {
    analyzers::Analyzer analyzer(analyzers::language_or_und(lang));
    std::string line;
    while (std::getline(in, line)) {
        if (line.ends_with('\r')) line.pop_back();
        const std::vector<ExplainedToken> tokens = analyzer.explain(line);
        for (const ExplainedToken& token : tokens) put(out, token);
        if (tokens.empty()) out << "(no words)\n\n";
    }
    out.flush();
}

}  // namespace evresi::indexer

#include "searchd/lexicon/learner/term_analyzer.hpp"

namespace evresi::lexicon {

const std::vector<analyzers::Token>& TermAnalyzer::tokens(LanguageTag lang, std::string_view text) {
    analyzers_.for_language(lang).analyze(text, tokens_);
    return tokens_;
}

std::string TermAnalyzer::stems(LanguageTag lang, std::string_view text) {
    std::string joined;
    for (const analyzers::Token& token : tokens(lang, text)) {
        if (!joined.empty()) joined.push_back(' ');
        joined += token.stem;
    }
    return joined;
}

}  // namespace evresi::lexicon

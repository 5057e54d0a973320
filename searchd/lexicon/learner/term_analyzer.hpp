// TermAnalyzer: a term as people write it -> its stems, the key that lexicons and queries share.
// Confined to one thread.
#pragma once

#include "analyzers/analyzer.hpp"
#include "base/language_tag.hpp"
#include "searchd/lexicon/table_file.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::lexicon {

class TermAnalyzer {
public:
    /// The stems of `text` joined by spaces; empty for a text without words.
    [[nodiscard]] std::string stems(LanguageTag lang, std::string_view text);
    /// Words of the text that was given last.
    [[nodiscard]] std::size_t words() const noexcept { return tokens_.size(); }

    /// The tokens of `text`; views into the analyzer, good until it is used again.
    [[nodiscard]] const std::vector<analyzers::Token>& tokens(LanguageTag lang,
                                                              std::string_view text);

private:
    analyzers::AnalyzerSet analyzers_;
    std::vector<analyzers::Token> tokens_;
};

}  // namespace evresi::lexicon

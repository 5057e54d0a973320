// ExplainedToken: a token with everything that the analysis made of it on the way, for people who
// want to know why two words meet or not. A plain value that owns its text. Made by
// Analyzer::explain, out of the same code as the tokens of documents and queries.
#pragma once

#include "analyzers/stemming/stem_step.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evresi::analyzers {

struct ExplainedToken {
    std::string text;             ///< as it stands in the text
    std::uint32_t begin = 0;      ///< byte offset of the first byte in the original UTF-8 text
    std::uint32_t end = 0;        ///< byte offset one past the last byte
    std::uint32_t position = 0;   ///< ordinal in the text
    std::string casefolded;       ///< compatibility forms and case gone, word characters alone
    std::string folded;           ///< casefolded, as the language folds: what it stems
    std::string surface;          ///< casefolded, as all languages fold
    bool is_stop = false;         ///< a stop word of the language
    std::vector<StemStep> steps;  ///< from `folded` to `stem`; never empty
    std::string stem;
};

}  // namespace evresi::analyzers

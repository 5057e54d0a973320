// Token: one occurrence in a text, as an Analyzer yields it. Offsets point into the text that was
// given, whatever normalisation did to the letters; no filter may change them.
#pragma once

#include <cstdint>
#include <string_view>

namespace evresi::analyzers {

struct Token {
    std::string_view surface;    ///< folded form, shared by all languages; owned by the analyzer
    std::string_view stem;       ///< the language's stem of it; owned by the analyzer
    std::uint32_t begin = 0;     ///< byte offset of the first byte in the original UTF-8 text
    std::uint32_t end = 0;       ///< byte offset one past the last byte
    std::uint32_t position = 0;  ///< ordinal in the text; parts of one compound follow each other
    bool is_stop = false;        ///< a stop word of the language
    /// Number of the word as it stands in the text, the same each time that it comes and small, so
    /// that callers can keep what they make of it in an array; until Analyzer::vocabulary()
    /// changes.
    std::uint32_t word = 0;
};

}  // namespace evresi::analyzers

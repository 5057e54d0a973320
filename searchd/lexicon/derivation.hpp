// Derivation: which words a word may be derived from, by endings and prefixes of its stem: for
// verbal nouns, abstract nouns and negations that no list has (Latvian brīdināšana, from brīdināt).
// Pure functions. Only guesses: who asks must look whether there is such a word.
#pragma once

#include "base/language_tag.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evresi::lexicon {

/// Stems of words that a word with the stem `stem` may be derived from, likeliest first; none for
/// languages without rules, and for short words.
[[nodiscard]] std::vector<std::string> base_stems(LanguageTag lang, std::string_view stem);

}  // namespace evresi::lexicon

// Derivation: which words a word may be derived from, by endings and prefixes of its stem: for
// verbal nouns, abstract nouns and negations that no list has (Latvian brīdināšana, from brīdināt).
// Pure functions. Only guesses: who asks must look whether there is such a word.
#pragma once

#include "base/language_tag.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::lexicon {

/// Stems of words that a word with the stem `stem` may be derived from, likeliest first; none for
/// languages without rules, and for short words.
[[nodiscard]] std::vector<std::string> base_stems(LanguageTag lang, std::string_view stem);

/// Letters of the first part of a compound at least.
inline constexpr std::size_t kLeastModifier = 3;

/// A word of two: "mikroaizdevum" as "mikro" and "aizdevum".
struct CompoundParts {
    std::string_view modifier;  ///< with the letter that links it, if any
    std::string_view head;      ///< what kind of thing it is
    bool is_long = false;       ///< both: hardly by chance, be the modifier a word or not
};

/// Every way to part `stem` in two, the longest head first.
[[nodiscard]] std::vector<CompoundParts> compound_parts(std::string_view stem);

}  // namespace evresi::lexicon

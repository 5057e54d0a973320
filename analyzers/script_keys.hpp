// Keys under which the spellings of a word meet. A class key tells a Greek or Bulgarian word by the
// order of its consonants and vowels, in classes so wide that every way to type it in Latin letters
// has the word's key among its own: κοινωνική, koinwnikh, kinoniki. Pure functions, usable from any
// thread. Not here: how well a typed word fits a word of its key (romanised_spelling.hpp).
#pragma once

#include "analyzers/language.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::analyzers {

/// Sixteen symbols of four bits, the first in the highest; 0 ends a key. What is longer is cut, so
/// that the keys of words which begin alike are neighbours.
using ClassKey = std::uint64_t;

inline constexpr int kClassKeySymbols = 16;

/// How many symbols the key has.
[[nodiscard]] int class_key_length(ClassKey key) noexcept;

/// The key of `word`, a folded surface form of letters of `script` alone: Greek or Cyrillic. 0 for
/// a word with other characters.
[[nodiscard]] ClassKey class_key(Script script, std::string_view word);

/// The keys of words of `script` that `typed`, lower-case ASCII letters and digits, may be
/// a way to type, likeliest first and at most kMostClassKeys. None for a word with other
/// characters.
inline constexpr std::size_t kMostClassKeys = 32;
[[nodiscard]] std::vector<ClassKey> class_keys_of_typed(Script script, std::string_view typed);

}  // namespace evresi::analyzers

// How well a word typed in Latin letters and digits fits a Greek or Bulgarian word: the usual ways
// to write each letter, official, by sound and by look, with what each costs. Pure functions,
// usable from any thread. Not here: finding the words to compare with (script_keys.hpp).
#pragma once

#include "analyzers/language.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evresi::analyzers {

struct SpellingFit {
    /// Sum over the letters of how unusual each is written; 0 where all are written the usual way.
    double cost = 0;
    /// Letters at the end of the typed word, and of the other, that were left unread.
    int typed_rest = 0;
    int word_rest = 0;
};

/// Letters that an ending may have (spelling_fit_but_ending).
inline constexpr int kLongestEnding = 3;

/// The cheapest way to spell `word`, a folded surface form in letters of `script` (Greek or
/// Cyrillic), as `typed`, lower-case ASCII letters and digits. Nothing when there is none.
[[nodiscard]] std::optional<SpellingFit>
spelling_fit(Script script, std::string_view typed, std::string_view word);

/// The same for two forms of one word, which may differ in up to kLongestEnding last letters each;
/// at least four letters agree, three where less than six were typed.
[[nodiscard]] std::optional<SpellingFit>
spelling_fit_but_ending(Script script, std::string_view typed, std::string_view word);

/// The Bulgarian word that `typed`, Latin letters (č, š and ž among them) and digits, most likely
/// is, in lower case: for words that no index has. Empty where a character stands for no letter.
/// There is no such thing for Greek, whose Latin spellings leave five letters open for one sound.
[[nodiscard]] std::string likeliest_bulgarian(std::string_view typed);

}  // namespace evresi::analyzers

// Folding of single words: compatibility forms, case and marks. Pure functions, usable from any
// thread. ICU works behind them. Not here: cutting text into words (tokenizer.hpp).
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace evresi::analyzers {

/// A letter that keeps its mark: the plain letter and the combining mark of its NFD form.
struct KeptMark {
    char32_t letter;
    char32_t mark;
};

/// Appends the NFKC_Casefold form of `text`: compatibility forms, case, final sigma; characters
/// that show nothing (soft hyphen, joiners) vanish. The iota subscript of old Greek is dropped, so
/// that it does not turn into a letter. Ill-formed bytes become U+FFFD.
void casefold(std::string_view text, std::string& out);

/// Appends case-folded `text` without its combining marks, in NFC. Cyrillic й keeps its breve, and
/// so does what `kept` lists. Letters with a stroke or a ligature (đ ł ø æ) become plain ones.
void fold_marks(std::string_view casefolded, std::span<const KeptMark> kept, std::string& out);

/// fold_marks without exceptions: the form that all languages share. A Language::fold.
void fold_surface(std::string_view casefolded, std::string& out);

/// Only what a word consists of: letters, marks, digits, and full stops and commas between
/// digits. Writes over `word`.
void keep_word_characters(std::string& word);

/// casefold, keep_word_characters and fold_surface of `word` in one pass, appended to `casefolded`
/// and `surface`, for a word of common letters and digits of our scripts alone. Else returns false
/// and leaves both as they were.
[[nodiscard]] bool
fold_common_word(std::string_view word, std::string& casefolded, std::string& surface);

/// The surface form of one word as typed: casefold, keep_word_characters, fold_surface.
[[nodiscard]] std::string surface_form(std::string_view word);

/// The version of the character data at work, such as "15.0"; other data may fold otherwise.
[[nodiscard]] std::string unicode_version();

}  // namespace evresi::analyzers

// What readers ask of single characters, and the composed form of text: the Unicode data behind
// them. Stateless.
#pragma once

#include <string>
#include <string_view>

namespace evresi::corpus {

[[nodiscard]] bool is_letter(char32_t character) noexcept;
[[nodiscard]] bool is_small_letter(char32_t character) noexcept;
[[nodiscard]] bool is_digit(char32_t character) noexcept;

/// The last character of well-formed text; 0 of an empty one.
[[nodiscard]] char32_t last_character(std::string_view text) noexcept;

/// The first character of well-formed text; 0 of an empty one.
[[nodiscard]] char32_t first_character(std::string_view text) noexcept;

/// Brings well-formed `text` to normalisation form C: a letter and its mark become one character.
void compose(std::string& text);

}  // namespace evresi::corpus

// Steps over UTF-8 and cuts it at characters. Stateless.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace evresi::corpus {

/// No character: what next_character returns for an ill-formed sequence.
inline constexpr char32_t kIllFormed = 0xFFFFFFFF;

/// Reads the character at `at` (which must lie in `text`) and moves `at` past it. Returns
/// kIllFormed for an ill-formed sequence, of which the longest possible part is passed over.
[[nodiscard]] char32_t next_character(std::string_view text, std::size_t& at) noexcept;

/// Whether all of `text` is well-formed UTF-8. With `cut_at_end` a sequence that the end of the
/// text cuts short is no fault.
[[nodiscard]] bool is_utf8(std::string_view text, bool cut_at_end = false) noexcept;

void append_utf8(char32_t character, std::string& out);

/// The longest prefix of `text` of at most `bytes` bytes that ends at a character.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept;

/// `text` without white space (ASCII, and U+00A0 and U+FEFF) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// Makes `text` fit for a Document: ill-formed sequences become U+FFFD; CR LF, CR, U+2028 and
/// U+2029 become '\n'; NUL and other control characters but '\t' and '\n' are dropped. Returns
/// the number of ill-formed sequences.
std::size_t clean_text(std::string& text);

}  // namespace evresi::corpus

// UTF-8 by characters: decoding, checking, counting, cutting. Pure functions. What is well-formed
// is defined by the Unicode Standard 15.0, table 3-7 (no overlong forms, no surrogates, nothing
// beyond U+10FFFF).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evresi {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct DecodedCharacter {
    char32_t value = kReplacementCharacter;  ///< U+FFFD for an ill-formed byte
    std::uint32_t bytes = 1;  ///< how many bytes it took; an ill-formed byte takes one
    bool is_well_formed = false;
};

/// The character that begins at `at`. Requires at < text.size(). Never reads beyond the text.
[[nodiscard]] DecodedCharacter decode_utf8(std::string_view text, std::size_t at) noexcept;

/// Appends a Unicode scalar value.
void append_utf8(char32_t character, std::string& out);

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Whether the byte continues a character.
[[nodiscard]] constexpr bool is_utf8_continuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Number of characters (code points) of well-formed text.
[[nodiscard]] std::size_t count_utf8(std::string_view text) noexcept;

/// The longest prefix of at most `bytes` bytes that ends at a character of well-formed text.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept;

}  // namespace evresi

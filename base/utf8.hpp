// UTF-8 by characters: decoding, writing, checking, counting, cutting. Pure functions. What is
// well-formed is defined by the Unicode Standard 15.0, table 3-7 (no overlong forms, no surrogates,
// nothing beyond U+10FFFF). The one place that knows how characters are laid out in bytes.
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

/// Whether the byte continues a character.
[[nodiscard]] constexpr bool is_utf8_continuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Whether the text has no byte beyond ASCII.
[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

namespace detail {

/// decode_utf8 for all that takes neither one byte nor two.
[[nodiscard]] DecodedCharacter decode_long_utf8(std::string_view text, std::size_t at) noexcept;

}  // namespace detail

/// The character that begins at `at`. Requires at < text.size(). Never reads beyond the text.
/// Inline for one and two bytes, which is nearly all that the tokenizer sees in our languages.
[[nodiscard]] inline DecodedCharacter decode_utf8(std::string_view text, std::size_t at) noexcept {
    const char32_t lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return {lead, 1, true};
    if (lead >= 0xC2 && lead <= 0xDF && text.size() - at > 1 &&
        is_utf8_continuation(text[at + 1])) {
        const char32_t second = static_cast<unsigned char>(text[at + 1]);
        return {((lead & 0x1F) << 6) | (second & 0x3F), 2, true};
    }
    return detail::decode_long_utf8(text, at);
}

/// The character at `at`, which moves behind it: U+FFFD and one byte on if that is ill-formed.
/// Requires at < text.size().
[[nodiscard]] inline char32_t next_utf8(std::string_view text, std::size_t& at) noexcept {
    const DecodedCharacter character = decode_utf8(text, at);
    at += character.bytes;
    return character.value;
}

/// How many bytes at `at`, where no well-formed character begins, are to be replaced by one U+FFFD:
/// the longest beginning of a character, else one byte (section 3.9, "U+FFFD Substitution of
/// Maximal Subparts"). Requires at < text.size().
[[nodiscard]] std::size_t ill_formed_utf8_length(std::string_view text, std::size_t at) noexcept;

/// Appends a Unicode scalar value.
void append_utf8(char32_t character, std::string& out);

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Whether the text is well-formed but for a last character that its end may have cut short: what
/// holds for every prefix of well-formed text.
[[nodiscard]] bool is_utf8_prefix(std::string_view text) noexcept;

/// `text` with U+FFFD for each byte that belongs to no well-formed character.
[[nodiscard]] std::string mended_utf8(std::string_view text);

/// Number of characters (code points) of well-formed text.
[[nodiscard]] std::size_t count_utf8(std::string_view text) noexcept;

/// The longest prefix of at most `bytes` bytes that ends at a character of well-formed text.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept;

}  // namespace evresi

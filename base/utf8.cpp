#include "base/utf8.hpp"

#include "base/byte_blocks.hpp"

#include <algorithm>

namespace evresi {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) noexcept {
    return static_cast<unsigned char>(text[at]);
}

bool is_between(unsigned byte, unsigned low, unsigned high) noexcept {
    return byte >= low && byte <= high;
}

/// Bounds of the second byte, which keep out overlong forms, surrogates and what is too large.
bool is_second_byte(unsigned lead, unsigned second) noexcept {
    switch (lead) {
    case 0xE0:
        return is_between(second, 0xA0, 0xBF);
    case 0xED:
        return is_between(second, 0x80, 0x9F);
    case 0xF0:
        return is_between(second, 0x90, 0xBF);
    case 0xF4:
        return is_between(second, 0x80, 0x8F);
    default:
        return is_between(second, 0x80, 0xBF);
    }
}

/// Bytes of the character that this byte leads; 0 for a byte that leads none.
std::uint32_t length_by_lead(unsigned lead) noexcept {
    if (lead < 0x80) return 1;
    if (is_between(lead, 0xC2, 0xDF)) return 2;
    if (is_between(lead, 0xE0, 0xEF)) return 3;
    return is_between(lead, 0xF0, 0xF4) ? 4 : 0;
}

/// How many bytes of `text` at `at` fit the character that the first of them leads.
std::uint32_t fitting_bytes(std::string_view text, std::size_t at, std::uint32_t length) noexcept {
    const auto most = static_cast<std::uint32_t>(std::min<std::size_t>(length, text.size() - at));
    if (most < 2) return most;
    if (!is_second_byte(byte_at(text, at), byte_at(text, at + 1))) return 1;
    std::uint32_t fitting = 2;
    while (fitting < most && is_utf8_continuation(text[at + fitting])) ++fitting;
    return fitting;
}

/// Where the first ill-formed byte is; text.size() if there is none.
std::size_t first_ill_formed(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter character = decode_utf8(text, at);
        if (!character.is_well_formed) return at;
        at += character.bytes;
    }
    return text.size();
}

/// Table 3-7 for a block of bytes, all at once: whether each byte continues a character just where
/// one of the three before it asks for that, and is none that no character has there.
bool is_well_formed_block(const char* block) noexcept {
    if (is_ascii_block(block) && static_cast<unsigned char>(block[-1]) < 0x80) return true;
    unsigned wrong = 0;
    for (std::size_t i = 0; i < kByteBlock; ++i) {
        const auto byte = static_cast<unsigned char>(block[i]);
        const auto first = static_cast<unsigned char>((block - 1)[i]);
        const auto second = static_cast<unsigned char>((block - 2)[i]);
        const auto third = static_cast<unsigned char>((block - 3)[i]);
        const bool continues = (byte & 0xC0) == 0x80;
        const bool is_asked = (first >= 0xC0) | (second >= 0xE0) | (third >= 0xF0);
        const bool leads_none = ((byte & 0xFE) == 0xC0) | (byte >= 0xF5);
        const bool is_too_low =
            ((first == 0xE0) & (byte < 0xA0)) | ((first == 0xF0) & (byte < 0x90));
        const bool is_too_high =
            ((first == 0xED) & (byte > 0x9F)) | ((first == 0xF4) & (byte > 0x8F));
        wrong |= unsigned{continues != is_asked} | unsigned{leads_none} | unsigned{is_too_low} |
                 unsigned{is_too_high};
    }
    return wrong == 0;
}

}  // namespace

DecodedCharacter detail::decode_long_utf8(std::string_view text, std::size_t at) noexcept {
    const unsigned lead = byte_at(text, at);
    const std::uint32_t bytes = length_by_lead(lead);
    if (bytes < 3 || fitting_bytes(text, at, bytes) < bytes) return {};
    char32_t value = lead & (bytes == 3 ? 0x0F : 0x07);
    for (std::uint32_t i = 1; i < bytes; ++i) value = (value << 6) | (byte_at(text, at + i) & 0x3F);
    return {value, bytes, true};
}

std::size_t ill_formed_utf8_length(std::string_view text, std::size_t at) noexcept {
    return std::max(1U, fitting_bytes(text, at, length_by_lead(byte_at(text, at))));
}

bool is_ascii(std::string_view text) noexcept {
    return holds_for_blocks(text, is_ascii_block);
}

void append_utf8(char32_t character, std::string& out) {
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | (character >> 6));
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | (character >> 12));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | (character >> 18));
        put(0x80 | ((character >> 12) & 0x3F));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

bool is_utf8(std::string_view text) noexcept {
    return holds_for_blocks(text, is_well_formed_block);
}

bool is_utf8_prefix(std::string_view text) noexcept {
    const std::size_t at = first_ill_formed(text);
    if (at == text.size()) return true;
    const std::uint32_t length = length_by_lead(byte_at(text, at));
    const std::size_t rest = text.size() - at;
    return rest < length && fitting_bytes(text, at, length) == rest;
}

std::string mended_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) append_utf8(next_utf8(text, at), out);
    return out;
}

std::size_t count_utf8(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return !is_utf8_continuation(byte); }));
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && is_utf8_continuation(text[bytes])) --bytes;
    return text.substr(0, bytes);
}

}  // namespace evresi

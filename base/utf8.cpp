#include "base/utf8.hpp"

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

}  // namespace

DecodedCharacter decode_utf8(std::string_view text, std::size_t at) noexcept {
    const unsigned lead = byte_at(text, at);
    if (lead < 0x80) return {static_cast<char32_t>(lead), 1, true};
    std::uint32_t bytes = 0;
    char32_t value = 0;
    if (is_between(lead, 0xC2, 0xDF)) {
        bytes = 2;
        value = lead & 0x1F;
    } else if (is_between(lead, 0xE0, 0xEF)) {
        bytes = 3;
        value = lead & 0x0F;
    } else if (is_between(lead, 0xF0, 0xF4)) {
        bytes = 4;
        value = lead & 0x07;
    }
    if (bytes == 0 || text.size() - at < bytes || !is_second_byte(lead, byte_at(text, at + 1))) {
        return {};
    }
    for (std::uint32_t i = 1; i < bytes; ++i) {
        const unsigned byte = byte_at(text, at + i);
        if (!is_between(byte, 0x80, 0xBF)) return {};
        value = (value << 6) | (byte & 0x3F);
    }
    return {value, bytes, true};
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
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter character = decode_utf8(text, at);
        if (!character.is_well_formed) return false;
        at += character.bytes;
    }
    return true;
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

#include "searchd/api/utf8.hpp"

#include <algorithm>

namespace evresi::api {
namespace {

unsigned char byte_at(std::string_view text, std::size_t i) noexcept {
    return static_cast<unsigned char>(text[i]);
}

bool is_between(unsigned char byte, unsigned char low, unsigned char high) noexcept {
    return byte >= low && byte <= high;
}

/// Bounds of the second byte, which keep out overlong forms, surrogates and what is beyond
/// U+10FFFF.
bool is_second_byte(unsigned char lead, unsigned char second) noexcept {
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

std::size_t character_length(std::string_view text) noexcept {
    if (text.empty()) return 0;
    const unsigned char lead = byte_at(text, 0);
    if (lead < 0x80) return 1;
    std::size_t length = 0;
    if (is_between(lead, 0xC2, 0xDF)) length = 2;
    if (is_between(lead, 0xE0, 0xEF)) length = 3;
    if (is_between(lead, 0xF0, 0xF4)) length = 4;
    if (length == 0 || text.size() < length || !is_second_byte(lead, byte_at(text, 1))) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (!is_between(byte_at(text, i), 0x80, 0xBF)) return 0;
    }
    return length;
}

bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

bool has_control_character(std::string_view text) noexcept {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
}

std::string mended_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::uint32_t code_points(std::string_view text, std::size_t bytes) noexcept {
    const std::string_view part = text.substr(0, bytes);
    return static_cast<std::uint32_t>(std::ranges::count_if(
        part, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace evresi::api

#include "searchd/search/utf8.hpp"

#include <algorithm>

namespace evresi::search {

CodePoint decode(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    constexpr CodePoint kBad{kReplacement, 1, false};
    const unsigned char first = byte(at);
    if (first < 0x80) return {first, 1, true};
    // Table 3-7 of the Unicode standard: only the second byte has bounds of its own.
    std::uint32_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
    char32_t value = 0;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
        value = first & 0x1fu;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
        value = first & 0x0fu;
        if (first == 0xe0) low = 0xa0;
        if (first == 0xed) high = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
        value = first & 0x07u;
        if (first == 0xf0) low = 0x90;
        if (first == 0xf4) high = 0x8f;
    } else {
        return kBad;
    }
    if (at + length > text.size()) return kBad;
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned char next = byte(at + i);
        if (next < low || next > high) return kBad;
        low = 0x80;
        high = 0xbf;
        value = (value << 6) | (next & 0x3fu);
    }
    return {value, length, true};
}

bool is_space(char32_t c) noexcept {
    return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) ||
           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

std::size_t count_code_points(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string well_formed(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = decode(text, at);
        if (c.is_well_formed) {
            out.append(text.substr(at, c.bytes));
        } else {
            out += ' ';
        }
        at += c.bytes;
    }
    return out;
}

}  // namespace evresi::search

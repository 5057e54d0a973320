// Reading UTF-8 code point by code point, and writing it, without ICU: strict (no surrogates, no
// overlong forms), never past the end, any bytes allowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::analyzers::utf8 {

/// What `next` returns for bytes that are no well-formed sequence.
inline constexpr char32_t kIllFormed = 0xFFFFFFFF;

namespace detail {

[[nodiscard]] inline bool is_tail(std::string_view text, std::size_t at) noexcept {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

[[nodiscard]] inline char32_t tail(std::string_view text, std::size_t at) noexcept {
    return static_cast<unsigned char>(text[at]) & 0x3FU;
}

}  // namespace detail

/// The code point at `at`, which moves behind it. For an ill-formed byte returns kIllFormed and
/// moves one byte on. Requires at < text.size().
[[nodiscard]] inline char32_t next(std::string_view text, std::size_t& at) noexcept {
    using detail::is_tail;
    using detail::tail;
    const char32_t lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    if (lead >= 0xC2 && lead <= 0xDF && is_tail(text, at + 1)) {
        const char32_t c = ((lead & 0x1FU) << 6U) | tail(text, at + 1);
        at += 2;
        return c;
    }
    if (lead >= 0xE0 && lead <= 0xEF && is_tail(text, at + 1) && is_tail(text, at + 2)) {
        const char32_t c =
            ((lead & 0x0FU) << 12U) | (tail(text, at + 1) << 6U) | tail(text, at + 2);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
            at += 3;
            return c;
        }
    }
    if (lead >= 0xF0 && lead <= 0xF4 && is_tail(text, at + 1) && is_tail(text, at + 2) &&
        is_tail(text, at + 3)) {
        const char32_t c = ((lead & 0x07U) << 18U) | (tail(text, at + 1) << 12U) |
                           (tail(text, at + 2) << 6U) | tail(text, at + 3);
        if (c >= 0x10000 && c <= 0x10FFFF) {
            at += 4;
            return c;
        }
    }
    ++at;
    return kIllFormed;
}

/// Appends a code point.
inline void append(std::string& out, char32_t c) {
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0U | (c >> 6U)));
        out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xE0U | (c >> 12U)));
        out.push_back(static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)));
        out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
    } else {
        out.push_back(static_cast<char>(0xF0U | (c >> 18U)));
        out.push_back(static_cast<char>(0x80U | ((c >> 12U) & 0x3FU)));
        out.push_back(static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)));
        out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
    }
}

/// Number of code points of well-formed `text`.
[[nodiscard]] inline std::size_t length(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    return count;
}

}  // namespace evresi::analyzers::utf8

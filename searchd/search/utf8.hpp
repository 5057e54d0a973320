// Steps through UTF-8 by code points, for the query parser and the snippets, which need to know
// spaces, quotes and lengths and nothing else of Unicode. Pure functions; ill-formed bytes come out
// as U+FFFD, one byte each, so that a loop always ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::search {

inline constexpr char32_t kReplacement = 0xfffd;

struct CodePoint {
    char32_t value = 0;
    std::uint32_t bytes = 1;  ///< how many bytes it took
    bool is_well_formed = true;
};

/// The code point that begins at `at`. Requires at < text.size().
[[nodiscard]] CodePoint decode(std::string_view text, std::size_t at) noexcept;

/// White space (also NBSP and the like) and control characters: nothing to search or to show.
[[nodiscard]] bool is_space(char32_t c) noexcept;

/// Whether the byte continues a character.
[[nodiscard]] constexpr bool is_continuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/// Number of code points.
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;

/// `text` with each ill-formed byte replaced by a space.
[[nodiscard]] std::string well_formed(std::string_view text);

}  // namespace evresi::search

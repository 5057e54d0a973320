// What counts as white space in queries and snippets. Pure function.
#pragma once

namespace evresi::search {

/// White space (also NBSP and the like) and control characters: nothing to search or to show.
[[nodiscard]] constexpr bool is_space(char32_t c) noexcept {
    return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) ||
           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

}  // namespace evresi::search

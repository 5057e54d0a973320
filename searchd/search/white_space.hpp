// What counts as white space in queries and snippets. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

/// White space (also NBSP and the like) and control characters: nothing to search or to show.
[[nodiscard]] constexpr bool is_space(char32_t c) noexcept {
    return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) ||
           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

/// The pieces of `text` between white space, as views into it.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);

/// The same pieces with one space between each.
[[nodiscard]] std::string with_single_spaces(std::string_view text);

}  // namespace evresi::search

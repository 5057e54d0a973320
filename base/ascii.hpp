// Letters and ends of ASCII texts: names of formats, headers, columns and the like, which never
// depend on a locale. Bytes beyond ASCII are left as they are. Pure functions.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace evresi {

[[nodiscard]] constexpr char lower_ascii(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = lower_ascii(c);
    return lower;
}

[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b,
                              [](char x, char y) { return lower_ascii(x) == lower_ascii(y); });
}

/// `text` without any of `characters` at both ends.
[[nodiscard]] constexpr std::string_view strip(std::string_view text,
                                               std::string_view characters) noexcept {
    const std::size_t first = text.find_first_not_of(characters);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(characters) - first + 1);
}

/// The parts of `text` between single spaces, in order; none of an empty text.
[[nodiscard]] inline std::vector<std::string_view> split_at_spaces(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace evresi

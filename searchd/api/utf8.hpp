// UTF-8 as outside bytes bring it: checked, counted, mended. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::api {

/// Length in bytes of the well-formed character at the beginning of `text` (Unicode 15, table 3-7);
/// 0 when there is none.
[[nodiscard]] std::size_t character_length(std::string_view text) noexcept;

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Whether `text` has a character below U+0020 or U+007F.
[[nodiscard]] bool has_control_character(std::string_view text) noexcept;

/// `text` with U+FFFD for each byte that belongs to no well-formed character.
[[nodiscard]] std::string mended_utf8(std::string_view text);

/// Characters (code points) in the first `bytes` bytes of well-formed `text`.
[[nodiscard]] std::uint32_t code_points(std::string_view text, std::size_t bytes) noexcept;

}  // namespace evresi::api

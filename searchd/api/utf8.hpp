// What texts from outside need before they are answered or written as JSON. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::api {

/// Whether `text` has a character below U+0020 or U+007F.
[[nodiscard]] bool has_control_character(std::string_view text) noexcept;

/// `text` with U+FFFD for each byte that belongs to no well-formed character.
[[nodiscard]] std::string mended_utf8(std::string_view text);

/// Characters (code points) in the first `bytes` bytes of well-formed `text`.
[[nodiscard]] std::uint32_t code_points(std::string_view text, std::size_t bytes) noexcept;

}  // namespace evresi::api

// Percent-encoding (RFC 3986 section 2.1), strictly: a '%' without two hexadecimal digits is a
// fault, never taken as itself. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evresi::api {

/// What '+' means: a space in the query of a form, itself in a path.
enum class PlusSign : std::uint8_t { itself, space };

/// The decoded bytes; nothing for a broken escape. The result may be ill-formed UTF-8.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, PlusSign plus);

/// All but letters, digits and "-._~" of ASCII (RFC 3986 section 2.3) escaped.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace evresi::api

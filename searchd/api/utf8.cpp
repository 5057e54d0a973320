#include "searchd/api/utf8.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace evresi::api {

bool has_control_character(std::string_view text) noexcept {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
}

std::string mended_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const DecodedCharacter character = decode_utf8(text, i);
        if (character.is_well_formed) {
            out += text.substr(i, character.bytes);
        } else {
            append_utf8(kReplacementCharacter, out);
        }
        i += character.bytes;
    }
    return out;
}

std::uint32_t code_points(std::string_view text, std::size_t bytes) noexcept {
    return static_cast<std::uint32_t>(count_utf8(text.substr(0, bytes)));
}

}  // namespace evresi::api

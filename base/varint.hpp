// Numbers of 7 bits a byte, the lowest first; the top bit of a byte says that another one follows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evresi {

inline void append_varint(std::uint64_t value, std::string& out) {
    for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
    out += static_cast<char>(value);
}

/// Takes a number from the front of `bytes`; nothing where they end within it, or after ten bytes.
/// What was read of it is gone then.
[[nodiscard]] inline std::optional<std::uint64_t> take_varint(std::string_view& bytes) noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0; !bytes.empty() && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

/// Reads the number at `at`, which goes behind it: of bytes that are whole without doubt.
[[nodiscard]] inline std::uint64_t read_whole_varint(const char*& at) noexcept {
    auto byte = static_cast<unsigned char>(*at++);
    if (byte < 0x80) return byte;
    std::uint64_t value = byte & 0x7FU;
    for (unsigned shift = 7;; shift += 7) {
        byte = static_cast<unsigned char>(*at++);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) return value;
    }
}

}  // namespace evresi

// XXH3-128 checksums (https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md): quick, and wide
// enough that two different contents never meet by chance. Not a defence against forgery.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace evresi::database {

struct Checksum {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend bool operator==(const Checksum&, const Checksum&) = default;
};

[[nodiscard]] Checksum checksum(std::string_view bytes) noexcept;
/// 32 hexadecimal digits.
[[nodiscard]] std::string to_hex(const Checksum& checksum);
/// 16 bytes, big-endian: for value slots.
[[nodiscard]] std::string to_bytes(const Checksum& checksum);
/// Checksum of a file's content. io_error; interrupted when told to stop.
[[nodiscard]] Result<Checksum> checksum_file(const std::string& path,
                                             const std::stop_token& stop = {});

}  // namespace evresi::database

template <>
struct std::hash<evresi::database::Checksum> {
    std::size_t operator()(const evresi::database::Checksum& value) const noexcept {
        return static_cast<std::size_t>(value.low);
    }
};

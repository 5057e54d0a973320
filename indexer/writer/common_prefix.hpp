// How many bytes two strings begin alike with, eight at a time.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace evresi::indexer {

[[nodiscard]] inline std::size_t common_prefix(std::string_view a, std::string_view b) noexcept {
    static_assert(std::endian::native == std::endian::little);
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t same = 0;
    for (; same + 8 <= most; same += 8) {
        std::uint64_t left = 0;
        std::uint64_t right = 0;
        std::memcpy(&left, a.data() + same, 8);
        std::memcpy(&right, b.data() + same, 8);
        if (left != right) {
            return same + static_cast<std::size_t>(std::countr_zero(left ^ right)) / 8;
        }
    }
    while (same < most && a[same] == b[same]) ++same;
    return same;
}

}  // namespace evresi::indexer

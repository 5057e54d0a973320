// Looking at all bytes of a text many at a time: the one loop around checks that a compiler can
// turn into vector instructions. Pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace evresi {

inline constexpr std::size_t kByteBlock = 64;
/// So many bytes before a block may be looked at.
inline constexpr std::size_t kBytesBefore = 3;

/// Whether `is_fit` holds for all blocks of `text`. It gets a pointer to kByteBlock bytes with
/// kBytesBefore before them: the neighbours of the text, spaces where it begins and behind its end.
/// At least one space is shown behind the end.
template <class IsFit>
[[nodiscard]] bool holds_for_blocks(std::string_view text, const IsFit& is_fit) noexcept {
    std::array<char, kBytesBefore + kByteBlock> edge;
    std::size_t at = 0;
    if (text.size() >= kByteBlock) {
        edge.fill(' ');
        std::memcpy(edge.data() + kBytesBefore, text.data(), kByteBlock);
        if (!is_fit(edge.data() + kBytesBefore)) return false;
        for (at = kByteBlock; at + kByteBlock <= text.size(); at += kByteBlock) {
            if (!is_fit(text.data() + at)) return false;
        }
    }
    edge.fill(' ');
    const std::size_t before = at == 0 ? 0 : kBytesBefore;
    const std::string_view rest = text.substr(at - before);
    // An empty text may have no address.
    if (!rest.empty()) {
        std::memcpy(edge.data() + kBytesBefore - before, rest.data(), rest.size());
    }
    return is_fit(edge.data() + kBytesBefore);
}

/// Whether none of a block's bytes is beyond ASCII.
[[nodiscard]] inline bool is_ascii_block(const char* block) noexcept {
    unsigned char all = 0;
    for (std::size_t i = 0; i < kByteBlock; ++i) {
        all = static_cast<unsigned char>(all | static_cast<unsigned char>(block[i]));
    }
    return all < 0x80;
}

}  // namespace evresi

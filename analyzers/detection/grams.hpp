// What the language model looks at: the last few letters at each place of a text, small letters of
// one script with one edge mark between words. Shared by the detector, the learner and the tool
// that compiles the learnt tables. Values without state beyond their members.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evresi::analyzers::detection {

/// Longest run of letters that is looked at, edges included.
inline constexpr std::size_t kLongestGram = 5;
/// Stands for whatever parts two words, and for both ends of a text.
inline constexpr char32_t kEdge = U'_';
/// Stands for every letter beyond the Latin blocks that European languages use (Vietnamese).
inline constexpr char32_t kRareLetter = 0x7FE;
/// Letters are below this, so that kLongestGram of them fit into a key.
inline constexpr unsigned kLetterBits = 11;

/// The last letters of a text. The key of a gram is its letters side by side, exact up to
/// kLongestGram: no two grams share one.
class Window {
public:
    constexpr void push(char32_t letter) noexcept {
        letters_ = ((letters_ << kLetterBits) | letter) & mask(kLongestGram);
    }
    /// The key of the last `length` letters; fewer letters than that have the key of all.
    [[nodiscard]] constexpr std::uint64_t key(std::size_t length) const noexcept {
        return letters_ & mask(length);
    }
    [[nodiscard]] constexpr bool is_at_edge() const noexcept { return key(1) == kEdge; }

private:
    static constexpr std::uint64_t mask(std::size_t length) noexcept {
        return (std::uint64_t{1} << (kLetterBits * length)) - 1;
    }
    std::uint64_t letters_ = 0;
};

/// Well-mixed bits of a key: the upper ones choose a place in a table, the lower ones tell keys of
/// one place apart.
[[nodiscard]] constexpr std::uint32_t mixed(std::uint64_t key) noexcept {
    key ^= key >> 29;
    key *= 0x9E3779B97F4A7C15U;
    key ^= key >> 32;
    key *= 0xD6E8FEB86659FD93U;
    return static_cast<std::uint32_t>(key >> 32);
}

}  // namespace evresi::analyzers::detection

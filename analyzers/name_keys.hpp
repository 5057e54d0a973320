// Keys under which a name meets its spellings in other languages and scripts: roughly its sound in
// Latin letters, without what differs from one language to the other (Πελοπόννησος, Пелопонес,
// Peloponnese, Peloponez, Peloponēsa). Pure functions, usable from any thread. Not here: which
// words are names.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace evresi::analyzers {

/// Twelve symbols of five bits, the first in the highest; below them the length, 15 for longer
/// ones.
using NameKey = std::uint64_t;

inline constexpr int kNameKeySymbols = 12;
/// Shorter names have no key: too many words sound alike.
inline constexpr int kShortestName = 3;

/// The keys of `word`, a folded surface form: several where letters are read in several ways or
/// the end may be an ending. None for words that are too short or have other characters than
/// letters of our scripts.
[[nodiscard]] std::vector<NameKey> name_keys(std::string_view word);

[[nodiscard]] constexpr int name_key_length(NameKey key) noexcept {
    return static_cast<int>(key & 0xF);
}
/// The first of keys that begin with the same symbol as `key`, and the last.
[[nodiscard]] constexpr NameKey first_name_key(NameKey key) noexcept {
    return key & (NameKey{0x1F} << 59);
}
[[nodiscard]] constexpr NameKey last_name_key(NameKey key) noexcept {
    return key | ~(NameKey{0x1F} << 59);
}
/// Which symbols the key has, a bit for each. Of keys at distance n neither has more than n that
/// the other has not.
[[nodiscard]] std::uint32_t name_key_letters(NameKey key) noexcept;

/// Whether the keys have the same consonants in the same order.
[[nodiscard]] bool have_same_consonants(NameKey a, NameKey b) noexcept;

/// Compares keys with one.
class NameKeyMatcher {
public:
    explicit NameKeyMatcher(NameKey key) noexcept;

    /// The number of letters to insert, delete or replace to make one key of the other; nothing
    /// when there are more than `most`. Costs some ten nanoseconds.
    [[nodiscard]] std::optional<int> distance(NameKey other, int most) const noexcept;

private:
    int whole_length_;  ///< also of what does not fit into a key
    int length_;
    std::array<std::uint32_t, 32> places_{};  ///< of each symbol in the key, a bit for each
};

}  // namespace evresi::analyzers

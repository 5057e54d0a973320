// How PhraseMatcher sees words: as their first and last bytes, and hashes of these. For its own
// files alone. Pure functions.
#pragma once

#include "corpus/gazetteer/fold.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace evresi::corpus {

inline constexpr std::size_t kPrefixKey = 6;
inline constexpr char kStemMark = '\x01';  // no folded word holds it

inline std::uint64_t load8(const char* at) noexcept {
    std::uint64_t block = 0;
    std::memcpy(&block, at, 8);
    return block;
}

/// The bytes of a word, of which 8 can be read whatever its size: the first 8 and the last 8, with
/// zeros for those that it does not have.
struct Ends {
    std::uint64_t first;
    std::uint64_t last;
    [[nodiscard]] bool operator==(const Ends&) const = default;
};

inline Ends padded_ends(const char* at, std::size_t size) noexcept {
    const std::uint64_t mask = ~std::uint64_t{0} >> (64 - 8 * std::clamp<std::size_t>(size, 1, 8));
    return {load8(at) & mask, load8(at + (std::max<std::size_t>(size, 8) - 8)) & mask};
}

/// The same for any word.
inline Ends ends_of(std::string_view word) noexcept {
    if (word.size() >= 8) return {load8(word.data()), load8(word.data() + word.size() - 8)};
    std::uint64_t block = 0;
    std::memcpy(&block, word.data(), word.size());
    return {block, block};
}

// Words of more than 16 bytes that differ in their middles alone share a hash: few do, and look-ups
// compare all bytes. No branch depends on the size, which would be foretold wrongly for each word.
inline std::uint64_t hash_ends(Ends ends, std::size_t size) noexcept {
    std::uint64_t hash =
        ends.first * 0x9E3779B97F4A7C15u + (ends.last ^ size) * 0xC2B2AE3D27D4EB4Fu;
    hash = (hash ^ (hash >> 32)) * 0xFF51AFD7ED558CCDu;
    return hash ^ (hash >> 32);
}

/// What a slot keeps of a hash: its place follows from it.
inline std::uint32_t tag_of(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> 32);
}

inline std::uint64_t hash_word(std::string_view word) noexcept {
    return hash_ends(ends_of(word), word.size());
}

/// The first 6 bytes of a word that has them. Never 0: there are words of zero bytes nowhere.
inline std::uint64_t prefix_key(Ends ends) noexcept {
    return ends.first & 0xFFFFFFFFFFFFu;
}

/// The first four letters, or rather bytes, of a word that has them; else 0. The marks of fold.hpp
/// are gone, so that letters are of one byte in Latin script, and of two in Greek and Cyrillic.
inline std::uint64_t beginning(Ends ends, std::size_t size) noexcept {
    const bool is_ascii = (ends.first & 0x80) == 0;
    const std::uint64_t key = is_ascii ? ends.first & 0xFFFFFFFFu : ends.first;
    return size < (is_ascii ? 4u : 8u) ? 0 : key;
}

inline std::uint64_t hash_key(std::uint64_t key) noexcept {
    key *= 0x9E3779B97F4A7C15u;
    return key ^ (key >> 32);
}

inline std::uint64_t hash_pair(std::uint64_t first, std::uint64_t second) noexcept {
    return hash_key(first + (second << 1));
}

inline std::uint64_t edge_key(std::uint32_t node, std::uint32_t word, Gap gap) noexcept {
    return (std::uint64_t{node} << 34) | (std::uint64_t{word} << 2) |
           static_cast<std::uint64_t>(gap);
}

inline bool fits(Gap wanted, Gap found) noexcept {
    return wanted == Gap::hard || (wanted == Gap::space && found != Gap::hard) ||
           (wanted == Gap::dash && found == Gap::dash);
}

inline std::uint32_t root_bit(std::size_t root) noexcept {
    return std::uint32_t{1} << root;
}

inline std::uint32_t gap_bit(Gap gap) noexcept {
    return std::uint32_t{1} << static_cast<unsigned>(gap);
}

}  // namespace evresi::corpus

// The bytes of the script bridge's file: what its writer and its reader agree on
// (docs/index-format.md, "Script bridge"). Numbers are little-endian. No behaviour.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evresi::database::bridge_format {

inline constexpr std::string_view kMagic = "EVRBRG01";

/// Longest word, in bytes: nobody types longer ones.
inline constexpr std::size_t kLongestWord = 64;

/// The sections follow the header in the order of the counts' names; each begins at a multiple
/// of 8.
struct Header {
    std::array<char, 8> magic;
    std::uint32_t words;     ///< 32-bit starts of the words in `letters`, one more than words
                             ///< then 32-bit numbers of their documents
    std::uint32_t greek;     ///< KeyEntry, sorted: class keys of words in Greek letters
    std::uint32_t cyrillic;  ///< the same of words in Cyrillic letters
    std::uint32_t mixed;     ///< KeyEntry, sorted: hashes of what words of mixed letters look like
    std::uint32_t names;     ///< KeyEntry, sorted: name keys of names
    std::uint32_t letters;   ///< bytes of all words, one after the other
};
static_assert(sizeof(Header) == 32);

struct KeyEntry {
    std::uint64_t key;
    std::uint32_t word;
    std::uint32_t symbols;  ///< of a name key: analyzers::name_key_letters; else 0
};
static_assert(sizeof(KeyEntry) == 16);

/// FNV-1a, 64 bits.
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view word) noexcept {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : word) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    }
    return hash;
}

/// Where a section ends that begins at `begin` and has `bytes`, up to the next multiple of 8.
[[nodiscard]] constexpr std::size_t end_of(std::size_t begin, std::size_t bytes) noexcept {
    return (begin + bytes + 7) / 8 * 8;
}

}  // namespace evresi::database::bridge_format

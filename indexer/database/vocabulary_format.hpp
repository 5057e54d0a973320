// The bytes of the vocabulary file: what its writer and its reader agree on (docs/index-format.md,
// "Vocabulary"). Numbers are little-endian; "number" below is a varint of 7 bits a byte, lowest
// first. No type, no behaviour.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evresi::database::vocabulary_format {

inline constexpr std::string_view kMagic = "EVRVOC01";

/// Magic, then 32-bit counts: words, languages, bytes of letters, bytes of data. Then the sections:
/// languages, blocks, shared, lengths, letters, data.
inline constexpr std::size_t kHeaderBytes = 24;

/// Each language is a tag, padded with zeros.
inline constexpr std::size_t kLanguageBytes = 4;
inline constexpr std::size_t kMostLanguages = 16;

/// Of every so many words the first is stored whole; of the others only what follows the beginning
/// that they share with the word before. `shared` has that for all words, in bytes; `lengths` has
/// the bytes that are stored in `letters`.
inline constexpr std::size_t kBlockWords = 16;
/// For each block two 32-bit offsets, into letters and into data.
inline constexpr std::size_t kBlockBytes = 8;

/// Longest word, in bytes: nobody looks for longer ones.
inline constexpr std::size_t kLongestWord = 64;

/// The data of a word is its size (number) and: documents (number); a mask of the languages in
/// which it has any (number), and for each of these the documents (number); the written form, as a
/// count of changed characters: 0 for none, kWhole for the form as it stands (its bytes as a
/// number, the bytes), else the count + kFirstCount - 1, and for each the characters since the last
/// (number) and the new one (number).
inline constexpr std::uint64_t kWhole = 1;
inline constexpr std::uint64_t kFirstCount = 2;

}  // namespace evresi::database::vocabulary_format

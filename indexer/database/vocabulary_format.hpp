// The bytes of the vocabulary file: what its writer and its reader agree on (docs/index-format.md,
// "Vocabulary"). Numbers are little-endian; "number" below is a varint of 7 bits a byte, lowest
// first. No types.
#pragma once

#include "base/utf8.hpp"
#include "indexer/database/vocabulary.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evresi::database::vocabulary_format {

inline constexpr std::string_view kMagic = "EVRVOC02";

/// Magic, then 32-bit counts: words, languages, bytes of alphabets, grams, bytes of letters,
/// bytes of data. Then the sections: languages, alphabets, grams, blocks, shared, lengths,
/// letters, data.
inline constexpr std::size_t kHeaderBytes = 32;

/// Each language is a tag, padded with zeros, and 32-bit counts: bytes of its alphabet, words in
/// one document only, and the sum of the documents of its words (2^32 - 1 at most).
inline constexpr std::size_t kLanguageBytes = 16;
inline constexpr std::size_t kMostLanguages = 16;

/// Each gram is a 32-bit hash (gram_key) and a 32-bit count; sorted by the former. Grams are the
/// runs of one to three letters in words with kWordBegin in front and kWordEnd
/// behind, and the last kEndingLetters letters with kWordEnd. Also, for words that differ from
/// others of their language in up to kEndingLetters letters behind kFamilyLetters common ones or
/// more: both endings with kWordChange between them, with the last common letter in front and
/// without; and, as often as any word has them, these endings with kWordChange in front.
inline constexpr std::size_t kGramBytes = 8;
inline constexpr char32_t kWordBegin = U'^';
inline constexpr char32_t kWordEnd = U'$';
inline constexpr char32_t kWordChange = U'|';
inline constexpr std::size_t kGramLetters = 3;

/// The letters of a word between kWordBegin and kWordEnd.
[[nodiscard]] inline std::u32string bounded_letters(std::string_view word) {
    std::u32string letters(1, kWordBegin);
    for (std::size_t at = 0; at < word.size();) letters += next_utf8(word, at);
    letters += kWordEnd;
    return letters;
}

/// The end of a word (bounded_letters) with more than kEndingLetters letters; empty for others.
[[nodiscard]] inline std::u32string_view ending_of(std::u32string_view bounded) noexcept {
    if (bounded.size() < kEndingLetters + 3) return {};
    return bounded.substr(bounded.size() - kEndingLetters - 1);
}

/// What a gram of a language is found by (FNV-1a over letters).
[[nodiscard]] constexpr std::uint32_t gram_key(std::size_t language,
                                               std::u32string_view gram) noexcept {
    std::uint32_t hash = (2166136261U ^ static_cast<std::uint32_t>(language)) * 16777619U;
    for (const char32_t letter : gram)
        hash = (hash ^ static_cast<std::uint32_t>(letter)) * 16777619U;
    return hash;
}

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

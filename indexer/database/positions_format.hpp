// The bytes of the positions file: what its writer and its reader agree on (docs/index-format.md,
// "Positions"). Numbers of fixed size are little-endian; "number" below is a varint of 7 bits a
// byte, lowest first. No types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evresi::database::positions_format {

inline constexpr std::string_view kName = "positions";
inline constexpr std::string_view kMagic = "EVRPOS01";

/// Magic, then 64-bit numbers: terms, dictionary blocks, offset of the block index. The index is
/// the last but for kPadding zeros, which let a reader load eight bytes anywhere in front of them.
inline constexpr std::size_t kHeaderBytes = 32;
inline constexpr std::size_t kPadding = 8;
/// For each dictionary block its 64-bit offset.
inline constexpr std::size_t kIndexBytes = 8;

/// Terms are listed in dictionary blocks of so many, each behind the data of its terms. A block is
/// the bytes of all that data (number), then for each term: bytes shared with the term before
/// (number; 0 for the first), bytes of the rest (number), the rest, documents (number), bytes of
/// its data (number).
inline constexpr std::size_t kBlockTerms = 16;

/// The data of a term is its postings in blocks of so many, then, where there are several, one skip
/// entry for each: 32-bit last docid and 32-bit offset from the beginning of the term's data.
///
/// A block is a stream of bits, the lowest of each byte first. Split Rice codes: a value v with k
/// low bits is v >> k zeros and a one in the "highs", and its k low bits in the "lows". The block
/// is k of the docids (kWidthBits), k of the positions (kWidthBits), lows of the docids (gap to the
/// docid before, less 1; 0 is before the first of a term), their highs, for each posting one zero
/// less than it has positions and a one, lows of the positions (the first as it is, others as the
/// gap to the one before, less 1), their highs.
inline constexpr std::size_t kBlockPostings = 128;
inline constexpr std::size_t kSkipBytes = 8;
inline constexpr unsigned kWidthBits = 5;

}  // namespace evresi::database::positions_format

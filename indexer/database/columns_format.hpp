// The bytes of the columns file: what its writer and its reader agree on (docs/index-format.md,
// "Columns"). Numbers are little-endian. No behaviour.
#pragma once

#include "indexer/database/schema.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evresi::database::columns_format {

inline constexpr std::string_view kMagic = "EVRCOL01";

/// The columns of the fields, in the order of Field, of the groupings, and of the titles.
inline constexpr std::size_t kTitleColumn = kFieldCount + kGroupingCount;
inline constexpr std::size_t kColumnCount = kTitleColumn + 1;

/// A ColumnHeader for each column follows, then the lengths of documents (32 bits, by docid, for 0
/// too), then the sections of each column. Every section begins at a multiple of 8.
struct Header {
    std::array<char, 8> magic;
    std::uint32_t columns;
    std::uint32_t last_docid;
    std::uint64_t total_length;
    std::uint32_t documents;
    std::uint32_t unused;
};
static_assert(sizeof(Header) == 32);

/// Of the sections: where values begin in the text (32 bits, one more than values); documents of
/// each value (32 bits); where sets begin in the ordinals (32 bits, one more than sets; left out
/// when each set is one value and all are in order); ordinals (32 bits); the set of each document
/// (`code_bytes` each, by docid, for 0 too; all ones for none); text.
struct ColumnHeader {
    std::uint32_t values;
    std::uint32_t sets;
    std::uint32_t ordinals;
    std::uint32_t text_bytes;
    std::uint32_t code_bytes;
    std::uint32_t has_starts;
};
static_assert(sizeof(ColumnHeader) == 24);

/// Where a section ends that begins at `begin` and has `bytes`, up to the next multiple of 8.
[[nodiscard]] constexpr std::size_t end_of(std::size_t begin, std::size_t bytes) noexcept {
    return (begin + bytes + 7) / 8 * 8;
}

}  // namespace evresi::database::columns_format

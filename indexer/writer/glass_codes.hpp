// The codes in which glass, the table format of Xapian 1.4, writes numbers, strings and positions.
// Pure functions that append to a string. The form is described in docs/glass-format.md.
#pragma once

#include "base/varint.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace evresi::indexer::glass {

/// Base 256, least significant byte first, nothing for 0: the last thing of a key.
inline void append_last_number(std::uint64_t value, std::string& out) {
    for (; value != 0; value >>= 8) out += static_cast<char>(value & 0xff);
}

inline void append_string(std::string_view text, std::string& out) {
    append_varint(text.size(), out);
    out += text;
}

inline void append_bool(bool value, std::string& out) {
    out += value ? '1' : '0';
}

/// Positions of a term in a document, strictly rising, as one tag of the position table. At least
/// one.
void append_positions(std::span<const std::uint32_t> positions, std::string& out);

}  // namespace evresi::indexer::glass

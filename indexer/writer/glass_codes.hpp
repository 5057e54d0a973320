// The codes in which glass, the table format of Xapian 1.4, writes numbers, strings and positions.
// Pure functions that append to a string. The form is described in docs/glass-format.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace evresi::indexer::glass {

/// Base 128, least significant group first.
inline void append_number(std::uint64_t value, std::string& out) {
    while (value >= 0x80) {
        out += static_cast<char>(value | 0x80);
        value >>= 7;
    }
    out += static_cast<char>(value);
}

/// A number whose encodings sort as the numbers do.
void append_sorting_number(std::uint64_t value, std::string& out);

/// Base 256, least significant byte first, nothing for 0: the last thing of a key.
inline void append_last_number(std::uint64_t value, std::string& out) {
    for (; value != 0; value >>= 8) out += static_cast<char>(value & 0xff);
}

inline void append_string(std::string_view text, std::string& out) {
    append_number(text.size(), out);
    out += text;
}

inline void append_bool(bool value, std::string& out) {
    out += value ? '1' : '0';
}

/// A term within a key: NUL becomes NUL FF, so that keys sort as terms do.
void append_escaped(std::string_view term, std::string& out);

/// The key of a list of postings, from the document `first` on where it is no term's first chunk.
void append_chunk_key(std::string_view term, std::uint32_t first, std::string& key);

/// Positions of a term in a document, strictly rising, as one tag of the position table. At least
/// one.
void append_positions(std::span<const std::uint32_t> positions, std::string& out);

}  // namespace evresi::indexer::glass

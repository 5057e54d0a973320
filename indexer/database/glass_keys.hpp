// Parts of the keys in tables of glass, the on-disk form of Xapian 1.4 (docs/glass-format.md), for
// those who write such tables and those who read them. Pure functions that append to a key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::database {

/// A number whose encodings sort as the numbers do.
void append_sorting_number(std::uint64_t value, std::string& key);

/// A term within a key: NUL becomes NUL FF, so that keys sort as terms do.
void append_escaped(std::string_view term, std::string& key);

/// A term and a document: where a further chunk of the term's postings begins, or of positions.
void append_chunk_key(std::string_view term, std::uint32_t docid, std::string& key);

}  // namespace evresi::database

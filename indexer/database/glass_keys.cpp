#include "indexer/database/glass_keys.hpp"

#include <bit>

namespace evresi::database {

void append_sorting_number(std::uint64_t value, std::string& key) {
    const auto bits = static_cast<unsigned>(std::bit_width(value));
    // Two bytes hold 15 bits; each further one takes another bit of the first for its length.
    const unsigned bytes = bits <= 15 ? 2 : (bits - 2) / 7 + 1;
    const unsigned marks = bytes - 2;  // leading ones of the first byte
    const std::uint64_t mark = marks == 0 ? 0 : (0xffU << (8 - marks)) & 0xffU;
    const std::uint64_t whole = value | mark << (8 * (bytes - 1));
    for (unsigned i = bytes; i-- > 0;) key += static_cast<char>(whole >> (8 * i) & 0xff);
}

void append_escaped(std::string_view term, std::string& key) {
    if (term.find('\0') == std::string_view::npos) {
        key += term;
        return;
    }
    for (const char byte : term) {
        key += byte;
        if (byte == '\0') key += '\xff';
    }
}

void append_chunk_key(std::string_view term, std::uint32_t docid, std::string& key) {
    append_escaped(term, key);
    key += '\0';
    append_sorting_number(docid, key);
}

}  // namespace evresi::database

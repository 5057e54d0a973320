// Cursor: the opaque text that names where the next page begins. It holds the generation, the
// offset and a hash of what was asked, in base64url. Pure functions. It guards against mixing up
// queries, not against forgery: there is nothing in it to protect.
#pragma once

#include "searchd/search/search_request.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evresi::search {

struct Cursor {
    std::uint64_t generation = 0;
    std::uint64_t offset = 0;
    std::uint64_t query_hash = 0;
    friend bool operator==(const Cursor&, const Cursor&) = default;
};

[[nodiscard]] std::string encode_cursor(const Cursor& cursor);
/// Nothing for any text that encode_cursor() does not make.
[[nodiscard]] std::optional<Cursor> decode_cursor(std::string_view text);

/// A hash over everything in `request` that decides which documents come in which order. The same
/// in every run and on every machine.
[[nodiscard]] std::uint64_t hash_of(const SearchRequest& request);

}  // namespace evresi::search

// The places in a query's text where words stand that are looked for in texts: not its operators,
// field names, values of fields, wildcards. For what rewrites a query and leaves the rest of it as
// typed. Pure functions.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace evresi::search {

/// Bytes [begin, end) of the query: a word with its inner signs, or what stands between quotes.
struct QueryPiece {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_phrase = false;
};

/// In order. `plain`: the whole text is words (SearchRequest::plain).
[[nodiscard]] std::vector<QueryPiece> pieces_of_query(std::string_view query, bool plain);

}  // namespace evresi::search

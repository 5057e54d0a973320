// Query text -> QueryNode, by the rules of docs/query-language.md. Never throws and never gives up
// silently: what breaks the syntax is left out, the rest is kept, and a warning says so. Pure
// functions, in time linear in the text; nesting is bounded before anything recurses.
#pragma once

#include "base/result.hpp"
#include "searchd/search/query_ast.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

struct ParsedQuery {
    QueryNode root;  ///< `everything` for a text without a word
    std::vector<std::string> warnings;
};

/// query_too_complex (subject "q") when the text passes a limit: bytes, words, depth of
/// parentheses, wildcards, words of a phrase, distance of NEAR.
[[nodiscard]] Result<ParsedQuery> parse_query(std::string_view text, const QueryLimits& limits);

/// Reads `text` as words only; no sign in it means anything. query_too_complex for bytes and words.
[[nodiscard]] Result<ParsedQuery> parse_plain_query(std::string_view text,
                                                    const QueryLimits& limits);

}  // namespace evresi::search

// Query text -> tokens: words, quoted phrases, parentheses, operators, field names. Pure function;
// never fails: a quote without its partner is dropped with a warning. Not here: structure
// (query_parser.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

enum class QueryTokenKind : std::uint8_t {
    word,    ///< `text` as typed, no space or quote inside
    phrase,  ///< `text` between the quotes
    open,
    close,
    and_operator,
    or_operator,
    not_operator,  ///< NOT
    near,          ///< NEAR/`number`
    minus,         ///< '-' right before what it excludes
    plus,          ///< '+' right before what it asks for
    field,         ///< `text` is the name; its value follows, a `minus` before it at most
    end,
};

struct QueryToken {
    QueryTokenKind kind = QueryTokenKind::end;
    std::string text;
    int number = 0;
};

/// The tokens of `query` (well-formed UTF-8), `end` last. Field names are recognised when they are
/// in the field table or "title"; of other letters before a colon a warning says that they are
/// searched as words.
[[nodiscard]] std::vector<QueryToken> lex_query(std::string_view query,
                                                std::vector<std::string>& warnings);

/// What to tell about a field whose value is missing.
[[nodiscard]] std::string no_value_warning(std::string_view field);

/// The name of an operator for messages: "AND".
[[nodiscard]] std::string_view operator_name(QueryTokenKind kind) noexcept;

}  // namespace evresi::search

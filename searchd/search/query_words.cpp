#include "searchd/search/query_words.hpp"

#include "searchd/search/query_lexer.hpp"

#include <string>

namespace evresi::search {

std::vector<QueryPiece> pieces_of_query(std::string_view query, bool plain) {
    if (plain) return {{0, query.size(), false}};
    std::vector<QueryPiece> pieces;
    std::vector<std::string> warnings;
    std::size_t at = 0;
    bool is_value = false;
    // A word may have the letters of what stands before it.
    const auto pass = [&](std::string_view text) {
        const std::size_t found = query.find(text, at);
        if (found != std::string_view::npos) at = found + text.size();
    };
    for (const QueryToken& token : lex_query(query, warnings)) {
        const bool is_text =
            token.kind == QueryTokenKind::word || token.kind == QueryTokenKind::phrase;
        if (token.kind == QueryTokenKind::field) {
            is_value = token.text != "title";
            pass(":");
        } else if (token.kind == QueryTokenKind::near) {
            pass("NEAR/");
        } else if (token.kind == QueryTokenKind::and_operator ||
                   token.kind == QueryTokenKind::or_operator ||
                   token.kind == QueryTokenKind::not_operator) {
            pass(operator_name(token.kind));
        }
        if (!is_text) continue;
        // Tokens stand in the text as they are, one behind the other.
        const std::size_t begin = query.find(token.text, at);
        if (begin == std::string_view::npos) continue;
        at = begin + token.text.size();
        const bool is_pattern = token.kind == QueryTokenKind::word &&
                                token.text.find_first_of("*~") != std::string::npos;
        if (!is_value && !is_pattern) {
            pieces.push_back({begin, at, token.kind == QueryTokenKind::phrase});
        }
        is_value = false;
    }
    return pieces;
}

}  // namespace evresi::search

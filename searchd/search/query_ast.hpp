// QueryNode: the parsed query, a tree of plain values. Every node prints itself as an S-expression,
// which is what the golden tests compare. Not here: reading (query_parser.hpp), meaning in terms of
// the database (query_builder.hpp).
#pragma once

#include "searchd/search/search_request.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evresi::search {

enum class NodeKind : std::uint8_t {
    everything,  ///< (all): every document
    word,        ///< text: one word as typed; signs inside may part it into several
    prefix,      ///< (prefix coop): all words that begin so
    phrase,      ///< (phrase "a b"): the words in `text` in this order, next to each other
    near,        ///< (near/5 a b): words at most so far apart, in any order
    title,       ///< (title X): its one child, looked for in titles only
    filter,      ///< (filter country GR): restricts, adds nothing to the score
    any,         ///< (any a b): the words of a plain query; more of them is better
    all_of,      ///< (and a b)
    one_of,      ///< (or a b)
    must,        ///< (must a): inside `any`, a part that has to be there
    exclude,     ///< (not a)
};

struct QueryNode {
    NodeKind kind = NodeKind::everything;
    std::string text;  ///< word, prefix (without the '*') or phrase as typed
    int distance = 0;  ///< of `near`, in words
    Filter filter;     ///< of `filter`; its values as typed
    std::vector<QueryNode> children;

    [[nodiscard]] static QueryNode leaf(NodeKind kind, std::string text);
    [[nodiscard]] static QueryNode branch(NodeKind kind, std::vector<QueryNode> children);
    /// The only child, or a branch of several. Requires at least one child.
    [[nodiscard]] static QueryNode join(NodeKind kind, std::vector<QueryNode> children);
};

/// The tree as an S-expression on one line.
[[nodiscard]] std::string to_string(const QueryNode& node);

}  // namespace evresi::search

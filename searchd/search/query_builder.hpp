// QueryBuilder: QueryNode -> database query. Words become concepts (query_expander.hpp), concepts
// become groups of terms that exist in the index; nothing else is asked for. Confined to one
// thread; made for one query. Not here: the request's own filters (filters.hpp).
#pragma once

#include "base/result.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/search/mark_set.hpp"
#include "searchd/search/query_ast.hpp"
#include "searchd/search/query_expander.hpp"

#include <xapian.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::search {

struct BuiltQuery {
    Xapian::Query query;
    MarkSet marks;
    std::vector<LanguageTag> languages;
    std::vector<Expansion> expansions;
    std::vector<std::string> warnings;
};

class QueryBuilder {
public:
    QueryBuilder(database::Snapshot& snapshot, QueryExpander& expander, const QueryLimits& limits);

    /// query_too_complex (subject "q") when the words part into more tokens than the limit. May
    /// throw Xapian::Error when the database cannot be read.
    [[nodiscard]] Result<BuiltQuery> build(const QueryNode& root);

private:
    /// How a part takes part: `ranked` adds to the score, `excluded` only decides.
    enum class Role { ranked, excluded };
    struct Scope {
        Role role = Role::ranked;
        bool in_title = false;
        bool all_tokens = false;  ///< of a word that parts into several: all, not any
    };
    /// Nothing: the part asks for nothing (signs, stop words); the empty query: it matches nothing.
    using Maybe = std::optional<Xapian::Query>;

    Maybe build_node(const QueryNode& node, Scope scope);
    Maybe build_word(const QueryNode& node, Scope scope);
    Maybe build_prefix(const QueryNode& node, Scope scope);
    Maybe build_near(const QueryNode& node, Scope scope);
    Maybe build_any(const QueryNode& node, Scope scope);
    Maybe build_list(const QueryNode& node, Scope scope);

    Xapian::Query concept_query(const Concept& word, Scope scope);
    /// `op`: OP_PHRASE or OP_NEAR over the concepts, in each language that has all of them.
    Xapian::Query positional_query(const std::vector<Concept>& words,
                                   Xapian::Query::op op,
                                   Xapian::termcount window,
                                   Scope scope);
    std::vector<std::string> prefix_terms(const std::string& prefix, std::string_view typed);

    std::vector<Concept> expand(std::string_view text);
    [[nodiscard]] bool has_telling_word(const QueryNode& node);
    int mark(const Concept& word, bool needs_neighbour);
    [[nodiscard]] std::string term_of(const Alternative& alternative, bool in_title) const;
    [[nodiscard]] bool exists(const std::string& term) const;

    database::Snapshot& snapshot_;
    const Xapian::Database& database_;
    QueryExpander& expander_;
    const QueryLimits& limits_;
    BuiltQuery built_;
    bool keeps_stop_words_ = false;
    int tokens_ = 0;
    int previous_concept_ = -1;  ///< of the word just before, for neighbours in snippets
};

}  // namespace evresi::search

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

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::search {

struct BuiltQuery {
    Xapian::Query query;
    Xapian::Query matching;  ///< the same without what only ranks
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
        bool keeps_stop_words = false;
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

    /// Terms that stand for one another.
    struct TermGroup {
        std::vector<std::string> terms;
        /// Documents with any of them, as Xapian estimates it for OP_SYNONYM.
        double frequency = 0;
        /// Sum of the terms' document frequencies, and of the documents in their languages.
        double occurrences = 0;
        double documents = 0;
    };
    /// Adds a term, unless the database lacks it, that is looked for among `documents` documents.
    void add_term(std::string term, double documents, TermGroup& terms) const;
    /// The group as one term with its own rarity, in place of what Xapian would make of the whole
    /// collection, times `weight`.
    [[nodiscard]] Xapian::Query weighted(const TermGroup& terms, double weight) const;
    /// What makes the rarity of two terms, which Xapian counts over the whole collection, the one
    /// among `documents` documents.
    [[nodiscard]] double rarity_ratio(const std::array<std::string, 2>& terms,
                                      double documents) const;
    /// Documents in a language.
    [[nodiscard]] double documents_in(LanguageTag lang) const;

    Xapian::Query concept_query(const Concept& word, Scope scope);
    /// `op` over words of one language, each as typed or in another spelling; the empty query when
    /// the index lacks one of them.
    [[nodiscard]] Xapian::Query together(const std::vector<const Alternative*>& words,
                                         Xapian::Query::op op,
                                         Xapian::termcount window,
                                         bool in_title) const;
    /// Words of the same family raise a match: they rank and never match by themselves.
    void add_root(const Concept& word);
    /// So does the word with its very marks, where its stems have lost them.
    void add_marks(const Concept& word);
    /// So does the word near the one before it.
    void add_pair(const Concept& word);
    /// What comes next is no neighbour of what was before.
    void break_chain();
    /// `op`: OP_PHRASE or OP_NEAR over the concepts, in each language that has all of them.
    Xapian::Query positional_query(const std::vector<Concept>& words,
                                   Xapian::Query::op op,
                                   Xapian::termcount window,
                                   Scope scope);
    std::vector<std::string> prefix_terms(const std::string& prefix, std::string_view typed);

    std::vector<Concept> expand(std::string_view text);
    [[nodiscard]] bool has_telling_word(const QueryNode& node);
    int mark(const Concept& word, bool needs_neighbour);
    /// Tells the user of a stem that was added in another spelling.
    void list_spelling(const Concept& word, LanguageTag lang, const std::string& stem);
    [[nodiscard]] std::string term_of(LanguageTag lang, std::string_view stem, bool in_title) const;
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
    std::optional<Concept> previous_word_;
    std::vector<Xapian::Query> boosts_;  ///< what ranks without matching
    std::set<std::string> boosted_;      ///< words and pairs that boosts_ has
    int pairs_ = 0;
};

}  // namespace evresi::search

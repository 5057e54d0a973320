// QueryBuilder: QueryNode -> database query. Words become concepts (query_expander.hpp), concepts
// become groups of terms that exist in the index; nothing else is asked for. Confined to one
// thread; made for one query. Not here: the request's own filters (filters.hpp).
#pragma once

#include "base/result.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/search/concept_layers.hpp"
#include "searchd/search/explanation.hpp"
#include "searchd/search/mark_set.hpp"
#include "searchd/search/query_ast.hpp"
#include "searchd/search/query_expander.hpp"
#include "searchd/search/score_windows.hpp"

#include <xapian.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::search {

struct BuiltQuery {
    /// What finds and scores documents when the query is nothing but words; else `query` does.
    std::optional<ScorePlan> plan;
    Xapian::Query query;
    QueryLayers layers;  ///< what the query's sources add up
    MarkSet marks;
    /// How telling the query's words are together, by the language of texts.
    std::map<LanguageTag, double> rarities;
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

    /// Makes the plan of a list of words; false when none of them asks for anything.
    bool build_plain(const QueryNode& root);

    [[nodiscard]] Xapian::Query source_of(std::vector<Layer> layers);
    [[nodiscard]] Xapian::Query query_of(std::shared_ptr<const Together> words) const;
    /// What makes the rarity of two terms, which Xapian counts over the whole collection, the one
    /// among `documents` documents.
    [[nodiscard]] double rarity_ratio(const std::array<std::string, 2>& terms,
                                      double documents) const;

    /// The words of a plain list, as layers of one source.
    void add_words(const QueryNode& node, Scope scope, std::vector<Layer>& layers);
    void add_word(const Concept& word, Scope scope, std::vector<Layer>& layers);
    /// The translations of words next to each other taken together, the longest first.
    void add_phrases(Scope scope, std::vector<Layer>& layers);
    [[nodiscard]] Xapian::Query any_reading(const Concept& word, Scope scope) const;
    /// The alternatives of a word in one language that are as good as what was typed.
    using Readings = std::vector<const Alternative*>;
    [[nodiscard]] static Readings readings_in(LanguageTag lang, const Concept& word);
    /// How words stand together.
    struct Standing {
        bool is_phrase = true;  ///< else near each other
        std::uint32_t window = 0;
    };
    /// Words of one language, each as typed or in another spelling; null when the index lacks one
    /// of them.
    [[nodiscard]] std::shared_ptr<Together>
    together(const std::vector<Readings>& words, Standing standing, bool in_title) const;
    /// Words of the same family and the word with its very marks raise a match: they rank and never
    /// match by themselves.
    void add_boosts(const Concept& word);
    /// So does the word near the one before it.
    void add_pair(const Concept& word);
    /// What comes next is no neighbour of what was before, and no phrase with it.
    void break_pair();
    void break_chain();
    /// The concepts standing together, in each language that has all of them.
    Xapian::Query
    positional_query(const std::vector<Concept>& words, Standing standing, Scope scope);
    std::vector<std::string> prefix_terms(const std::string& prefix, std::string_view typed);

    std::vector<Concept> expand(std::string_view text);
    [[nodiscard]] bool has_telling_word(const QueryNode& node);
    int mark(const Concept& word, bool needs_neighbour);
    /// Tells the user of what was added.
    void list_expansions(const Concept& word);
    /// What stands in its own letters for a word typed in others.
    void list_reading(const Concept& word);
    void list(Expansion expansion);
    [[nodiscard]] std::string term_of(const Alternative& alternative) const;

    database::Snapshot& snapshot_;
    const Xapian::Database& database_;
    QueryExpander& expander_;
    const QueryLimits& limits_;
    ConceptLayers layers_;
    BuiltQuery built_;
    bool keeps_stop_words_ = false;
    bool has_words_ = false;  ///< the list of words at hand has any that is looked for
    int tokens_ = 0;
    int previous_concept_ = -1;  ///< of the word just before, for neighbours in snippets
    std::optional<Concept> previous_word_;
    std::vector<Concept> chain_;  ///< words next to each other so far, with stop words
    std::vector<Layer> boosts_;   ///< what ranks without matching
    std::vector<std::shared_ptr<const Together>> pairs_;  ///< so do words next to each other
    std::set<std::string> boosted_;                       ///< words and pairs that were boosted
};

}  // namespace evresi::search

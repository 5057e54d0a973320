#include "searchd/search/query_builder.hpp"

#include "indexer/database/term_codec.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/ranking.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace evresi::search {
namespace {

using Xapian::Query;

/// More expansions than these tell a reader nothing, and are not listed.
constexpr std::size_t kListedExpansions = 20;

/// Terms read for one wildcard at most; three letters rarely begin more words than that.
constexpr std::size_t kScannedTerms = 50'000;

bool is_content(NodeKind kind) {
    return kind == NodeKind::prefix || kind == NodeKind::phrase || kind == NodeKind::near;
}

Query group(Query::op op, const std::vector<Query>& parts) {
    if (parts.size() == 1) return parts.front();
    return {op, parts.begin(), parts.end()};
}

Query terms_query(Query::op op, const std::vector<std::string>& terms) {
    if (terms.size() == 1) return Query(terms.front());
    return {op, terms.begin(), terms.end()};
}

}  // namespace

QueryBuilder::QueryBuilder(database::Snapshot& snapshot,
                           QueryExpander& expander,
                           const QueryLimits& limits)
    : snapshot_(snapshot), database_(snapshot.database()), expander_(expander), limits_(limits) {}

Result<BuiltQuery> QueryBuilder::build(const QueryNode& root) {
    keeps_stop_words_ = !has_telling_word(root);
    const Maybe query = build_node(root, {});
    if (tokens_ > limits_.terms) {
        return fail(ErrorCode::query_too_complex,
                    "the query has too many words; at most " + std::to_string(limits_.terms) +
                        " are allowed",
                    "q");
    }
    if (query) {
        built_.matching = *query;
        built_.query = boosts_.empty()
                           ? *query
                           : Query(Query::OP_AND_MAYBE, *query, group(Query::OP_OR, boosts_));
    } else {
        built_.query = built_.matching = Query::MatchAll;
        built_.warnings.emplace_back(
            "the query has no word to search for; all documents are listed");
    }
    built_.languages = expander_.languages();
    return std::move(built_);
}

QueryBuilder::Maybe QueryBuilder::build_node(const QueryNode& node, Scope scope) {
    // Past the limit the query is refused anyhow: no more work for it.
    if (tokens_ > limits_.terms) return std::nullopt;
    switch (node.kind) {
    case NodeKind::everything:
        return Query(Query::MatchAll);
    case NodeKind::word:
        return build_word(node, scope);
    case NodeKind::prefix:
        return build_prefix(node, scope);
    case NodeKind::phrase: {
        const std::vector<Concept> words = expand(node.text);
        if (words.empty()) return std::nullopt;
        return positional_query(words, Query::OP_PHRASE,
                                static_cast<Xapian::termcount>(words.size()), scope);
    }
    case NodeKind::near:
        return build_near(node, scope);
    case NodeKind::title: {
        scope.in_title = true;
        break_chain();
        Maybe inside = build_node(node.children.front(), scope);
        break_chain();
        return inside;
    }
    case NodeKind::filter: {
        const Filter filter = canonical(node.filter, snapshot_.columns());
        const Query values = value_query(filter, snapshot_.columns());
        if (!filter.exclude) return values;
        return Query(Query::OP_AND_NOT, Query::MatchAll, values);
    }
    case NodeKind::any:
        return build_any(node, scope);
    case NodeKind::all_of:
    case NodeKind::one_of:
        return build_list(node, scope);
    case NodeKind::must:
        return build_node(node.children.front(), scope);
    case NodeKind::exclude: {
        scope.role = Role::excluded;
        const Maybe inside = build_node(node.children.front(), scope);
        if (!inside) return std::nullopt;
        return Query(Query::OP_AND_NOT, Query(Query::OP_SCALE_WEIGHT, Query::MatchAll, 0.0),
                     *inside);
    }
    }
    return std::nullopt;
}

QueryBuilder::Maybe QueryBuilder::build_word(const QueryNode& node, Scope scope) {
    std::vector<Concept> words = expand(node.text);
    if (scope.role == Role::excluded) {
        if (words.empty()) return std::nullopt;
        // "-cross-border" must not drop every text with a border.
        return positional_query(words, Query::OP_PHRASE,
                                static_cast<Xapian::termcount>(words.size()), scope);
    }
    std::vector<Query> parts;
    for (const Concept& word : words) {
        if (word.is_stop && !keeps_stop_words_) {
            break_chain();
            continue;
        }
        const int number = mark(word, false);
        if (previous_concept_ >= 0) built_.marks.add_neighbours(previous_concept_, number);
        previous_concept_ = number;
        parts.push_back(concept_query(word, scope));
        if (!scope.in_title) {
            add_root(word);
            add_pair(word);
        }
    }
    if (parts.empty()) return std::nullopt;
    return group(scope.all_tokens ? Query::OP_AND : Query::OP_OR, parts);
}

Xapian::Query QueryBuilder::concept_query(const Concept& word, Scope scope) {
    const double documents = database_.get_doccount();
    TermGroup stems;
    for (const Alternative& alternative : word.alternatives) {
        if (alternative.is_stop && !keeps_stop_words_ && !scope.keeps_stop_words &&
            scope.role == Role::ranked) {
            continue;
        }
        add_term(term_of(alternative, scope.in_title), documents_in(alternative.lang), stems);
    }
    TermGroup spelling;
    if (!scope.in_title) add_term(database::surface_term(word.surface), documents, spelling);
    std::vector<Query> parts;
    if (!stems.terms.empty()) parts.push_back(weighted(stems, 1.0));
    if (!spelling.terms.empty()) {
        // As telling as the word, not as one of its forms.
        if (!stems.terms.empty()) {
            spelling.occurrences = stems.occurrences;
            spelling.documents = stems.documents;
        }
        parts.push_back(weighted(spelling, ranking::kSurfaceWeight));
    }
    if (parts.empty()) return {};
    return group(Query::OP_OR, parts);
}

void QueryBuilder::add_term(std::string term, double documents, TermGroup& terms) const {
    const double found = database_.get_termfreq(term);
    if (found == 0 || std::ranges::find(terms.terms, term) != terms.terms.end()) return;
    terms.frequency += found - found * terms.frequency / database_.get_doccount();
    terms.occurrences += found;
    // A paragraph may be in another language than its document: never more of the one than of the
    // other.
    terms.documents += std::max(documents, found);
    terms.terms.push_back(std::move(term));
}

Xapian::Query QueryBuilder::weighted(const TermGroup& terms, double weight) const {
    // Rarity is counted over the languages that have the word, taken together: over the whole
    // collection a word that is common in one small language would look rare, and over each
    // language by itself a word that strays into a tiny one would look common.
    const double wanted = ranking::rarity(terms.occurrences, terms.documents);
    const double given = ranking::xapian_rarity(terms.frequency, database_.get_doccount());
    return {Query::OP_SCALE_WEIGHT, terms_query(Query::OP_SYNONYM, terms.terms),
            weight * wanted / given};
}

void QueryBuilder::add_root(const Concept& word) {
    if (!boosted_.insert(word.surface).second) return;
    TermGroup roots;
    for (const Alternative& alternative : word.alternatives) {
        if (alternative.is_stop) continue;
        std::string root = database::root_term(alternative.lang, word.surface);
        if (root.empty()) {  // its own root, in every language
            add_term(database::surface_term(word.surface), database_.get_doccount(), roots);
        } else {
            add_term(std::move(root), documents_in(alternative.lang), roots);
        }
    }
    if (!roots.terms.empty()) boosts_.push_back(weighted(roots, ranking::kRootWeight));
}

void QueryBuilder::add_pair(const Concept& word) {
    const std::optional<Concept> previous = std::exchange(previous_word_, word);
    if (!previous || pairs_ >= ranking::kMostPairs ||
        !boosted_.insert(previous->surface + ' ' + word.surface).second) {
        return;
    }
    ++pairs_;
    for (const Alternative& first : previous->alternatives) {
        for (const Alternative& second : word.alternatives) {
            if (first.lang != second.lang) continue;
            const std::array terms = {term_of(first, false), term_of(second, false)};
            if (terms[0] == terms[1] || !exists(terms[0]) || !exists(terms[1])) continue;
            boosts_.emplace_back(
                Query::OP_SCALE_WEIGHT,
                Query(Query::OP_NEAR, terms.begin(), terms.end(), ranking::kPairWindow),
                ranking::kPairWeight * rarity_ratio(terms, documents_in(first.lang)));
        }
    }
}

double QueryBuilder::rarity_ratio(const std::array<std::string, 2>& terms, double documents) const {
    double wanted = 0;
    double given = 0;
    for (const std::string& term : terms) {
        const double found = database_.get_termfreq(term);
        wanted += ranking::rarity(found, std::max(documents, found));
        given += ranking::xapian_rarity(found, database_.get_doccount());
    }
    return wanted / given;
}

void QueryBuilder::break_chain() {
    previous_concept_ = -1;
    previous_word_.reset();
}

double QueryBuilder::documents_in(LanguageTag lang) const {
    const database::Column& column = snapshot_.columns().column(database::Field::lang);
    const std::int64_t ordinal = column.find(lang.view());
    return ordinal < 0 ? 0.0 : column.documents(static_cast<std::size_t>(ordinal));
}

Xapian::Query QueryBuilder::positional_query(const std::vector<Concept>& words,
                                             Query::op op,
                                             Xapian::termcount window,
                                             Scope scope) {
    if (scope.role == Role::ranked) {
        int previous = -1;
        for (const Concept& word : words) {
            const int number = mark(word, word.is_stop && words.size() > 1);
            if (previous >= 0) {
                built_.marks.add_neighbours(previous, number);
                if (op == Query::OP_NEAR) built_.marks.add_neighbours(number, previous);
            }
            previous = number;
        }
        break_chain();
    }
    if (words.size() == 1) {
        scope.keeps_stop_words = true;  // in quotation marks: it was meant
        return concept_query(words.front(), scope);
    }
    std::vector<Query> parts;
    for (const Alternative& first : words.front().alternatives) {
        std::vector<std::string> terms;
        for (const Concept& word : words) {
            const auto same = std::find_if(
                word.alternatives.begin(), word.alternatives.end(),
                [&](const Alternative& alternative) { return alternative.lang == first.lang; });
            if (same == word.alternatives.end()) break;
            std::string term = term_of(*same, scope.in_title);
            if (!exists(term)) break;
            terms.push_back(std::move(term));
        }
        if (terms.size() < words.size()) continue;
        parts.emplace_back(op, terms.begin(), terms.end(), window);
    }
    if (parts.empty()) return {};
    return group(Query::OP_OR, parts);
}

QueryBuilder::Maybe QueryBuilder::build_near(const QueryNode& node, Scope scope) {
    std::vector<Concept> words;
    for (const QueryNode& child : node.children) {
        for (Concept& word : expand(child.text)) words.push_back(std::move(word));
    }
    if (words.empty()) return std::nullopt;
    const auto window = static_cast<Xapian::termcount>(node.distance) * (words.size() - 1) + 1;
    return positional_query(words, Query::OP_NEAR,
                            static_cast<Xapian::termcount>(std::max(window, words.size())), scope);
}

QueryBuilder::Maybe QueryBuilder::build_prefix(const QueryNode& node, Scope scope) {
    const std::string folded = expander_.fold(node.text);
    if (folded.empty()) {
        built_.warnings.push_back("'" + node.text +
                                  "*' is more than one word; it was searched without the '*'");
        return build_word(QueryNode::leaf(NodeKind::word, node.text), scope);
    }
    ++tokens_;
    break_chain();
    const std::vector<std::string> spellings = prefix_terms(folded, node.text);
    const int number = scope.role == Role::ranked ? built_.marks.add_concept(1.0, false) : -1;
    std::vector<std::string> terms;
    for (const std::string& spelling : spellings) {
        if (number >= 0) built_.marks.add_surface(spelling, number);
        if (!scope.in_title) {
            terms.push_back(spelling);
            continue;
        }
        // Titles are indexed by stems only.
        for (const Concept& word : expander_.expand(spelling)) {
            for (const Alternative& alternative : word.alternatives) {
                std::string term = term_of(alternative, true);
                if (exists(term)) terms.push_back(std::move(term));
            }
        }
    }
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    if (terms.empty()) return Query();
    return terms_query(Query::OP_SYNONYM, terms);
}

std::vector<std::string> QueryBuilder::prefix_terms(const std::string& prefix,
                                                    std::string_view typed) {
    std::vector<std::pair<Xapian::doccount, std::string>> found;
    std::size_t scanned = 0;
    for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix);
         ++term) {
        if (++scanned > kScannedTerms) break;
        found.emplace_back(term.get_termfreq(), *term);
    }
    const auto limit = static_cast<std::size_t>(limits_.wildcard_expansion);
    if (found.size() > limit) {
        std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        found.resize(limit);
        built_.warnings.push_back("'" + std::string(typed) + "*' stands for more than " +
                                  std::to_string(limit) +
                                  " words; the most frequent were searched");
    }
    std::vector<std::string> terms;
    for (auto& [frequency, term] : found) {
        if (found.size() <= kListedExpansions) {
            built_.expansions.push_back({std::string(typed) + "*", term, {}, "wildcard"});
        }
        terms.push_back(std::move(term));
    }
    return terms;
}

QueryBuilder::Maybe QueryBuilder::build_any(const QueryNode& node, Scope scope) {
    scope.all_tokens = false;
    std::vector<Query> optional_parts;
    std::vector<Query> required;
    std::vector<Query> filters;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
        if (child.kind == NodeKind::exclude) {
            break_chain();
            Scope inside = scope;
            inside.role = Role::excluded;
            if (auto query = build_node(child.children.front(), inside)) excluded.push_back(*query);
            continue;
        }
        auto query = build_node(child, scope);
        if (!query) continue;
        if (child.kind == NodeKind::filter) {
            filters.push_back(std::move(*query));
        } else if (child.kind == NodeKind::must) {
            required.push_back(std::move(*query));
        } else {
            optional_parts.push_back(std::move(*query));
        }
    }
    break_chain();
    if (optional_parts.empty() && required.empty() && filters.empty() && excluded.empty()) {
        return std::nullopt;
    }
    Query query = Query::MatchAll;
    if (!optional_parts.empty()) query = group(Query::OP_OR, optional_parts);
    if (!required.empty()) {
        const Query all = group(Query::OP_AND, required);
        query = optional_parts.empty() ? all : Query(Query::OP_AND_MAYBE, all, query);
    }
    for (const Query& filter : filters) query = Query(Query::OP_FILTER, query, filter);
    if (!excluded.empty()) {
        query = Query(Query::OP_AND_NOT, query, group(Query::OP_OR, excluded));
    }
    return query;
}

QueryBuilder::Maybe QueryBuilder::build_list(const QueryNode& node, Scope scope) {
    const bool is_and = node.kind == NodeKind::all_of;
    scope.all_tokens = is_and;
    std::vector<Query> parts;
    for (const QueryNode& child : node.children) {
        break_chain();
        if (auto query = build_node(child, scope)) parts.push_back(std::move(*query));
    }
    break_chain();
    if (parts.empty()) return std::nullopt;
    return group(is_and ? Query::OP_AND : Query::OP_OR, parts);
}

std::vector<Concept> QueryBuilder::expand(std::string_view text) {
    std::vector<Concept> concepts = expander_.expand(text);
    tokens_ += static_cast<int>(concepts.size());
    // Past the limit the query is refused anyhow: no more work for it.
    if (tokens_ > limits_.terms) concepts.clear();
    return concepts;
}

bool QueryBuilder::has_telling_word(const QueryNode& node) {
    if (is_content(node.kind)) return true;
    if (node.kind == NodeKind::exclude || node.kind == NodeKind::filter) return false;
    if (node.kind == NodeKind::word) {
        const std::vector<Concept> words = expander_.expand(node.text);
        return std::any_of(words.begin(), words.end(),
                           [](const Concept& word) { return !word.is_stop; });
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [this](const QueryNode& child) { return has_telling_word(child); });
}

int QueryBuilder::mark(const Concept& word, bool needs_neighbour) {
    Xapian::doccount frequency = 0;
    for (const Alternative& alternative : word.alternatives) {
        frequency = std::max(frequency, database_.get_termfreq(term_of(alternative, false)));
    }
    const double documents = database_.get_doccount();
    const double rarity = std::log1p((documents + 1.0) / (static_cast<double>(frequency) + 1.0));
    const int number = built_.marks.add_concept(rarity, needs_neighbour);
    for (const Alternative& alternative : word.alternatives) {
        // A stop word of another language is not what was meant there ("on", "most").
        if (alternative.is_stop && !word.is_stop) continue;
        built_.marks.add_stem(alternative.lang, alternative.stem, number);
    }
    if (!word.is_stop) built_.marks.add_surface(word.surface, number);
    return number;
}

std::string QueryBuilder::term_of(const Alternative& alternative, bool in_title) const {
    return in_title ? database::title_term(alternative.lang, alternative.stem)
                    : database::stem_term(alternative.lang, alternative.stem);
}

bool QueryBuilder::exists(const std::string& term) const {
    return database_.get_termfreq(term) > 0;
}

}  // namespace evresi::search

#include "searchd/search/query_builder.hpp"

#include "analyzers/unicode/folder.hpp"
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

/// A boost of words that must stand together, for use within an OP_OR. Xapian 1.4's OrPostList
/// takes the place of a failed check() for a match, and gives the next document weight that is not
/// its own. OP_MAX has no check() and skips instead, to places where the words do stand together.
/// `term` adds documents without weight, which a boost may; it keeps the OP_MAX from being
/// optimised away.
Query checked_by_skipping(const Query& boost, const std::string& term) {
    const std::array both = {boost, Query(Query::OP_SCALE_WEIGHT, Query(term), 0.0)};
    return {Query::OP_MAX, both.begin(), both.end()};
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
            add_marks(word);
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
    TermGroup spellings;
    double documents_with_any = 0;  // in all languages that have the word in any spelling
    for (const Alternative& alternative : word.alternatives) {
        if (alternative.is_stop && !keeps_stop_words_ && !scope.keeps_stop_words &&
            scope.role == Role::ranked) {
            continue;
        }
        const double searched = documents_in(alternative.lang);
        const double before = stems.occurrences + spellings.occurrences;
        add_term(term_of(alternative, scope.in_title), searched, stems);
        for (const std::string& stem : alternative.spellings) {
            add_term(term_of(alternative.lang, stem, scope.in_title), searched, spellings);
        }
        const double found = stems.occurrences + spellings.occurrences - before;
        if (found > 0) documents_with_any += std::max(searched, found);
    }
    if (!spellings.terms.empty()) {
        // One word, and none of its spellings is more telling than another.
        stems.occurrences = spellings.occurrences += stems.occurrences;
        stems.documents = spellings.documents = documents_with_any;
    }
    TermGroup surface;
    if (!scope.in_title) add_term(database::surface_term(word.surface), documents, surface);
    std::vector<Query> parts;
    if (!stems.terms.empty()) parts.push_back(weighted(stems, 1.0));
    if (!spellings.terms.empty()) parts.push_back(weighted(spellings, ranking::kSpellingWeight));
    if (!surface.terms.empty()) {
        // As telling as the word, not as one of its forms.
        const TermGroup& telling = stems.terms.empty() ? spellings : stems;
        if (!telling.terms.empty()) {
            surface.occurrences = telling.occurrences;
            surface.documents = telling.documents;
        }
        parts.push_back(weighted(surface, ranking::kSurfaceWeight));
    }
    if (parts.empty()) return {};
    return group(Query::OP_OR, parts);
}

Xapian::Query QueryBuilder::together(const std::vector<const Alternative*>& words,
                                     Query::op op,
                                     Xapian::termcount window,
                                     bool in_title) const {
    const double documents = database_.get_doccount();
    std::vector<Query> exact;
    std::vector<Query> any;
    double wanted = 0;
    double given = 0;
    for (const Alternative* word : words) {
        TermGroup terms;
        add_term(term_of(*word, in_title), documents, terms);
        if (!terms.terms.empty()) exact.emplace_back(terms.terms.front());
        for (const std::string& stem : word->spellings) {
            add_term(term_of(word->lang, stem, in_title), documents, terms);
        }
        if (terms.terms.empty()) return {};
        wanted += ranking::xapian_rarity(terms.frequency, documents);
        double rarest = 0;
        for (const std::string& term : terms.terms) {
            rarest =
                std::max(rarest, ranking::xapian_rarity(database_.get_termfreq(term), documents));
        }
        given += rarest;
        any.push_back(terms_query(Query::OP_OR, terms.terms));
    }
    const Query as_typed(op, exact.begin(), exact.end(), window);
    if (std::ranges::all_of(
            any, [](const Query& query) { return query.get_type() == Query::LEAF_TERM; }) &&
        exact.size() == words.size()) {
        return as_typed;
    }
    // Only terms and OP_OR of them have positions, and Xapian takes the rarest spelling for the
    // most telling one: scaled down as a whole, no spelling outweighs the one that was typed.
    const Query respelled(Query::OP_SCALE_WEIGHT, Query(op, any.begin(), any.end(), window),
                          ranking::kSpellingWeight * wanted / given);
    if (exact.size() < words.size()) return respelled;
    return {Query::OP_MAX, as_typed, respelled};
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

void QueryBuilder::add_marks(const Concept& word) {
    if (boosted_.contains(word.surface)) return;
    TermGroup marked;
    for (const Alternative& alternative : word.alternatives) {
        std::string term = database::marked_term(alternative.lang, word.typed);
        if (!term.empty()) add_term(std::move(term), documents_in(alternative.lang), marked);
    }
    TermGroup surface;
    add_term(database::surface_term(word.surface), database_.get_doccount(), surface);
    if (marked.terms.empty() || surface.terms.empty()) return;
    // The terms with marks say where, the surface form how often.
    surface.occurrences = marked.occurrences;
    surface.documents = marked.documents;
    boosts_.emplace_back(Query::OP_FILTER, weighted(surface, ranking::kMarksWeight),
                         terms_query(Query::OP_OR, marked.terms));
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
            if (terms[0] == terms[1]) continue;
            const Query pair =
                together({&first, &second}, Query::OP_NEAR, ranking::kPairWindow, false);
            if (pair.empty()) continue;
            boosts_.push_back(checked_by_skipping(
                Query(Query::OP_SCALE_WEIGHT, pair,
                      ranking::kPairWeight * rarity_ratio(terms, documents_in(first.lang))),
                exists(terms[0]) ? terms[0] : terms[1]));
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
        std::vector<const Alternative*> in_language;
        for (const Concept& word : words) {
            const auto same = std::find_if(
                word.alternatives.begin(), word.alternatives.end(),
                [&](const Alternative& alternative) { return alternative.lang == first.lang; });
            if (same == word.alternatives.end()) break;
            in_language.push_back(&*same);
        }
        if (in_language.size() < words.size()) continue;
        Query part = together(in_language, op, window, scope.in_title);
        if (!part.empty()) parts.push_back(std::move(part));
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
                for (const std::string& stem : alternative.spellings) {
                    term = term_of(alternative.lang, stem, true);
                    if (exists(term)) terms.push_back(std::move(term));
                }
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
        for (const std::string& stem : alternative.spellings) {
            frequency =
                std::max(frequency, database_.get_termfreq(term_of(alternative.lang, stem, false)));
        }
    }
    const double documents = database_.get_doccount();
    const double rarity = std::log1p((documents + 1.0) / (static_cast<double>(frequency) + 1.0));
    const int number = built_.marks.add_concept(rarity, needs_neighbour);
    for (const Alternative& alternative : word.alternatives) {
        // A stop word of another language is not what was meant there ("on", "most").
        if (alternative.is_stop && !word.is_stop) continue;
        built_.marks.add_stem(alternative.lang, alternative.stem, number);
        for (const std::string& stem : alternative.spellings) {
            built_.marks.add_stem(alternative.lang, stem, number);
            list_spelling(word, alternative.lang, stem);
        }
    }
    if (!word.is_stop) built_.marks.add_surface(word.surface, number);
    return number;
}

void QueryBuilder::list_spelling(const Concept& word, LanguageTag lang, const std::string& stem) {
    if (!exists(term_of(lang, stem, false))) return;
    // With the ending that was typed it reads better than as a bare stem.
    std::string to = stem;
    const std::string beginning = analyzers::surface_form(stem);
    if (word.surface.starts_with(beginning)) to += word.surface.substr(beginning.size());
    const bool is_listed = std::ranges::any_of(built_.expansions, [&](const Expansion& listed) {
        return listed.from == word.surface && listed.to == to && listed.lang == lang;
    });
    if (is_listed || built_.expansions.size() >= kListedExpansions) return;
    built_.expansions.push_back({word.surface, std::move(to), lang, "spelling"});
}

std::string QueryBuilder::term_of(LanguageTag lang, std::string_view stem, bool in_title) const {
    return in_title ? database::title_term(lang, stem) : database::stem_term(lang, stem);
}

std::string QueryBuilder::term_of(const Alternative& alternative, bool in_title) const {
    return term_of(alternative.lang, alternative.stem, in_title);
}

bool QueryBuilder::exists(const std::string& term) const {
    return database_.get_termfreq(term) > 0;
}

}  // namespace evresi::search

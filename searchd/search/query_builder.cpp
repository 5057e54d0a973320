#include "searchd/search/query_builder.hpp"

#include "analyzers/unicode/folder.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/ranking.hpp"
#include "searchd/search/score_source.hpp"

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

bool is_plain(const QueryNode& root) {
    return root.kind == NodeKind::word ||
           (root.kind == NodeKind::any &&
            std::ranges::all_of(root.children, [](const QueryNode& child) {
                return child.kind == NodeKind::word;
            }));
}

/// The same layers, each of which finds documents by itself.
std::vector<Layer> found_by_all(std::vector<Layer> layers) {
    for (Layer& layer : layers) {
        for (WeightedTerm& term : layer.terms) term.matches = true;
    }
    return layers;
}

Query terms_query(Query::op op, const std::vector<std::string>& terms) {
    if (terms.size() == 1) return Query(terms.front());
    return {op, terms.begin(), terms.end()};
}

}  // namespace

QueryBuilder::QueryBuilder(database::Snapshot& snapshot,
                           QueryExpander& expander,
                           const QueryLimits& limits)
    : snapshot_(snapshot), database_(snapshot.database()), expander_(expander), limits_(limits),
      layers_(snapshot) {}

Result<BuiltQuery> QueryBuilder::build(const QueryNode& root) {
    keeps_stop_words_ = !has_telling_word(root);
    const bool is_list = is_plain(root);
    Maybe query;
    const bool has_part = is_list ? build_plain(root) : (query = build_node(root, {})).has_value();
    if (tokens_ > limits_.terms) {
        return fail(ErrorCode::query_too_complex,
                    "the query has too many words; at most " + std::to_string(limits_.terms) +
                        " are allowed",
                    "q");
    }
    if (query) {
        std::vector<Query> boosts;
        for (const auto& pair : pairs_) boosts.push_back(query_of(pair));
        if (!boosts_.empty()) boosts.push_back(source_of(found_by_all(std::move(boosts_))));
        built_.query = boosts.empty()
                           ? *query
                           : Query(Query::OP_AND_MAYBE, *query, group(Query::OP_OR, boosts));
    } else if (!has_part) {
        built_.query = Query::MatchAll;
        built_.warnings.emplace_back(
            "the query has no word to search for; all documents are listed");
    }
    built_.rarities = layers_.rarities();
    built_.languages = expander_.languages();
    return std::move(built_);
}

// Nothing but words: one list of layers does it all, what only ranks as well.
bool QueryBuilder::build_plain(const QueryNode& root) {
    std::vector<Layer> layers;
    if (root.kind == NodeKind::word) add_words(root, {}, layers);
    for (const QueryNode& child : root.children) add_words(child, {}, layers);
    add_phrases({}, layers);
    if (!has_words_) return false;
    std::ranges::move(boosts_, std::back_inserter(layers));
    built_.layers.push_back(std::make_shared<const std::vector<Layer>>(std::move(layers)));
    built_.plan = ScorePlan{built_.layers.back(), std::move(pairs_)};
    return true;
}

Xapian::Query QueryBuilder::source_of(std::vector<Layer> layers) {
    const bool finds = std::ranges::any_of(layers, [](const Layer& layer) {
        return std::ranges::any_of(layer.terms, &WeightedTerm::matches);
    });
    if (!finds) return {};
    built_.layers.push_back(std::make_shared<const std::vector<Layer>>(std::move(layers)));
    return Query((new ScoreSource(snapshot_, {built_.layers.back(), {}}))->release());
}

Xapian::Query QueryBuilder::query_of(std::shared_ptr<const Together> words) const {
    return Query((new TogetherSource(snapshot_, std::move(words)))->release());
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
        return positional_query(words, {}, scope);
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
    if (scope.role == Role::excluded) {
        const std::vector<Concept> words = expand(node.text);
        if (words.empty()) return std::nullopt;
        // "-cross-border" must not drop every text with a border.
        return positional_query(words, {}, scope);
    }
    if (!scope.all_tokens) {
        has_words_ = false;
        std::vector<Layer> layers;
        add_words(node, scope, layers);
        if (!has_words_) return std::nullopt;
        return source_of(std::move(layers));
    }
    std::vector<Query> parts;
    for (const Concept& word : expand(node.text)) {
        has_words_ = false;
        std::vector<Layer> layers;
        add_word(word, scope, layers);
        if (has_words_) parts.push_back(source_of(std::move(layers)));
    }
    if (parts.empty()) return std::nullopt;
    return group(Query::OP_AND, parts);
}

void QueryBuilder::add_words(const QueryNode& node, Scope scope, std::vector<Layer>& layers) {
    for (const Concept& word : expand(node.text)) add_word(word, scope, layers);
}

void QueryBuilder::add_word(const Concept& word, Scope scope, std::vector<Layer>& layers) {
    chain_.push_back(word);
    if (word.is_stop && !keeps_stop_words_) {
        break_pair();
        return;
    }
    has_words_ = true;
    const int number = mark(word, false);
    if (previous_concept_ >= 0) built_.marks.add_neighbours(previous_concept_, number);
    previous_concept_ = number;
    layers_.add_concept(word, {scope.in_title, keeps_stop_words_ || scope.keeps_stop_words, 1.0},
                        layers);
    list_expansions(word);
    if (!scope.in_title) {
        add_boosts(word);
        add_pair(word);
    }
}

void QueryBuilder::add_phrases(Scope scope, std::vector<Layer>& layers) {
    for (std::size_t first = 0; first + 1 < chain_.size();) {
        std::size_t length = std::min(lexicon::kMostWords, chain_.size() - first);
        for (; length > 1; --length) {
            const auto begin = chain_.begin() + static_cast<std::ptrdiff_t>(first);
            const Concept phrase =
                expander_.expand_phrase({begin, begin + static_cast<std::ptrdiff_t>(length)});
            if (phrase.alternatives.empty()) continue;
            layers_.add_concept(phrase, {scope.in_title, true, ranking::kPhraseWeight, false},
                                layers);
            built_.marks.add_forms(phrase, built_.marks.add_concept(1.0, false));
            list_expansions(phrase);
            break;
        }
        first += length;
    }
    chain_.clear();
}

void QueryBuilder::add_boosts(const Concept& word) {
    if (!boosted_.insert(word.surface).second) return;
    layers_.add_roots(word, boosts_);
    layers_.add_translated_roots(word, boosts_);
    layers_.add_marked(word, boosts_);
}

QueryBuilder::Readings QueryBuilder::readings_in(LanguageTag lang, const Concept& word) {
    Readings readings;
    for (const Alternative& alternative : word.alternatives) {
        if (alternative.lang == lang && !is_by_meaning(alternative.origin) &&
            alternative.origin != Origin::name) {
            readings.push_back(&alternative);
        }
    }
    return readings;
}

std::shared_ptr<Together>
QueryBuilder::together(const std::vector<Readings>& words, Standing standing, bool in_title) const {
    const double documents = database_.get_doccount();
    auto found = std::make_shared<Together>();
    found->is_phrase = standing.is_phrase;
    found->window = standing.window;
    double wanted = 0;
    double given = 0;
    for (const Readings& readings : words) {
        Together::Word word;
        double missing = 1;  // share of documents that have none of them, as if independent
        double rarest = 0;
        for (const Alternative* reading : readings) {
            std::string term = layers_.term_of(reading->lang, reading->stems, in_title);
            const double with_it = snapshot_.postings().documents(term);
            if (with_it == 0 ||
                std::ranges::find(word, term, &Together::Spelling::term) != word.end()) {
                continue;
            }
            missing *= 1 - with_it / documents;
            rarest = std::max(rarest, ranking::xapian_rarity(with_it, documents));
            word.push_back({std::move(term), reading->origin == Origin::typed});
        }
        if (word.empty()) return nullptr;
        wanted += ranking::xapian_rarity((1 - missing) * documents, documents);
        given += rarest;
        found->words.push_back(std::move(word));
    }
    // The rarest spelling would be the most telling one: scaled down as a whole, no spelling
    // outweighs the one that was typed.
    found->respelled = ranking::kSpellingWeight * wanted / given;
    return found;
}

void QueryBuilder::add_pair(const Concept& word) {
    const std::optional<Concept> previous = std::exchange(previous_word_, word);
    if (!previous || pairs_.size() >= ranking::kMostPairs ||
        !boosted_.insert(previous->surface + ' ' + word.surface).second) {
        return;
    }
    for (const Alternative& first : previous->alternatives) {
        if (first.origin != Origin::typed && first.origin != Origin::transliteration) continue;
        const Readings firsts = readings_in(first.lang, *previous);
        const Readings seconds = readings_in(first.lang, word);
        if (seconds.empty()) continue;
        const std::array terms = {term_of(*firsts.front()), term_of(*seconds.front())};
        if (terms[0] == terms[1]) continue;
        auto pair = together({firsts, seconds}, {false, ranking::kPairWindow}, false);
        if (pair == nullptr) continue;
        pair->weight = ranking::kPairWeight * rarity_ratio(terms, layers_.documents_in(first.lang));
        pairs_.push_back(std::move(pair));
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

void QueryBuilder::break_pair() {
    previous_concept_ = -1;
    previous_word_.reset();
}

void QueryBuilder::break_chain() {
    break_pair();
    chain_.clear();
}

Xapian::Query
QueryBuilder::positional_query(const std::vector<Concept>& words, Standing standing, Scope scope) {
    if (scope.role == Role::ranked) {
        int previous = -1;
        for (const Concept& word : words) {
            const int number = mark(word, word.is_stop && words.size() > 1);
            if (previous >= 0) {
                built_.marks.add_neighbours(previous, number);
                if (!standing.is_phrase) built_.marks.add_neighbours(number, previous);
            }
            previous = number;
        }
        break_chain();
    }
    if (words.size() == 1) {
        if (scope.role == Role::excluded) return any_reading(words.front(), scope);
        std::vector<Layer> layers;  // in quotation marks: it was meant, stop word or not
        Concept word = words.front();
        std::erase_if(word.alternatives, [](const Alternative& alternative) {
            return alternative.origin == Origin::synonym;
        });
        layers_.add_concept(word, {scope.in_title, true, 1.0}, layers);
        list_expansions(word);
        return source_of(std::move(layers));
    }
    for (const Concept& word : words) list_reading(word);
    std::vector<Query> parts;
    for (const Alternative& first : words.front().alternatives) {
        if (first.origin != Origin::typed && first.origin != Origin::transliteration) continue;
        std::vector<Readings> in_language;
        for (const Concept& word : words) in_language.push_back(readings_in(first.lang, word));
        if (std::ranges::any_of(in_language, &Readings::empty)) continue;
        auto part = together(in_language, standing, scope.in_title);
        if (part != nullptr) parts.push_back(query_of(std::move(part)));
    }
    if (standing.is_phrase && scope.role == Role::ranked) {
        const Concept phrase = expander_.expand_phrase(words);
        if (!phrase.alternatives.empty()) {
            std::vector<Layer> layers;
            layers_.add_concept(phrase, {scope.in_title, true, 1.0}, layers);
            built_.marks.add_forms(phrase, built_.marks.add_concept(1.0, false));
            list_expansions(phrase);
            Query part = source_of(std::move(layers));
            if (!part.empty()) parts.push_back(std::move(part));
        }
    }
    if (parts.empty()) return {};
    return group(Query::OP_OR, parts);
}

// Whatever is as good as what was typed, without weight.
Xapian::Query QueryBuilder::any_reading(const Concept& word, Scope scope) const {
    std::vector<std::string> terms;
    for (const Alternative& alternative : word.alternatives) {
        if (is_by_meaning(alternative.origin) || alternative.origin == Origin::name) continue;
        std::string term = layers_.term_of(alternative.lang, alternative.stems, scope.in_title);
        if (layers_.exists(term)) terms.push_back(std::move(term));
    }
    if (!scope.in_title) {
        std::string term = database::surface_term(word.surface);
        if (layers_.exists(term)) terms.push_back(std::move(term));
    }
    if (terms.empty()) return {};
    return terms_query(Query::OP_OR, terms);
}

QueryBuilder::Maybe QueryBuilder::build_near(const QueryNode& node, Scope scope) {
    std::vector<Concept> words;
    for (const QueryNode& child : node.children) {
        for (Concept& word : expand(child.text)) words.push_back(std::move(word));
    }
    if (words.empty()) return std::nullopt;
    const auto window = static_cast<Xapian::termcount>(node.distance) * (words.size() - 1) + 1;
    return positional_query(
        words, {false, static_cast<std::uint32_t>(std::max(window, words.size()))}, scope);
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
        for (const Concept& word : expander_.as_typed(spelling)) {
            for (const Alternative& alternative : word.alternatives) {
                std::string term = layers_.term_of(alternative.lang, alternative.stems, true);
                if (layers_.exists(term)) terms.push_back(std::move(term));
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
    std::vector<Layer> layers;
    has_words_ = false;
    std::vector<Query> optional_parts;
    std::vector<Query> required;
    std::vector<Query> filters;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
        if (child.kind == NodeKind::word && scope.role == Role::ranked) {
            add_words(child, scope, layers);
            continue;
        }
        const bool had_words = has_words_;
        add_phrases(scope, layers);
        if (child.kind == NodeKind::exclude) {
            break_chain();
            Scope inside = scope;
            inside.role = Role::excluded;
            if (auto query = build_node(child.children.front(), inside)) excluded.push_back(*query);
            has_words_ = had_words;
            continue;
        }
        auto query = build_node(child, scope);
        has_words_ = had_words;
        if (!query) continue;
        if (child.kind == NodeKind::filter) {
            filters.push_back(std::move(*query));
        } else if (child.kind == NodeKind::must) {
            required.push_back(std::move(*query));
        } else {
            optional_parts.push_back(std::move(*query));
        }
    }
    add_phrases(scope, layers);
    break_chain();
    if (has_words_) optional_parts.push_back(source_of(std::move(layers)));
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
        return expander_.has_telling_word(node.text);
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [this](const QueryNode& child) { return has_telling_word(child); });
}

int QueryBuilder::mark(const Concept& word, bool needs_neighbour) {
    Xapian::doccount frequency = 0;
    for (const Alternative& alternative : word.alternatives) {
        if (is_by_meaning(alternative.origin)) continue;
        frequency = std::max(frequency, database_.get_termfreq(term_of(alternative)));
    }
    const double documents = database_.get_doccount();
    const double rarity = std::log1p((documents + 1.0) / (static_cast<double>(frequency) + 1.0));
    const int number = built_.marks.add_concept(rarity, needs_neighbour);
    built_.marks.add_forms(word, number);
    return number;
}

void QueryBuilder::list_expansions(const Concept& word) {
    list_reading(word);
    for (const Alternative& alternative : word.alternatives) {
        if (alternative.origin == Origin::typed) continue;
        const bool is_word = alternative.stems.find(' ') == std::string::npos;
        if (is_word && !layers_.exists(term_of(alternative))) continue;
        list({word.typed.empty() ? word.surface : word.typed, alternative.text, alternative.lang,
              std::string(name_of(alternative.origin)), alternative.weight});
    }
}

void QueryBuilder::list_reading(const Concept& word) {
    if (word.read.empty()) return;
    const std::vector<LanguageTag> languages = expander_.languages();
    const LanguageTag lang = languages.empty() ? LanguageTag() : languages.front();
    list({word.typed, word.read, lang, std::string(name_of(Origin::transliteration)), 1.0});
}

void QueryBuilder::list(Expansion expansion) {
    const bool is_listed = std::ranges::any_of(built_.expansions, [&](const Expansion& listed) {
        return listed.from == expansion.from && listed.to == expansion.to &&
               listed.lang == expansion.lang;
    });
    if (!is_listed) built_.expansions.push_back(std::move(expansion));
}

std::string QueryBuilder::term_of(const Alternative& alternative) const {
    return layers_.term_of(alternative.lang, alternative.stems, false);
}

}  // namespace evresi::search

#include "searchd/search/searcher.hpp"

#include "analyzers/analyzer.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/cursor.hpp"
#include "searchd/search/facets.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/groups.hpp"
#include "searchd/search/query_builder.hpp"
#include "searchd/search/query_expander.hpp"
#include "searchd/search/query_parser.hpp"
#include "searchd/search/ranking.hpp"
#include "searchd/search/snippet.hpp"
#include "searchd/search/sort_key.hpp"
#include "searchd/search/spelling_corrector.hpp"
#include "searchd/search/value_label.hpp"

#include <xapian.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

namespace evresi::search {
namespace {

using database::Field;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// The request's restrictions in one list, with canonical values; `in` is one on the language.
std::vector<Filter> filters_of(const SearchRequest& request, const database::Columns& columns) {
    std::vector<Filter> filters;
    for (const Filter& filter : request.filters) filters.push_back(canonical(filter, columns));
    if (!request.in.empty()) {
        Filter languages;
        languages.field = Field::lang;
        for (const LanguageTag tag : request.in) languages.values.push_back(tag.str());
        filters.push_back(std::move(languages));
    }
    return filters;
}

std::optional<Error> check_request(const SearchRequest& request, const QueryLimits& limits) {
    const auto invalid = [](std::string message, std::string subject) {
        return fail(ErrorCode::invalid_argument, std::move(message), std::move(subject));
    };
    if (request.page < 1) return invalid("pages are numbered from 1", "page");
    if (request.size < 0 || request.size > limits.page_size) {
        return invalid("size is a number from 0 to " + std::to_string(limits.page_size), "size");
    }
    if (request.after.empty() &&
        static_cast<std::int64_t>(request.page) * request.size > limits.deepest_hit) {
        return invalid("page times size goes up to " + std::to_string(limits.deepest_hit) +
                           "; go deeper with the cursor in 'page.next'",
                       "page");
    }
    if (request.facet_size < 0 || request.facet_size > limits.facet_size) {
        return invalid("facet_size is a number from 0 to " + std::to_string(limits.facet_size),
                       "facet_size");
    }
    std::size_t values = 0;
    for (const Filter& filter : request.filters) {
        // Counting an empty filter too bounds the number of filters as well.
        values += std::max<std::size_t>(1, filter.values.size() + filter.ranges.size());
        if (values > static_cast<std::size_t>(limits.filter_values)) {
            return fail(ErrorCode::query_too_complex,
                        "filters take up to " + std::to_string(limits.filter_values) +
                            " values in all",
                        std::string(database::row_of(filter.field).name));
        }
    }
    return std::nullopt;
}

Error unreadable(const Xapian::Error& fault) {
    return fail(ErrorCode::index_damaged, "the index cannot be read: " + fault.get_msg() +
                                              "; run 'evresi-indexer check' on it");
}

}  // namespace

struct Searcher::State {
    database::Snapshot snapshot;
    QueryLimits limits;
    analyzers::AnalyzerSet analyzers;
    std::optional<std::uint64_t> term_count;

    State(database::Snapshot opened, QueryLimits given)
        : snapshot(std::move(opened)), limits(given) {}

    [[nodiscard]] Result<SearchResponse> search(const SearchRequest& request);
    [[nodiscard]] Result<BuiltQuery> build(const SearchRequest& request);
    [[nodiscard]] Result<void> run(const SearchRequest& request,
                                   const BuiltQuery& built,
                                   std::uint64_t offset,
                                   Clock::time_point deadline,
                                   SearchResponse& response);
    [[nodiscard]] Result<void> add_hits(const SearchRequest& request,
                                        const BuiltQuery& built,
                                        const Xapian::Enquire& enquire,
                                        const Xapian::MSet& matches,
                                        const std::optional<GroupSpy>& groups,
                                        Clock::time_point deadline,
                                        SearchResponse& response);
    [[nodiscard]] Result<std::uint64_t> offset_of(const SearchRequest& request,
                                                  std::vector<std::string>& warnings);
    [[nodiscard]] Result<void>
    add_groups(const Xapian::MSet& matches, const GroupSpy& groups, SearchResponse& response);
    void count_facets(const SearchRequest& request,
                      const std::vector<Filter>& filters,
                      const Xapian::Query& query,
                      SearchResponse& response);
    [[nodiscard]] Result<Hit> make_hit(Xapian::docid docid,
                                       const SearchRequest& request,
                                       bool has_time,
                                       SnippetMaker& snippets);
    [[nodiscard]] std::string explain(const Xapian::Enquire& enquire,
                                      const Xapian::MSet& matches,
                                      Xapian::docid docid,
                                      double score);
    [[nodiscard]] FacetLabel labels(LanguageTag lang) const;
};

namespace {

/// Whether a filter is a choice in one of the facets asked for: then that facet's counts must leave
/// it out, which takes a pass of its own.
bool is_selection(const Filter& filter, const std::vector<Field>& facets) {
    return !filter.exclude && std::find(facets.begin(), facets.end(), filter.field) != facets.end();
}

struct DeadlinePassed {};

/// Sees every match and ends the matcher when the time is over: Xapian's own time limit only stops
/// it from looking at more than it needs.
class DeadlineSpy final : public Xapian::MatchSpy {
public:
    explicit DeadlineSpy(Clock::time_point deadline) : deadline_(deadline) {}

    void operator()(const Xapian::Document& /*document*/, double /*weight*/) override {
        if (++seen_ % 256 == 0 && Clock::now() > deadline_) throw DeadlinePassed();
    }
    [[nodiscard]] std::uint64_t seen() const noexcept { return seen_; }

private:
    const Clock::time_point deadline_;
    std::uint64_t seen_ = 0;
};

std::vector<Field> without_repeats(const std::vector<Field>& fields) {
    std::vector<Field> distinct;
    for (const Field field : fields) {
        if (std::find(distinct.begin(), distinct.end(), field) == distinct.end()) {
            distinct.push_back(field);
        }
    }
    return distinct;
}

}  // namespace

Result<std::uint64_t> Searcher::State::offset_of(const SearchRequest& request,
                                                 std::vector<std::string>& warnings) {
    if (request.after.empty()) {
        return static_cast<std::uint64_t>(request.page - 1) *
               static_cast<std::uint64_t>(request.size);
    }
    const auto cursor = decode_cursor(request.after);
    if (!cursor || cursor->query_hash != hash_of(request)) {
        return fail(ErrorCode::invalid_argument,
                    "this cursor belongs to another query; take 'page.next' of this query's answer",
                    "after");
    }
    // A cursor can be written by hand, and its offset is calculated with.
    if (cursor->offset > snapshot.database().get_doccount()) {
        return fail(ErrorCode::invalid_argument,
                    "this cursor points beyond the end of the index; begin again without it",
                    "after");
    }
    if (cursor->generation != snapshot.generation().manifest.generation) {
        warnings.emplace_back(
            "the index has changed since the previous page; hits may be repeated or missing");
    }
    return cursor->offset;
}

void Searcher::State::count_facets(const SearchRequest& request,
                                   const std::vector<Filter>& filters,
                                   const Xapian::Query& query,
                                   SearchResponse& response) {
    const std::vector<Field> fields = without_repeats(request.facets);
    std::vector<Filter> selections;
    std::vector<Filter> restrictions;
    for (const Filter& filter : filters) {
        (is_selection(filter, fields) ? selections : restrictions).push_back(filter);
    }
    FacetCounter counter(snapshot.columns(), fields, selections);
    FacetSpy spy(counter);
    Xapian::Enquire enquire(snapshot.database());
    enquire.set_query(restrict_query(query, restrictions, snapshot.columns()));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
    enquire.add_matchspy(&spy);
    (void)enquire.get_mset(0, 0, snapshot.database().get_doccount());
    response.facets = counter.counts(filters, request.facet_size, labels(request.ui_lang));
}

Result<Hit> Searcher::State::make_hit(Xapian::docid docid,
                                      const SearchRequest& request,
                                      bool has_time,
                                      SnippetMaker& snippets) {
    const bool needs_text = request.snippets > 0 && has_time;
    Result<corpus::Document> document =
        needs_text ? snapshot.document(docid) : snapshot.head(docid);
    if (!document) return document.error();
    Hit hit;
    if (needs_text) hit.snippets = snippets.excerpts(*document, request.snippets);
    document->title = without_bidi_controls(document->title);
    hit.title_marks = snippets.title_marks(document->title, document->title_lang);
    hit.document = std::move(*document);
    hit.document.text.clear();
    hit.document.paragraphs.clear();
    return hit;
}

std::string Searcher::State::explain(const Xapian::Enquire& enquire,
                                     const Xapian::MSet& matches,
                                     Xapian::docid docid,
                                     double score) {
    char line[96];
    std::snprintf(line, sizeof line, "score %.4f; matched terms:", score);
    std::string text = line;
    for (auto term = enquire.get_matching_terms_begin(docid);
         term != enquire.get_matching_terms_end(docid); ++term) {
        const std::string name = *term;
        if (name.starts_with('X')) continue;  // filters add nothing to the score
        std::snprintf(line, sizeof line, " (in %u documents",
                      snapshot.database().get_termfreq(name));
        text += "\n  " + name + line;
        // Terms of a synonym group share one weight, which Xapian does not tell.
        if (const double weight = matches.get_termweight(name); weight > 0.0) {
            std::snprintf(line, sizeof line, ", weight up to %.4f", weight);
            text += line;
        }
        text += ')';
    }
    return text;
}

FacetLabel Searcher::State::labels(LanguageTag lang) const {
    return [this, lang](Field field, std::string_view value) {
        return value_label(snapshot, field, value, lang);
    };
}

Result<BuiltQuery> Searcher::State::build(const SearchRequest& request) {
    Result<ParsedQuery> parsed =
        request.plain ? parse_plain_query(request.q, limits) : parse_query(request.q, limits);
    if (!parsed) return parsed.error();
    QueryExpander expander(analyzers, request.lang, request.in, request.q, snapshot.spellings());
    Result<BuiltQuery> built = QueryBuilder(snapshot, expander, limits).build(parsed->root);
    if (built) {
        built->warnings.insert(built->warnings.begin(), parsed->warnings.begin(),
                               parsed->warnings.end());
    }
    return built;
}

Result<void> Searcher::State::run(const SearchRequest& request,
                                  const BuiltQuery& built,
                                  std::uint64_t offset,
                                  Clock::time_point deadline,
                                  SearchResponse& response) {
    const std::vector<Filter> filters = filters_of(request, snapshot.columns());
    const std::vector<Field> facets = without_repeats(request.facets);
    const bool counts_apart =
        std::any_of(filters.begin(), filters.end(),
                    [&](const Filter& filter) { return is_selection(filter, facets); });

    Xapian::Enquire enquire(snapshot.database());
    enquire.set_query(restrict_query(built.query, filters, snapshot.columns()));
    enquire.set_weighting_scheme(ranking::weight());
    SortKey key(request.sort, snapshot.columns());
    if (request.sort != Sort::relevance) {
        enquire.set_sort_by_key_then_relevance(&key, request.sort == Sort::year_descending);
    }
    std::optional<GroupSpy> groups;
    if (request.group) {
        groups.emplace(snapshot.columns().groups(*request.group));
        enquire.set_collapse_key(database::group_slot(*request.group));
        enquire.add_matchspy(&*groups);
        response.group = request.group;
    }
    FacetCounter counter(snapshot.columns(), counts_apart ? std::vector<Field>() : facets, {});
    FacetSpy spy(counter);
    if (!facets.empty() && !counts_apart) enquire.add_matchspy(&spy);
    // Looking at every match makes the total and the facet counts exact.
    const Xapian::doccount documents = snapshot.database().get_doccount();
    const auto first = static_cast<Xapian::doccount>(std::min<std::uint64_t>(offset, documents));
    const auto wanted = static_cast<Xapian::doccount>(request.size);
    DeadlineSpy watch(deadline);
    enquire.add_matchspy(&watch);
    Xapian::MSet matches;
    try {
        matches = enquire.get_mset(first, wanted, documents);
    } catch (const DeadlinePassed&) {
        // Without counting and boosts the matcher skips most of what it would have looked at.
        response.is_partial = true;
        response.matching_documents = watch.seen();
        response.total = groups ? groups->groups() : watch.seen();
        response.total_is_exact = false;
        enquire.clear_matchspies();
        enquire.set_query(restrict_query(built.matching, filters, snapshot.columns()));
        matches = enquire.get_mset(first, wanted);
        return add_hits(request, built, enquire, matches, groups, deadline, response);
    }
    // Every match has been seen, which is why the count is exact.
    response.matching_documents = watch.seen();
    response.total = groups ? groups->groups() : watch.seen();
    if (!facets.empty() && !counts_apart) {
        response.facets = counter.counts(filters, request.facet_size, labels(request.ui_lang));
    } else if (!facets.empty() && Clock::now() <= deadline) {
        count_facets(request, filters, built.query, response);
    } else if (!facets.empty()) {
        response.is_partial = true;
    }
    return add_hits(request, built, enquire, matches, groups, deadline, response);
}

Result<void> Searcher::State::add_hits(const SearchRequest& request,
                                       const BuiltQuery& built,
                                       const Xapian::Enquire& enquire,
                                       const Xapian::MSet& matches,
                                       const std::optional<GroupSpy>& groups,
                                       Clock::time_point deadline,
                                       SearchResponse& response) {
    SnippetMaker snippets(analyzers, built.marks);
    for (auto match = matches.begin(); match != matches.end(); ++match) {
        const bool has_time = Clock::now() <= deadline;
        if (!has_time && request.snippets > 0) response.is_partial = true;
        Result<Hit> hit = make_hit(*match, request, has_time, snippets);
        if (!hit) return hit.error();
        hit->score = match.get_weight();
        if (request.explain) hit->explanation = explain(enquire, matches, *match, hit->score);
        response.hits.push_back(std::move(*hit));
    }
    return groups ? add_groups(matches, *groups, response) : Result<void>();
}

// The other documents of the groups that this page shows.
Result<void> Searcher::State::add_groups(const Xapian::MSet& matches,
                                         const GroupSpy& groups,
                                         SearchResponse& response) {
    std::vector<Xapian::docid> shown;
    for (auto match = matches.begin(); match != matches.end(); ++match) shown.push_back(*match);
    const std::vector<DocumentGroup> found = groups.groups_of(shown);
    for (std::size_t i = 0; i < found.size(); ++i) {
        HitGroup& group = response.hits[i].group;
        group.size = found[i].size;
        for (const Xapian::docid docid : found[i].others) {
            Result<corpus::Document> head = snapshot.head(docid);
            if (!head) return head.error();
            group.others.push_back(
                {std::move(head->id), without_bidi_controls(head->title), head->lang});
        }
    }
    return {};
}

Result<SearchResponse> Searcher::State::search(const SearchRequest& request) {
    const Clock::time_point start = Clock::now();
    if (auto error = check_request(request, limits)) return std::move(*error);
    Result<BuiltQuery> built = build(request);
    if (!built) return built.error();

    SearchResponse response;
    response.warnings = std::move(built->warnings);
    const Result<std::uint64_t> offset = offset_of(request, response.warnings);
    if (!offset) return offset.error();
    response.query_text = request.q;
    response.query_languages = std::move(built->languages);
    response.expansions = std::move(built->expansions);
    const Result<void> done = run(request, *built, *offset, start + limits.time_budget, response);
    if (!done) return done.error();
    if (request.size > 0 && *offset == 0 && !response.is_partial) {
        response.suggestion = SpellingCorrector(snapshot, analyzers)
                                  .suggest({request.q, request.plain, request.lang});
    }

    if (response.is_partial) {
        response.warnings.emplace_back(
            "the time budget ended the search early; matches, facets or snippets are missing");
    }
    response.generation = snapshot.generation().manifest.generation;
    response.documents = snapshot.database().get_doccount();
    const std::uint64_t shown = *offset + response.hits.size();
    if (!response.hits.empty() && shown < response.total) {
        response.next = encode_cursor({response.generation, shown, hash_of(request)});
    }
    response.size = request.size;
    response.page = request.page;
    if (!request.after.empty() && request.size > 0) {
        response.page = static_cast<int>(*offset / static_cast<std::uint64_t>(request.size)) + 1;
    }
    response.took_ms = milliseconds_since(start);
    return response;
}

Searcher::Searcher(database::Snapshot snapshot, QueryLimits limits)
    : state_(std::make_unique<State>(std::move(snapshot), limits)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Result<SearchResponse> Searcher::search(const SearchRequest& request) {
    try {
        return state_->search(request);
    } catch (const Xapian::Error& fault) {
        return unreadable(fault);
    }
}

Result<corpus::Document> Searcher::document(std::string_view id) {
    try {
        if (const auto docid = state_->snapshot.find(id)) {
            return state_->snapshot.document(*docid);
        }
        return fail(ErrorCode::not_found, "there is no document '" + std::string(id) + "'", "id");
    } catch (const Xapian::Error& fault) {
        return unreadable(fault);
    }
}

Result<Suggestions> Searcher::suggest(const SuggestRequest& request) {
    try {
        return Suggester(state_->snapshot, state_->analyzers).suggest(request);
    } catch (const Xapian::Error& fault) {
        return unreadable(fault);
    }
}

Result<IndexStatistics> Searcher::statistics(LanguageTag ui_lang) {
    try {
        const Xapian::Database& database = state_->snapshot.database();
        if (!state_->term_count) {
            std::uint64_t count = 0;
            for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
                ++count;
            }
            state_->term_count = count;
        }
        IndexStatistics statistics;
        statistics.documents = database.get_doccount();
        statistics.terms = *state_->term_count;
        statistics.average_length = database.get_average_length();
        std::vector<Field> fields;
        for (const database::FieldRow& row : database::fields()) fields.push_back(row.field);
        FacetCounter counter(state_->snapshot.columns(), fields, {});
        counter.add_all();
        constexpr int kAllValues = 1 << 30;
        for (FacetCounts& facet : counter.counts({}, kAllValues, state_->labels(ui_lang))) {
            statistics.fields.emplace_back(facet.field, std::move(facet.values));
        }
        return statistics;
    } catch (const Xapian::Error& fault) {
        return unreadable(fault);
    }
}

std::string Searcher::programme_label(std::string_view id, LanguageTag lang) const {
    return value_label(state_->snapshot, Field::programme, id, lang);
}

const database::Generation& Searcher::generation() const noexcept {
    return state_->snapshot.generation();
}

}  // namespace evresi::search

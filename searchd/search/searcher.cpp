#include "searchd/search/searcher.hpp"

#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/cursor.hpp"
#include "searchd/search/explanation.hpp"
#include "searchd/search/facets.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/groups.hpp"
#include "searchd/search/match_list.hpp"
#include "searchd/search/query_builder.hpp"
#include "searchd/search/query_expander.hpp"
#include "searchd/search/query_parser.hpp"
#include "searchd/search/ranking.hpp"
#include "searchd/search/similar.hpp"
#include "searchd/search/snippet.hpp"
#include "searchd/search/spelling_corrector.hpp"
#include "searchd/search/value_label.hpp"

#include <xapian.h>

#include <algorithm>
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

Error no_document(std::string_view id) {
    return fail(ErrorCode::not_found, "there is no document '" + std::string(id) + "'", "id");
}

Error unreadable(const Xapian::Error& fault) {
    return fail(ErrorCode::index_damaged, "the index cannot be read: " + fault.get_msg() +
                                              "; run 'evresi-indexer check' on it");
}

}  // namespace

struct Searcher::State {
    database::Snapshot snapshot;
    std::shared_ptr<const lexicon::Lexicon> lexicon;
    QueryLimits limits;
    analyzers::AnalyzerSet analyzers;
    std::optional<std::uint64_t> term_count;

    State(database::Snapshot opened,
          QueryLimits given,
          std::shared_ptr<const lexicon::Lexicon> translations)
        : snapshot(std::move(opened)), lexicon(std::move(translations)), limits(given) {}

    [[nodiscard]] Result<SearchResponse> search(const SearchRequest& request);
    [[nodiscard]] Result<SearchResponse>
    search_all(const SearchRequest& request,
               const std::function<bool(const SearchResponse& head)>& begin,
               const std::function<bool(Hit&& hit)>& take);
    struct Ranked {
        std::vector<Match> matches;  ///< the first of them, in order
        std::optional<GroupCounter> groups;
    };
    [[nodiscard]] Ranked rank(const SearchRequest& request,
                              const BuiltQuery& built,
                              std::uint64_t wanted,
                              Clock::time_point deadline,
                              SearchResponse& response);
    [[nodiscard]] Result<SearchResponse>
    similar(std::string_view id, const SearchRequest& request, bool with_duplicates);
    /// The document, and unless `with_duplicates` those that are nearly the same.
    [[nodiscard]] Xapian::Query
    itself(Xapian::docid docid, std::string_view id, bool with_duplicates) const;
    [[nodiscard]] SearchResponse response_to(const SearchRequest& request, BuiltQuery& built);
    [[nodiscard]] Result<BuiltQuery> build(const SearchRequest& request);
    [[nodiscard]] Result<void> run(const SearchRequest& request,
                                   const BuiltQuery& built,
                                   std::uint64_t offset,
                                   Clock::time_point deadline,
                                   SearchResponse& response);
    [[nodiscard]] Result<void> add_hits(const SearchRequest& request,
                                        const BuiltQuery& built,
                                        const std::vector<Match>& matches,
                                        const std::optional<GroupCounter>& groups,
                                        Clock::time_point deadline,
                                        SearchResponse& response);
    [[nodiscard]] Result<std::uint64_t> offset_of(const SearchRequest& request,
                                                  std::vector<std::string>& warnings);
    [[nodiscard]] Result<void> add_groups(const std::vector<Match>& matches,
                                          const GroupCounter& groups,
                                          SearchResponse& response);
    void count_facets(const SearchRequest& request,
                      const std::vector<Field>& fields,
                      const std::vector<Filter>& selections,
                      const std::vector<Filter>& filters,
                      std::vector<Match>& matches,
                      SearchResponse& response);
    [[nodiscard]] Result<Hit> make_hit(Xapian::docid docid,
                                       const SearchRequest& request,
                                       bool has_time,
                                       SnippetMaker& snippets);
    [[nodiscard]] FacetLabel labels(LanguageTag lang) const;
};

namespace {

/// Whether a filter is a choice in one of the facets asked for: then that facet's counts must leave
/// it out, so that it is applied to the matches of all others.
bool is_selection(const Filter& filter, const std::vector<Field>& facets) {
    return !filter.exclude && std::find(facets.begin(), facets.end(), filter.field) != facets.end();
}

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
    const std::uint64_t documents = snapshot.database().get_doccount();
    if (cursor->generation != snapshot.generation().manifest.generation) {
        warnings.emplace_back(
            "the index has changed since the previous page; hits may be repeated or missing");
        // An index that has become smaller has no such page any more.
        return std::min(cursor->offset, documents);
    }
    // A cursor can be written by hand, and its offset is calculated with.
    if (cursor->offset > documents) {
        return fail(ErrorCode::invalid_argument,
                    "this cursor points beyond the end of the index; begin again without it",
                    "after");
    }
    return cursor->offset;
}

// Counts what is asked for, and removes the matches that fail a selection.
void Searcher::State::count_facets(const SearchRequest& request,
                                   const std::vector<Field>& fields,
                                   const std::vector<Filter>& selections,
                                   const std::vector<Filter>& filters,
                                   std::vector<Match>& matches,
                                   SearchResponse& response) {
    if (fields.empty()) return;
    FacetCounter counter(snapshot.columns(), fields, selections);
    counter.count(matches);
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

FacetLabel Searcher::State::labels(LanguageTag lang) const {
    return [this, lang](Field field, std::string_view value) {
        return value_label(snapshot, field, value, lang);
    };
}

Result<BuiltQuery> Searcher::State::build(const SearchRequest& request) {
    Result<ParsedQuery> parsed =
        request.plain ? parse_plain_query(request.q, limits) : parse_query(request.q, limits);
    if (!parsed) return parsed.error();
    QueryExpander expander(analyzers, request, snapshot, lexicon.get());
    Result<BuiltQuery> built = QueryBuilder(snapshot, expander, limits).build(parsed->root);
    if (built) {
        built->warnings.insert(built->warnings.begin(), parsed->warnings.begin(),
                               parsed->warnings.end());
    }
    return built;
}

/// Finds and counts all matches, and sorts the first `wanted`.
auto Searcher::State::rank(const SearchRequest& request,
                           const BuiltQuery& built,
                           std::uint64_t wanted,
                           Clock::time_point deadline,
                           SearchResponse& response) -> Ranked {
    const database::Columns& columns = snapshot.columns();
    const std::vector<Filter> filters = filters_of(request, columns);
    const std::vector<Field> facets = without_repeats(request.facets);
    std::vector<Filter> selections;
    std::vector<Filter> restrictions;
    for (const Filter& filter : filters) {
        (is_selection(filter, facets) ? selections : restrictions).push_back(filter);
    }
    MatchList found = find_matches(snapshot, built, restrictions, deadline);
    Ranked ranked{std::move(found.matches), std::nullopt};
    std::vector<Match>& matches = ranked.matches;
    count_facets(request, facets, selections, filters, matches, response);
    response.is_partial = !found.is_complete;
    response.total_is_exact = found.is_complete;
    response.matching_documents = response.total = matches.size();
    merge_languages(matches, columns, built.rarities,
                    response.query_languages.empty() ? LanguageTag()
                                                     : response.query_languages.front());
    if (request.group) {
        const database::Column& groups = columns.groups(*request.group);
        ranked.groups.emplace(groups);
        for (const Match& match : matches) ranked.groups->add(match.docid);
        keep_best_of_groups(matches, groups);
        response.group = request.group;
        response.total = ranked.groups->groups();
    }
    sort_matches(matches, request.sort, wanted, columns);
    return ranked;
}

Result<void> Searcher::State::run(const SearchRequest& request,
                                  const BuiltQuery& built,
                                  std::uint64_t offset,
                                  Clock::time_point deadline,
                                  SearchResponse& response) {
    const auto size = static_cast<std::uint64_t>(request.size);
    Ranked ranked = rank(request, built, offset + size, deadline, response);
    auto& matches = ranked.matches;
    matches.erase(matches.begin(),
                  matches.begin() +
                      static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(offset, matches.size())));
    return add_hits(request, built, matches, ranked.groups, deadline, response);
}

Result<void> Searcher::State::add_hits(const SearchRequest& request,
                                       const BuiltQuery& built,
                                       const std::vector<Match>& matches,
                                       const std::optional<GroupCounter>& groups,
                                       Clock::time_point deadline,
                                       SearchResponse& response) {
    SnippetMaker snippets(analyzers, built.marks);
    for (const Match& match : matches) {
        const bool has_time = Clock::now() <= deadline;
        if (!has_time && request.snippets > 0) response.is_partial = true;
        Result<Hit> hit = make_hit(match.docid, request, has_time, snippets);
        if (!hit) return hit.error();
        hit->score = static_cast<double>(match.score);
        if (request.explain) {
            hit->explanation =
                explain_match(match, built.layers, snapshot.database(), snapshot.columns());
        }
        response.hits.push_back(std::move(*hit));
    }
    return groups ? add_groups(matches, *groups, response) : Result<void>();
}

// The other documents of the groups that this page shows.
Result<void> Searcher::State::add_groups(const std::vector<Match>& matches,
                                         const GroupCounter& groups,
                                         SearchResponse& response) {
    std::vector<Xapian::docid> shown;
    for (const Match& match : matches) shown.push_back(match.docid);
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

/// What an answer says of the query and the index.
SearchResponse Searcher::State::response_to(const SearchRequest& request, BuiltQuery& built) {
    SearchResponse response;
    response.warnings = std::move(built.warnings);
    response.query_text = request.q;
    response.query_languages = std::move(built.languages);
    response.expansions = std::move(built.expansions);
    response.generation = snapshot.generation().manifest.generation;
    response.documents = snapshot.database().get_doccount();
    response.size = request.size;
    response.page = request.page;
    return response;
}

Result<SearchResponse> Searcher::State::search(const SearchRequest& request) {
    const Clock::time_point start = Clock::now();
    if (auto error = check_request(request, limits)) return std::move(*error);
    Result<BuiltQuery> built = build(request);
    if (!built) return built.error();

    SearchResponse response = response_to(request, *built);
    const Result<std::uint64_t> offset = offset_of(request, response.warnings);
    if (!offset) return offset.error();
    const Result<void> done = run(request, *built, *offset, start + limits.time_budget, response);
    if (!done) return done.error();
    if (request.size > 0 && *offset == 0 && !response.is_partial) {
        KnownStem known;
        if (lexicon) {
            known = [this](LanguageTag lang, std::string_view stem) {
                return lexicon->word(lang, stem);
            };
        }
        response.suggestion = SpellingCorrector(snapshot, analyzers, std::move(known))
                                  .suggest({request.q, request.plain, request.lang});
    }

    if (response.is_partial) {
        response.warnings.emplace_back(
            "the time budget ended the search early; matches, facets or snippets are missing");
    }
    const std::uint64_t shown = *offset + response.hits.size();
    if (!response.hits.empty() && shown < response.total) {
        response.next = encode_cursor({response.generation, shown, hash_of(request)});
    }
    if (!request.after.empty() && request.size > 0) {
        response.page = static_cast<int>(*offset / static_cast<std::uint64_t>(request.size)) + 1;
    }
    response.took_ms = milliseconds_since(start);
    return response;
}

Result<SearchResponse>
Searcher::State::search_all(const SearchRequest& request,
                            const std::function<bool(const SearchResponse& head)>& begin,
                            const std::function<bool(Hit&& hit)>& take) {
    const Clock::time_point start = Clock::now();
    SearchRequest whole = request;
    whole.page = 1;
    whole.after.clear();
    QueryLimits export_limits = limits;
    export_limits.page_size = export_limits.deepest_hit = limits.export_hits;
    if (auto error = check_request(whole, export_limits)) return std::move(*error);
    Result<BuiltQuery> built = build(whole);
    if (!built) return built.error();
    SearchResponse response = response_to(whole, *built);
    whole.facets.clear();
    Ranked ranked = rank(whole, *built, static_cast<std::uint64_t>(whole.size),
                         start + limits.export_budget, response);
    if (response.is_partial) {
        return fail(ErrorCode::timed_out,
                    "there is more to sort than time to do it; restrict the search by a filter",
                    "q");
    }
    if (whole.size == limits.export_hits && response.total > ranked.matches.size()) {
        response.warnings.push_back("an export has " + std::to_string(ranked.matches.size()) +
                                    " hits at most, the first ones of " +
                                    std::to_string(response.total));
    }
    response.took_ms = milliseconds_since(start);
    if (!begin(response)) return response;
    SnippetMaker snippets(analyzers, built->marks);
    for (const Match& match : ranked.matches) {
        Result<Hit> hit = make_hit(match.docid, whole, true, snippets);
        if (!hit) return hit.error();
        hit->score = static_cast<double>(match.score);
        if (ranked.groups) hit->group.size = ranked.groups->size_of(match.docid);
        if (!take(std::move(*hit))) break;
    }
    return response;
}

Xapian::Query
Searcher::State::itself(Xapian::docid docid, std::string_view id, bool with_duplicates) const {
    const Xapian::Query self(database::id_term(id));
    const auto grouping = database::Grouping::near_duplicate;
    const database::Column& groups = snapshot.columns().groups(grouping);
    const auto ordinals = groups.ordinals(docid);
    if (with_duplicates || ordinals.empty()) return self;
    const std::string group(groups.values()[ordinals.front()]);
    if (group == database::kUnknown) return self;
    const Xapian::Query same(Xapian::Query::OP_VALUE_RANGE, database::group_slot(grouping), group,
                             group);
    return {Xapian::Query::OP_OR, self, same};
}

Result<SearchResponse>
Searcher::State::similar(std::string_view id, const SearchRequest& request, bool with_duplicates) {
    const Clock::time_point start = Clock::now();
    SearchRequest wanted = request;
    wanted.q.clear();
    wanted.sort = Sort::relevance;
    wanted.after.clear();
    if (auto error = check_request(wanted, limits)) return std::move(*error);
    const auto docid = snapshot.find(id);
    if (!docid) return no_document(id);
    const Result<corpus::Document> document = snapshot.document(*docid);
    if (!document) return document.error();
    Crossing crossing{lexicon.get(), wanted.in};
    if (crossing.languages.empty()) {
        for (const analyzers::Language* language : analyzers::languages()) {
            crossing.languages.push_back(language->tag);
        }
    }
    const std::vector<TellingWord> words =
        terms_of(*document, snapshot, analyzers, wanted.cross ? &crossing : nullptr);
    BuiltQuery built = similar_query(words, snapshot);
    const Xapian::Query left_out = itself(*docid, id, with_duplicates);
    built.query = Xapian::Query(Xapian::Query::OP_AND_NOT, built.query, left_out);
    SearchResponse response = response_to(wanted, built);
    for (const TellingWord& word : words) {
        response.query_text += (response.query_text.empty() ? "" : " ") + word.text;
    }
    const auto offset =
        static_cast<std::uint64_t>(wanted.page - 1) * static_cast<std::uint64_t>(wanted.size);
    const Result<void> done = run(wanted, built, offset, start + limits.time_budget, response);
    if (!done) return done.error();
    response.took_ms = milliseconds_since(start);
    return response;
}

Searcher::Searcher(database::Snapshot snapshot,
                   QueryLimits limits,
                   std::shared_ptr<const lexicon::Lexicon> lexicon)
    : state_(std::make_unique<State>(std::move(snapshot), limits, std::move(lexicon))) {}
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

Result<SearchResponse>
Searcher::search_all(const SearchRequest& request,
                     const std::function<bool(const SearchResponse& head)>& begin,
                     const std::function<bool(Hit&& hit)>& take) {
    try {
        return state_->search_all(request, begin, take);
    } catch (const Xapian::Error& fault) {
        return unreadable(fault);
    }
}

Result<SearchResponse>
Searcher::similar(std::string_view id, const SearchRequest& request, bool with_duplicates) {
    try {
        return state_->similar(id, request, with_duplicates);
    } catch (const Xapian::Error& fault) {
        return unreadable(fault);
    }
}

Result<corpus::Document> Searcher::document(std::string_view id) {
    try {
        if (const auto docid = state_->snapshot.find(id)) {
            return state_->snapshot.document(*docid);
        }
        return no_document(id);
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

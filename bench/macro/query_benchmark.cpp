#include "bench/macro/query_benchmark.hpp"

#include "bench/macro/latencies.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/api/request_parameters.hpp"
#include "searchd/api/response_json.hpp"
#include "searchd/search/searcher.hpp"

#include <functional>

namespace evresi::bench {
namespace {

/// What is asked for beside the first ten hits and their exact number.
struct Variant {
    const char* name;
    const char* facets;
    const char* snippets;
    bool as_json;
};
constexpr Variant kVariants[] = {
    {"top10", "none", "0", false},
    {"facets", "programme,country,year", "0", false},
    {"snippets", "programme,country,year", "2", false},
    {"answer", "programme,country,year", "2", true},
};

/// The part of the mix that is asked, how its words are joined, and whether texts in other
/// languages are looked for.
struct Selection {
    const char* name;
    bool (*takes)(const MixQuery& query);
    const char* joined_by;
    const char* cross;
};
constexpr Selection kSelections[] = {
    {"mix", [](const MixQuery&) { return true; }, " ", "on"},
    {"own", [](const MixQuery&) { return true; }, " ", "off"},
    {"or", [](const MixQuery& query) { return !query.is_phrase && query.filter_name.empty(); },
     " OR ", "on"},
    {"and", [](const MixQuery& query) { return !query.is_phrase && query.filter_name.empty(); },
     " AND ", "on"},
    {"phrase", [](const MixQuery& query) { return query.is_phrase && query.filter_name.empty(); },
     " ", "on"},
    {"filter", [](const MixQuery& query) { return !query.filter_name.empty(); }, " ", "on"},
};

std::string query_text(const MixQuery& query, const std::string& joined_by) {
    if (query.is_phrase) return query.text;
    std::string text;
    for (const std::string& word : words_of(query.text)) {
        text += (text.empty() ? "" : joined_by) + word;
    }
    return text;
}

Result<search::SearchRequest> request_for(const MixQuery& query,
                                          const Selection& selection,
                                          const Variant& variant,
                                          const search::QueryLimits& limits) {
    api::Parameters parameters = {{"q", query_text(query, selection.joined_by)},
                                  {"cross", selection.cross},
                                  {"facets", variant.facets},
                                  {"snippets", variant.snippets}};
    if (!query.filter_name.empty()) parameters.emplace_back(query.filter_name, query.filter_value);
    return api::parse_search_parameters(parameters, limits);
}

class QueryRun {
public:
    QueryRun(search::Searcher& searcher, const QueryPlan& plan)
        : searcher_(searcher), plan_(plan), label_([this](std::string_view id) {
              return searcher_.programme_label(id, LanguageTag::of("en"));
          }) {}

    /// A member `"selection/variant": {...}` of the result; nothing when no query is taken.
    Result<std::string> measure(const Selection& selection, const Variant& variant) {
        std::vector<search::SearchRequest> requests;
        for (const MixQuery& query : plan_.queries) {
            if (!selection.takes(query)) continue;
            const auto request = request_for(query, selection, variant, limits_);
            if (!request) return request.error();
            requests.push_back(*request);
        }
        if (requests.empty()) return std::string();
        Latencies latencies(requests.size());
        double matches = 0;
        double bytes = 0;
        for (int pass = 0; pass < plan_.passes; ++pass) {
            for (std::size_t i = 0; i < requests.size(); ++i) {
                const double start = thread_cpu_seconds();
                const Result<search::SearchResponse> answer = searcher_.search(requests[i]);
                if (!answer) return answer.error();
                const std::size_t size = variant.as_json ? api::to_json(*answer, label_).size() : 0;
                latencies.add(i, (thread_cpu_seconds() - start) * 1000);
                matches += static_cast<double>(answer->total);
                bytes += static_cast<double>(size);
            }
        }
        const auto answers = static_cast<double>(requests.size()) * plan_.passes;
        const std::string more =
            ", \"matches\": " + std::to_string(matches / answers) +
            (variant.as_json ? ", \"bytes\": " + std::to_string(bytes / answers) : std::string());
        return '"' + std::string(selection.name) + '/' + variant.name +
               "\": " + latencies.json(more);
    }

private:
    search::Searcher& searcher_;
    const QueryPlan& plan_;
    search::QueryLimits limits_;
    api::ProgrammeLabel label_;
};

}  // namespace

Result<std::string> measure_queries(const QueryPlan& plan) {
    const auto generation = database::open_generation(plan.index_dir);
    if (!generation) return generation.error();
    auto snapshot = database::Snapshot::open(*generation);
    if (!snapshot) return snapshot.error();
    auto words = lexicon::open_lexicon(plan.lexicon, {});
    if (!words) return words.error();
    search::Searcher searcher(std::move(*snapshot), search::QueryLimits(), std::move(*words));
    QueryRun run(searcher, plan);
    std::string json;
    for (const Selection& selection : kSelections) {
        for (const Variant& variant : kVariants) {
            // Apart from the mix, how the words are joined is what matters, not what is shown.
            const bool is_mix = &selection == &kSelections[0];
            if (!is_mix && &variant != &kVariants[0]) continue;
            const Result<std::string> member = run.measure(selection, variant);
            if (!member) return member.error();
            if (!member->empty()) json += (json.empty() ? "  " : ",\n  ") + *member;
        }
    }
    return "{\n" + json + "\n}\n";
}

}  // namespace evresi::bench

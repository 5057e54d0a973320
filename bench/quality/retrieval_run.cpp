#include "bench/quality/retrieval_run.hpp"

#include <algorithm>
#include <atomic>
#include <ctime>
#include <iterator>
#include <map>
#include <optional>
#include <thread>

namespace evresi::bench {
namespace {

using Languages = std::unordered_map<std::string, LanguageTag>;

/// Evaluation queries are whole sentences, and nobody waits for a single one.
search::QueryLimits evaluation_limits(const RunSettings& settings) {
    search::QueryLimits limits;
    limits.page_size = settings.hits;
    limits.bytes = 1u << 16u;
    limits.terms = 1024;
    limits.time_budget = std::chrono::hours(1);
    return limits;
}

/// One thread's share of a run.
class Worker {
public:
    Worker(const RunSettings& settings, const Languages& langs, search::Searcher searcher)
        : settings_(settings), langs_(langs), searcher_(std::move(searcher)) {}

    std::optional<Error> run(const JudgedQuery& query) {
        std::map<LanguageTag, Judgements> cells;
        for (const auto& [id, relevance] : query.relevance) {
            cells[langs_.at(id)].emplace(id, relevance);
        }
        search::SearchRequest request = plain_request(query.text, query.lang, settings_);
        for (const auto& [lang, relevance] : cells) {
            request.in = {lang};
            const auto fault = score(request, query, pair_name(query.lang, lang), relevance);
            if (fault) return fault;
        }
        request.in.clear();
        return score(request, query, std::string(kMerged), query.relevance);
    }

    Run take() { return std::move(run_); }

private:
    std::optional<Error> score(const search::SearchRequest& request,
                               const JudgedQuery& query,
                               std::string column,
                               const Judgements& relevance) {
        const double begin = thread_cpu_ms();
        const auto response = searcher_.search(request);
        run_.cpu_ms.push_back(thread_cpu_ms() - begin);
        if (!response) {
            return fail(response.error().code,
                        "query " + query.id + ": " + response.error().message, query.id);
        }
        std::vector<Ranked> hits;
        for (const search::Hit& hit : response->hits) {
            hits.emplace_back(hit.document.id, hit.score);
        }
        order_as_evaluated(hits);
        run_.values.push_back(
            {query.id, query.topic, std::move(column), ndcg_at_10(hits, relevance)});
        return std::nullopt;
    }

    const RunSettings& settings_;
    const Languages& langs_;
    search::Searcher searcher_;
    Run run_;
};

}  // namespace

double thread_cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

search::SearchRequest
plain_request(const std::string& text, LanguageTag lang, const RunSettings& settings) {
    search::SearchRequest request;
    request.q = text;
    request.plain = true;
    request.cross = settings.cross;
    if (settings.gives_language) request.lang = lang;
    request.size = settings.hits;
    request.facets.clear();
    request.snippets = 0;
    return request;
}

Result<Run>
run_queries(const RetrievalSet& set, const RetrievalIndex& index, const RunSettings& settings) {
    const auto langs = index.languages_of(set);
    if (!langs) return langs.error();
    std::vector<Worker> workers;
    for (int i = 0; i < std::max(1, settings.jobs); ++i) {
        Result<search::Searcher> searcher = index.searcher(evaluation_limits(settings));
        if (!searcher) return searcher.error();
        workers.emplace_back(settings, *langs, std::move(*searcher));
    }
    std::atomic<std::size_t> next = 0;
    std::vector<std::optional<Error>> faults(workers.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < workers.size(); ++i) {
            threads.emplace_back([&, i] {
                for (std::size_t n = next++; n < set.queries.size() && !faults[i]; n = next++) {
                    faults[i] = workers[i].run(set.queries[n]);
                }
            });
        }
    }
    Run whole;
    for (std::size_t i = 0; i < workers.size(); ++i) {
        if (faults[i]) return *faults[i];
        Run part = workers[i].take();
        std::move(part.values.begin(), part.values.end(), std::back_inserter(whole.values));
        whole.cpu_ms.insert(whole.cpu_ms.end(), part.cpu_ms.begin(), part.cpu_ms.end());
    }
    return whole;
}

Result<Cost>
measure_cost(const RetrievalSet& set, const RetrievalIndex& index, const RunSettings& settings) {
    Result<search::Searcher> searcher = index.searcher({});
    if (!searcher) return searcher.error();
    Cost cost;
    const auto take = [&](const JudgedQuery& query, bool cross) -> std::optional<double> {
        search::SearchRequest request;
        request.q = query.text;
        request.plain = true;
        request.cross = cross;
        if (settings.gives_language) request.lang = query.lang;
        const double begin = thread_cpu_ms();
        const auto response = searcher->search(request);
        const double spent = thread_cpu_ms() - begin;
        return response ? std::optional(spent) : std::nullopt;
    };
    // What is read for the first time is warmed on both ways alike.
    constexpr std::size_t kWarmUp = 20;
    for (std::size_t i = 0; i < std::min(kWarmUp, set.queries.size()); ++i) {
        take(set.queries[i], false);
        take(set.queries[i], true);
    }
    for (std::size_t i = 0; i < set.queries.size(); ++i) {
        // Whichever goes second finds the postings of the query in the cache.
        const bool first = i % 2 == 0;
        const auto one = take(set.queries[i], first);
        const auto other = take(set.queries[i], !first);
        if (!one || !other) {
            ++cost.refused;
            continue;
        }
        cost.on.push_back(first ? *one : *other);
        cost.off.push_back(first ? *other : *one);
    }
    return cost;
}

}  // namespace evresi::bench

#include "bench/quality/retrieval_lists.hpp"

#include "analyzers/unicode/folder.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <utility>

namespace evresi::bench {
namespace {

constexpr int kPlaces = 10;

/// The words of `text` without case and marks.
std::string folded(const std::string& text) {
    std::string out;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        out += (out.empty() ? "" : " ") + analyzers::surface_form(word);
    }
    return out;
}

/// A request as a person makes it, who tells no language: first page, as typed.
search::SearchRequest typed_request(const std::string& text, const RunSettings& settings) {
    search::SearchRequest request = plain_request(text, {}, settings);
    request.lang = {};
    request.size = kPlaces;
    request.plain = false;
    return request;
}

std::vector<Ranked> hits_of(const search::SearchResponse& response) {
    std::vector<Ranked> hits;
    for (const search::Hit& hit : response.hits) hits.emplace_back(hit.document.id, hit.score);
    return hits;
}

double overlap_of(const std::vector<Ranked>& typed, const std::vector<Ranked>& intended) {
    if (intended.empty()) return typed.empty() ? 1 : 0;
    std::set<std::string> found;
    for (const auto& [id, score] : typed) found.insert(id);
    const auto common = std::count_if(intended.begin(), intended.end(),
                                      [&](const Ranked& hit) { return found.contains(hit.first); });
    return static_cast<double>(common) / static_cast<double>(intended.size());
}

double ndcg_of(std::vector<Ranked> hits, const Judgements& relevance) {
    order_as_evaluated(hits);
    return ndcg_at_10(hits, relevance);
}

}  // namespace

Result<TypoResult> run_typos(const std::vector<TypedQuery>& rows,
                             search::Searcher& searcher,
                             const RunSettings& settings) {
    TypoResult result;
    for (const TypedQuery& row : rows) {
        search::SearchRequest request = typed_request(row.typed, settings);
        if (settings.gives_language) request.lang = row.lang;
        const double begin = thread_cpu_ms();
        const auto typed = searcher.search(request);
        result.cpu_ms.push_back(thread_cpu_ms() - begin);
        if (!typed) return typed.error();
        request.q = row.intended;
        const auto intended = searcher.search(request);
        if (!intended) return intended.error();
        ++result.rows;
        if (!typed->suggestion.empty()) ++result.suggested;
        if (typed->suggestion == row.intended) ++result.exact;
        if (folded(typed->suggestion) == folded(row.intended)) {
            ++result.folded;
        } else {
            result.misses.push_back({row, typed->suggestion});
        }
        if (!intended->suggestion.empty()) ++result.mistaken;
    }
    return result;
}

Result<TranslitResult> run_translit(const std::vector<TypedQuery>& rows,
                                    const RetrievalSet& set,
                                    search::Searcher& searcher,
                                    const RunSettings& settings) {
    std::map<std::pair<LanguageTag, std::string>, const JudgedQuery*> judged;
    for (const JudgedQuery& query : set.queries) judged[{query.lang, query.text}] = &query;
    TranslitResult result;
    for (const TypedQuery& row : rows) {
        const double begin = thread_cpu_ms();
        const auto typed = searcher.search(typed_request(row.typed, settings));
        result.cpu_ms.push_back(thread_cpu_ms() - begin);
        if (!typed) return typed.error();
        search::SearchRequest request = typed_request(row.intended, settings);
        const auto found = searcher.search(request);
        if (!found) return found.error();
        request.lang = row.lang;
        const auto given = searcher.search(request);
        if (!given) return given.error();
        result.rows.push_back({row, overlap_of(hits_of(*typed), hits_of(*found)),
                               overlap_of(hits_of(*typed), hits_of(*given))});
        const auto query = judged.find({row.lang, row.intended});
        if (query == judged.end()) continue;
        ++result.judged;
        result.typed_ndcg += ndcg_of(hits_of(*typed), query->second->relevance);
        result.intended_ndcg += ndcg_of(hits_of(*given), query->second->relevance);
    }
    const auto count = static_cast<double>(std::max<std::size_t>(1, result.judged));
    result.typed_ndcg /= count;
    result.intended_ndcg /= count;
    return result;
}

}  // namespace evresi::bench

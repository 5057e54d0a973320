// /v1/stats: what the index holds.
#include "searchd/api/response_json.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/negotiation.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

Response answer(SearchWorker& worker, LanguageTag lang, const std::string& key) {
    const Result<search::Searcher*> opened = worker.searcher();
    if (!opened) return error_response(opened.error());
    search::Searcher& searcher = **opened;
    const Result<search::IndexStatistics> statistics = searcher.statistics(lang);
    if (!statistics) return error_response(statistics.error());
    return tagged_response(api::to_json(*statistics, searcher.generation()),
                           entity_tag(searcher.generation(), key));
}

Outcome start(const Request& request, const RouteContext& context) {
    if (Result<void> none = takes_no_parameters(request); !none) {
        return error_response(none.error());
    }
    const LanguageTag lang = preferred_language(request.accept_language);
    std::string key = "stats " + lang.str();
    const auto tag = entity_tag(*context.generations.current(), key);
    if (auto response = not_modified(request, tag)) return *std::move(response);
    return Work(
        [lang, key = std::move(key)](SearchWorker& worker) { return answer(worker, lang, key); });
}

}  // namespace

const Route& route_stats();
const Route& route_stats() {
    static constexpr Route kRoute{"/v1/stats", false, "application/json", start};
    return kRoute;
}

}  // namespace evresi::http

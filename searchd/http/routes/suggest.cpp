// /v1/suggest?q=&lang=&in=&size=: how what is being typed may go on.
#include "searchd/api/suggest_parameters.hpp"
#include "searchd/api/suggestions_json.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/negotiation.hpp"
#include "searchd/http/route.hpp"

#include <utility>

namespace evresi::http {
namespace {

Response
answer(SearchWorker& worker, const search::SuggestRequest& wanted, const std::string& key) {
    const Result<search::Searcher*> opened = worker.searcher();
    if (!opened) return error_response(opened.error());
    search::Searcher& searcher = **opened;
    const Result<search::Suggestions> found = searcher.suggest(wanted);
    if (!found) return error_response(found.error());
    return tagged_response(api::to_json(*found), entity_tag(searcher.generation(), key));
}

Outcome start(const Request& request, const RouteContext& context) {
    const Result<api::Parameters> parameters = api::parse_query_string(request.query);
    if (!parameters) return error_response(parameters.error());
    Result<search::SuggestRequest> wanted =
        api::parse_suggest_parameters(*parameters, context.limits);
    if (!wanted) return error_response(wanted.error());
    std::string key = "suggest " + api::canonical_form(*wanted);
    const auto tag = entity_tag(*context.generations.current(), key);
    if (auto response = not_modified(request, tag)) return *std::move(response);
    return Work([wanted = *std::move(wanted), key = std::move(key)](SearchWorker& worker) {
        return answer(worker, wanted, key);
    });
}

}  // namespace

const Route& route_suggest();
const Route& route_suggest() {
    static constexpr Route kRoute{"/v1/suggest", false, "application/json", start};
    return kRoute;
}

}  // namespace evresi::http

// /v1/search: ranked hits, facets and snippets.
#include "searchd/api/canonical_form.hpp"
#include "searchd/api/request_parameters.hpp"
#include "searchd/api/response_json.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/negotiation.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

Result<api::Parameters> parameters_of(const Request& request) {
    if (request.method != Method::post) return api::parse_query_string(request.query);
    if (!request.query.empty()) {
        return fail(ErrorCode::invalid_argument,
                    "A POST request has its parameters in the body, not in the URL.");
    }
    return api::parse_json_body(request.body);
}

Response answer(SearchWorker& worker, const search::SearchRequest& wanted, const std::string& key) {
    const Result<search::Searcher*> opened = worker.searcher();
    if (!opened) return error_response(opened.error());
    search::Searcher& searcher = **opened;
    const Result<search::SearchResponse> found = searcher.search(wanted);
    if (!found) return error_response(found.error());
    const auto label = [&](std::string_view id) {
        return searcher.programme_label(id, wanted.ui_lang);
    };
    std::string body = api::to_json(*found, label);
    // Another try may find more, so that this answer must not be kept.
    if (found->is_partial) {
        Response response;
        response.body = std::move(body);
        return response;
    }
    return tagged_response(std::move(body), entity_tag(searcher.generation(), key));
}

Outcome start(const Request& request, const RouteContext& context) {
    const Result<api::Parameters> parameters = parameters_of(request);
    if (!parameters) return error_response(parameters.error());
    Result<search::SearchRequest> wanted =
        api::parse_search_parameters(*parameters, context.limits);
    if (!wanted) return error_response(wanted.error());
    wanted->ui_lang = preferred_language(request.accept_language);
    std::string key = "search " + api::canonical_form(*wanted);
    if (request.method != Method::post) {
        const auto tag = entity_tag(*context.generations.current(), key);
        if (auto response = not_modified(request, tag)) return *std::move(response);
    }
    return Work([wanted = *std::move(wanted), key = std::move(key)](SearchWorker& worker) {
        return answer(worker, wanted, key);
    });
}

}  // namespace

const Route& route_search();
const Route& route_search() {
    static constexpr Route kRoute{"/v1/search", true, "application/json", start};
    return kRoute;
}

}  // namespace evresi::http

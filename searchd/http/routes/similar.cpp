// /v1/documents/{id}/similar: documents like a given one.
#include "searchd/api/canonical_form.hpp"
#include "searchd/api/response_json.hpp"
#include "searchd/api/similar_parameters.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/negotiation.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

struct Wanted {
    std::string id;
    api::SimilarRequest request;
    std::string key;
};

Response answer(SearchWorker& worker, const Wanted& wanted, AnswerCache& cache) {
    const Result<search::Searcher*> opened = worker.searcher();
    if (!opened) return error_response(opened.error());
    search::Searcher& searcher = **opened;
    const search::SearchRequest& request = wanted.request.search;
    const Result<search::SearchResponse> found =
        searcher.similar(wanted.id, request, wanted.request.with_duplicates);
    if (!found) return error_response(found.error());
    std::string body = api::to_json(
        *found, [&](std::string_view id) { return searcher.programme_label(id, request.ui_lang); });
    // Another try may find more, so that this answer must not be kept.
    if (found->is_partial) {
        Response response;
        response.body = std::move(body);
        return response;
    }
    return kept_response(cache, searcher.generation(), wanted.key, std::move(body));
}

Outcome start(const Request& request, const RouteContext& context) {
    const Result<api::Parameters> parameters = api::parse_query_string(request.query);
    if (!parameters) return error_response(parameters.error());
    Result<api::SimilarRequest> read = api::parse_similar_parameters(*parameters, context.limits);
    if (!read) return error_response(read.error());
    Wanted wanted{request.captured, *std::move(read), {}};
    wanted.request.search.ui_lang = preferred_language(request.accept_language);
    wanted.key = wanted.request.with_duplicates ? "similar with duplicates " : "similar ";
    wanted.key += api::canonical_form(wanted.request.search) + wanted.id;
    // A tag for a document that is not there is never sent, so that no 304 can stand for a 404.
    if (request.if_none_match != "*") {
        if (auto response = known_response(request, context, wanted.key)) {
            return *std::move(response);
        }
    }
    return Work([wanted = std::move(wanted), &cache = context.cache](SearchWorker& worker) {
        return answer(worker, wanted, cache);
    });
}

}  // namespace

const Route& route_similar();
const Route& route_similar() {
    static constexpr Route kRoute{"/v1/documents/{id}/similar", false, "application/json", start};
    return kRoute;
}

}  // namespace evresi::http

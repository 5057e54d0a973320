// /v1/analyze?lang=&text=: the tokens that documents and queries become, and why.
#include "searchd/api/analysis_json.hpp"
#include "searchd/api/analyze_parameters.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/route.hpp"

#include <utility>

namespace evresi::http {
namespace {

Response answer(SearchWorker& worker, const api::AnalyzeRequest& wanted) {
    api::Analysis analysis;
    if (wanted.lang) {
        analysis.lang = *wanted.lang;
    } else {
        const analyzers::Detection detection = worker.detector().detect(wanted.text);
        analysis.lang = detection.tag;
        analysis.confidence = detection.confidence;
    }
    analysis.tokens = worker.analyzers().for_language(analysis.lang).explain(wanted.text);
    Response response;
    response.body = api::to_json(wanted.text, analysis);
    return response;
}

Outcome start(const Request& request, const RouteContext& context) {
    const Result<api::Parameters> parameters = api::parse_query_string(request.query);
    if (!parameters) return error_response(parameters.error());
    Result<api::AnalyzeRequest> wanted = api::parse_analyze_parameters(*parameters, context.limits);
    if (!wanted) return error_response(wanted.error());
    return Work(
        [wanted = *std::move(wanted)](SearchWorker& worker) { return answer(worker, wanted); });
}

}  // namespace

const Route& route_analyze();
const Route& route_analyze() {
    static constexpr Route kRoute{"/v1/analyze", false, "application/json", start};
    return kRoute;
}

}  // namespace evresi::http

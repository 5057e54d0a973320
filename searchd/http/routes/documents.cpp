// /v1/documents/{id}: a whole document with the evidence for its metadata.
#include "searchd/api/response_json.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/negotiation.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

Response
answer(SearchWorker& worker, const std::string& id, LanguageTag lang, const std::string& key) {
    const Result<search::Searcher*> opened = worker.searcher();
    if (!opened) return error_response(opened.error());
    search::Searcher& searcher = **opened;
    const Result<corpus::Document> document = searcher.document(id);
    if (!document) return error_response(document.error());
    const auto label = [&](std::string_view programme) {
        return searcher.programme_label(programme, lang);
    };
    return tagged_response(api::to_json(*document, label), entity_tag(searcher.generation(), key));
}

Outcome start(const Request& request, const RouteContext& context) {
    if (Result<void> none = takes_no_parameters(request); !none) {
        return error_response(none.error());
    }
    const LanguageTag lang = preferred_language(request.accept_language);
    std::string key = "document " + lang.str() + " " + request.captured;
    // A tag for a document that is not there is never sent, so that no 304 can stand for a 404.
    const auto tag = entity_tag(*context.generations.current(), key);
    if (request.if_none_match != "*") {
        if (auto response = not_modified(request, tag)) return *std::move(response);
    }
    return Work([id = request.captured, lang, key = std::move(key)](SearchWorker& worker) {
        return answer(worker, id, lang, key);
    });
}

}  // namespace

const Route& route_documents();
const Route& route_documents() {
    static constexpr Route kRoute{"/v1/documents/{id}", false, "application/json", start};
    return kRoute;
}

}  // namespace evresi::http

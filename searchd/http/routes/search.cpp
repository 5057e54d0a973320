// /v1/search: ranked hits, facets and snippets; or the whole result as an export.
#include "searchd/api/canonical_form.hpp"
#include "searchd/api/export/exporter.hpp"
#include "searchd/api/request_parameters.hpp"
#include "searchd/api/response_json.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/negotiation.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

/// A search that was read, and what its answer is tagged by.
struct Wanted {
    search::SearchRequest request;
    std::string key;
    std::optional<api::ExportFormat> format;
    bool is_head = false;
};

Result<api::Parameters> parameters_of(const Request& request) {
    if (request.method != Method::post) return api::parse_query_string(request.query);
    if (!request.query.empty()) {
        return fail(ErrorCode::invalid_argument,
                    "A POST request has its parameters in the body, not in the URL.");
    }
    return api::parse_json_body(request.body);
}

Response answer(SearchWorker& worker, const Wanted& wanted, AnswerCache& cache) {
    const Result<search::Searcher*> opened = worker.searcher();
    if (!opened) return error_response(opened.error());
    search::Searcher& searcher = **opened;
    const Result<search::SearchResponse> found = searcher.search(wanted.request);
    if (!found) return error_response(found.error());
    const auto label = [&](std::string_view id) {
        return searcher.programme_label(id, wanted.request.ui_lang);
    };
    std::string body = api::to_json(*found, label);
    // Another try may find more, so that this answer must not be kept.
    if (found->is_partial) {
        Response response;
        response.body = std::move(body);
        return response;
    }
    return kept_response(cache, searcher.generation(), wanted.key, std::move(body));
}

Response export_head(const search::SearchResponse& found,
                     const Wanted& wanted,
                     const search::QueryLimits& limits,
                     std::string tag) {
    const api::ExportFormatRow& row = api::row_of(*wanted.format);
    Response response;
    response.content_type = std::string(row.media_type) + std::string(row.parameters);
    response.headers.emplace_back("Content-Disposition",
                                  api::content_disposition(row.format, wanted.request.q));
    response.headers.emplace_back("Evresi-Total", std::to_string(found.total));
    const auto size = static_cast<std::uint64_t>(wanted.request.size);
    if (wanted.request.size == limits.export_hits && found.total > size) {
        response.headers.emplace_back("Evresi-Truncated", std::to_string(size));
    }
    add_cache_headers(response, std::move(tag));
    return response;
}

/// Writes the whole result as it is read from the index.
Result<void> write_export(SearchWorker& worker, BodyWriter& out, const Wanted& wanted) {
    const Result<search::Searcher*> opened = worker.searcher();
    if (!opened) return opened.error();
    search::Searcher& searcher = **opened;
    api::ExportOrigin origin =
        api::origin_of(wanted.request, searcher.generation(), worker.limits());
    origin.is_served = true;
    const auto exporter =
        api::make_exporter(*wanted.format, std::move(origin), [&](std::string_view id) {
            return searcher.programme_label(id, wanted.request.ui_lang);
        });
    bool is_wanted = !wanted.is_head;
    const auto send = [&](const auto& append) {
        std::string text;
        append(text);
        return is_wanted = out.write(text);
    };
    const auto done = searcher.search_all(
        wanted.request,
        [&](const search::SearchResponse& head) {
            out.begin(export_head(head, wanted, worker.limits(),
                                  entity_tag(searcher.generation(), wanted.key)));
            if (!is_wanted) return false;
            return send([&](std::string& text) { exporter->begin(head, text); });
        },
        [&](const search::Hit& hit) {
            return send([&](std::string& text) { exporter->add(hit, text); });
        });
    if (!done) return done.error();
    if (wanted.is_head) return {};
    if (is_wanted && send([&](std::string& text) { exporter->end(text); }) && out.flush()) {
        return {};
    }
    return fail(ErrorCode::interrupted, "The export was ended before it was whole.");
}

Outcome start(const Request& request, const RouteContext& context) {
    const Result<api::Parameters> parameters = parameters_of(request);
    if (!parameters) return error_response(parameters.error());
    Result<search::SearchRequest> read = api::parse_search_parameters(*parameters, context.limits);
    if (!read) return error_response(read.error());
    Wanted wanted;
    wanted.request = *std::move(read);
    wanted.request.ui_lang = preferred_language(request.accept_language);
    wanted.format = api::export_format_of(*parameters);
    wanted.is_head = request.method == Method::head;
    const std::string_view media_type =
        wanted.format ? api::row_of(*wanted.format).media_type : "application/json";
    if (!accepts(request.accept, media_type)) return not_acceptable_response(media_type);
    wanted.key = wanted.format ? std::string(api::row_of(*wanted.format).name) : "search";
    wanted.key += ' ' + api::canonical_form(wanted.request);
    if (wanted.format) {
        const auto tag = entity_tag(*context.generations.current(), wanted.key);
        if (request.method != Method::post) {
            if (auto response = not_modified(request, tag)) return *std::move(response);
        }
        return StreamedWork{[wanted = std::move(wanted)](SearchWorker& worker, BodyWriter& out) {
            return write_export(worker, out, wanted);
        }};
    }
    if (auto response = known_response(request, context, wanted.key)) return *std::move(response);
    return Work([wanted = std::move(wanted), &cache = context.cache](SearchWorker& worker) {
        return answer(worker, wanted, cache);
    });
}

}  // namespace

const Route& route_search();
const Route& route_search() {
    // What it produces depends on the format, and is checked with that.
    static constexpr Route kRoute{"/v1/search", true, "", start};
    return kRoute;
}

}  // namespace evresi::http

// Route: one path of the service. One constant object per file of searchd/http/routes/, collected
// by the generated registry. `start` runs on an I/O thread and must be quick: it checks the request
// and either answers or hands back Work, which a search thread does.
#pragma once

#include "searchd/http/answer_cache.hpp"
#include "searchd/http/body_stream.hpp"
#include "searchd/http/generation_watch.hpp"
#include "searchd/http/message.hpp"
#include "searchd/http/search_worker.hpp"
#include "searchd/search/search_request.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace evresi::http {

using Work = std::function<Response(SearchWorker&)>;
/// Work whose answer is sent while it is being made. An error before BodyWriter::begin() is the
/// answer; one after it cuts the body off, so that no client takes it for whole.
struct StreamedWork {
    std::function<Result<void>(SearchWorker&, BodyWriter&)> make;
};
using Outcome = std::variant<Response, Work, StreamedWork>;

/// What a route may look at on the I/O thread.
struct RouteContext {
    const GenerationWatch& generations;
    const search::QueryLimits& limits;
    AnswerCache& cache;  ///< outlives all work
};

struct Route {
    /// A path; at most one "{name}" in it stands for any text, slashes included.
    std::string_view pattern;
    bool takes_post = false;
    /// A request that does not accept this media type gets 406; empty: no check.
    std::string_view produces;
    Outcome (*start)(const Request& request, const RouteContext& context) = nullptr;
};

/// All routes, from the generated list. Immutable.
[[nodiscard]] std::span<const Route* const> routes() noexcept;

/// invalid_argument when the request has a query: for routes that read none.
[[nodiscard]] Result<void> takes_no_parameters(const Request& request);

/// A weak entity tag: the answer to `key` from `generation` in this version of the program.
[[nodiscard]] std::string entity_tag(const database::Generation& generation, std::string_view key);

/// An answer that may be kept as long as its entity tag is asked for again each time.
[[nodiscard]] Response tagged_response(std::string body, std::string entity_tag);

/// The same, and kept for the next who asks for `key`.
[[nodiscard]] Response kept_response(AnswerCache& cache,
                                     const database::Generation& generation,
                                     std::string_view key,
                                     std::string body);

/// What can be answered without a search: 304 when the request names the tag of the answer to
/// `key`, else the answer when it was kept.
[[nodiscard]] std::optional<Response>
known_response(const Request& request, const RouteContext& context, std::string_view key);

/// The same fields on a response that is there already.
void add_cache_headers(Response& response, std::string entity_tag);

/// 304 when the request names `entity_tag` already.
[[nodiscard]] std::optional<Response> not_modified(const Request& request,
                                                   const std::string& entity_tag);

}  // namespace evresi::http

#include "searchd/http/error_response.hpp"

#include "searchd/api/response_json.hpp"

#include <boost/beast/http/status.hpp>

#include <array>

namespace evresi::http {
namespace {

namespace beast_http = boost::beast::http;

struct StatusRow {
    ErrorCode code;
    int status;
    const char* public_detail;  ///< in place of the message; null: the message is for the caller
};

// One row a code, in the order of the enumeration.
constexpr std::array<StatusRow, kErrorCodeCount> kStatus = {{
    {ErrorCode::invalid_argument, 400, nullptr},
    {ErrorCode::not_found, 404, nullptr},
    {ErrorCode::io_error, 500, "The index could not be read."},
    {ErrorCode::unsupported_format, 415, nullptr},
    {ErrorCode::malformed_input, 400, nullptr},
    {ErrorCode::bad_encoding, 400, nullptr},
    {ErrorCode::too_large, 413, nullptr},
    {ErrorCode::query_too_complex, 400, nullptr},
    {ErrorCode::index_missing, 503, "There is no index at the moment."},
    {ErrorCode::index_locked, 503, "The index is locked at the moment."},
    {ErrorCode::index_incompatible, 503, "The index is of another version than this program."},
    {ErrorCode::index_damaged, 500, "A part of the index cannot be read."},
    {ErrorCode::overloaded, 503, nullptr},
    {ErrorCode::timed_out, 503, nullptr},
    {ErrorCode::interrupted, 503, "The service is being stopped."},
    {ErrorCode::internal, 500, "The request failed for a reason on our side; it was logged."},
}};

Response problem(const Error& error, int status, const char* retry_after = "1") {
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    const auto title =
        beast_http::obsolete_reason(beast_http::int_to_status(static_cast<unsigned>(status)));
    response.body = api::problem_json(error, status, {title.data(), title.size()});
    response.headers.emplace_back("Cache-Control", "no-store");
    if (status == 503 || status == 429) response.headers.emplace_back("Retry-After", retry_after);
    return response;
}

}  // namespace

int status_of(ErrorCode code) noexcept {
    return kStatus[static_cast<std::size_t>(code)].status;
}

Response error_response(const Error& error) {
    const StatusRow& row = kStatus[static_cast<std::size_t>(error.code)];
    if (row.public_detail == nullptr) return problem(error, row.status);
    Response response = problem({error.code, row.public_detail, {}}, row.status);
    response.fault = error.message;
    return response;
}

Response error_response(const Refusal& refusal) {
    Response response = problem(refusal.error, refusal.status);
    response.close = true;
    return response;
}

Response overloaded_response() {
    return error_response(Error{ErrorCode::overloaded,
                                "All searchers are busy and the queue is full; try again in a "
                                "moment.",
                                {}});
}

Response exports_busy_response() {
    return problem({ErrorCode::overloaded,
                    "As many exports are being made as may be at once; try again later.",
                    {}},
                   503, "10");
}

Response not_acceptable_response(std::string_view media_type) {
    return error_response(Refusal{
        406,
        {ErrorCode::invalid_argument,
         "The answer is " + std::string(media_type) + ", which the request does not accept.",
         {}}});
}

}  // namespace evresi::http

#include "searchd/http/router.hpp"

#include "base/utf8.hpp"
#include "searchd/api/percent_encoding.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/negotiation.hpp"

#include <algorithm>
#include <optional>

namespace evresi::http {
namespace {

/// What `pattern`'s {name} stands for in `path`; empty for a pattern without one; nothing when the
/// path does not match.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) {
        return pattern == path ? std::optional(std::string_view()) : std::nullopt;
    }
    const std::string_view before = pattern.substr(0, open);
    const std::string_view after = pattern.substr(pattern.find('}') + 1);
    if (path.size() <= before.size() + after.size()) return std::nullopt;
    if (!path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
    return path.substr(before.size(), path.size() - before.size() - after.size());
}

std::size_t literal_length(const Route* route) {
    const std::size_t open = route->pattern.find('{');
    if (open == std::string_view::npos) return route->pattern.size() + 1000;  // Exact ones first.
    return route->pattern.size() - (route->pattern.find('}') + 1 - open);
}

std::string allowed_methods(const Route& route) {
    return route.takes_post ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";
}

Response with_allow(Response response, const Route& route) {
    response.headers.emplace_back("Allow", allowed_methods(route));
    return response;
}

std::optional<Response> check_method(const Route& route, const Request& request) {
    if (request.method == Method::options) {
        Response response;
        response.status = 204;
        response.content_type.clear();
        return with_allow(std::move(response), route);
    }
    const bool is_allowed = request.method == Method::get || request.method == Method::head ||
                            (request.method == Method::post && route.takes_post);
    if (is_allowed) return std::nullopt;
    // The body of a method that no route takes is not read, so that the connection must end.
    return with_allow(
        error_response(Refusal{
            405,
            {ErrorCode::invalid_argument, "This path takes " + allowed_methods(route) + ".", {}}}),
        route);
}

}  // namespace

Router::Router() : Router({routes().begin(), routes().end()}) {}

Router::Router(std::vector<const Route*> table) : table_(std::move(table)) {
    std::ranges::sort(table_, std::ranges::greater(), literal_length);
}

std::variant<const Route*, Response> Router::find(Request& request) const {
    for (const Route* const route : table_) {
        const std::optional<std::string_view> captured = match(route->pattern, request.path);
        if (!captured) continue;
        std::optional<std::string> decoded = api::percent_decode(*captured, api::PlusSign::itself);
        if (!decoded || !is_utf8(*decoded)) {
            return error_response(Error{ErrorCode::invalid_argument,
                                        "The path is not percent-encoded UTF-8.", "path"});
        }
        request.captured = *std::move(decoded);
        if (auto response = check_method(*route, request)) return *std::move(response);
        if (!route->produces.empty() && !accepts(request.accept, route->produces)) {
            return not_acceptable_response(route->produces);
        }
        if (request.method == Method::post && !is_json(request.content_type)) {
            return error_response(Refusal{
                415,
                {ErrorCode::unsupported_format, "The body must be sent as application/json.", {}}});
        }
        return route;
    }
    return error_response(Error{ErrorCode::not_found,
                                "There is nothing at this path; see docs/http-api.md for the "
                                "routes.",
                                {}});
}

}  // namespace evresi::http

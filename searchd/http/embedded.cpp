#include "searchd/http/embedded.hpp"

#include "searchd/http/negotiation.hpp"

#include <functional>

namespace evresi::http {

Response
embedded_response(const Request& request, std::string_view content_type, std::string_view content) {
    Response response;
    const std::string tag = '"' + std::to_string(std::hash<std::string_view>{}(content)) + '"';
    response.headers = {
        {"ETag", tag},
        {"Cache-Control", "no-cache"},
        {"Content-Security-Policy",
         "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"}};
    if (!request.if_none_match.empty() && names_entity_tag(request.if_none_match, tag)) {
        response.status = 304;
        response.content_type.clear();
        return response;
    }
    response.content_type = content_type;
    response.body = content;
    return response;
}

}  // namespace evresi::http

// Request and Response: what routes work with, free of the HTTP library. Plain values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace evresi::http {

class BodyStream;

/// `other`: a method that HTTP knows and no route takes.
enum class Method : std::uint8_t { get, head, post, options, other };

struct Request {
    Method method = Method::get;
    std::string target;  ///< as sent: path, and query after '?'
    std::string path;    ///< as sent, still percent-encoded
    std::string query;   ///< as sent, without the '?'
    std::string body;
    std::string captured;  ///< decoded text of the route's {name}, set by the router
    std::string accept;    ///< empty when the field was not sent
    std::string accept_language;
    std::string content_type;
    std::string if_none_match;
    std::size_t content_length = 0;  ///< of the body to be read
    /// The method takes no body and one follows: the connection ends after the answer.
    bool has_unread_body = false;
    bool expects_continue = false;
    bool keep_alive = false;
    bool takes_chunks =
        true;  ///< false for HTTP/1.0, which ends a body of unknown length by closing
};

struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    /// A body that others may hold too, in place of `body`.
    std::shared_ptr<const std::string> shared_body = nullptr;
    std::vector<std::pair<std::string, std::string>> headers;
    bool close = false;  ///< the connection ends after this answer
    std::string fault;   ///< what failed on our side: for the log, never sent
    /// Where the body comes from piece by piece, in place of `body`.
    std::shared_ptr<BodyStream> stream = nullptr;

    /// The body, unless it comes piece by piece.
    [[nodiscard]] const std::string& content() const noexcept {
        return shared_body ? *shared_body : body;
    }
};

/// The name, as the access log writes it.
[[nodiscard]] constexpr const char* method_name(Method method) noexcept {
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::options:
        return "OPTIONS";
    case Method::other:
        break;
    }
    return "OTHER";
}

}  // namespace evresi::http

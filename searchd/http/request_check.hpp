// What we take for an HTTP/1.x request head: Beast's parser, and the checks that it leaves out. Of
// two readings of a doubtful message a proxy before us may have chosen the other, so that nothing
// doubtful passes (RFC 9112 sections 3, 5, 6 and 11.2). Pure; no sockets.
#pragma once

#include "searchd/http/error_response.hpp"
#include "searchd/http/message.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

namespace evresi::http {

struct RequestLimits {
    std::size_t request_line = 8 * 1024;
    std::size_t header = 16 * 1024;  ///< all fields, without the request line
    std::size_t fields = 100;
    std::size_t body = 64 * 1024;
};

/// Finds the end of a request head in bytes that arrive bit by bit, and stops early at what can
/// never become one. Confined to one thread; one per request.
class HeadScanner {
public:
    explicit HeadScanner(const RequestLimits& limits) noexcept : limits_(limits) {}

    /// Where the head lies in the bytes received: [begin, end), the empty line included.
    struct Head {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    /// `received`: all bytes since the request's first; each call sees the earlier ones again.
    /// Nothing: more bytes are needed.
    [[nodiscard]] std::optional<std::variant<Head, Refusal>> scan(std::string_view received);

private:
    [[nodiscard]] std::optional<Refusal> check_size(std::size_t scanned) const;

    const RequestLimits& limits_;
    std::size_t position_ = 0;
    std::size_t begin_ = 0;       ///< empty lines before the request line are passed over
    std::size_t line_begin_ = 0;  ///< of the line being scanned
    std::size_t fields_begin_ = 0;
    std::size_t lines_ = 0;
};

/// Reads a whole request head ("GET / HTTP/1.1\r\n...\r\n\r\n"); the body, if any, is left empty.
[[nodiscard]] std::variant<Request, Refusal> check_request(std::string_view head,
                                                           const RequestLimits& limits);

}  // namespace evresi::http

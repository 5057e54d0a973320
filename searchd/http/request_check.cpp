#include "searchd/http/request_check.hpp"

#include "base/ascii.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <charconv>

namespace evresi::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using Fields = beast_http::fields;
using Field = beast_http::field;
using MaybeRefusal = std::optional<Refusal>;

Refusal refuse(int status, std::string message, ErrorCode code = ErrorCode::malformed_input) {
    return {status, {code, std::move(message), {}}};
}

std::string_view view(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

std::string text_of(const Fields& fields, Field name) {
    return std::string(view(fields[name]));
}

bool is_visible_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

/// Any Transfer-Encoding at all is refused: chunk extensions and trailers then need no limits, and
/// no coding that Beast takes for "no body" can smuggle a second request.
MaybeRefusal check_transfer_encoding(const Fields& fields, unsigned version) {
    const std::size_t count = fields.count(Field::transfer_encoding);
    if (count == 0) return std::nullopt;
    if (version < 11) return refuse(400, "HTTP/1.0 has no Transfer-Encoding.");
    if (fields.count(Field::content_length) > 0) {
        return refuse(400, "Transfer-Encoding and Content-Length exclude each other.");
    }
    const std::string_view value = view(fields[Field::transfer_encoding]);
    if (count == 1 && equals_ignoring_case(value, "chunked")) {
        return refuse(411, "A body is taken with Content-Length only.");
    }
    if (!is_visible_ascii(value)) {
        return refuse(400, "The value of Transfer-Encoding is not a transfer coding.");
    }
    return refuse(501, "No transfer coding is supported; send Content-Length.");
}

MaybeRefusal check_host(const Fields& fields, unsigned version) {
    const std::size_t count = fields.count(Field::host);
    if (count == 0 && version < 11) return std::nullopt;
    if (count != 1) return refuse(400, "A request has exactly one Host field.");
    const std::string_view host = view(fields[Field::host]);
    const bool is_plain = std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._~!$&'()*+;=:[]%").find(c) != std::string_view::npos;
    });
    if (!is_plain) return refuse(400, "The value of Host is no host name.");
    return std::nullopt;
}

/// Content-Length: one plain number. Beast takes equal repetitions and lists.
MaybeRefusal
read_content_length(const Fields& fields, const RequestLimits& limits, Request& request) {
    const std::size_t count = fields.count(Field::content_length);
    if (count == 0) {
        if (request.method == Method::post) {
            return refuse(411, "A POST request needs Content-Length.");
        }
        return std::nullopt;
    }
    const std::string_view text = view(fields[Field::content_length]);
    std::uint64_t length = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), length);
    const bool is_number = !text.empty() && end == text.data() + text.size();
    if (is_number && fault == std::errc::result_out_of_range) length = UINT64_MAX;
    if (count != 1 || !is_number || (fault != std::errc() && length != UINT64_MAX)) {
        return refuse(400, "Content-Length must be given once, as one number.");
    }
    if (length > limits.body) {
        return refuse(413, "The body may have " + std::to_string(limits.body) + " bytes at most.",
                      ErrorCode::too_large);
    }
    if (length > 0 && request.method == Method::other) {
        request.has_unread_body = true;
        return std::nullopt;
    }
    if (length > 0 && request.method != Method::post) {
        return refuse(400, "Only a POST request has a body.");
    }
    request.content_length = static_cast<std::size_t>(length);
    return std::nullopt;
}

MaybeRefusal read_expectation(const Fields& fields, unsigned version, Request& request) {
    const std::size_t count = fields.count(Field::expect);
    // RFC 9110 section 10.1.1: HTTP/1.0 has no expectations.
    if (count == 0 || version < 11) return std::nullopt;
    if (count != 1 || !equals_ignoring_case(view(fields[Field::expect]), "100-continue")) {
        return refuse(417, "The only expectation that can be met is 100-continue.",
                      ErrorCode::invalid_argument);
    }
    request.expects_continue = request.content_length > 0;
    return std::nullopt;
}

MaybeRefusal read_method(beast_http::verb verb, Request& request) {
    switch (verb) {
    case beast_http::verb::get:
        request.method = Method::get;
        return std::nullopt;
    case beast_http::verb::head:
        request.method = Method::head;
        return std::nullopt;
    case beast_http::verb::post:
        request.method = Method::post;
        return std::nullopt;
    case beast_http::verb::options:
        request.method = Method::options;
        return std::nullopt;
    case beast_http::verb::put:
    case beast_http::verb::delete_:
    case beast_http::verb::patch:
    case beast_http::verb::trace:
    case beast_http::verb::connect:
        request.method = Method::other;
        return std::nullopt;
    default:
        break;
    }
    return refuse(501, "This method is not known here.", ErrorCode::invalid_argument);
}

MaybeRefusal read_target(std::string_view target, Request& request) {
    if (!target.starts_with('/') || !is_visible_ascii(target) ||
        target.find('#') != std::string_view::npos) {
        return refuse(400, "The request target must be a path that begins with '/', in ASCII, "
                           "other characters percent-encoded.");
    }
    request.target = target;
    const std::size_t question = std::min(target.find('?'), target.size());
    request.path = target.substr(0, question);
    request.query = target.substr(std::min(question + 1, target.size()));
    return std::nullopt;
}

/// Fields that stand once; of two different values readers may take either.
MaybeRefusal check_single_fields(const Fields& fields) {
    for (const Field name : {Field::content_type, Field::authorization}) {
        if (fields.count(name) > 1) {
            return refuse(400, std::string(view(beast_http::to_string(name))) +
                                   " is given more than once.");
        }
    }
    return std::nullopt;
}

/// Values of a list field given in several lines, as one (RFC 9110 section 5.3).
std::string combined(const Fields& fields, Field name) {
    std::string out;
    const auto [first, last] = fields.equal_range(name);
    for (auto field = first; field != last; ++field) {
        if (!out.empty()) out += ", ";
        out += view(field->value());
    }
    return out;
}

/// A line that begins with white space continues the one before (obs-fold). Beast joins them;
/// others drop them, or take the line for a field.
bool has_folded_line(std::string_view head) {
    return head.find("\r\n ") != std::string_view::npos ||
           head.find("\r\n\t") != std::string_view::npos;
}

/// Exactly one space on each side of the target, and a version of one digit each.
bool is_plain_request_line(std::string_view head) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    return std::ranges::count(line, ' ') == 2 && line.find("  ") == std::string_view::npos &&
           line.find('\t') == std::string_view::npos;
}

Refusal bad_request_line() {
    return refuse(400, "The request line must be a method, a target and a version.");
}

/// "HTTP/2.0" and the like: a version that is well-formed and not ours.
bool is_other_version(std::string_view head) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos) return false;
    const std::string_view version = line.substr(space + 1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
           version[6] == '.' && is_digit(version[7]) && version[5] != '1';
}

}  // namespace

std::optional<Refusal> HeadScanner::check_size(std::size_t scanned) const {
    if (lines_ == 0) {
        if (scanned - begin_ <= limits_.request_line) return std::nullopt;
        return refuse(414,
                      "The request line may have " + std::to_string(limits_.request_line) +
                          " bytes at most; send a long query by POST.",
                      ErrorCode::too_large);
    }
    // The request line and the empty line at the end are no fields.
    if (scanned - fields_begin_ <= limits_.header && lines_ <= limits_.fields + 1) {
        return std::nullopt;
    }
    return refuse(431,
                  "The header may have " + std::to_string(limits_.fields) + " fields and " +
                      std::to_string(limits_.header) + " bytes at most.",
                  ErrorCode::too_large);
}

std::optional<std::variant<HeadScanner::Head, Refusal>>
HeadScanner::scan(std::string_view received) {
    for (; position_ < received.size(); ++position_) {
        const char c = received[position_];
        if (c == '\n') {
            const bool has_return = position_ > line_begin_ && received[position_ - 1] == '\r';
            if (!has_return) return refuse(400, "A line must end with CR and LF.");
            const bool is_empty = position_ == line_begin_ + 1;
            line_begin_ = position_ + 1;
            if (is_empty && lines_ > 0) return Head{begin_, ++position_};
            if (is_empty) {
                // RFC 9112 section 2.2: a few empty lines before the request are passed over.
                begin_ = line_begin_;
                if (begin_ > 4) return refuse(400, "The request begins with empty lines.");
                continue;
            }
            if (++lines_ == 1) {
                fields_begin_ = line_begin_;
                // HTTP/0.9 and other protocols: no empty line would ever follow.
                if (!is_plain_request_line(received.substr(begin_, line_begin_ - begin_))) {
                    return bad_request_line();
                }
            }
        } else if (position_ > 0 && received[position_ - 1] == '\r') {
            return refuse(400, "A line must end with CR and LF.");
        } else if ((static_cast<unsigned char>(c) < 0x20 && c != '\r' && c != '\t') ||
                   c == '\x7f') {
            return refuse(400, "The header holds a control character.");
        }
        if (auto refusal = check_size(position_ + 1)) return *std::move(refusal);
    }
    return std::nullopt;
}

std::variant<Request, Refusal> check_request(std::string_view head, const RequestLimits& limits) {
    if (has_folded_line(head)) return refuse(400, "A header line begins with white space.");
    if (!is_plain_request_line(head)) return bad_request_line();
    if (is_other_version(head)) {
        return refuse(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.",
                      ErrorCode::invalid_argument);
    }
    beast_http::request_parser<beast_http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.request_line + limits.header + 2));
    parser.body_limit(boost::none);
    boost::beast::error_code fault;
    parser.put(asio::buffer(head.data(), head.size()), fault);
    if (!parser.is_header_done()) return refuse(400, "The header is not well-formed.");
    const auto& message = parser.get();
    const Fields& fields = message.base();

    Request request;
    if (auto refusal = read_method(message.method(), request)) return *std::move(refusal);
    if (auto refusal = read_target(view(message.target()), request)) return *std::move(refusal);
    if (auto refusal = check_host(fields, message.version())) return *std::move(refusal);
    if (auto refusal = check_transfer_encoding(fields, message.version())) {
        return *std::move(refusal);
    }
    if (auto refusal = check_single_fields(fields)) return *std::move(refusal);
    if (auto refusal = read_content_length(fields, limits, request)) {
        return *std::move(refusal);
    }
    if (auto refusal = read_expectation(fields, message.version(), request)) {
        return *std::move(refusal);
    }
    // The bytes of a body that nobody reads must never be taken for the next request.
    request.keep_alive =
        message.version() == 11 && message.keep_alive() && !request.has_unread_body;
    request.takes_chunks = message.version() == 11;
    request.accept = combined(fields, Field::accept);
    request.accept_language = combined(fields, Field::accept_language);
    request.content_type = text_of(fields, Field::content_type);
    request.if_none_match = combined(fields, Field::if_none_match);
    return request;
}

}  // namespace evresi::http

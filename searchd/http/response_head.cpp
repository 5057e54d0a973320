#include "searchd/http/response_head.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string_view>

namespace evresi::http {
namespace {

constexpr std::string_view kSameForAll = "X-Content-Type-Options: nosniff\r\n"
                                         "Referrer-Policy: no-referrer\r\n";
constexpr std::string_view kPolicyName = "Content-Security-Policy";
constexpr std::string_view kDefaultPolicy = "default-src 'none'; frame-ancestors 'none'";

/// RFC 9110 section 6.6.1 wants a date on every answer.
std::string_view http_date() {
    struct Formatted {
        std::time_t second = -1;
        char text[64];
        std::size_t size = 0;
    };
    thread_local Formatted date;
    const std::time_t now = std::time(nullptr);
    if (now != date.second) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        date.size = std::strftime(date.text, sizeof date.text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
        date.second = now;
    }
    return {date.text, date.size};
}

void append_field(std::string_view name, std::string_view value, std::string& out) {
    out += name;
    out += ": ";
    // A value is ours, or encoded by the route: this only keeps a mistake there from making fields.
    std::replace_copy_if(
        value.begin(), value.end(), std::back_inserter(out),
        [](char c) { return c == '\r' || c == '\n'; }, ' ');
    out += "\r\n";
}

void append_number(std::size_t number, std::string& out) {
    char digits[24];
    const auto written = std::to_chars(std::begin(digits), std::end(digits), number);
    out.append(digits, written.ptr);
}

bool has_field(const Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers,
                               [&](const auto& header) { return header.first == name; });
}

}  // namespace

void append_head(const Response& response, BodyLength length, bool keep_alive, std::string& out) {
    const auto status = static_cast<unsigned>(response.status);
    const auto reason =
        boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
    out += "HTTP/1.1 ";
    append_number(status, out);
    out += ' ';
    out.append(reason.data(), reason.size());
    out += "\r\nServer: evresi\r\nDate: ";
    out += http_date();
    out += "\r\n";
    out += kSameForAll;
    if (!has_field(response, kPolicyName)) append_field(kPolicyName, kDefaultPolicy, out);
    if (!response.content_type.empty()) append_field("Content-Type", response.content_type, out);
    for (const auto& [name, value] : response.headers) append_field(name, value, out);
    if (!has_field(response, "Cache-Control")) append_field("Cache-Control", "no-store", out);
    if (!keep_alive) append_field("Connection", "close", out);
    if (std::holds_alternative<Chunked>(length)) append_field("Transfer-Encoding", "chunked", out);
    if (const auto* bytes = std::get_if<std::size_t>(&length)) {
        out += "Content-Length: ";
        append_number(*bytes, out);
        out += "\r\n";
    }
    out += "\r\n";
}

}  // namespace evresi::http

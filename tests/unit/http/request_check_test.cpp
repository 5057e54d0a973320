#include "searchd/http/request_check.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi;
using namespace evresi::http;

namespace {

const RequestLimits kLimits;

/// What the connection does: find the head, then check it. The status of a refusal, 0 for a
/// request, -1 when more bytes are needed.
int status_for(const std::string& bytes) {
    HeadScanner scanner(kLimits);
    const auto scanned = scanner.scan(bytes);
    if (!scanned) return -1;
    if (const auto* refusal = std::get_if<Refusal>(&*scanned)) return refusal->status;
    const auto head = std::get<HeadScanner::Head>(*scanned);
    const auto checked = check_request(bytes.substr(head.begin, head.end - head.begin), kLimits);
    const auto* refusal = std::get_if<Refusal>(&checked);
    return refusal != nullptr ? refusal->status : 0;
}

Request request_of(const std::string& head) {
    auto checked = check_request(head, kLimits);
    REQUIRE(std::holds_alternative<Request>(checked));
    return std::get<Request>(std::move(checked));
}

}  // namespace

TEST_CASE("A plain request is read into its parts") {
    const Request request = request_of("GET /v1/search?q=a%20b HTTP/1.1\r\nHost: localhost:8640\r\n"
                                       "Accept: text/html\r\nAccept: application/json\r\n"
                                       "If-None-Match: \"x\"\r\n\r\n");
    CHECK(request.method == Method::get);
    CHECK(request.path == "/v1/search");
    CHECK(request.query == "q=a%20b");
    CHECK(request.accept == "text/html, application/json");
    CHECK(request.if_none_match == "\"x\"");
    CHECK(request.keep_alive);
    CHECK(request.content_length == 0);
}

TEST_CASE("A connection is kept only in HTTP/1.1 and when the client does not end it") {
    CHECK_FALSE(request_of("GET / HTTP/1.0\r\n\r\n").keep_alive);
    CHECK_FALSE(request_of("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").keep_alive);
}

TEST_CASE("A connection is not kept when a body follows that nobody reads") {
    for (const std::string method : {"PUT", "DELETE", "PATCH", "TRACE"}) {
        CAPTURE(method);
        const std::string head = method + " / HTTP/1.1\r\nHost: a\r\n";
        CHECK_FALSE(request_of(head + "Content-Length: 3\r\n\r\n").keep_alive);
        CHECK(request_of(head + "Content-Length: 0\r\n\r\n").keep_alive);
        CHECK(request_of(head + "\r\n").keep_alive);
    }
}

TEST_CASE("A POST request says how long its body is") {
    const Request request =
        request_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n"
                   "Content-Type: application/json\r\nExpect: 100-continue\r\n\r\n");
    CHECK(request.method == Method::post);
    CHECK(request.content_length == 12);
    CHECK(request.expects_continue);
    CHECK(request.content_type == "application/json");
}

TEST_CASE("Doubtful heads are refused with their status") {
    const std::vector<std::pair<std::string, int>> table = {
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"GET / HTTP/1.0\r\n\r\n", 0},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 0},
        {"GET / HTTP/1.1\r\nHost: a\r\n", -1},
        // Host
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        // Transfer-Encoding
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 411},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n", 411},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 501},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", 501},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \xa0"
         "chunked\r\n\r\n",
         400},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
         400},
        {"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 411},
        // Content-Length
        {"POST / HTTP/1.1\r\nHost: a\r\n\r\n", 411},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2, 2\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -2\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x2\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n", 0},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", 413},
        {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n", 400},
        {"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n", 0},
        {"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", 400},
        {"DELETE / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\n", 400},
        {"PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", 413},
        // Expect
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: tea\r\n\r\n", 417},
        // Request line
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"get / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"PUT / HTTP/1.1\r\nHost: a\r\n\r\n", 0},  // The router answers 405.
        {"GET abc HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /\r\n", 400},
        {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        {"GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400},
        {"GET / http/1.1\r\nHost: a\r\n\r\n", 400},
        {"PRI * HTTP/2.0\r\n\r\n", 505},
        // Lines and fields
        {"GET / HTTP/1.1\nHost: a\n\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX\x01: y\r\n\r\n", 400},
        {std::string("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 34), 400},
        {"\x16\x03\x01\x02", 400},
        {"\r\n\r\n\r\n\r\n", 400},
        // Sizes
        {"GET /" + std::string(9000, 'a'), 414},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17'000, 'a'), 431},
    };
    for (const auto& [bytes, status] : table) {
        CAPTURE(bytes.substr(0, 120));
        CHECK(status_for(bytes) == status);
    }
}

TEST_CASE("A hundred fields pass and one more does not") {
    std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 1; i < 100; ++i) head += "X: y\r\n";
    CHECK(status_for(head + "\r\n") == 0);
    CHECK(status_for(head + "X: y\r\n\r\n") == 431);
}

TEST_CASE("The head is found however its bytes are cut") {
    const std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /next";
    HeadScanner scanner(kLimits);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto scanned = scanner.scan(std::string_view(bytes).substr(0, size));
        if (!scanned) continue;
        CHECK(std::get<HeadScanner::Head>(*scanned).end == 27);
        CHECK(size == 27);
        return;
    }
    FAIL("the head was not found");
}

// Exports over HTTP: whole results, streamed while they are read from the index.
#include "tests/support/catch.hpp"
#include "tests/unit/http/test_client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <algorithm>
#include <filesystem>
#include <future>

using namespace evresi;
using namespace evresi::tests;
using std::chrono::milliseconds;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

constexpr std::size_t kRivers = 400;

/// Adds so many documents that an export of all does not fit into the system's buffers.
void build_rivers(TestServer& server) {
    const std::string title(10'000, 'x');
    std::string rows;
    for (std::size_t i = 0; i < kRivers; ++i) {
        rows += R"({"id":"r)" + std::to_string(i) + R"(","lang":"en","title":")" + title +
                R"( river","text":"A river."})" + "\n";
    }
    server.build(rows);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    bool is_served = false;
    while (!is_served && std::chrono::steady_clock::now() < deadline) {
        TestClient client(server.port());
        is_served = has(client.get("/readyz").body, "\"generation\":2");
    }
    REQUIRE(is_served);
}

constexpr const char* kRequest = "GET /v1/search?q=river&format=jsonl HTTP/1.1\r\nHost: a\r\n\r\n";

/// Begins an export on a narrow line and reads no more than its beginning.
void begin_export(TestClient& client) {
    client.send(kRequest);
    REQUIRE(client.take(1) > 0);
}

/// What is left of an export that was begun; whether it had its last chunk.
bool ends_well(TestClient& client) {
    std::string bytes;
    return client.receive_to_end(bytes) && bytes.ends_with("\r\n0\r\n\r\n");
}

/// Asks until an export is made: another one still had the thread.
Answer export_when_free(std::uint16_t port) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    Answer answer;
    do {
        TestClient client(port);
        answer = client.get("/v1/search?q=river&format=jsonl");
    } while (answer.status == 503 && std::chrono::steady_clock::now() < deadline);
    return answer;
}

}  // namespace

TEST_CASE("The whole result comes in every format, with its type and a name to save it under") {
    TestServer server;
    TestClient client(server.port());
    const auto check = [&](const std::string& format, const std::string& type,
                           const std::string& suffix, std::string_view part) {
        CAPTURE(format);
        const Answer answer = client.get("/v1/search?q=&size=2&page=9&format=" + format);
        CHECK(answer.status == 200);
        CHECK(answer.is_whole);
        CHECK(answer.headers.at("content-type").starts_with(type));
        CHECK(answer.headers.at("content-disposition") ==
              "attachment; filename=\"evresi" + suffix + "\"");
        CHECK(answer.headers.at("transfer-encoding") == "chunked");
        CHECK_FALSE(answer.headers.contains("content-length"));
        CHECK(answer.headers.at("evresi-total") == "3");
        CHECK_FALSE(answer.headers.contains("evresi-truncated"));
        CHECK(answer.headers.at("x-content-type-options") == "nosniff");
        CHECK(has(answer.body, part));
    };
    check("csv", "text/csv; charset=utf-8", ".csv", "rank,id,");
    check("jsonl", "application/jsonl", ".jsonl", "\"hits\":2,\"generation\":1");
    check("ris", "application/x-research-info-systems", ".ris", "TY  - ");
    check("bibtex", "application/x-bibtex", ".bib", "@misc{");
    check("atom", "application/atom+xml", ".atom", "</feed>");
    const Answer all = client.get("/v1/search?format=jsonl");
    CHECK(lines_of(all.body) == 4);
    const Answer posted =
        client.post("/v1/search", R"({"q":"economy","country":"SI","format":"csv"})");
    CHECK(posted.status == 200);
    CHECK(lines_of(posted.body) == 2);
    CHECK(has(posted.body, "q=economy; country=SI"));
}

TEST_CASE("An export that its limit cuts says so in its head and in its data") {
    TestServer server([](http::ServerOptions& options) { options.query.export_hits = 2; });
    TestClient client(server.port());
    const Answer answer = client.get("/v1/search?format=jsonl");
    CHECK(answer.headers.at("evresi-total") == "3");
    CHECK(answer.headers.at("evresi-truncated") == "2");
    CHECK(has(answer.body, "2 hits at most"));
    CHECK(lines_of(answer.body) == 3);
}

TEST_CASE("The connection goes on after an export") {
    TestServer server;
    TestClient client(server.port());
    const std::string get = "GET /v1/search?format=csv HTTP/1.1\r\nHost: a\r\n\r\n";
    client.send(get + "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" + get);
    CHECK(lines_of(client.receive().body) == 4);
    CHECK(client.receive().body == R"({"status":"ok"})");
    CHECK(lines_of(client.receive().body) == 4);
    client.send("GET /v1/search?format=csv HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const Answer last = client.receive();
    CHECK(last.is_whole);
    CHECK(last.headers.at("connection") == "close");
    CHECK(client.is_closed());
}

TEST_CASE("HEAD gives the headers of an export without making it") {
    TestServer server;
    TestClient client(server.port());
    const Answer answer = client.get("/v1/search?format=ris&country=SI");
    client.send("HEAD /v1/search?format=ris&country=SI HTTP/1.1\r\nHost: a\r\n\r\n");
    const Answer head = client.receive(true);
    CHECK(head.status == 200);
    for (const char* name :
         {"content-type", "content-disposition", "evresi-total", "etag", "vary"}) {
        CHECK(head.headers.at(name) == answer.headers.at(name));
    }
    CHECK_FALSE(head.headers.contains("content-length"));
    CHECK(client.get("/healthz").body == R"({"status":"ok"})");
}

TEST_CASE("An unchanged export is 304, and each format has a tag of its own") {
    TestServer server;
    TestClient client(server.port());
    const std::string tag = client.get("/v1/search?q=a&format=csv").headers.at("etag");
    const std::string match = "If-None-Match: " + tag + "\r\n";
    CHECK(client.get("/v1/search?format=csv&q=a&page=2", match).status == 304);
    CHECK(client.get("/v1/search?q=a&format=jsonl", match).status == 200);
    CHECK(client.get("/v1/search?q=a&format=csv&size=1", match).status == 200);
    CHECK(client.get("/v1/search?q=a", match).status == 200);
}

TEST_CASE("To HTTP/1.0 an export goes up to the end of the connection") {
    TestServer server;
    TestClient client(server.port());
    client.send("GET /v1/search?format=csv HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    std::string bytes;
    REQUIRE(client.receive_to_end(bytes));
    const std::size_t end = bytes.find("\r\n\r\n");
    REQUIRE(end != std::string::npos);
    const std::string head = bytes.substr(0, end);
    CHECK(has(head, "200 OK"));
    CHECK(has(head, "Connection: close"));
    CHECK_FALSE(has(head, "Transfer-Encoding"));
    CHECK_FALSE(has(head, "Content-Length"));
    const std::string body = bytes.substr(end + 4);
    CHECK(body.starts_with("rank,id,"));
    CHECK(lines_of(body) == 4);
}

TEST_CASE("What cannot be exported is a problem, and Accept is kept to") {
    TestServer server;
    TestClient client(server.port());
    const Answer bad = client.get("/v1/search?format=csv&size=0");
    CHECK(bad.status == 400);
    CHECK(has(bad.body, R"("parameter":"size")"));
    CHECK(client.get("/v1/search?format=xml").status == 400);
    CHECK(client.get("/v1/search?format=csv", "Accept: text/csv\r\n").status == 200);
    CHECK(client.get("/v1/search?format=csv", "Accept: application/json\r\n").status == 406);
    TestClient second(server.port());
    CHECK(second.get("/v1/search?format=json", "Accept: text/csv\r\n").status == 406);
}

TEST_CASE("An error before the first byte is the answer") {
    TestServer server(
        [](http::ServerOptions& options) { options.query.export_budget = milliseconds(-1); });
    build_rivers(server);
    TestClient client(server.port());
    const Answer answer = client.get("/v1/search?q=river&format=csv");
    CHECK(answer.status == 503);
    CHECK(answer.headers.at("content-type") == "application/problem+json");
    CHECK(answer.is_whole);
}

TEST_CASE("A client that takes an export slowly gets all of it, while searches are answered") {
    TestServer server;
    build_rivers(server);
    TestClient client(server.port(), TestClient::Line::narrow);
    client.send(kRequest);
    TestClient searching(server.port());
    CHECK(searching.get("/v1/search?q=river").status == 200);
    // The export has not ended, for it is larger than what fits between server and client.
    CHECK(searching.get("/v1/search?q=river&format=csv").status == 503);
    const Answer answer = client.receive();
    CHECK(answer.is_whole);
    CHECK(lines_of(answer.body) == kRivers + 1);
    CHECK(has(answer.body, "\"id\":\"r399\""));
}

TEST_CASE("A client that stops taking an export, or takes it for too long, is cut off") {
    for (const bool is_stalled : {true, false}) {
        CAPTURE(is_stalled);
        TestServer server([&](http::ServerOptions& options) {
            auto& limits = options.connection;
            (is_stalled ? limits.write : limits.whole_write) = milliseconds(300);
        });
        build_rivers(server);
        TestClient client(server.port(), TestClient::Line::narrow);
        begin_export(client);
        // The thread is free again when the client is given up.
        const Answer other = export_when_free(server.port());
        CHECK(other.status == 200);
        CHECK_FALSE(ends_well(client));
    }
}

TEST_CASE("A client that goes away frees the thread that made its export") {
    TestServer server;
    build_rivers(server);
    {
        TestClient client(server.port(), TestClient::Line::narrow);
        begin_export(client);
    }
    const Answer other = export_when_free(server.port());
    CHECK(other.status == 200);
    CHECK(other.is_whole);
    CHECK(lines_of(other.body) == kRivers + 1);
}

TEST_CASE("As many exports as may be at once leave searches their threads") {
    TestServer server;
    TestClient client(server.port());
    {
        HeldSearchThread held(server.server().export_pool());
        const Answer answer = client.get("/v1/search?format=csv");
        CHECK(answer.status == 503);
        CHECK(answer.headers.contains("retry-after"));
        CHECK(has(answer.body, "urn:evresi:problem:overloaded"));
        CHECK(client.get("/v1/search").status == 200);
    }
    CHECK(client.get("/v1/search?format=csv").status == 200);
}

TEST_CASE("An export of an index that turns out damaged is not taken for whole") {
    for (const bool in_chunks : {true, false}) {
        CAPTURE(in_chunks);
        TestServer server;
        build_rivers(server);
        TestClient client(server.port(), TestClient::Line::narrow);
        client.send("GET /v1/search?q=river&format=jsonl HTTP/1." +
                    std::string(in_chunks ? "1" : "0") + "\r\nHost: a\r\n\r\n");
        REQUIRE(client.take(1) > 0);
        namespace fs = std::filesystem;
        // Emptied in place, as a failing disk would: what is read next is missing.
        for (const auto& entry : fs::recursive_directory_iterator(server.index_dir())) {
            if (entry.path().filename() == "docdata.glass") fs::resize_file(entry.path(), 0);
        }
        std::string bytes;
        const bool is_ended = client.receive_to_end(bytes);
        CHECK(is_ended == in_chunks);
        CHECK_FALSE(bytes.ends_with("\r\n0\r\n\r\n"));
    }
}

TEST_CASE("Stopping does not wait for an export that nobody takes") {
    auto server = std::make_unique<TestServer>(
        [](http::ServerOptions& options) { options.drain = milliseconds(100); });
    build_rivers(*server);
    TestClient client(server->port(), TestClient::Line::narrow);
    begin_export(client);
    server.reset();
    CHECK_FALSE(ends_well(client));
}

TEST_CASE("An export under way is whole though the index is replaced") {
    TestServer server;
    build_rivers(server);
    TestClient client(server.port(), TestClient::Line::narrow);
    client.send(kRequest);
    for (int generation = 3; generation <= 5; ++generation) {
        server.build(R"({"id":"new","lang":"en","text":"Nothing of that."})");
    }
    const Answer answer = client.receive();
    CHECK(answer.is_whole);
    CHECK(lines_of(answer.body) == kRivers + 1);
}

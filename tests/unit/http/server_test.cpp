#include "tests/support/catch.hpp"
#include "tests/unit/http/test_client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <filesystem>
#include <fstream>
#include <vector>

using namespace evresi;
using namespace evresi::tests;
using std::chrono::milliseconds;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Asks until `is_reached` holds; each question is a whole request, so that nothing spins.
template <class Condition>
bool eventually(std::uint16_t port, const std::string& target, const Condition& is_reached) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < deadline) {
        TestClient client(port);
        const Answer answer = client.get(target);
        REQUIRE(answer.status == 200);
        if (is_reached(answer)) return true;
    }
    return false;
}

/// Changes one byte of the index's generation that opening alone does not look at.
void damage(const std::string& index_dir, const std::string& generation) {
    namespace fs = std::filesystem;
    bool is_damaged = false;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(index_dir) / generation)) {
        if (entry.path().filename() != "postlist.glass") continue;
        std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(-1, std::ios::end);
        const int last = file.get();
        file.seekp(-1, std::ios::end);
        file.put(static_cast<char>(last ^ 1));
        is_damaged = file.good();
    }
    REQUIRE(is_damaged);
}

constexpr std::size_t kLargeText = 2'000'000;

/// Adds the document "large", of which an answer does not fit into the system's buffers.
void build_large(TestServer& server) {
    std::string text;
    while (text.size() < kLargeText) text += "Rivers flow to the sea. ";
    server.build(R"({"id":"large","lang":"en","text":")" + text + "\"}\n");
    REQUIRE(eventually(server.port(), "/readyz",
                       [](const Answer& answer) { return has(answer.body, "\"generation\":2"); }));
}

/// Returns when the server has ended an idle connection: a clock that is the server's own.
void await_idle_end(std::uint16_t port) {
    TestClient clock(port);
    REQUIRE(clock.get("/healthz").status == 200);
    REQUIRE(clock.receive().status == 0);
}

}  // namespace

TEST_CASE("A search is answered with hits, facets and the generation") {
    TestServer server;
    TestClient client(server.port());
    const Answer answer = client.get("/v1/search?q=social+economy&in=en");
    CHECK(answer.status == 200);
    CHECK(answer.headers.at("content-type") == "application/json");
    CHECK(has(answer.body, R"("id":"en1")"));
    CHECK(has(answer.body, R"("total":{"value":1,"relation":"eq"})"));
    CHECK(has(answer.body, R"("facets":{"programme":)"));
    CHECK(has(answer.body, R"("index":{"generation":1,"documents":3})"));
}

TEST_CASE("POST takes the names of GET and gives the same hits") {
    TestServer server;
    TestClient client(server.port());
    const Answer answer = client.post("/v1/search", R"({"q":"economy","country":["SI","BG"]})");
    CHECK(answer.status == 200);
    CHECK(has(answer.body, R"("id":"en1")"));
    CHECK(client.post("/v1/search", "{").status == 400);
    CHECK(client.post("/v1/search?q=a", "{}").status == 400);
}

TEST_CASE("A repeated answer comes from the cache with the same bytes, until the index changes") {
    TestServer server;
    TestServer uncached([](http::ServerOptions& options) { options.cache_bytes = 0; });
    TestClient client(server.port());
    TestClient other(uncached.port());
    // The time that a search took is the only thing that may differ between two servers.
    const auto without_time = [](std::string body) {
        const std::size_t begin = body.find("\"took_ms\":");
        const std::size_t end = body.find(',', begin);
        REQUIRE(begin != std::string::npos);
        return body.erase(begin, end - begin);
    };
    for (const char* target :
         {"/v1/search?q=economy",
          "/v1/search?q=%CE%BF%CE%B9%CE%BA%CE%BF%CE%BD%CE%BF%CE%BC%CE%AF%CE%B1",
          "/v1/search?q=river&snippets=0&facets=year", "/v1/documents/en1/similar"}) {
        CAPTURE(target);
        const auto before = server.server().cache_counters();
        const Answer first = client.get(target);
        const Answer second = client.get(target);
        const auto after = server.server().cache_counters();
        REQUIRE(first.status == 200);
        CHECK(after.misses == before.misses + 1);
        CHECK(after.hits == before.hits + 1);
        CHECK(second.body == first.body);
        CHECK(second.headers.at("etag") == first.headers.at("etag"));
        CHECK(second.headers.at("content-type") == first.headers.at("content-type"));
        CHECK(without_time(other.get(target).body) == without_time(first.body));
        CHECK(client.get(target, "If-None-Match: " + first.headers.at("etag") + "\r\n").status ==
              304);
    }
    // Another spelling of the same request, by POST too; not one in another language.
    const std::string body = client.get("/v1/search?q=economy").body;
    CHECK(client.get("/v1/search?size=10&q=economy").body == body);
    CHECK(client.post("/v1/search", R"({"q":"economy"})").body == body);
    const auto before = server.server().cache_counters();
    CHECK(client.get("/v1/search?q=economy", "Accept-Language: el\r\n").body != body);
    CHECK(server.server().cache_counters().misses == before.misses + 1);
    CHECK(uncached.server().cache_counters().answers == 0);

    server.build(R"({"id":"new","lang":"en","text":"A new economy."})");
    REQUIRE(eventually(server.port(), "/readyz",
                       [](const Answer& answer) { return has(answer.body, "\"generation\":2"); }));
    CHECK(has(client.get("/v1/search?q=economy").body, R"("id":"new")"));
}

TEST_CASE("An answer that time cut short is not kept") {
    TestServer server(
        [](http::ServerOptions& options) { options.query.time_budget = milliseconds(0); });
    TestClient client(server.port());
    for (int i = 0; i < 2; ++i) {
        const Answer answer = client.get("/v1/search?q=economy");
        CHECK(has(answer.body, R"("partial":true)"));
        CHECK(answer.headers.count("etag") == 0);
    }
    CHECK(server.server().cache_counters().answers == 0);
    CHECK(server.server().cache_counters().hits == 0);
}

TEST_CASE("Documents are found by ids with slashes, and only those that exist") {
    TestServer server;
    TestClient client(server.port());
    for (const char* path : {"/v1/documents/keep/2", "/v1/documents/keep%2F2"}) {
        const Answer answer = client.get(path);
        CHECK(answer.status == 200);
        CHECK(has(answer.body, "Volunteers clean"));
    }
    const Answer missing = client.get("/v1/documents/nobody");
    CHECK(missing.status == 404);
    CHECK(missing.headers.at("content-type") == "application/problem+json");
}

TEST_CASE("Documents like another are found, texts that are nearly the same if wanted") {
    TestServer server;
    std::string text;
    for (int i = 0; i < 60; ++i) text += "beavers build dam number" + std::to_string(i * 7) + " ";
    std::string rows;
    for (const char* id : {"a/1", "copy"}) {
        rows += R"({"id":")" + std::string(id) + R"(","lang":"en","text":")" + text + "\"}\n";
    }
    rows += R"({"id":"like","lang":"en","country":"SI","text":"Beavers and a dam."})"
            "\n"
            R"({"id":"other","lang":"en","text":"Trains run late."})"
            "\n";
    server.build(rows);
    REQUIRE(eventually(server.port(), "/readyz",
                       [](const Answer& answer) { return has(answer.body, "\"generation\":2"); }));
    TestClient client(server.port());
    const std::string path = "/v1/documents/a%2F1/similar";
    const Answer answer = client.get(path);
    CHECK(answer.status == 200);
    CHECK(has(answer.body, R"("total":{"value":1,"relation":"eq"})"));
    CHECK(has(answer.body, R"("id":"like")"));
    CHECK(has(answer.body, R"("facets":{})"));
    CHECK(has(answer.body, R"("snippets":[])"));
    const Answer same = client.get("/v1/documents/a/1/similar?duplicates=on&snippets=1");
    CHECK(has(same.body, R"("total":{"value":2,"relation":"eq"})"));
    CHECK(has(same.body, R"("id":"copy")"));
    CHECK(has(same.body, "<mark>"));
    CHECK_FALSE(has(same.body, R"("id":"a/1")"));
    CHECK(has(client.get(path + "?country=-SI").body, R"("hits":[])"));
    CHECK(client.get(path, "If-None-Match: " + answer.headers.at("etag") + "\r\n").status == 304);
    CHECK(client.get("/v1/documents/nobody/similar").status == 404);
    CHECK(client.get("/v1/documents/nobody/similar", "If-None-Match: *\r\n").status == 404);
    const Answer bad = client.get(path + "?q=a");
    CHECK(bad.status == 400);
    CHECK(has(bad.body, R"("parameter":"q")"));
    CHECK(client.post(path, "{}").status == 405);
}

TEST_CASE("The other routes answer") {
    TestServer server;
    TestClient client(server.port());
    CHECK(has(client.get("/v1/stats").body, R"("documents":3)"));
    const Answer tokens = client.get("/v1/analyze?lang=en&text=The%20rivers");
    CHECK(has(tokens.body, R"("surface":"rivers","stem":"river","begin":4,"end":10)"));
    CHECK(client.get("/v1/analyze?lang=xx&text=a").status == 400);
    CHECK(client.get("/v1/analyze").status == 400);
    CHECK(client.get("/healthz").body == R"({"status":"ok"})");
    CHECK(has(client.get("/readyz").body, R"("generation":1)"));
    CHECK(has(client.get("/").headers.at("content-type"), "text/html"));
    CHECK(has(client.get("/page.js").headers.at("content-type"), "text/javascript"));
    CHECK(has(client.get("/page.css").headers.at("content-type"), "text/css"));
}

TEST_CASE("Suggestions are answered, tagged, and refused by the name of the parameter") {
    TestServer server;
    TestClient client(server.port());
    const Answer answer = client.get("/v1/suggest?q=econ");
    CHECK(answer.status == 200);
    CHECK(answer.headers.at("content-type") == "application/json");
    CHECK(has(answer.body, R"("text":"economy","kind":"word","lang":"en")"));
    CHECK(has(answer.body, R"("index":{"generation":1,"documents":3})"));
    const std::string tag = answer.headers.at("etag");
    client.send("GET /v1/suggest?size=8&q=econ HTTP/1.1\r\nHost: x\r\nIf-None-Match: " + tag +
                "\r\n\r\n");
    CHECK(client.receive().status == 304);
    for (const char* query : {"", "?q=a&size=0", "?q=a&page=1", "?q=a&lang=xx"}) {
        const Answer refusal = client.get("/v1/suggest" + std::string(query));
        CHECK(refusal.status == 400);
        CHECK(has(refusal.body, R"("parameter":)"));
    }
    CHECK(client.get("/v1/suggest?q=%22%28AND").status == 200);
}

TEST_CASE("Every answer has the headers that protect readers") {
    TestServer server;
    TestClient client(server.port());
    for (const char* target : {"/", "/page.js", "/healthz", "/v1/search", "/v1/stats", "/nowhere",
                               "/v1/search?size=0"}) {
        CAPTURE(target);
        const Answer answer = client.get(target);
        CHECK(answer.headers.at("x-content-type-options") == "nosniff");
        CHECK(answer.headers.at("referrer-policy") == "no-referrer");
        CHECK(has(answer.headers.at("content-security-policy"), "default-src '"));
        CHECK_FALSE(has(answer.headers.at("content-security-policy"), "unsafe"));
        CHECK(answer.headers.at("server") == "evresi");
        CHECK(answer.headers.count("cache-control") == 1);
        CHECK(has(answer.headers.at("date"), " GMT"));
    }
}

TEST_CASE("HEAD gives the headers of GET alone") {
    TestServer server;
    TestClient client(server.port());
    const std::string length = client.get("/healthz").headers.at("content-length");
    client.send("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    const Answer answer = client.receive(true);
    CHECK(answer.status == 200);
    CHECK(answer.headers.at("content-length") == length);
    CHECK(client.get("/healthz").status == 200);
}

TEST_CASE("An unchanged answer is 304 until the request or the index changes") {
    TestServer server;
    TestClient client(server.port());
    const std::string tag = client.get("/v1/search?q=rivers&page=1").headers.at("etag");
    const std::string field = "If-None-Match: " + tag + "\r\n";
    const Answer same = client.get("/v1/search?q=rivers", field);
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(same.headers.at("etag") == tag);
    CHECK(has(same.headers.at("vary"), "Accept-Language"));
    CHECK(client.get("/v1/search?q=social", field).status == 200);
    CHECK(client.get("/v1/search?q=rivers", field + "Accept-Language: el\r\n").status == 200);
    server.build("{\"id\":\"new\",\"lang\":\"en\",\"text\":\"New rivers flow here.\"}\n");
    CHECK(eventually(server.port(), "/readyz",
                     [](const Answer& answer) { return has(answer.body, "\"generation\":2"); }));
    CHECK(client.get("/v1/search?q=rivers", field).status == 200);
}

TEST_CASE("A value that cannot be read is a problem that names its parameter") {
    TestServer server;
    TestClient client(server.port());
    const Answer answer = client.get("/v1/search?size=1000");
    CHECK(answer.status == 400);
    CHECK(answer.headers.at("content-type") == "application/problem+json");
    CHECK(has(answer.body, R"("parameter":"size")"));
    CHECK(client.get("/v1/search?q=%ff").status == 400);
    CHECK(client.get("/v1/search?nonsense=1").status == 400);
    CHECK(client.get("/v1/stats?x=1").status == 400);
    CHECK(client.get("/v1/search", "Accept: text/html\r\n").status == 406);
}

TEST_CASE("Pipelined requests are answered in order") {
    TestServer server;
    TestClient client(server.port());
    client.send("GET /v1/search?q=rivers HTTP/1.1\r\nHost: a\r\n\r\n"
                "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
                "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(has(client.receive().body, "keep/2"));
    CHECK(has(client.receive().body, "\"ok\""));
    CHECK(client.receive().status == 404);
    CHECK(client.is_closed());
}

TEST_CASE("Broken framing is answered and ends the connection") {
    TestServer server;
    for (const auto& [bytes, status] : std::vector<std::pair<std::string, int>>{
             {"GET / HTTP/1.1\r\n\r\n", 400},
             {"\x16\x03\x01\x02\x03", 400},
             {"POST /v1/search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              411},
             {"POST /v1/search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"
              "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
              501},
             {"POST /v1/search HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n" +
                  std::string(50'000, 'x'),
              413},
             {"GET /" + std::string(20'000, 'a'), 414},
             {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'a'), 431},
             {"DELETE /v1/search HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 405}}) {
        CAPTURE(bytes.substr(0, 80));
        TestClient client(server.port());
        client.send(bytes);
        const Answer answer = client.receive();
        CHECK(answer.status == status);
        CHECK(answer.headers.at("connection") == "close");
        client.end_sending();
        CHECK(client.is_closed());
    }
}

TEST_CASE("A body that nobody reads is not taken for a request") {
    TestServer server;
    for (const std::string line : {"PUT /nope", "DELETE /nope", "PATCH /v1/documents/%zz",
                                   "TRACE /v1/search", "GET /nope", "OPTIONS /v1/search"}) {
        CAPTURE(line);
        TestClient client(server.port());
        client.send(line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 42\r\n\r\n"
                           "GET /healthz HTTP/1.1\r\nHost: x\r\nX: yyyyyyy\r\n\r\n");
        const Answer answer = client.receive();
        CHECK(answer.status >= 400);
        CHECK(answer.headers.count("connection") == 1);
        client.end_sending();
        CHECK(client.is_closed());
    }
}

TEST_CASE("A client that takes a large answer slowly but steadily gets all of it") {
    TestServer server([](http::ServerOptions& options) {
        options.connection.idle = milliseconds(300);
        options.connection.write = milliseconds(1'000);
    });
    build_large(server);
    TestClient client(server.port(), TestClient::Line::narrow);
    client.send("GET /v1/documents/large HTTP/1.1\r\nHost: a\r\n\r\n");
    std::size_t taken = 0;
    for (int step = 0; step < 6; ++step) {
        await_idle_end(server.port());
        taken += client.take(200'000);
    }
    CHECK(taken + client.take(kLargeText) > kLargeText);
}

TEST_CASE("A client that stops taking an answer, or takes it for too long, is cut off") {
    const bool is_stalled = GENERATE(true, false);
    TestServer server([&](http::ServerOptions& options) {
        options.connection.linger = milliseconds(10);
        (is_stalled ? options.connection.write : options.connection.whole_write) =
            milliseconds(100);
    });
    build_large(server);
    TestClient client(server.port(), TestClient::Line::narrow);
    client.send("GET /v1/documents/large HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(eventually(server.port(), "/healthz", [&](const Answer&) {
        return server.server().open_connections() == 1;  // The one that asks.
    }));
    CHECK(client.take(2 * kLargeText) < kLargeText);
}

TEST_CASE("A request that arrives byte by byte is answered, and one that stops halfway too") {
    TestServer server;
    TestClient client(server.port());
    for (const char byte : std::string_view("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")) {
        client.send({&byte, 1});
    }
    CHECK(client.receive().status == 200);
    client.send("GET /healthz HT");
    client.end_sending();
    CHECK(client.receive().status == 400);
}

TEST_CASE("Expect: 100-continue is answered before the body comes") {
    TestServer server;
    TestClient client(server.port());
    client.send("POST /v1/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    CHECK(client.receive().status == 100);
    client.send("{}");
    CHECK(client.receive().status == 200);
}

TEST_CASE("Slow headers and bodies end with 408, idle connections without an answer") {
    TestServer server([](http::ServerOptions& options) {
        options.connection.header = milliseconds(50);
        options.connection.body = milliseconds(50);
        options.connection.idle = milliseconds(50);
    });
    TestClient slow_header(server.port());
    slow_header.send("GET / HTTP/1.1\r\n");
    CHECK(slow_header.receive().status == 408);
    TestClient slow_body(server.port());
    slow_body.send("POST /v1/search HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{");
    CHECK(slow_body.receive().status == 408);
    TestClient idle(server.port());
    CHECK(idle.get("/healthz").status == 200);
    CHECK(idle.receive().status == 0);
    TestClient silent(server.port());
    CHECK(silent.receive().status == 0);
}

TEST_CASE("A connection ends after its last allowed request") {
    TestServer server([](http::ServerOptions& options) { options.connection.requests = 2; });
    TestClient client(server.port());
    CHECK(client.get("/healthz").headers.count("connection") == 0);
    CHECK(client.get("/healthz").headers.at("connection") == "close");
    CHECK(client.is_closed());
}

TEST_CASE("A full queue gives 503 with Retry-After while health is still answered") {
    TestServer server([](http::ServerOptions& options) { options.queue = 1; });
    HeldSearchThread held(server.server().pool());
    TestClient queued(server.port());
    queued.send("GET /v1/search HTTP/1.1\r\nHost: a\r\n\r\n");
    // The queue has one place: of the searches to come at most one gets it, should it be earlier.
    TestClient client(server.port());
    client.send("GET /v1/search HTTP/1.1\r\nHost: a\r\n\r\n");
    TestClient health(server.port());
    CHECK(health.get("/healthz").status == 200);
    TestClient another(server.port());
    const Answer refused = another.get("/v1/search");
    CHECK(refused.status == 503);
    CHECK(refused.headers.at("retry-after") == "1");
    held.release();
    const int first = queued.receive().status;
    const int second = client.receive().status;
    CHECK(std::min(first, second) == 200);
    CHECK(std::max(first, second) == 503);
}

TEST_CASE("Too many connections are turned away with an answer") {
    TestServer server([](http::ServerOptions& options) {
        options.connections = 3;
        options.connections_per_address = 2;
    });
    TestClient first(server.port());
    TestClient second(server.port());
    CHECK(first.get("/healthz").status == 200);
    CHECK(second.get("/healthz").status == 200);
    TestClient third(server.port());
    const Answer refused = third.receive();
    CHECK(refused.status == 429);
    CHECK(refused.headers.at("retry-after") == "1");
}

TEST_CASE("A new generation is served and a damaged one is not") {
    TestServer server;
    server.build("{\"id\":\"new\",\"lang\":\"en\",\"text\":\"A zebra walks by.\"}\n");
    CHECK(eventually(server.port(), "/v1/search?q=zebra",
                     [](const Answer& answer) { return has(answer.body, "\"id\":\"new\""); }));
    std::ofstream(std::filesystem::path(server.index_dir()) / "CURRENT") << "gen-000099\n";
    server.server().reload();
    CHECK(eventually(server.port(), "/readyz", [](const Answer& answer) {
        return has(answer.body, R"("reload_error":{"generation":99)");
    }));
    TestClient client(server.port());
    CHECK(has(client.get("/v1/search?q=zebra").body, "\"id\":\"new\""));
    std::ofstream(std::filesystem::path(server.index_dir()) / "CURRENT") << "gen-000002\n";
    CHECK(eventually(server.port(), "/readyz", [](const Answer& answer) {
        return has(answer.body, R"("reload_error":null)");
    }));
}

TEST_CASE("A generation whose bytes have changed is not served") {
    TestServer server([](http::ServerOptions& options) {
        options.reload_interval = std::chrono::hours(1);  // When the test says so.
    });
    server.build("{\"id\":\"new\",\"lang\":\"en\",\"text\":\"A zebra walks by.\"}\n");
    damage(server.index_dir(), "gen-000002");
    server.server().reload();
    CHECK(eventually(server.port(), "/readyz", [](const Answer& answer) {
        return has(answer.body, R"("reload_error":{"generation":2)") ||
               has(answer.body, R"("index":{"generation":2)");
    }));
    TestClient client(server.port());
    CHECK(has(client.get("/readyz").body, R"("index":{"generation":1)"));
    http::Log log(http::Log::Level::off, http::Log::Format::text);
    http::ServerOptions options;
    options.index_dir = server.index_dir();
    options.port = 0;
    // A server does not begin with it.
    const auto refused = http::Server::open(options, log);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::index_damaged);
}

TEST_CASE("Stopping answers what is under way and closes what is idle") {
    TestServer server;
    TestClient idle(server.port());
    CHECK(idle.get("/healthz").status == 200);
    HeldSearchThread held(server.server().pool());
    TestClient busy(server.port());
    busy.send("GET /v1/search?q=rivers HTTP/1.1\r\nHost: a\r\n\r\n");
    TestClient witness(server.port());
    CHECK(witness.get("/healthz").status == 200);
    server.server().stop();
    CHECK(idle.receive().status == 0);
    held.release();
    const Answer answer = busy.receive();
    CHECK(answer.status == 200);
    CHECK(answer.headers.at("connection") == "close");
    busy.end_sending();
    server.stop();
}

TEST_CASE("A server does not open without an index or on a taken port") {
    TestServer server;
    http::Log log(http::Log::Level::off, http::Log::Format::text);
    http::ServerOptions options;
    options.index_dir = server.index_dir();
    options.port = server.port();
    CHECK(http::Server::open(options, log).error().code == ErrorCode::io_error);
    options.port = 0;
    options.address = "localhost";
    CHECK(http::Server::open(options, log).error().code == ErrorCode::invalid_argument);
    options.index_dir += "-not-there";
    CHECK(http::Server::open(options, log).error().code == ErrorCode::index_missing);
}

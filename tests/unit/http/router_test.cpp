#include "searchd/http/router.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>
#include <string>

using namespace evresi;
using namespace evresi::http;

namespace {

const Router kRouter;

Request request_for(Method method, std::string path) {
    Request request;
    request.method = method;
    request.path = std::move(path);
    return request;
}

const Route* route_for(std::string path) {
    Request request = request_for(Method::get, std::move(path));
    const auto found = kRouter.find(request);
    return std::holds_alternative<const Route*>(found) ? std::get<const Route*>(found) : nullptr;
}

Response refusal_of(Request request) {
    auto found = kRouter.find(request);
    REQUIRE(std::holds_alternative<Response>(found));
    return std::get<Response>(std::move(found));
}

std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return {};
}

}  // namespace

TEST_CASE("Every route is found under its pattern and told of in the documentation") {
    std::ifstream file(EVRESI_SOURCE_DIR "/docs/http-api.md");
    const std::string documentation{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(routes().empty());
    for (const Route* route : routes()) {
        CAPTURE(route->pattern);
        CHECK(route_for(std::string(route->pattern)) == route);
        CHECK(documentation.find('`' + std::string(route->pattern) + '`') != std::string::npos);
    }
}

TEST_CASE("An id in a path is decoded and may hold slashes") {
    for (const auto& [path, id] : std::vector<std::pair<std::string, std::string>>{
             {"/v1/documents/a", "a"},
             {"/v1/documents/keep/12", "keep/12"},
             {"/v1/documents/keep%2F12+%CF%80", "keep/12+π"}}) {
        Request request = request_for(Method::get, path);
        const auto found = kRouter.find(request);
        REQUIRE(std::holds_alternative<const Route*>(found));
        CHECK(request.captured == id);
    }
}

TEST_CASE("A path that is not percent-encoded UTF-8 is refused") {
    for (const char* path : {"/v1/documents/%", "/v1/documents/%zz", "/v1/documents/%ff"}) {
        CHECK(refusal_of(request_for(Method::get, path)).status == 400);
    }
}

TEST_CASE("Unknown paths are not found") {
    for (const char* path : {"/nowhere", "/v1/search/", "/v1/documents/", "//", "/V1/search"}) {
        CAPTURE(path);
        CHECK(refusal_of(request_for(Method::get, path)).status == 404);
    }
}

TEST_CASE("Methods that a path does not take are refused with those that it takes") {
    const Response other = refusal_of(request_for(Method::other, "/v1/search"));
    CHECK(other.status == 405);
    CHECK(header_of(other, "Allow") == "GET, HEAD, POST, OPTIONS");
    CHECK(other.close);
    const Response post = refusal_of(request_for(Method::post, "/v1/stats"));
    CHECK(post.status == 405);
    CHECK(header_of(post, "Allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("OPTIONS tells the methods") {
    const Response response = refusal_of(request_for(Method::options, "/v1/search"));
    CHECK(response.status == 204);
    CHECK(header_of(response, "Allow") == "GET, HEAD, POST, OPTIONS");
}

TEST_CASE("Answers and bodies that cannot be met are refused") {
    Request request = request_for(Method::get, "/v1/stats");
    request.accept = "text/html";
    CHECK(refusal_of(request).status == 406);
    Request post = request_for(Method::post, "/v1/search");
    post.content_type = "text/plain";
    CHECK(refusal_of(post).status == 415);
}

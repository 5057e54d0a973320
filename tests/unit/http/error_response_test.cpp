#include "searchd/http/error_response.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace evresi;
using namespace evresi::http;

TEST_CASE("Every error code has a status of its row") {
    for (int code = 0; code < kErrorCodeCount; ++code) {
        const auto error = static_cast<ErrorCode>(code);
        const Response response = error_response(Error{error, "said", {}});
        CAPTURE(error_code_name(error));
        CHECK(response.status == status_of(error));
        CHECK(response.status >= 400);
        CHECK(response.content_type == "application/problem+json");
        CHECK(response.body.find(error_code_name(error)) != std::string::npos);
    }
    CHECK(status_of(ErrorCode::internal) == 500);
    CHECK(status_of(ErrorCode::invalid_argument) == 400);
}

TEST_CASE("Faults on our side keep their details for the log") {
    const Response response =
        error_response(Error{ErrorCode::index_damaged, "/secret/path is bad", "/secret/path"});
    CHECK(response.body.find("secret") == std::string::npos);
    CHECK(response.fault == "/secret/path is bad");
}

TEST_CASE("An overloaded service says when to come back") {
    const Response response = overloaded_response();
    CHECK(response.status == 503);
    const std::pair<std::string, std::string> retry{"Retry-After", "1"};
    CHECK(std::find(response.headers.begin(), response.headers.end(), retry) !=
          response.headers.end());
}

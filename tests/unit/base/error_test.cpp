#include "base/error.hpp"
#include "base/result.hpp"
#include "tests/support/catch.hpp"

#include <set>
#include <string>

using namespace evresi;

TEST_CASE("every error code has a name of its own") {
    std::set<std::string_view> names;
    for (int i = 0; i < kErrorCodeCount; ++i)
        names.insert(error_code_name(static_cast<ErrorCode>(i)));
    CHECK(names.size() == kErrorCodeCount);
    CHECK(names.count("") == 0);
}

TEST_CASE("a failed result carries its error and throws when it is taken for a value") {
    const Result<int> failed = fail(ErrorCode::not_found, "no such thing", "thing");
    REQUIRE(failed.has_error());
    CHECK(failed.error().code == ErrorCode::not_found);
    CHECK(failed.error().subject == "thing");
    CHECK_THROWS_AS(failed.value(), UncheckedError);
}

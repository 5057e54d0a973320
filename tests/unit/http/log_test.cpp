#include "searchd/http/log.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using namespace evresi::http;

TEST_CASE("No value can end its line, its quotes or its direction of writing") {
    CHECK(escaped_for_log("πόλη") == "\"πόλη\"");
    CHECK(escaped_for_log("a\nb\r\x1b[0m") == "\"a\\u000ab\\u000d\\u001b[0m\"");
    CHECK(escaped_for_log("say \"a\\b\"") == "\"say \\\"a\\\\b\\\"\"");
    CHECK(escaped_for_log("x\u202Ey\u200B") == "\"x\\u202ey\\u200b\"");
    CHECK(escaped_for_log("\u0085") == "\"\\u0085\"");
    CHECK(escaped_for_log("\xff") == "\"\uFFFD\"");
}

TEST_CASE("A long value is cut") {
    const std::string text = escaped_for_log(std::string(5000, 'a'));
    CHECK(text.size() < 1010);
    CHECK(text.ends_with("...\""));
}

TEST_CASE("Levels and formats are known by name") {
    CHECK(parse_log_level("warning").value() == Log::Level::warning);
    CHECK(parse_log_format("json").value() == Log::Format::json);
    CHECK(parse_log_level("loud").error().subject == "log-level");
    CHECK(parse_log_format("xml").error().subject == "log-format");
}

#include "indexer/report.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;

TEST_CASE("a report keeps counting refusals after it stops listing them") {
    indexer::Report report;
    for (std::size_t i = 0; i < indexer::kReportedRejections + 5; ++i) {
        report.reject({"rows.jsonl", i + 1, "", "malformed-input", "no \"id\""});
    }
    CHECK(report.rejected == indexer::kReportedRejections + 5);
    CHECK(report.rejections.size() == indexer::kReportedRejections);
    const std::string json = to_json(report);
    CHECK(json.find("\"rejected\": 1005") != std::string::npos);
    CHECK(json.find("\"line\": 1,") != std::string::npos);
}

TEST_CASE("a refusal reads as file, line, id, message and code") {
    CHECK(indexer::to_text({"a.csv", 7, "x-1", "malformed-input", "3 columns instead of 4"}) ==
          "a.csv:7: x-1: 3 columns instead of 4 [malformed-input]");
    CHECK(indexer::to_text({"b.pdf", 0, "", "unsupported-format", "no reader"}) ==
          "b.pdf: no reader [unsupported-format]");
}

#include "bench/quality/retrieval_baseline.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace evresi;
using namespace evresi::bench;

namespace {

SetResult result_of(double cross) {
    SetResult result;
    result.name = "set";
    result.documents = 9;
    result.queries = 2;
    for (const char* topic : {"a", "b"}) {
        result.values.push_back({topic, topic, "el-el", 0.9});
        result.values.push_back({topic, topic, "el-en", cross});
    }
    result.figures = figures_of(result.values);
    result.measures["typos, exact"] = cross;
    return result;
}

Baselines written(const SetResult& result, bool with_values) {
    const tests::TemporaryFolder folder;
    auto baselines = read_baselines(folder.write("saved.json", to_json({result}, with_values)));
    REQUIRE(baselines.has_value());
    return std::move(*baselines);
}

}  // namespace

TEST_CASE("A run is compared with the values of an earlier one, query by query") {
    SetResult now = result_of(0.7);
    compare(now, written(result_of(0.5), true));
    const Figure* const change = find_figure(now.changes.means, kCrossCells);
    REQUIRE(change != nullptr);
    CHECK(change->value == Approx(0.2));
    CHECK(change->is_significant());
    CHECK(now.measures_before.at("typos, exact") == Approx(0.5));
}

TEST_CASE("Of a summary only the figures are there to compare with") {
    SetResult now = result_of(0.7);
    compare(now, written(result_of(0.5), false));
    CHECK(now.changes.means.empty());
    const Figure* const before = find_figure(now.before.means, kCrossCells);
    REQUIRE(before != nullptr);
    CHECK(before->value == Approx(0.5));
    CHECK(now.before.lowest_pair == "el-en");
}

TEST_CASE("Figures of other queries are not compared") {
    SetResult now = result_of(0.7);
    now.queries = 1;
    compare(now, written(result_of(0.5), false));
    CHECK(now.before.means.empty());
    SetResult other = result_of(0.7);
    other.name = "another";
    compare(other, written(result_of(0.5), true));
    CHECK(other.changes.means.empty());
}

TEST_CASE("A file that is no saved run is refused") {
    const tests::TemporaryFolder folder;
    for (const char* content :
         {"", "{", "[]", "{\"sets\":3}", "{\"sets\":{\"a\":3}}",
          "{\"sets\":{\"a\":{\"queries\":\"many\",\"means\":{},\"pairs\":{},\"measures\":{},"
          "\"lowest_pair\":\"\"}}}",
          "{\"sets\":{\"a\":{\"queries\":1,\"means\":{\"x\":[1,2]},\"pairs\":{},\"measures\":{},"
          "\"lowest_pair\":\"\"}}}"}) {
        const auto baselines = read_baselines(folder.write("saved.json", content));
        REQUIRE_FALSE(baselines.has_value());
        CHECK(baselines.error().code == ErrorCode::malformed_input);
    }
    CHECK(read_baselines(folder / "none.json").error().code == ErrorCode::io_error);
}

#include "bench/corpus/query_mix.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace evresi;
using namespace evresi::bench;

TEST_CASE("queries come back from their file as they were written") {
    const tests::TemporaryFolder folder;
    const std::vector<MixQuery> written = {{false, "el", "κοινωνική οικονομία", "", ""},
                                           {true, "lv", "\"sociālie uzņēmumi\"", "country", "LV"}};
    REQUIRE(write_queries(written, folder / "q.tsv").has_value());
    const auto read = read_queries(folder / "q.tsv");
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 2);
    CHECK_FALSE((*read)[0].is_phrase);
    CHECK((*read)[0].text == written[0].text);
    CHECK((*read)[0].filter_name.empty());
    CHECK((*read)[1].is_phrase);
    CHECK((*read)[1].lang == "lv");
    CHECK((*read)[1].filter_name == "country");
    CHECK((*read)[1].filter_value == "LV");
}

TEST_CASE("a file that holds no queries is refused, one that is not there too") {
    const tests::TemporaryFolder folder;
    const auto read = read_queries(folder.write("q.tsv", "social economy\n"));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::malformed_input);
    const auto missing = read_queries(folder / "none.tsv");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::io_error);
}

TEST_CASE("without documents there are no queries") {
    QueryMix mix(1);
    CHECK(mix.draw(10).empty());
}

#include "bench/quality/retrieval_set.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace evresi;
using namespace evresi::bench;

namespace {

/// A folder with a set of two needs, of which one is judged in two languages.
struct Folder {
    tests::TemporaryFolder temporary;

    Folder() {
        write("docs.jsonl", "");
        write("queries.tsv",
              "qid\tlang\ttext\nwater.el\tel\tνερό\nwater.en\ten\twater\nfire.en\ten\tfire\n");
        write("qrels.mono.tsv", "water.el\td1\t1\nwater.en\td2\t1\nfire.en\td3\t0\n");
        write("qrels.cross.tsv", "water.el\td2\t2\nwater.el\td1\t2\n");
    }
    void write(std::string_view name, std::string_view content) const {
        temporary.write("set/" + std::string(name), content);
    }
    [[nodiscard]] std::string path() const { return temporary / "set"; }
};

}  // namespace

TEST_CASE("A set joins its judgements and leaves out queries without any") {
    const Folder folder;
    const Result<RetrievalSet> set = read_set(folder.path() + "/");
    REQUIRE(set.has_value());
    CHECK(set->name == "set");
    REQUIRE(set->queries.size() == 2);
    CHECK(set->queries[0].text == "νερό");
    CHECK(set->queries[0].topic == "water");
    CHECK(set->queries[1].topic == "water");
    CHECK(set->queries[0].relevance == Judgements{{"d1", 2}, {"d2", 2}});
}

TEST_CASE("Documents come from docs.jsonl, or from the paths that sources.txt lists") {
    const Folder folder;
    REQUIRE(read_set(folder.path()).has_value());
    CHECK(read_set(folder.path())->sources ==
          std::vector<std::string>{folder.path() + "/docs.jsonl"});
    std::filesystem::remove(folder.path() + "/docs.jsonl");
    const auto missing = read_set(folder.path());
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::io_error);
    folder.write("sources.txt", "../texts\n");
    REQUIRE(read_set(folder.path()).has_value());
    CHECK(read_set(folder.path())->sources == std::vector<std::string>{folder.temporary / "texts"});
}

TEST_CASE("A row that is none is named with its file and line") {
    const Folder folder;
    folder.write("qrels.tsv", "water.el\td1\t1\nwater.el d1 1\n");
    const auto set = read_set(folder.path());
    REQUIRE_FALSE(set.has_value());
    CHECK(set.error().code == ErrorCode::malformed_input);
    CHECK(set.error().message.find("qrels.tsv:2") != std::string::npos);
    folder.write("qrels.tsv", "nobody.el\td1\t1\n");
    REQUIRE_FALSE(read_set(folder.path()).has_value());
}

TEST_CASE("A sample keeps whole topics and is the same each time") {
    RetrievalSet set;
    for (int i = 0; i < 50; ++i) {
        for (const char* lang : {"el", "en"}) {
            const std::string topic = "t" + std::to_string(i);
            set.queries.push_back({topic + '.' + lang, topic, LanguageTag::of(lang), "x", {}});
        }
    }
    RetrievalSet again = set;
    keep_sample(set, 11);
    keep_sample(again, 11);
    REQUIRE(set.queries.size() == 12);
    for (std::size_t i = 0; i < set.queries.size(); ++i) {
        CHECK(set.queries[i].id == again.queries[i].id);
        CHECK(set.queries[i].topic == set.queries[i ^ 1u].topic);
    }
}

TEST_CASE("Lists of mistyped queries have a language, what was typed and what was meant") {
    const tests::TemporaryFolder folder;
    const auto rows = read_typed_queries(folder.write("list.tsv", "# typos\nel\tνρεό\tνερό\n"));
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().lang == LanguageTag::of("el"));
    CHECK(rows->front().typed == "νρεό");
    CHECK(rows->front().intended == "νερό");
    CHECK_FALSE(read_typed_queries(folder.write("bad.tsv", "el\tνρεό\n")).has_value());
    CHECK_FALSE(read_typed_queries(folder / "none.tsv").has_value());
}

#include "job_index.hpp"

#include <map>

using namespace evresi;
using corpus::Provenance;

namespace {

/// Long enough for a signature; no two numbers share a run of words.
std::string long_text(int number) {
    std::string text;
    for (int i = 0; i < 80; ++i) {
        text += "word" + std::to_string(number) + "x" + std::to_string(i) + " ";
    }
    return text;
}

std::string
row(const std::string& id, const std::string& text, const std::string& more = std::string()) {
    return R"({"id": ")" + id + R"(", "lang": "en", "text": ")" + text + "\"" + more + "}\n";
}

struct Index : tests::JobIndex {
    indexer::Report build(const std::string& rows) {
        return must(build_index(options, {folder.write("rows.jsonl", rows)}));
    }
    indexer::Report update(const std::string& rows) {
        return must(update_index(options, {folder.write("rows.jsonl", rows)}, true));
    }
    corpus::Metadata metadata(const std::string& id) {
        database::Snapshot snapshot = open();
        const auto docid = snapshot.find(id);
        if (!docid) FAIL("no document " + id);
        return snapshot.head(*docid)->metadata;
    }
    std::string value(const std::string& id, std::uint32_t slot) {
        database::Snapshot snapshot = open();
        return snapshot.database().get_document(*snapshot.find(id)).get_value(slot);
    }
};

const std::string kGiven = R"(, "project": "SOLARNET", "programme": "Interreg Europe")";
const std::string kProject = R"(, "project": "Solarnet")";

}  // namespace

TEST_CASE("a document without a programme inherits that of its project") {
    Index index;
    const indexer::Report report =
        index.build(row("one", "first text", kGiven) + row("two", "second text", kProject) +
                    row("other", "third text"));
    CHECK(report.inherited == 1);
    const corpus::Metadata metadata = index.metadata("two");
    REQUIRE(metadata.programme.size() == 1);
    CHECK(metadata.programme[0].value == "interreg-europe");
    CHECK(metadata.programme[0].evidence.provenance == Provenance::inherited);
    CHECK(metadata.programme[0].evidence.document == "one");
    CHECK(index.metadata("other").programme.empty());
    const database::Snapshot snapshot = index.open();
    const auto& column = snapshot.columns().column(database::Field::programme);
    CHECK(column.documents(static_cast<std::size_t>(column.find("interreg-europe"))) == 2);
}

TEST_CASE("nothing is inherited from documents that disagree") {
    Index index;
    index.build(row("one", "first text", kGiven) +
                row("two", "second text", R"(, "project": "SOLARNET", "programme": "LIFE")") +
                row("three", "third text", kProject));
    CHECK(index.metadata("three").programme.empty());
}

TEST_CASE("of several programmes those are inherited that all documents have") {
    Index index;
    index.build(
        row("one", "first text", R"(, "project": "SOLARNET", "programme": ["EaSI", "ESF+"])") +
        row("two", "second text", R"(, "project": "SOLARNET", "programme": "EaSI")") +
        row("three", "third text", kProject));
    const corpus::Metadata metadata = index.metadata("three");
    REQUIRE(metadata.programme.size() == 1);
    CHECK(metadata.programme[0].value == "easi");
}

TEST_CASE("what was inherited goes when its source goes, and comes with a new one") {
    Index index;
    index.build(row("one", "first text", kGiven) + row("two", "second text", kProject));
    index.update(row("two", "second text", kProject));
    CHECK(index.metadata("two").programme.empty());
    CHECK(index.value("two", database::row_of(database::Field::programme).slot).empty());
    const indexer::Report report =
        index.update(row("two", "second text", kProject) +
                     row("new", "new text", R"(, "project": "SOLARNET", "programme": "LIFE")"));
    CHECK(report.unchanged == 1);
    REQUIRE(index.metadata("two").programme.size() == 1);
    CHECK(index.metadata("two").programme[0].value == "life");
}

TEST_CASE("near-duplicates share a group, and the acronym that one of them has") {
    Index index;
    const indexer::Report report =
        index.build(row("one", long_text(1) + "end", kGiven) + row("two", long_text(1) + "finish") +
                    row("far", long_text(2)));
    CHECK(report.near_duplicates == 2);
    const std::string group = index.value("one", database::kSlotDuplicateGroup);
    CHECK_FALSE(group.empty());
    CHECK(index.value("two", database::kSlotDuplicateGroup) == group);
    CHECK(index.value("far", database::kSlotDuplicateGroup).empty());
    const corpus::Metadata metadata = index.metadata("two");
    REQUIRE(metadata.project.has_value());
    CHECK(metadata.project->value == "SOLARNET");
    CHECK(metadata.project->evidence.provenance == Provenance::inherited);
    REQUIRE(metadata.programme.size() == 1);
    // Alone again, it has neither.
    index.update(row("two", long_text(1) + "finish"));
    CHECK(index.value("two", database::kSlotDuplicateGroup).empty());
    CHECK_FALSE(index.metadata("two").project.has_value());
}

TEST_CASE("an update that changes nothing leaves inherited documents as they are") {
    Index index;
    const std::string rows = row("one", "first text", kGiven) + row("two", "second text", kProject);
    index.build(rows);
    const indexer::Report report = index.update(rows);
    CHECK(report.unchanged == 2);
    CHECK(report.generation == 1);
    REQUIRE(index.metadata("two").programme.size() == 1);
}

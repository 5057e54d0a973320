#include "job_index.hpp"

#include <map>

using namespace evresi;
using tests::TemporaryFolder;

namespace {

std::string row(const std::string& id, const std::string& text) {
    return R"({"id": ")" + id + R"(", "lang": "en", "text": ")" + text + "\"}\n";
}

struct Index : tests::JobIndex {
    std::vector<std::string> rejections;

    Index() {
        options.jobs = 2;
        options.rejected = [this](const corpus::Rejection& rejection) {
            rejections.push_back(indexer::to_text(rejection));
        };
    }

    /// id -> text of all documents.
    std::map<std::string, std::string> texts() {
        database::Snapshot snapshot = open();
        std::map<std::string, std::string> found;
        for (auto docid = snapshot.database().postlist_begin("");
             docid != snapshot.database().postlist_end(""); ++docid) {
            const auto document = snapshot.document(*docid);
            REQUIRE(document.has_value());
            found[document->id] = document->text;
        }
        return found;
    }
};

using Texts = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a build indexes every good row and names every bad one") {
    Index index;
    const std::string rows =
        index.folder.write("rows.jsonl", row("a", "first") + "{broken\n" + row("b", "second") +
                                             "{\"text\": \"no id\"}\n" + row("c", "third"));
    const indexer::Report report = index.must(build_index(index.options, {rows}));
    CHECK(report.read == 3);
    CHECK(report.indexed == 3);
    CHECK(report.rejected == 2);
    REQUIRE(report.rejections.size() == 2);
    CHECK(report.rejections[0].line == 2);
    CHECK(report.rejections[1].line == 4);
    CHECK(index.rejections.size() == 2);
    CHECK(index.texts() == Texts{{"a", "first"}, {"b", "second"}, {"c", "third"}});
}

TEST_CASE("of rows with the same id the last wins, also far apart") {
    Index index;
    std::string rows = row("x", "old");
    for (int i = 0; i < 2500; ++i) rows += row("f" + std::to_string(i), "filler");
    rows += row("x", "new");
    const indexer::Report report =
        index.must(build_index(index.options, {index.folder.write("rows.jsonl", rows)}));
    CHECK(report.read == 2502);
    CHECK(report.indexed == 2501);
    CHECK(report.replaced == 1);
    CHECK(report.documents == 2501);
    CHECK(index.texts().at("x") == "new");
}

TEST_CASE("an index does not depend on the number of workers") {
    std::string rows;
    for (int i = 0; i < 3500; ++i) rows += row(std::to_string(i), "word" + std::to_string(i % 97));
    std::vector<std::string> order[2];
    for (int jobs = 1; jobs <= 2; ++jobs) {
        Index index;
        index.options.jobs = jobs;
        index.must(build_index(index.options, {index.folder.write("rows.jsonl", rows)}));
        database::Snapshot snapshot = index.open();
        for (Xapian::docid docid = 1; docid <= snapshot.database().get_lastdocid(); ++docid) {
            order[jobs - 1].push_back(snapshot.head(docid)->id);
        }
    }
    CHECK(order[0].size() == 3500);
    CHECK(order[0] == order[1]);
}

TEST_CASE("an update adds, replaces and leaves alone, by id and content") {
    Index index;
    const std::string rows = index.folder.write("rows.jsonl", row("a", "one") + row("b", "two"));
    index.must(build_index(index.options, {rows}));
    index.folder.write("rows.jsonl", row("a", "one") + row("b", "changed") + row("c", "three"));
    const indexer::Report report = index.must(update_index(index.options, {rows}, false));
    CHECK(report.unchanged == 1);
    CHECK(report.indexed == 2);
    CHECK(report.documents == 3);
    CHECK(report.generation == 2);
    CHECK(index.texts() == Texts{{"a", "one"}, {"b", "changed"}, {"c", "three"}});
}

TEST_CASE("an update deletes what the sources lack only when it is told to") {
    Index index;
    const std::string rows = index.folder.write("rows.jsonl", row("a", "one") + row("b", "two"));
    index.must(build_index(index.options, {rows}));
    index.folder.write("rows.jsonl", row("b", "two"));
    CHECK(index.must(update_index(index.options, {rows}, false)).deleted == 0);
    CHECK(index.texts().size() == 2);
    CHECK(index.must(update_index(index.options, {rows}, true)).deleted == 1);
    CHECK(index.texts() == Texts{{"b", "two"}});
}

TEST_CASE("an id that changes and changes back within one update keeps its document") {
    Index index;
    const std::string rows = index.folder.write("rows.jsonl", row("a", "one"));
    index.must(build_index(index.options, {rows}));
    index.folder.write("rows.jsonl", row("a", "other") + row("a", "one"));
    const indexer::Report report = index.must(update_index(index.options, {rows}, false));
    CHECK(report.documents == 1);
    CHECK(index.texts() == Texts{{"a", "one"}});
}

TEST_CASE("an update deletes nothing when some of the sources could not be read") {
    Index index;
    const std::string rows = index.folder.write("rows.jsonl", row("a", "one") + row("b", "two"));
    index.must(build_index(index.options, {rows}));
    index.folder.write("rows.jsonl", row("a", "one") + "{\"id\": \"b\", \"text\":\n");
    const indexer::Report report = index.must(update_index(index.options, {rows}, true));
    CHECK(report.deleted == 0);
    CHECK(report.rejected == 2);
    CHECK(report.rejections.back().message.find("nothing was deleted") != std::string::npos);
    CHECK(index.texts() == Texts{{"a", "one"}, {"b", "two"}});
}

TEST_CASE("pictures among the sources do not keep an update from deleting") {
    Index index;
    index.folder.write("pages/a.txt", "one");
    index.folder.write("pages/b.txt", "two");
    index.folder.write("pages/logo.png", "x");
    const std::string pages = index.folder / "pages";
    index.must(build_index(index.options, {pages}));
    std::filesystem::remove(pages + "/b.txt");
    const indexer::Report report = index.must(update_index(index.options, {pages}, true));
    CHECK(report.rejected == 1);
    CHECK(report.deleted == 1);
    CHECK(index.texts() == Texts{{"a.txt", "one"}});
}

TEST_CASE("docids do not grow without end under updates") {
    Index index;
    std::string fixed;
    for (int i = 0; i < 50; ++i) fixed += row("fixed" + std::to_string(i), "same");
    for (int version = 0; version < 8; ++version) {
        std::string rows = fixed;
        for (int i = 0; i < 50; ++i) {
            rows += row(std::to_string(i), "version " + std::to_string(version));
        }
        index.must(update_index(index.options, {index.folder.write("rows.jsonl", rows)}, false));
    }
    database::Snapshot snapshot = index.open();
    CHECK(snapshot.database().get_doccount() == 100);
    CHECK(snapshot.database().get_lastdocid() <= 300);
    const auto texts = index.texts();
    CHECK(texts.at("49") == "version 7");
    CHECK(texts.at("fixed0") == "same");
    index.must(compact_index(index.options));
    CHECK(index.texts() == texts);
}

TEST_CASE("a build replaces an index whose CURRENT is damaged, and keeps its last generation") {
    Index index;
    const std::string rows = index.folder.write("rows.jsonl", row("a", "one"));
    index.must(build_index(index.options, {rows}));
    index.folder.write("index/CURRENT", "nonsense");
    CHECK(update_index(index.options, {rows}, false).has_error());
    CHECK(std::filesystem::exists(index.options.index_dir + "/gen-000001/manifest.json"));
    CHECK(index.must(build_index(index.options, {rows})).generation == 2);
    CHECK(index.texts() == Texts{{"a", "one"}});
}

TEST_CASE("deletion removes by id and names the ids that are not there") {
    Index index;
    const std::string rows =
        index.folder.write("rows.jsonl", row("a", "one") + row("b", "two") + row("c", "three"));
    index.must(build_index(index.options, {rows}));
    const indexer::Report report =
        index.must(delete_documents(index.options, {"b", "nobody", "b"}));
    CHECK(report.deleted == 1);
    CHECK(report.rejected == 1);
    CHECK(report.rejections.at(0).id == "nobody");
    CHECK(index.texts() == Texts{{"a", "one"}, {"c", "three"}});
    index.must(delete_documents(index.options, {"a", "c"}));
    CHECK(index.texts().empty());
    index.must(compact_index(index.options));
    CHECK(index.texts().empty());
}

TEST_CASE("a source that does not exist leaves the index as it was") {
    Index index;
    const std::string rows = index.folder.write("rows.jsonl", row("a", "one"));
    index.must(build_index(index.options, {rows}));
    const auto outcome = build_index(index.options, {index.folder / "nowhere"});
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().message.find("nowhere") != std::string::npos);
    CHECK(*database::current_generation(index.options.index_dir) == 1);
    CHECK(index.texts().size() == 1);
}

TEST_CASE("a job that is asked to stop leaves the index as it was") {
    Index index;
    const std::string rows = index.folder.write("rows.jsonl", row("a", "one"));
    index.must(build_index(index.options, {rows}));
    const std::atomic<bool> stop = true;
    index.options.stop = &stop;
    const auto outcome = build_index(index.options, {rows});
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code == ErrorCode::interrupted);
    CHECK(*database::current_generation(index.options.index_dir) == 1);
    CHECK_FALSE(std::filesystem::exists(index.options.index_dir + "/gen-000002"));
}

TEST_CASE("hostile terms and ids do not cost the rows around them") {
    Index index;
    const std::string long_word(5000, 'x');
    std::string nuls;
    for (int i = 0; i < 300; ++i) nuls += "\\u0000";
    const std::string rows = index.folder.write(
        "rows.jsonl", row("a", "one") + row("b", long_word + " " + nuls) + row("c", "three") +
                          row(nuls, "id of NULs") + row("d", "four"));
    const indexer::Report report = index.must(build_index(index.options, {rows}));
    CHECK(report.rejected == 1);
    const auto texts = index.texts();
    CHECK(texts.size() == 4);
    CHECK(texts.count("b") == 1);
}

TEST_CASE("names of any length do not cost the rows around them") {
    Index index;
    std::string rows = row("a", "one");
    for (const std::size_t bytes : {200u, 240u, 250u, 300u, 5000u}) {
        const std::string name(bytes, 'n');
        rows += R"({"id": ")" + std::to_string(bytes) + R"(", "lang": "en", "text": "text", )" +
                R"("title": ")" + name + R"(", "programme": ")" + name + R"(", "project": ")" +
                name + "\"}\n";
    }
    index.options.is_complete = true;
    index.must(build_index(index.options, {index.folder.write("rows.jsonl", rows)}));
    CHECK(index.texts().size() == 6);
    index.must(compact_index(index.options));
    const database::Snapshot snapshot = index.open();
    const auto docid = snapshot.find("200");
    REQUIRE(docid.has_value());
    const corpus::Metadata metadata = snapshot.head(*docid)->metadata;
    REQUIRE(metadata.programme.size() == 1);
    CHECK(snapshot.programme_label(metadata.programme[0].value) == std::string(200, 'n'));
}

TEST_CASE("the vocabulary shows words as they are written, by whatever workers and jobs") {
    const auto vocabulary_of = [](Index& index) {
        std::map<std::string, std::pair<std::string, unsigned>> words;
        const database::Snapshot snapshot = index.open();
        const database::Vocabulary& vocabulary = snapshot.vocabulary();
        for (std::size_t i = 0; i < vocabulary.size(); ++i) {
            words[vocabulary.word(i)] = {vocabulary.written(i), vocabulary.documents(i)};
        }
        return words;
    };
    const auto latvian = [](const std::string& id, const std::string& text) {
        return R"({"id": ")" + id + R"(", "lang": "lv", "text": ")" + text + "\"}\n";
    };
    // More documents than a batch has, so that several workers have some.
    std::string rows;
    for (int i = 0; i < 3000; ++i) {
        rows += latvian(std::to_string(i), i % 3 == 0 ? "Sociālā uzņēmējdarbība skolā"
                                                      : "Uzņēmējdarbība un skola visiem");
    }
    rows += latvian("last", "Pārvadājumi laukos");
    Index index;
    const std::string path = index.folder.write("rows.jsonl", rows);
    index.must(build_index(index.options, {path}));
    const auto words = vocabulary_of(index);
    CHECK(words.at("sociala") == std::pair<std::string, unsigned>("sociālā", 1000));
    CHECK(words.at("uznemejdarbiba") == std::pair<std::string, unsigned>("uzņēmējdarbība", 3000));
    CHECK(words.at("skola") == std::pair<std::string, unsigned>("skola", 3000));
    CHECK(words.at("parvadajumi") == std::pair<std::string, unsigned>("pārvadājumi", 1));

    Index alone;
    alone.options.jobs = 1;
    alone.must(build_index(alone.options, {path}));
    CHECK(vocabulary_of(alone) == words);

    const std::string more = index.folder.write("more.jsonl", latvian("new", "Ģimenes ārsts"));
    index.must(update_index(index.options, {more}, false));
    index.must(delete_documents(index.options, {"last"}));
    index.must(compact_index(index.options));
    auto expected = words;
    expected.erase("parvadajumi");
    expected.erase("laukos");
    expected["gimenes"] = {"ģimenes", 1};
    expected["arsts"] = {"ārsts", 1};
    CHECK(vocabulary_of(index) == expected);
}

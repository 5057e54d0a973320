// What jobs write does not depend on how they came to it.
#include "indexer/database/columns.hpp"
#include "indexer/database/positions.hpp"
#include "indexer/database/schema.hpp"
#include "job_index.hpp"
#include "tests/support/database_dump.hpp"
#include "tests/support/random_numbers.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <set>

using namespace evresi;
using namespace evresi::tests;

namespace {

using Rows = std::map<std::string, std::string>;  ///< by id
using Lines = std::vector<std::string>;

/// A row with a text in one of five languages.
class RandomRows {
public:
    explicit RandomRows(RandomNumbers& random) : random_(random) {}

    std::string row(const std::string& id, std::uint32_t most_words) {
        struct Words {
            const char* lang;
            const char* words[8];
        };
        static const Words kTexts[] = {
            {"en", {"The", "social", "economy", "résumé", "school", "of", "Haskovo", "in"}},
            {"el", {"Η", "κοινωνική", "ΟΙΚΟΝΟΜΙΑ", "νόμος", "και", "πόλεις", "Χάσκοβο", "ή"}},
            {"bg", {"Социална", "икономика", "и", "пари", "в", "Хасково", "училища", "ѝ"}},
            {"lv", {"Sociālā", "skolā", "skola", "uzņēmējdarbība", "un", "Rīgā", "skatīt", "ar"}},
            {"sl", {"Šola", "sola", "šolskih", "gospodarstvo", "in", "Žalec", "mestu", "ČAS"}},
        };
        const Words& words = kTexts[random_.up_to(4)];
        std::string text;
        for (std::uint32_t i = random_.up_to(most_words); i > 0; --i) {
            // Most words are rare ones.
            text += random_.is_one_in(2) ? words.words[random_.up_to(7)]
                                         : "word" + std::to_string(random_.up_to(3000));
            text += random_.is_one_in(12) ? ". " : " ";
        }
        return R"({"id": ")" + id + R"(", "lang": ")" + words.lang + R"(", "title": "Title )" +
               random_.letters(5) + R"(", "text": ")" + text + "\"" + facts() + "}\n";
    }

private:
    std::string facts() {
        std::string facts;
        if (random_.is_one_in(3)) facts += R"(, "country": "Bulgaria")";
        if (random_.is_one_in(3))
            facts += R"(, "year": 20)" + std::to_string(random_.up_to(9) + 10);
        if (random_.is_one_in(4)) facts += R"(, "programme": "Own )" + random_.letters(1) + "\"";
        return facts;
    }

    RandomNumbers& random_;
};

std::string joined(const Rows& rows) {
    std::string all;
    for (const auto& [id, row] : rows) all += row;
    return all;
}

struct Index : JobIndex {
    Index() {
        options.jobs = 2;
        options.is_complete = true;
    }
    void build(const std::string& rows) {
        must(build_index(options, {folder.write("rows.jsonl", rows)}));
    }
    indexer::Report update(const std::string& rows, bool delete_missing) {
        return must(update_index(options, {folder.write("rows.jsonl", rows)}, delete_missing));
    }
    [[nodiscard]] std::string generation() const {
        const auto live = database::current_generation(options.index_dir);
        REQUIRE(live.has_value());
        return database::generation_path(options.index_dir, *live);
    }
    [[nodiscard]] std::string shard() const {
        return generation() + "/" + std::string(database::kShardName);
    }

    /// The names and bytes of all files but the manifest, which has the time.
    [[nodiscard]] std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(generation())) {
            if (!entry.is_regular_file() || entry.path().filename() == "manifest.json") continue;
            std::ifstream file(entry.path(), std::ios::binary);
            found[std::filesystem::relative(entry.path(), generation()).string()] =
                std::string(std::istreambuf_iterator<char>(file), {});
        }
        return found;
    }
};

void check_same_files(const Index& found, const Index& expected) {
    const auto a = found.files();
    const auto b = expected.files();
    for (const auto& [name, bytes] : b) {
        INFO(name);
        REQUIRE(a.count(name) == 1);
        CHECK((a.at(name) == bytes));
    }
    CHECK(a.size() == b.size());
}

/// The groups of documents, by the ids of their members; names of groups may differ.
std::set<std::set<std::string>> groups_of(const database::Column& column,
                                          const std::map<Xapian::docid, std::string>& ids) {
    std::map<std::string, std::set<std::string>> groups;
    for (const auto& [docid, id] : ids) {
        for (const std::uint32_t ordinal : column.ordinals(docid)) {
            const std::string name(column.values()[ordinal]);
            groups[name == database::kUnknown ? "alone " + id : name].insert(id);
        }
    }
    std::set<std::set<std::string>> found;
    for (auto& [name, members] : groups) found.insert(std::move(members));
    return found;
}

/// All that an index says, by ids of documents in place of docids, which may differ; and without
/// what is noted of words, which outlives documents.
Lines content_of(const Index& index) {
    const Xapian::Database database(index.shard());
    std::map<Xapian::docid, std::string> ids;
    for (auto term = database.allterms_begin("Q"); term != database.allterms_end("Q"); ++term) {
        REQUIRE(database.get_termfreq(*term) == 1);
        ids[*database.postlist_begin(*term)] = (*term).substr(1);
    }
    CHECK(ids.size() == database.get_doccount());
    DumpOptions options{.has_bounds = false, .has_data = false};
    options.name = [&ids](Xapian::docid docid) { return ids.at(docid); };
    options.is_left_out = [](const std::string&) { return true; };
    options.slot_left_out = database::kSlotDuplicateGroup;
    Lines lines = dump(database, options);
    const database::Snapshot snapshot = index.open();
    for (auto docid = database.postlist_begin(""); docid != database.postlist_end(""); ++docid) {
        const auto document = snapshot.document(*docid);
        REQUIRE(document.has_value());
        lines.push_back("stored " + document->id + ": " + document->title + "\n" + document->text);
    }
    std::ranges::sort(lines);

    const auto positions = database::Positions::open(index.shard());
    const auto columns = database::Columns::open(index.shard());
    REQUIRE((positions.has_value() && columns.has_value()));
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        Lines places;
        std::vector<std::uint32_t> found;
        for (auto cursor = positions->find(*term); cursor.docid() != 0; cursor.next()) {
            cursor.positions(found);
            std::string place = ids.at(cursor.docid());
            for (const std::uint32_t position : found) place += "@" + std::to_string(position);
            places.push_back(std::move(place));
        }
        std::ranges::sort(places);
        for (const std::string& place : places) lines.push_back("place " + *term + " " + place);
    }
    Lines values;
    for (const auto& [docid, id] : ids) {
        std::string line = "columns of " + id;
        for (const database::FieldRow& row : database::fields()) {
            for (const std::uint32_t ordinal : columns->column(row.field).ordinals(docid)) {
                line += " " + std::string(columns->column(row.field).values()[ordinal]);
            }
        }
        for (const std::uint32_t ordinal : columns->titles().ordinals(docid)) {
            line += " " + std::string(columns->titles().values()[ordinal]);
        }
        values.push_back(line + " " + std::to_string(columns->relative_length(docid)));
    }
    std::ranges::sort(values);
    lines.insert(lines.end(), values.begin(), values.end());
    for (const auto grouping : {database::Grouping::near_duplicate, database::Grouping::project}) {
        for (const auto& group : groups_of(columns->groups(grouping), ids)) {
            std::string line = "group";
            for (const std::string& id : group) line += " " + id;
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

/// Holds an index to one that is built from `rows` alone.
void check_content(const Index& index, const std::string& rows) {
    Index built;
    built.build(rows);
    check_same(content_of(index), content_of(built));
}

std::string id_of(std::uint32_t number) {
    return "doc-" + std::to_string(1000 + number);
}

}  // namespace

TEST_CASE("the same sources give the same bytes with any number of workers and any memory") {
    RandomNumbers random("any number of workers");
    RandomRows source(random);
    std::string rows;
    // Three batches.
    for (std::uint32_t i = 0; i < 2100; ++i) {
        // Some ids come again, some near and some far.
        const std::uint32_t number = random.is_one_in(10) ? random.up_to(i) : i;
        rows += source.row(id_of(number), 15);
    }
    Index first;
    first.options.jobs = 1;
    first.build(rows);
    for (const int jobs : {2, 5, 24}) {
        Index index;
        index.options.jobs = jobs;
        // For many workers so little that each batch is a run in a file.
        if (jobs == 24) index.options.memory_bytes = 0;
        INFO(jobs << " workers");
        index.build(rows);
        check_same_files(index, first);
    }
}

TEST_CASE("updates give what a build from the last sources gives") {
    RandomNumbers random("updates");
    RandomRows source(random);
    for (int round = 0; round < 2; ++round) {
        INFO("round " << round);
        Index index;
        Rows rows;
        for (std::uint32_t i = 0; i < 60; ++i) rows[id_of(i)] = source.row(id_of(i), 60);
        index.build(joined(rows));
        for (int update = 0; update < 3; ++update) {
            for (int i = 0; i < 20; ++i) {
                const std::string id = id_of(random.up_to(90));
                rows[id] = source.row(id, 60);
            }
            // Near-duplicates, which part when one of them changes.
            const std::string id = rows.begin()->first;
            std::string twin = rows.begin()->second;
            rows["twin-of-" + id] = twin.replace(twin.find(id), id.size(), "twin-of-" + id);
            std::erase_if(rows, [&](const auto&) { return random.is_one_in(12); });
            // Ids that come twice in the same sources.
            std::string earlier;
            for (const auto& [again, row] : rows) {
                if (random.is_one_in(10)) earlier += source.row(again, 60);
            }
            const std::string all = joined(rows);
            CHECK(index.update(earlier + all, true).documents == rows.size());
            check_content(index, all);
        }
    }
}

TEST_CASE("compacting what is compact gives the same bytes") {
    RandomNumbers random("compacting");
    RandomRows source(random);
    std::string rows;
    for (std::uint32_t i = 0; i < 100; ++i) rows += source.row(id_of(i), 60);
    Index first;
    first.build(rows);
    Index index;
    index.build(rows);
    const indexer::Report report = index.update(rows, true);
    CHECK(report.unchanged == 100);
    CHECK(report.generation == 1);
    index.must(compact_index(index.options));
    check_same_files(index, first);
    // The tables that only other programs read come and go.
    index.options.is_complete = false;
    index.must(compact_index(index.options));
    CHECK_FALSE(std::filesystem::exists(index.shard() + "/termlist.glass"));
    CHECK_FALSE(std::filesystem::exists(index.shard() + "/position.glass"));
    index.options.is_complete = true;
    index.must(compact_index(index.options));
    check_same_files(index, first);
}

TEST_CASE("an update of an index without documents gives what a build gives") {
    RandomNumbers random("an index without documents");
    RandomRows source(random);
    std::string rows;
    for (std::uint32_t i = 0; i < 50; ++i) rows += source.row(id_of(i), 80);
    Index first;
    first.build(rows);
    Index index;
    index.build("");
    CHECK(Xapian::Database(index.shard()).get_doccount() == 0);
    CHECK(index.update(rows, false).indexed == 50);
    check_same_files(index, first);
}

TEST_CASE("deleting gives what a build without the documents gives") {
    RandomNumbers random("deleting");
    RandomRows source(random);
    Rows rows;
    for (std::uint32_t i = 0; i < 80; ++i) rows[id_of(i)] = source.row(id_of(i), 60);
    Index index;
    index.build(joined(rows));
    while (!rows.empty()) {
        std::vector<std::string> ids;
        for (const auto& [id, row] : rows) {
            if (random.is_one_in(rows.size() < 10 ? 1 : 3)) ids.push_back(id);
        }
        for (const std::string& id : ids) rows.erase(id);
        CHECK(index.must(delete_documents(index.options, ids)).deleted == ids.size());
        check_content(index, joined(rows));
    }
    CHECK(Xapian::Database(index.shard()).get_doccount() == 0);
}

TEST_CASE("of documents with one id the last alone is in the index") {
    RandomNumbers random("documents with one id");
    RandomRows source(random);
    std::string rows;
    std::vector<std::string> last;
    for (std::uint32_t i = 0; i < 150; ++i) {
        const std::string id = id_of(random.up_to(40));
        const std::string row = source.row(id, 50);
        std::erase_if(last, [&](const std::string& other) {
            return other.find("\"" + id + "\"") != std::string::npos;
        });
        last.push_back(row);
        rows += row;
    }
    std::string expected;
    for (const std::string& row : last) expected += row;
    Index index;
    index.build(rows);
    check_content(index, expected);
    // As an update too, over other versions of the documents.
    Index updated;
    updated.build(expected);
    std::string others;
    for (std::uint32_t i = 0; i < 41; ++i) others += source.row(id_of(i), 50);
    updated.update(others, false);
    updated.update(rows, true);
    check_content(updated, expected);
}

// Shards against the databases that Xapian writes of the same documents.
#include "corpus/annotator.hpp"
#include "corpus/source_walk.hpp"
#include "indexer/database/columns.hpp"
#include "indexer/database/positions.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/writer/shard_writer.hpp"
#include "tests/support/database_dump.hpp"
#include "tests/support/raw_shard.hpp"
#include "tests/support/sample_documents.hpp"
#include "tests/support/shard_builder.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fstream>
#include <iterator>
#include <sstream>

using namespace evresi;
using namespace evresi::tests;
using indexer::Sequence;

namespace {

const DumpOptions kWithoutTables{.has_term_lists = false, .has_positions = false};

/// The name and bytes of each file of a folder.
std::map<std::string, std::string> files_of(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        files[entry.path().filename().string()] =
            std::string(std::istreambuf_iterator<char>(file), {});
    }
    return files;
}

void check_same_files(const std::string& found, const std::string& expected) {
    const auto a = files_of(found);
    const auto b = files_of(expected);
    REQUIRE(a.size() == b.size());
    for (const auto& [name, bytes] : b) {
        INFO(name);
        REQUIRE(a.count(name) == 1);
        CHECK(a.at(name).size() == bytes.size());
        CHECK((a.at(name) == bytes));
    }
}

/// Holds the file of positions to those of the reference.
void check_positions(const std::string& shard, const Xapian::Database& reference) {
    const auto positions = database::Positions::open(shard);
    REQUIRE(positions.has_value());
    std::size_t terms = 0;
    for (auto term = reference.allterms_begin(); term != reference.allterms_end(); ++term) {
        database::PositionCursor cursor = positions->find(*term);
        std::vector<std::uint32_t> found;
        bool has_some = false;
        for (auto posting = reference.postlist_begin(*term);
             posting != reference.postlist_end(*term); ++posting) {
            const std::vector<std::uint32_t> expected(posting.positionlist_begin(),
                                                      posting.positionlist_end());
            if (expected.empty()) continue;
            has_some = true;
            REQUIRE(cursor.docid() == *posting);
            cursor.positions(found);
            REQUIRE((found == expected));
            cursor.next();
        }
        REQUIRE(cursor.docid() == 0);
        terms += has_some ? 1 : 0;
    }
    CHECK(positions->terms() == terms);
}

/// Holds the file of columns to the values of the reference.
void check_columns(const std::string& shard, const Xapian::Database& reference) {
    const auto columns = database::Columns::open(shard);
    REQUIRE(columns.has_value());
    CHECK(columns->documents() == reference.get_doccount());
    CHECK(columns->total_length() == reference.get_total_length());
    for (const database::FieldRow& row : database::fields()) {
        const database::Column& column = columns->column(row.field);
        for (auto docid = reference.postlist_begin(""); docid != reference.postlist_end("");
             ++docid) {
            std::set<std::string> found;
            for (const std::uint32_t ordinal : column.ordinals(*docid)) {
                found.emplace(column.values()[ordinal]);
            }
            std::set<std::string> expected;
            std::istringstream joined(reference.get_document(*docid).get_value(row.slot));
            for (std::string value; std::getline(joined, value, database::kValueSeparator);) {
                if (!value.empty()) expected.insert(value);
            }
            if (expected.empty()) expected.emplace(database::kUnknown);
            REQUIRE(found == expected);
        }
    }
}

/// Asks both for what random queries find: alternatives, conjunctions, phrases, filters, ranges.
void check_queries(const Xapian::Database& found,
                   const Xapian::Database& expected,
                   bool has_phrases,
                   RandomNumbers& random,
                   int queries = 200) {
    std::vector<std::string> terms(expected.allterms_begin(), expected.allterms_end());
    std::vector<std::string> placed;
    for (const std::string& term : terms) {
        const auto posting = expected.postlist_begin(term);
        if (posting.positionlist_begin() != posting.positionlist_end()) placed.push_back(term);
    }
    if (terms.empty()) return;
    const auto some = [&random](const std::vector<std::string>& from, std::uint32_t most) {
        std::vector<std::string> picked;
        for (std::uint32_t i = random.up_to(most - 2) + 2; i > 0; --i) {
            picked.push_back(from[random.up_to(static_cast<std::uint32_t>(from.size() - 1))]);
        }
        return picked;
    };
    for (int i = 0; i < queries; ++i) {
        const auto words = some(terms, 5);
        Xapian::Query query(i % 3 == 0 ? Xapian::Query::OP_AND : Xapian::Query::OP_OR,
                            words.begin(), words.end());
        if (i % 4 == 1) {
            const auto filters = some(terms, 3);
            query = {Xapian::Query::OP_FILTER, query,
                     Xapian::Query(Xapian::Query::OP_OR, filters.begin(), filters.end())};
        }
        if (i % 4 == 2 && has_phrases && !placed.empty()) {
            const auto phrase = some(placed, 3);
            query = {i % 8 == 2 ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR, phrase.begin(),
                     phrase.end(), 200};
        }
        if (i % 4 == 3) {
            const Xapian::valueno slot = indexer::kSlots[random.up_to(10)];
            query = {Xapian::Query::OP_AND, query,
                     Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, random.bytes(3),
                                   random.bytes(3) + "\xff")};
        }
        INFO(query.get_description());
        check_same(ranked(found, query), ranked(expected, query));
    }
}

/// Holds two shards of the same content, with and without all tables, to a reference.
void check_shards(const std::string& complete,
                  const std::string& bare,
                  const Xapian::Database& reference,
                  RandomNumbers& random,
                  int queries = 200) {
    check_by_xapian(complete);
    check_by_xapian(bare);
    const Xapian::Database whole(complete);
    check_same(dump(whole), dump(reference));
    check_queries(whole, reference, true, random, queries);
    const Xapian::Database shard(bare);
    check_same(dump(shard, kWithoutTables), dump(reference, kWithoutTables));
    check_queries(shard, reference, false, random, queries);
    CHECK_FALSE(std::filesystem::exists(bare + "/position.glass"));
    CHECK_FALSE(std::filesystem::exists(bare + "/termlist.glass"));
    for (const std::string& folder : {complete, bare}) {
        check_positions(folder, reference);
        check_columns(folder, reference);
    }
}

/// Documents as sources have them: texts of five languages, with facts.
std::vector<corpus::Document> random_documents(RandomNumbers& random, std::uint32_t count) {
    struct Words {
        const char* lang;
        std::vector<const char*> words;
    };
    static const std::vector<Words> kTexts = {
        {"en", {"The", "social", "economy", "résumé", "schools", "of", "Haskovo", "2021", "H2020"}},
        {"el", {"Η", "κοινωνική", "ΟΙΚΟΝΟΜΙΑ", "νόμος", "και", "οι", "πόλεις", "Χάσκοβο", "ή"}},
        {"bg", {"Социалната", "икономика", "и", "ѝ", "пари", "в", "Хасково", "училища", "проект"}},
        {"lv", {"Sociālā", "skolā", "skola", "uzņēmējdarbība", "un", "Rīgā", "skatīt", "ģimenes"}},
        {"sl", {"Šola", "sola", "šolskih", "gospodarstvo", "in", "Žalec", "mestu", "ČAS"}},
    };
    std::vector<corpus::Document> documents;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Words& words = kTexts[random.up_to(4)];
        const auto sentence = [&](std::uint32_t most) {
            std::string text;
            for (std::uint32_t k = random.up_to(most); k > 0; --k) {
                // Paragraphs of a page are in several languages now and then.
                const Words& from = random.is_one_in(9) ? kTexts[random.up_to(4)] : words;
                text += from.words[random.up_to(static_cast<std::uint32_t>(from.words.size() - 1))];
                text += random.is_one_in(12) ? ".\n" : " ";
            }
            return text;
        };
        std::string title = sentence(5);
        std::string text = sentence(random.is_one_in(10) ? 900 : 60);
        corpus::Document document = make_document("doc-" + std::to_string(i), words.lang,
                                                  std::move(title), std::move(text));
        if (random.is_one_in(2)) document.metadata.country = {given("BG"), given("GR")};
        if (random.is_one_in(3)) document.metadata.project = given("SOLAR" + random.letters(1));
        if (random.is_one_in(3)) {
            document.metadata.programme = {given("own-" + random.letters(2))};
            document.programme_labels = {{document.metadata.programme[0].value, "A programme"}};
        }
        documents.push_back(std::move(document));
    }
    return documents;
}

/// Writes the documents as two shards and as a reference, and compares them.
void check_documents(const std::vector<corpus::Document>& documents, RandomNumbers& random) {
    const TemporaryFolder folder;
    Xapian::WritableDatabase reference = reference_database(folder / "reference");
    for (const bool is_complete : {false, true}) {
        ShardBuilder builder(folder / "documents");
        for (const corpus::Document& document : documents) {
            const indexer::StoredDocument stored = builder.add(document);
            if (!is_complete) continue;
            reference.add_document(reference_document(stored, builder.inverter().last_terms()));
        }
        builder.write(folder / (is_complete ? "complete" : "bare"), is_complete);
        for (const auto& [key, value] : builder.metadata()) reference.set_metadata(key, value);
        for (const auto& [key, value] : reference_metadata(builder.runs())) {
            reference.set_metadata(key, value);
        }
    }
    reference.commit();
    check_shards(folder / "complete", folder / "bare", reference, random);
}

}  // namespace

TEST_CASE("shards of random documents are what Xapian would have written") {
    RandomNumbers random("shards of random documents");
    for (const std::uint32_t count : {0u, 1u, 2u, 40u, 150u}) {
        INFO(count << " documents");
        check_documents(random_documents(random, count), random);
    }
}

TEST_CASE("a shard of the sample is what Xapian would have written") {
    RandomNumbers random("a shard of the sample");
    const auto files = corpus::list_sources({std::string(EVRESI_SOURCE_DIR) + "/corpus/sample"});
    REQUIRE(files.has_value());
    std::map<std::string, corpus::Document> documents;
    const corpus::ReadSink sink{[&](corpus::Document&& document) {
                                    documents[document.id] = std::move(document);
                                    return true;
                                },
                                [](corpus::Rejection&&) { return true; }};
    corpus::Annotator annotator;
    for (const corpus::SourceFile& file : *files) CHECK(corpus::read_source(file, {}, sink));
    std::vector<corpus::Document> annotated;
    for (auto& [id, document] : documents) {
        annotator.annotate(document);
        annotated.push_back(std::move(document));
    }
    REQUIRE(annotated.size() > 50);
    check_documents(annotated, random);
}

TEST_CASE("shards of any terms are what Xapian would have written, in however many runs") {
    RandomNumbers random("shards of any terms");
    for (int round = 0; round < 25; ++round) {
        INFO("round " << round);
        const TemporaryFolder folder;
        RawShard shard(folder);
        RawDocuments documents(random, round < 3);
        Sequence sequence = 0;
        for (std::uint32_t i = random.up_to(50); i > 0; --i) {
            sequence += random.is_one_in(5) ? random.up_to(100) + 1 : 1;
            shard.add(documents.next(sequence), random.is_one_in(6));
        }
        if (random.is_one_in(2)) {
            shard.metadata()["programme:x"] = random.bytes(100'000) + "x";
            shard.metadata()["programme:" + std::string(200, 'y')] = "long";
            shard.metadata()[std::string("\0z", 2)] = "zero";
        }
        shard.write("complete", true);
        shard.write("bare", false);
        check_shards(folder / "complete", folder / "bare", shard.reference(), random, 40);
        shard.write("interleaved", true, 3);
        check_same_files(folder / "interleaved", folder / "complete");
        shard.write("empty-runs", false, 70);
        check_same_files(folder / "empty-runs", folder / "bare");
    }
}

TEST_CASE("lists of many documents go over many blocks") {
    RandomNumbers random("lists of many documents");
    const TemporaryFolder folder;
    RawShard shard(folder);
    constexpr Sequence kMany = 100'000;
    for (Sequence i = 1; i <= kMany; ++i) {
        RawDocument document = plain_document(i, {});
        document.terms.push_back({"all", i % 7 == 0 ? 1U << 24U : i % 5, {}});
        if (i % 3 == 0) document.terms.push_back({"placed", 2, {i % 1000, 1000 + i}});
        if (i % 40'000 == 0) document.terms.push_back({"rare", 1, {1}});
        for (const auto& term : document.terms) document.stored.length += term.frequency;
        document.stored.values[2] = std::to_string(1990 + i % 30);
        shard.add(std::move(document), i % 11 == 0);
    }
    shard.write("complete", true, 2);
    shard.write("bare", false);
    const Xapian::WritableDatabase reference = shard.reference();
    check_shards(folder / "complete", folder / "bare", reference, random, 60);
    // Leaps within a list end where Xapian's do.
    const Xapian::Database bare(folder / "bare");
    for (int i = 0; i < 300; ++i) {
        auto found = bare.postlist_begin("all");
        auto expected = reference.postlist_begin("all");
        for (Xapian::docid to = random.up_to(kMany); to <= kMany;
             to += random.up_to(kMany / 3) + 1) {
            found.skip_to(to);
            expected.skip_to(to);
            REQUIRE((found == bare.postlist_end("all")) ==
                    (expected == reference.postlist_end("all")));
            if (found == bare.postlist_end("all")) break;
            REQUIRE(*found == *expected);
            REQUIRE(found.get_wdf() == expected.get_wdf());
        }
    }
}

TEST_CASE("documents without terms, data or values have their place") {
    RandomNumbers random("documents without terms");
    const TemporaryFolder folder;
    RawShard shard(folder);
    SECTION("none at all") {}
    SECTION("all are empty") {
        for (Sequence i = 1; i <= 3; ++i) shard.add(plain_document(i, {}));
    }
    SECTION("all are left out") {
        for (Sequence i = 1; i <= 3; ++i) shard.add(plain_document(i, {"word"}), true);
    }
    SECTION("some are empty") {
        shard.add(plain_document(1, {}));
        shard.add(plain_document(2, {"a", "b"}));
        shard.add(plain_document(7, {}));
        shard.add(plain_document(8, {"b"}), true);
    }
    SECTION("their terms count nothing") {
        RawDocument document = plain_document(1, {"word"});
        document.terms[0].frequency = 0;
        document.stored.length = 0;
        shard.add(document);
    }
    SECTION("of two values only the case differs") {
        RawDocument document = plain_document(1, {"word"});
        document.stored.values[4] = "SolarNet\x1fSOLARNET";
        shard.add(document);
    }
    shard.write("complete", true);
    shard.write("bare", false);
    check_shards(folder / "complete", folder / "bare", shard.reference(), random, 20);
}

TEST_CASE("a shard does not depend on how documents were divided among runs and inverters") {
    RandomNumbers random("how documents were divided");
    const std::vector<corpus::Document> documents = random_documents(random, 90);
    const TemporaryFolder folder;
    constexpr std::size_t kBatch = 10;
    for (const std::size_t inverters : {1u, 2u, 5u}) {
        for (const bool spills : {false, true}) {
            ShardBuilder builder(folder / "documents", inverters);
            for (std::size_t i = 0; i < documents.size(); ++i) {
                const std::size_t inverter = i / kBatch % inverters;
                builder.add(documents[i], inverter);
                if (i % kBatch + 1 < kBatch) continue;
                builder.end_batch(inverter);
                if (spills) builder.end_run(inverter);
            }
            const std::string name = std::to_string(inverters) + (spills ? "-spilled" : "");
            builder.write(folder / name, true);
            INFO(name);
            check_same_files(folder / name, folder / "1");
        }
    }
}

TEST_CASE("two shards of different content have different names") {
    const TemporaryFolder folder;
    const auto uuid_of = [&](const std::string& name, const std::string& text) {
        write_documents({make_document("d", "en", "", text)}, folder / name);
        return Xapian::Database(folder / name).get_uuid();
    };
    const std::string first = uuid_of("a", "words");
    CHECK(uuid_of("b", "other words") != first);
    CHECK(uuid_of("c", "words") == first);
}

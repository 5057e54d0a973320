#include "indexer/database/document_record.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_documents.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

#include <array>
#include <random>

using namespace evresi;
using namespace evresi::tests;

namespace {

corpus::Document full_document() {
    corpus::Document document =
        make_document("a/b.txt", "el", "Τίτλος", "Πρώτη παράγραφος.\n\nSecond paragraph.\n");
    document.paragraphs[1].lang = LanguageTag::of("en");
    document.paragraphs[1].is_boilerplate = true;
    document.url = "https://example.org/α";
    document.date = "2023-05-24";
    document.metadata.programme = {given("interreg-europe")};
    document.metadata.country = {{"GR", {corpus::Provenance::text, {3, 9, true}, "στην Ελλάδα"}}};
    document.metadata.year = {2023, {corpus::Provenance::inherited, {}, {}}};
    document.metadata.period = {{2021, 2027}, {corpus::Provenance::given, {}, {}}};
    document.metadata.project = given("SECON");
    document.programme_labels = {{"some-fund", "Some Fund"}};
    document.fields = {{"topic", "x"}, {"empty", ""}};
    return document;
}

/// So many documents that a dictionary is worth its size; all different.
std::vector<corpus::Document> many_documents(std::size_t count, unsigned seed) {
    static constexpr std::array<std::string_view, 12> kPhrases = {
        "the project is funded by the programme",
        "partners from five regions",
        "social entrepreneurship",
        "έργο χρηματοδοτείται από το πρόγραμμα",
        "регионално развитие",
        "kohezijska politika Evropske unije",
        "Eiropas Reģionālās attīstības fonds",
        "a conference was held in",
        "the duration of the project",
        "energy efficiency of public buildings",
        "lessons learnt",
        "open call for proposals"};
    std::mt19937 random(seed);
    std::vector<corpus::Document> documents;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text;
        for (int line = 0; line < 12; ++line) {
            for (int k = 0; k < 5; ++k) {
                text += kPhrases[random() % kPhrases.size()];
                text += ' ' + std::to_string(random() % 100'000) + ' ';
            }
            text.back() = '\n';
        }
        documents.push_back(make_document("doc-" + std::to_string(i), "en",
                                          "Report " + std::to_string(random()), text));
    }
    return documents;
}

std::vector<const corpus::Document*> pointers_to(const std::vector<corpus::Document>& documents) {
    std::vector<const corpus::Document*> pointers;
    for (const corpus::Document& document : documents) pointers.push_back(&document);
    return pointers;
}

std::shared_ptr<const database::RecordDictionary>
dictionary_of(const std::vector<corpus::Document>& documents) {
    return database::RecordDictionary::open(
               database::train_record_dictionary(pointers_to(documents)))
        .value();
}

}  // namespace

TEST_CASE("a record gives back the whole document") {
    const corpus::Document document = full_document();
    const std::string record = database::pack_record(document);
    const Result<corpus::Document> back = database::unpack_record(record);
    REQUIRE(back.has_value());
    CHECK(back->id == document.id);
    CHECK(back->title == document.title);
    CHECK(back->text == document.text);
    CHECK(back->lang == document.lang);
    CHECK(back->lang_from == document.lang_from);
    CHECK(back->url == document.url);
    CHECK(back->date == document.date);
    CHECK(back->metadata.programme.at(0).value == "interreg-europe");
    CHECK(back->metadata.country.at(0).evidence.sentence == "στην Ελλάδα");
    CHECK(back->metadata.country.at(0).evidence.span.in_title);
    CHECK(back->metadata.country.at(0).evidence.span.end == 9);
    CHECK(back->metadata.year->value == 2023);
    CHECK(back->metadata.year->evidence.provenance == corpus::Provenance::inherited);
    CHECK(back->metadata.period->value == corpus::Period{2021, 2027});
    CHECK(back->metadata.project->value == "SECON");
    CHECK(back->programme_labels == document.programme_labels);
    CHECK(back->fields == document.fields);
    REQUIRE(back->paragraphs.size() == 2);
    CHECK(back->paragraphs[1].begin == document.paragraphs[1].begin);
    CHECK(back->paragraphs[1].end == document.paragraphs[1].end);
    CHECK(back->paragraphs[1].lang.view() == "en");
    CHECK(back->paragraphs[1].is_boilerplate);
}

TEST_CASE("the head of a record comes without the text") {
    const Result<corpus::Document> head =
        database::unpack_head(database::pack_record(full_document()));
    REQUIRE(head.has_value());
    CHECK(head->title == "Τίτλος");
    CHECK(head->metadata.year->value == 2023);
    CHECK(head->text.empty());
}

TEST_CASE("repetitive text of any length around Xapian's compression defect comes back") {
    // Xapian's zlib layer fails on some repetitive tags of more than 8 KiB.
    for (const std::size_t size : {8191u, 8192u, 8193u, 16384u, 100000u}) {
        const corpus::Document document = make_document("x", "en", "", std::string(size, 'x'));
        const auto back = database::unpack_record(database::pack_record(document));
        REQUIRE(back.has_value());
        CHECK(back->text.size() == size);
    }
}

TEST_CASE("a damaged record is an error, never a crash or another text") {
    const std::string record = database::pack_record(full_document());
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = record;
        if (round % 2 == 0) {
            damaged.resize(random() % damaged.size());
        } else {
            damaged[random() % damaged.size()] ^= static_cast<char>(1u << (random() % 8));
        }
        const auto back = database::unpack_record(damaged);
        if (!back) CHECK(back.error().code == ErrorCode::index_damaged);
        if (back) CHECK(back->text.size() <= (1u << 20));
    }
    CHECK_FALSE(database::unpack_record("").has_value());
    CHECK_FALSE(database::unpack_head("E\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff").has_value());
}

TEST_CASE("paragraphs come back wherever they lie in the text") {
    corpus::Document document = make_document("x", "bg", "", "\n\n една\n\nдве три\nчетири\n");
    document.paragraphs = {{3, 11, LanguageTag::of("bg"), false},
                           {13, 19, LanguageTag::of("en"), true},
                           {20, 39, LanguageTag(), false}};
    const Result<corpus::Document> back = database::unpack_record(database::pack_record(document));
    REQUIRE(back.has_value());
    REQUIRE(back->paragraphs.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(back->paragraphs[i].begin == document.paragraphs[i].begin);
        CHECK(back->paragraphs[i].end == document.paragraphs[i].end);
        CHECK(back->paragraphs[i].lang == document.paragraphs[i].lang);
        CHECK(back->paragraphs[i].is_boilerplate == document.paragraphs[i].is_boilerplate);
    }
}

TEST_CASE("a dictionary makes records smaller, and they come back with it alone") {
    const std::vector<corpus::Document> documents = many_documents(300, 1);
    const auto dictionary = dictionary_of(documents);
    const auto other = dictionary_of(many_documents(300, 2));
    CHECK(dictionary->id() != other->id());
    CHECK(dictionary->bytes() == dictionary_of(documents)->bytes());
    database::RecordDictionaries known;
    known.add(other);
    known.add(dictionary);
    database::RecordPacker packer(dictionary);
    std::size_t plain_bytes = 0;
    std::size_t packed_bytes = 0;
    for (const corpus::Document& document : many_documents(50, 3)) {
        const std::string record = packer.pack(document);
        packed_bytes += record.size();
        plain_bytes += database::pack_record(document).size();
        const auto back = database::unpack_record(record, known);
        REQUIRE(back.has_value());
        CHECK(back->text == document.text);
        CHECK(back->title == document.title);
        CHECK(database::unpack_head(record, known)->id == document.id);
        const auto lost = database::unpack_record(record);
        REQUIRE_FALSE(lost.has_value());
        CHECK(lost.error().code == ErrorCode::index_damaged);
        // Records of a part without a dictionary stand beside them.
        CHECK(database::unpack_record(database::pack_record(document), known)->text ==
              document.text);
    }
    CHECK(packed_bytes * 10 < plain_bytes * 8);
}

TEST_CASE("a record packed with a dictionary is damaged without a crash") {
    const auto dictionary = dictionary_of(many_documents(300, 1));
    database::RecordDictionaries known;
    known.add(dictionary);
    const std::string record = database::RecordPacker(dictionary).pack(full_document());
    REQUIRE(database::unpack_record(record, known).has_value());
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = record;
        damaged[random() % damaged.size()] ^= static_cast<char>(1u << (random() % 8));
        const auto back = database::unpack_record(damaged, known);
        if (!back) CHECK(back.error().code == ErrorCode::index_damaged);
        if (back) CHECK(back->text.size() <= (1u << 20));
    }
}

TEST_CASE("too little text is worth no dictionary") {
    CHECK(database::train_record_dictionary({}).empty());
    CHECK(database::train_record_dictionary(pointers_to(many_documents(3, 1))).empty());
}

TEST_CASE("the dictionaries of a database are read back, and damage to them is told") {
    const TemporaryFolder folder;
    const auto dictionary = dictionary_of(many_documents(300, 1));
    const std::string key = database::record_dictionary_key(dictionary->id());
    {
        Xapian::WritableDatabase database((folder.path() / "db").string(), Xapian::DB_CREATE);
        database.set_metadata("programme:x", "X");
        database.set_metadata(key, dictionary->bytes());
        database.commit();
    }
    {
        const auto read =
            database::read_record_dictionaries(Xapian::Database((folder.path() / "db").string()));
        REQUIRE(read.has_value());
        REQUIRE(read->find(dictionary->id()) != nullptr);
        CHECK(read->find(dictionary->id())->bytes() == dictionary->bytes());
        CHECK(read->last()->id() == dictionary->id());
        CHECK(read->find(dictionary->id() + 1) == nullptr);
    }
    Xapian::WritableDatabase database((folder.path() / "db").string(), Xapian::DB_OPEN);
    std::string damaged = dictionary->bytes();
    damaged[damaged.size() / 2] ^= 1;
    database.set_metadata(key, damaged);
    database.commit();
    const auto read = database::read_record_dictionaries(database);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::index_damaged);
}

#include "indexer/database/document_record.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_documents.hpp"

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

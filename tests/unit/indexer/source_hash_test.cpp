#include "corpus/annotator.hpp"
#include "indexer/source_hash.hpp"
#include "tests/support/catch.hpp"

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace evresi;

namespace {

corpus::Document read_document() {
    corpus::Document document;
    document.id = "a/b.html";
    document.title = "Τίτλος";
    document.text = "Πρώτη γραμμή.\nΔεύτερη γραμμή.\n";
    return document;
}

using Change = std::pair<std::string, std::function<void(corpus::Document&)>>;

const std::vector<Change>& changes() {
    using corpus::Document;
    using corpus::Provenance;
    static const std::vector<Change> all = {
        {"id", [](Document& d) { d.id = "a/c.html"; }},
        {"title", [](Document& d) { d.title += '!'; }},
        {"text", [](Document& d) { d.text += '!'; }},
        {"lang", [](Document& d) { d.lang = LanguageTag::of("el"); }},
        {"lang_from", [](Document& d) { d.lang_from = Provenance::given; }},
        {"title_lang", [](Document& d) { d.title_lang = LanguageTag::of("el"); }},
        {"url", [](Document& d) { d.url = "https://example.org/"; }},
        {"date", [](Document& d) { d.date = "2023-05-24"; }},
        {"date_is_of_file", [](Document& d) { d.date_is_of_file = true; }},
        {"programme",
         [](Document& d) {
             d.metadata.programme = {{"life", {}}};
         }},
        {"country",
         [](Document& d) {
             d.metadata.country = {{"life", {}}};
         }},
        {"provenance",
         [](Document& d) {
             d.metadata.country = {{"life", {Provenance::given, {}, {}}}};
         }},
        {"span",
         [](Document& d) {
             d.metadata.country = {{"life", {{}, {1, 2}, {}}}};
         }},
        {"sentence",
         [](Document& d) {
             d.metadata.country = {{"life", {{}, {}, "x"}}};
         }},
        {"year",
         [](Document& d) {
             d.metadata.year = {2020, {}};
         }},
        {"period",
         [](Document& d) {
             d.metadata.period = {{2020, 2021}, {}};
         }},
        {"open period",
         [](Document& d) {
             d.metadata.period = {{2020, 0}, {}};
         }},
        {"project",
         [](Document& d) {
             d.metadata.project = {"X", {}};
         }},
        {"paragraphs",
         [](Document& d) {
             d.paragraphs = {{0, 5, {}, false}};
         }},
        {"labels",
         [](Document& d) {
             d.programme_labels = {{"x", "X"}};
         }},
        {"fields",
         [](Document& d) {
             d.fields = {{"x", "X"}};
         }},
        {"field names",
         [](Document& d) {
             d.fields = {{"xX", ""}};
         }},
        {"furniture",
         [](Document& d) {
             d.furniture = {{0, 5}};
         }},
    };
    return all;
}

std::string hash_of(const corpus::Document& document, std::vector<std::uint8_t> repeats = {}) {
    return database::to_hex(indexer::SourceHasher("rules").hash(document, repeats));
}

}  // namespace

TEST_CASE("each field that a reader sets changes a document's hash, and no two alike") {
    std::set<std::string> seen = {hash_of(read_document())};
    for (const auto& [name, change] : changes()) {
        corpus::Document document = read_document();
        change(document);
        CAPTURE(name);
        CHECK(seen.insert(hash_of(document)).second);
        CHECK_FALSE(seen.insert(hash_of(document)).second);
    }
}

TEST_CASE("a document's hash is the same in every run, wherever it was read from") {
    corpus::Document document = read_document();
    const std::string hash = hash_of(document);
    CHECK(hash == "aec3eb9bf97e11b6a8743222379eb774");
    document.source = "elsewhere.jsonl";
    document.line = 7;
    CHECK(hash_of(document) == hash);
    indexer::SourceHasher hasher("rules");
    CHECK(hasher.hash(document) == hasher.hash(document));
}

TEST_CASE("with other rules every document has another hash") {
    const corpus::Document document = read_document();
    CHECK(indexer::SourceHasher("rules").hash(document) !=
          indexer::SourceHasher("other rules").hash(document));
}

TEST_CASE("lines that other pages repeat count as far as they tell of furniture") {
    const corpus::Document document = read_document();
    const std::string alone = hash_of(document);
    CHECK(hash_of(document, {1, 1}) == alone);
    CHECK(hash_of(document, {0, 1}) == alone);
    CHECK(hash_of(document, {1, 2}) != alone);
    CHECK(hash_of(document, {1, 2}) != hash_of(document, {2, 1}));
    CHECK(hash_of(document, {1, 3}) == hash_of(document, {1, 4}));
    CHECK(hash_of(document, {1, 4}) != hash_of(document, {1, 5}));
    CHECK(hash_of(document, {1, 5}) == hash_of(document, {0, 200}));
}

TEST_CASE("the fingerprint of the rules is stable, and has the default language") {
    const std::string print = corpus::annotation_fingerprint();
    CHECK(print == corpus::annotation_fingerprint());
    CHECK(print != corpus::annotation_fingerprint(LanguageTag::of("el")));
    CHECK(print.find("tables ") != std::string::npos);
}

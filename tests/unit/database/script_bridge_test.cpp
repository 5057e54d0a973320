#include "analyzers/analyzer.hpp"
#include "indexer/database/script_bridge.hpp"
#include "indexer/database/script_bridge_format.hpp"
#include "indexer/database/term_codec.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

#include <fstream>
#include <iterator>

using namespace evresi;
using database::BridgedWord;
using database::ScriptBridge;
using tests::TemporaryFolder;

namespace {

using Words = std::vector<std::string>;

const LanguageTag kGreek = LanguageTag::of("el");
const LanguageTag kBulgarian = LanguageTag::of("bg");

/// A database of these terms, each in so many documents, and its bridge.
ScriptBridge bridge_of(const TemporaryFolder& folder,
                       const std::vector<std::pair<std::string, int>>& terms,
                       const Words& names = {}) {
    Xapian::WritableDatabase database(folder / "database",
                                      Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    int most = 1;
    for (const auto& term : terms) most = std::max(most, term.second);
    for (int i = 0; i < most; ++i) {
        Xapian::Document document;
        for (const auto& [term, documents] : terms) {
            if (i < documents) document.add_term(term);
        }
        database.add_document(document);
    }
    for (const std::string& name : names) database.set_metadata(database::name_key(name), "1");
    database.commit();
    REQUIRE(database::write_script_bridge(database, folder.path().string()).has_value());
    auto bridge = ScriptBridge::open(folder.path().string());
    REQUIRE(bridge.has_value());
    return std::move(*bridge);
}

/// The stem term of a word.
std::string term_of(LanguageTag lang, std::string_view word) {
    analyzers::AnalyzerSet analyzers;
    std::vector<analyzers::Token> tokens;
    analyzers.for_language(lang).analyze(word, tokens);
    REQUIRE(tokens.size() == 1);
    return database::stem_term(lang, tokens[0].stem);
}

Words words(const std::vector<BridgedWord>& found) {
    Words list;
    for (const BridgedWord& word : found) list.push_back(word.word);
    return list;
}

double weight_of(const std::vector<BridgedWord>& found, std::string_view word) {
    for (const BridgedWord& each : found) {
        if (each.word == word) return each.weight;
    }
    return 0.0;
}

}  // namespace

TEST_CASE("a word typed in Latin letters leads to words of the index in their own letters") {
    const TemporaryFolder folder;
    const ScriptBridge bridge = bridge_of(folder, {{"κοινωνικη", 5},
                                                   {"κοινοτητα", 9},
                                                   {"училища", 3},
                                                   {"ученици", 3},
                                                   {"schools", 4},
                                                   {"Zel:κοινων", 5},
                                                   {"XPerasmus", 2}});
    const auto greek = bridge.typed_as("koinwnikh");
    CHECK(words(greek) == Words{"κοινωνικη"});
    CHECK(greek[0].lang == kGreek);
    CHECK(greek[0].weight > 0.9);
    CHECK(greek[0].weight <= 1.0);
    CHECK(words(bridge.typed_as("Kinoniki")) == Words{"κοινωνικη"});
    const auto bulgarian = bridge.typed_as("u4ili6ta");
    CHECK(words(bulgarian) == Words{"училища"});
    CHECK(bulgarian[0].lang == kBulgarian);
    CHECK(words(bridge.typed_as("učilišta")) == Words{"училища"});
    CHECK(bridge.typed_as("schools").empty());
    CHECK(bridge.typed_as("εξωτερικη").empty());
    CHECK(bridge.typed_as("koinwnikh", 0).empty());
}

TEST_CASE("other forms of a word are found where the index has not the one that was typed") {
    const TemporaryFolder folder;
    const ScriptBridge bridge = bridge_of(
        folder, {{"συνεταιρισμοσ", 2}, {"училищен", 2}, {"регионален", 2}, {"κοινωνικεσ", 2}});
    CHECK(words(bridge.typed_as("sinetairismon")) == Words{"συνεταιρισμοσ"});
    CHECK(bridge.typed_as("sinetairismon")[0].weight <= 0.6);
    CHECK(words(bridge.typed_as("regionalni")) == Words{"регионален"});
    CHECK(words(bridge.typed_as("koinvnikh")) == Words{"κοινωνικεσ"});
    CHECK(words(bridge.typed_as("kοινωνική")) == Words{"κοινωνικεσ"});
    CHECK(bridge.typed_as("sinedrio").empty());
}

TEST_CASE("a word that is in the index as it was typed is hardly taken for another") {
    const TemporaryFolder folder;
    const ScriptBridge bridge =
        bridge_of(folder, {{"социална", 20}, {"socialna", 5}, {"план", 2}, {"plan", 20}});
    CHECK(weight_of(bridge.typed_as("socialna"), "социална") > 0.0);
    CHECK(weight_of(bridge.typed_as("socialna"), "социална") <= 0.25);
    CHECK(weight_of(bridge.typed_as("plan"), "план") < 0.05);
    // But for words of the language that the query is in.
    CHECK(weight_of(bridge.typed_as("socialna", 8, kBulgarian), "социална") > 0.9);
    CHECK(weight_of(bridge.typed_as("socialna", 8, kGreek), "социална") <= 0.25);
    // A form that the index has not, of a word that it has, is doubted less.
    CHECK(weight_of(bridge.typed_as("socialni"), "социална") <= 0.25);
}

TEST_CASE("stop words count, though they have no terms of their own") {
    const TemporaryFolder folder;
    const ScriptBridge bridge = bridge_of(
        folder,
        {{term_of(kGreek, "για"), 9}, {term_of(LanguageTag::of("sl"), "na"), 9}, {"να", 1}});
    CHECK(words(bridge.typed_as("gia")) == Words{"για"});
    CHECK(weight_of(bridge.typed_as("na"), "να") < 0.05);
}

TEST_CASE("letters that look alike and other layouts are seen through, in query and text") {
    const TemporaryFolder folder;
    const ScriptBridge bridge = bridge_of(
        folder,
        {{"αερας", 1}, {"αεραc", 1}, {"αεριο", 2}, {"interreg", 3}, {"cоциален", 2}, {"жена", 2}});
    CHECK(words(bridge.typed_as("AEPIO")) == Words{"αεριο"});
    CHECK(words(bridge.typed_as("αepιo")) == Words{"αεριο"});
    CHECK(words(bridge.typed_as("ιντερρεγ")) == Words{"interreg"});
    CHECK(words(bridge.typed_as("интеррег")) == Words{"interreg"});
    CHECK(words(bridge.typed_as("социален")) == Words{"cоциален"});
    CHECK(words(bridge.typed_as("vena")) == Words{"жена"});
    CHECK(words(bridge.typed_as("gekd")) == Words{"жена"});
}

TEST_CASE("a name leads to the same name as others spell it") {
    const TemporaryFolder folder;
    const ScriptBridge bridge =
        bridge_of(folder,
                  {{"пелопонес", 1},
                   {"πελοποννησοσ", 3},
                   {"πελοποννησου", 2},
                   {"peloponnese", 4},
                   {"peloponez", 1},
                   {"peloponesa", 1},
                   {"perun", 2},
                   {"рим", 1},
                   {"rome", 1}},
                  {"пелопонес", "πελοποννησοσ", "πελοποννησου", "peloponnese", "peloponez",
                   "peloponesa", "perun", "рим", "rome", "gone"});
    const auto from_bulgarian = bridge.same_name("пелопонес");
    CHECK(words(from_bulgarian) ==
          Words{"peloponnese", "peloponesa", "peloponez", "πελοποννησοσ", "πελοποννησου"});
    CHECK(weight_of(from_bulgarian, "peloponez") == 1.0);
    CHECK(weight_of(from_bulgarian, "πελοποννησοσ") == 0.7);
    // Not other forms in the word's own letters, but for Latin ones, which many languages use.
    CHECK(words(bridge.same_name("πελοποννησοσ")) ==
          Words{"peloponnese", "peloponesa", "peloponez", "пелопонес"});
    CHECK(words(bridge.same_name("peloponnese")).size() == 5);
    CHECK(words(bridge.same_name("peloponnese", 2)) == Words{"peloponesa", "peloponez"});
    // Of short names only the vowels may differ.
    CHECK(words(bridge.same_name("πορταν")) == Words{});
    CHECK(words(bridge.same_name("περαν")) == Words{"perun"});
    CHECK(words(bridge.same_name("пелун")) == Words{});
    // Words in Latin letters that differ are mostly others.
    CHECK(weight_of(bridge.same_name("peran"), "perun") == 0.35);
    // Three letters must be the same.
    CHECK(bridge.same_name("рим").empty());
    CHECK(words(bridge.same_name("rom")) == Words{"rome"});
    CHECK(bridge.same_name("gon").empty());
    CHECK(bridge.same_name("ru").empty());
    CHECK(bridge.same_name("").empty());
    CHECK(database::name_key("ab").empty());
    CHECK(database::name_key(std::string(65, 'b')).empty());
}

TEST_CASE("an empty index has no bridge, and a damaged file is no bridge") {
    const TemporaryFolder folder;
    CHECK(bridge_of(folder, {}).typed_as("koinwnikh").empty());
    CHECK(ScriptBridge().typed_as("koinwnikh").empty());
    CHECK(ScriptBridge().same_name("peloponnese").empty());

    const TemporaryFolder other;
    const auto outcome = [&] {
        const auto bridge = ScriptBridge::open(other.path().string());
        return bridge ? std::string("good") : bridge.error().message;
    };
    CHECK(outcome().find("cannot be read") != std::string::npos);
    const std::string name(database::kScriptBridgeName);
    const auto content = [&] {
        std::ifstream file(folder / name, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    static_cast<void>(
        bridge_of(folder, {{"κοινωνικη", 5}, {"жена", 2}, {"abc", 1}}, {"κοινωνικη", "abc"}));
    const std::string good = content();
    other.write(name, good);
    CHECK(outcome() == "good");
    for (std::size_t size = 0; size < good.size(); ++size) {
        other.write(name, good.substr(0, size));
        REQUIRE(outcome() != "good");
    }
    // Wrong numbers inside lead to nothing worse than wrong words.
    for (std::size_t at = sizeof(database::bridge_format::Header); at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0xFF);
        other.write(name, bad);
        const auto bridge = ScriptBridge::open(other.path().string());
        REQUIRE(bridge.has_value());
        CHECK(bridge->typed_as("koinwnikh").size() <= 8);
        CHECK(bridge->typed_as("jena").size() <= 8);
        CHECK(bridge->same_name("κοινωνικη").size() <= 8);
    }
}

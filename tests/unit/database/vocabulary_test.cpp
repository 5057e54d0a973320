#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/database/vocabulary.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/damaged_bytes.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace evresi;
using database::Vocabulary;
using tests::TemporaryFolder;

namespace {

const LanguageTag kGreek = LanguageTag::of("el");
const LanguageTag kSlovenian = LanguageTag::of("sl");
const LanguageTag kLatvian = LanguageTag::of("lv");
const LanguageTag kEnglish = LanguageTag::of("en");

/// On disk, below `folder`: databases in memory do not list their metadata.
Xapian::WritableDatabase database_with(const TemporaryFolder& folder,
                                       const std::vector<std::vector<std::string>>& documents) {
    Xapian::WritableDatabase database(folder / "database",
                                      Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    for (const std::vector<std::string>& terms : documents) {
        Xapian::Document document;
        for (const std::string& term : terms) document.add_term(term);
        database.add_document(document);
    }
    return database;
}

/// The term of the word's stem.
std::string stem_of(LanguageTag lang, std::string_view word) {
    analyzers::Analyzer analyzer(analyzers::language_or_und(lang));
    std::vector<analyzers::Token> tokens;
    analyzer.analyze(word, tokens);
    return database::stem_term(lang, tokens.at(0).stem);
}

Vocabulary written(const Xapian::Database& database, const TemporaryFolder& folder) {
    REQUIRE(database::write_vocabulary(database, folder.path().string()).has_value());
    auto vocabulary = Vocabulary::open(folder.path().string());
    REQUIRE(vocabulary.has_value());
    return std::move(*vocabulary);
}

std::vector<std::string> words_of(const Vocabulary& vocabulary) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < vocabulary.size(); ++i) words.push_back(vocabulary.word(i));
    return words;
}

std::string written_form(const Vocabulary& vocabulary, std::string_view word) {
    const std::int64_t number = vocabulary.find(word);
    REQUIRE(number >= 0);
    return vocabulary.written(static_cast<std::size_t>(number));
}

}  // namespace

TEST_CASE("the vocabulary has the words of an index and how many documents have them") {
    const TemporaryFolder folder;
    const Vocabulary vocabulary =
        written(database_with(folder, {{"economy", "econometrics", "h2020", "2021", "XC:GR"},
                                       {"economy", "Zen:economi", "Ren:econ", "Qdoc", "νομοσ"},
                                       {std::string(100, 'x'), "економика",
                                        database::marked_term(kGreek, "Νόμος")}}),
                folder);
    CHECK(words_of(vocabulary) ==
          std::vector<std::string>{"econometrics", "economy", "h2020", "νομοσ", "економика"});
    CHECK(vocabulary.documents(1) == 2);
    CHECK(vocabulary.documents(0) == 1);
    CHECK(vocabulary.find("economy") == 1);
    CHECK(vocabulary.find("econom") == -1);
    CHECK(vocabulary.find("zzz") == -1);
    CHECK(vocabulary.find("яяя") == -1);
    CHECK(vocabulary.find("") == -1);
    CHECK(vocabulary.with_prefix("econo") == std::pair<std::size_t, std::size_t>(0, 2));
    CHECK(vocabulary.with_prefix("economy") == std::pair<std::size_t, std::size_t>(1, 2));
    CHECK(vocabulary.with_prefix("") == std::pair<std::size_t, std::size_t>(0, 5));
    const auto [first, last] = vocabulary.with_prefix("f");
    CHECK(first == last);
}

TEST_CASE("a word belongs to the languages that have its stem and its beginning") {
    const TemporaryFolder folder;
    const Vocabulary vocabulary = written(
        database_with(folder, {{"economies", "economy", stem_of(kEnglish, "economy"), "Ren:econ"},
                               {stem_of(kEnglish, "economy"), "Ren:econ"},
                               // By chance the stem of an English word too.
                               {"datumu", stem_of(kLatvian, "datumu"), "Rlv:datu",
                                stem_of(kEnglish, "datumu")}}),
        folder);
    const auto documents = [&](std::string_view word, LanguageTag lang) {
        return vocabulary.documents(static_cast<std::size_t>(vocabulary.find(word)), lang);
    };
    CHECK(documents("economies", kEnglish) == 2);
    CHECK(documents("economy", kEnglish) == 2);
    CHECK(documents("economy", kSlovenian) == 0);
    CHECK(documents("economy", kGreek) == 0);
    CHECK(documents("datumu", kLatvian) == 1);
    CHECK(documents("datumu", kEnglish) == 0);
    CHECK(documents("datumu", LanguageTag::of("xx")) == 0);
}

TEST_CASE("words are shown with the marks that they mostly have") {
    const TemporaryFolder folder;
    std::vector<std::vector<std::string>> documents(
        10, {"solskih", "skola", "resume", "economy", "unmarked", "other"});
    documents[0].insert(documents[0].end(), {"νομοσ", database::marked_term(kGreek, "νομός"),
                                             "κοινωνικη", "Men:résumé"});
    documents[1].insert(documents[1].end(),
                        {"νομοσ", database::marked_term(kGreek, "Νόμος"), "aether"});
    documents[2].insert(documents[2].end(), {"νομοσ", database::marked_term(kGreek, "Νόμος")});
    for (std::size_t i = 0; i < 10; ++i) {
        for (const char* word : {"economy", "unmarked", "other", "resume"}) {
            documents[i].push_back(stem_of(kEnglish, word));
            documents[i].push_back(database::root_term(kEnglish, word));
        }
    }
    Xapian::WritableDatabase database = database_with(folder, documents);
    database.set_metadata(database::form_key(kSlovenian, "šolskih"), "9");
    database.set_metadata(database::form_key(kLatvian, "skolā"), "3");
    database.set_metadata(database::form_key(kLatvian, "skola"), "5");
    database.set_metadata(database::form_key(kGreek, "κοινωνική"), "1");
    database.set_metadata(database::form_key(kGreek, "κοινώνικη"), "1000000");
    database.set_metadata(database::form_key(kGreek, "χαμένη"), "1");
    database.set_metadata(database::form_key(LanguageTag(), "æther"), "1");
    const Vocabulary vocabulary = written(database, folder);
    CHECK(written_form(vocabulary, "solskih") == "šolskih");
    CHECK(written_form(vocabulary, "skola") == "skola");
    CHECK(written_form(vocabulary, "νομοσ") == "νόμος");
    CHECK(written_form(vocabulary, "κοινωνικη") == "κοινώνικη");
    CHECK(written_form(vocabulary, "resume") == "resume");
    CHECK(written_form(vocabulary, "economy") == "economy");
    CHECK(written_form(vocabulary, "aether") == "æther");
    CHECK(vocabulary.find("χαμενη") == -1);
}

TEST_CASE("words that are too long or begin with a digit have no written form") {
    CHECK_FALSE(database::form_key(kLatvian, "skolā").empty());
    CHECK(database::form_key(kLatvian, std::string(100, 'a')).empty());
    CHECK(database::form_key(kLatvian, "2021ā").empty());
}

TEST_CASE("a scan sees every word once, and passes over what shares too much with the current") {
    const TemporaryFolder folder;
    std::vector<std::string> terms;
    for (char a = 'a'; a <= 'e'; ++a) {
        for (char b = 'a'; b <= 'e'; ++b) {
            terms.push_back({a, b});
            terms.push_back(std::string{a, b} + "šč");
            terms.push_back(std::string{a, b} + "šćkih");
        }
    }
    std::ranges::sort(terms);
    const Vocabulary vocabulary = written(database_with(folder, {terms}), folder);
    CHECK(words_of(vocabulary) == terms);
    for (const std::size_t first : {0u, 1u, 15u, 16u, 17u, 40u}) {
        std::vector<std::string> seen;
        Vocabulary::Scan scan(vocabulary, first, vocabulary.size());
        while (scan.next()) {
            seen.emplace_back(scan.word());
            if (seen.size() > 1) {
                CHECK(seen[seen.size() - 2].starts_with(scan.word().substr(0, scan.shared())));
            }
        }
        CHECK(seen == std::vector<std::string>(terms.begin() + static_cast<std::ptrdiff_t>(first),
                                               terms.end()));
    }
    std::vector<std::string> beginnings;
    Vocabulary::Scan scan(vocabulary, 0, vocabulary.size());
    for (bool more = scan.next(); more; more = scan.next(0)) {
        beginnings.emplace_back(scan.word());
        CHECK(scan.word() == vocabulary.word(scan.number()));
    }
    CHECK(beginnings == std::vector<std::string>{"aa", "ba", "ca", "da", "ea"});
}

TEST_CASE("an index without words has an empty vocabulary") {
    const TemporaryFolder folder;
    const Vocabulary vocabulary = written(database_with(folder, {}), folder);
    CHECK(vocabulary.size() == 0);
    CHECK(vocabulary.find("word") == -1);
    CHECK(Vocabulary().size() == 0);
    CHECK(Vocabulary().find("word") == -1);
    CHECK(Vocabulary().with_prefix("w") == std::pair<std::size_t, std::size_t>(0, 0));
}

TEST_CASE("a vocabulary that is missing or cut short is damage, and no byte of it is trusted") {
    const TemporaryFolder folder;
    const std::string path = folder.path().string();
    CHECK(Vocabulary::open(path).error().code == ErrorCode::index_damaged);
    Xapian::WritableDatabase database = database_with(
        folder,
        {{"economy", "economies", "šola", "νομοσ", database::marked_term(kGreek, "Νόμος")}});
    (void)written(database, folder);
    std::ifstream file(path + "/" + std::string(database::kVocabularyName), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    const auto opens = [&](const std::string& content) {
        const TemporaryFolder other;
        other.write(std::string(database::kVocabularyName), content);
        const auto vocabulary = Vocabulary::open(other.path().string());
        if (!vocabulary) {
            CHECK(vocabulary.error().code == ErrorCode::index_damaged);
            return false;
        }
        // Whatever is read, nothing beyond the file.
        for (std::size_t i = 0; i < vocabulary->size(); ++i) {
            (void)vocabulary->find(vocabulary->word(i));
            (void)vocabulary->written(i);
            (void)vocabulary->documents(i, kGreek);
        }
        Vocabulary::Scan scan(*vocabulary, 0, vocabulary->size());
        std::size_t seen = 0;
        while (scan.next()) ++seen;
        CHECK(seen == vocabulary->size());
        return true;
    };
    tests::check_damaged_bytes(bytes, opens);
}

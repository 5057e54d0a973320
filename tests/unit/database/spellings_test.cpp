#include "indexer/database/spellings.hpp"
#include "indexer/database/term_codec.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

using namespace evresi;
using database::Spellings;
using tests::TemporaryFolder;

namespace {

const LanguageTag kSlovenian = LanguageTag::of("sl");
const LanguageTag kLatvian = LanguageTag::of("lv");

using Stems = std::vector<std::string_view>;

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

Spellings written(const Xapian::Database& database, const TemporaryFolder& folder) {
    REQUIRE(database::write_spellings(database, folder.path().string()).has_value());
    auto spellings = Spellings::read(folder.path().string());
    REQUIRE(spellings.has_value());
    return std::move(*spellings);
}

}  // namespace

TEST_CASE("a stem without marks leads to those with marks, in its language only") {
    const TemporaryFolder folder;
    const Spellings spellings = written(
        database_with(
            folder, {{database::stem_term(kSlovenian, "šol"),
                      database::stem_term(kSlovenian, "cest"), database::stem_term(kLatvian, "māj"),
                      database::stem_term(LanguageTag(), "žar"), "Zel:νομ", "Zbg:май", "šola"}}),
        folder);
    CHECK(spellings.find(kSlovenian, "sol") == Stems{"šol"});
    CHECK(spellings.find(kLatvian, "maj") == Stems{"māj"});
    CHECK(spellings.find(kLatvian, "sol").empty());
    CHECK(spellings.find(kSlovenian, "cest").empty());
    CHECK(spellings.find(kSlovenian, "so").empty());
    CHECK(spellings.find(kSlovenian, "").empty());
    CHECK(spellings.size() == 2);
}

TEST_CASE("the most frequent stems come first, and no more than a few") {
    const TemporaryFolder folder;
    std::vector<std::vector<std::string>> documents(3);
    documents[0].push_back(database::stem_term(kLatvian, "kās"));
    for (auto& document : documents) document.push_back(database::stem_term(kLatvian, "kaš"));
    documents[2].push_back(database::stem_term(kLatvian, "ķas"));
    documents[1].push_back(database::stem_term(kLatvian, "ķas"));
    CHECK(written(database_with(folder, documents), folder).find(kLatvian, "kas") ==
          Stems{"kaš", "ķas", "kās"});

    const TemporaryFolder other;
    documents.assign(1, {});
    for (const char* a : {"a", "ā"}) {
        for (const char* b : {"s", "š"}) {
            for (const char* c : {"k", "ķ"}) {
                for (const char* d : {"u", "ū"}) {
                    documents[0].push_back(
                        database::stem_term(kLatvian, std::string(a) + b + c + d));
                }
            }
        }
    }
    CHECK(written(database_with(other, documents), other).find(kLatvian, "asku").size() ==
          database::kMostSpellings);
}

TEST_CASE("what the writer noted counts as long as the index has the stem") {
    const TemporaryFolder folder;
    Xapian::WritableDatabase database =
        database_with(folder, {{database::stem_term(kLatvian, "skat")}});
    database.set_metadata(database::spelling_key(kLatvian, "skati", "skat"), "1");
    database.set_metadata(database::spelling_key(kLatvian, "gone", "gon"), "1");
    database.set_metadata("spelling:not one of ours", "1");
    const Spellings spellings = written(database, folder);
    CHECK(spellings.find(kLatvian, "skati") == Stems{"skat"});
    CHECK(spellings.find(kLatvian, "gone").empty());
    CHECK(spellings.size() == 1);
    CHECK(database::spelling_key(kLatvian, std::string(300, 'a'), "a").empty());
}

TEST_CASE("without marked stems there is nothing to find") {
    const TemporaryFolder folder;
    CHECK(written(database_with(folder, {}), folder).size() == 0);
    CHECK(Spellings().size() == 0);
    CHECK(Spellings().find(kSlovenian, "sol").empty());
}

TEST_CASE("a file of spellings that is missing or malformed is damage") {
    const TemporaryFolder folder;
    const std::string name(database::kSpellingsName);
    const auto outcome = [&] {
        const auto spellings = Spellings::read(folder.path().string());
        return spellings ? std::string("good") : std::string(spellings.error().message);
    };
    CHECK(outcome().find("cannot be read") != std::string::npos);
    folder.write(name, "sl\tsol\tšol\nsl\tzar\tžar\n");
    CHECK(outcome() == "good");
    folder.write(name, "sl\tsol\tšol\nsl\tzar\tž");
    CHECK(outcome().find("ends within a line") != std::string::npos);
    folder.write(name, "sl\tzar\tžar\nsl\tsol\tšol\n");
    CHECK(outcome().find("not in order") != std::string::npos);
    folder.write(name, "sl\tsol\n");
    CHECK(outcome().find("not in order") != std::string::npos);
    folder.write(name, "\n");
    CHECK(Spellings::read(folder.path().string()).error().code == ErrorCode::index_damaged);
}

// Holds every language of the registry to what a language must supply.
#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;

namespace {

using Row = std::vector<std::string>;

std::filesystem::path testdata(const Language& language) {
    return std::filesystem::path(EVRESI_SOURCE_DIR) / "analyzers" / "languages" /
           language.tag.str() / "testdata";
}

std::vector<Row> rows_of(const std::filesystem::path& path) {
    std::vector<Row> rows;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        Row row;
        std::istringstream columns(line);
        for (std::string column; std::getline(columns, column, '\t');) row.push_back(column);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string stem_of(Analyzer& analyzer, const std::string& word) {
    std::vector<Token> tokens;
    analyzer.analyze(word, tokens);
    return tokens.size() == 1 ? std::string(tokens[0].stem) : "not one word";
}

}  // namespace

TEST_CASE("The registry has all languages, each once, und last") {
    std::set<std::string> tags;
    for (const Language* language : languages()) {
        REQUIRE(language != nullptr);
        CHECK(tags.insert(language->tag.str()).second);
        CHECK(find_language(language->tag) == language);
        CHECK_FALSE(language->english_name.empty());
        CHECK_FALSE(language->native_name.empty());
        CHECK(language->fold != nullptr);
        CHECK(language->make_stemmer != nullptr);
    }
    CHECK(languages().back()->tag.is_undetermined());
    CHECK(tags == std::set<std::string>{"bg", "el", "en", "lv", "sl", "und"});
    CHECK(find_language(LanguageTag::of("xx")) == nullptr);
    CHECK(language_or_und(LanguageTag::of("xx")).tag.is_undetermined());
}

TEST_CASE("Stop words are folded, sorted and told apart") {
    for (const Language* language : languages()) {
        CAPTURE(language->tag.str());
        const auto words = language->stop_words;
        CHECK(std::is_sorted(words.begin(), words.end()));
        CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
        CHECK(words.empty() == language->tag.is_undetermined());
        Analyzer analyzer(*language);
        for (const std::string_view word : words) {
            CAPTURE(word);
            std::string casefolded;
            std::string folded;
            casefold(word, casefolded);
            language->fold(casefolded, folded);
            CHECK(folded == word);
            std::vector<Token> tokens;
            analyzer.analyze(word, tokens);
            REQUIRE(tokens.size() == 1);
            CHECK(tokens[0].is_stop);
        }
    }
}

TEST_CASE("Words have the stems of the language's testdata") {
    for (const Language* language : languages()) {
        CAPTURE(language->tag.str());
        Analyzer analyzer(*language);
        const std::vector<Row> rows = rows_of(testdata(*language) / "stems.tsv");
        CHECK_FALSE(rows.empty());
        for (const Row& row : rows) {
            REQUIRE(row.size() == 2);
            CAPTURE(row[0]);
            CHECK(stem_of(analyzer, row[0]) == row[1]);
        }
    }
}

TEST_CASE("Forms of one word share a stem, other words have others") {
    for (const Language* language : languages()) {
        CAPTURE(language->tag.str());
        Analyzer analyzer(*language);
        const std::vector<Row> groups = rows_of(testdata(*language) / "groups.tsv");
        CHECK_FALSE(groups.empty());
        std::set<std::string> stems;
        for (const Row& group : groups) {
            REQUIRE_FALSE(group.empty());
            const std::string stem = stem_of(analyzer, group.front());
            for (const std::string& form : group) {
                CAPTURE(group.front(), form);
                CHECK(stem_of(analyzer, form) == stem);
            }
            CAPTURE(group.front(), stem);
            CHECK(stems.insert(stem).second);
        }
    }
}

TEST_CASE("The fingerprint names every language with its version") {
    const std::string print = analysis_fingerprint();
    for (const Language* language : languages()) {
        CHECK(print.find(language->tag.str() + " " + std::to_string(language->version)) !=
              std::string::npos);
    }
    CHECK(print == analysis_fingerprint());
}

#include "indexer/database/term_codec.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;
using database::Field;

TEST_CASE("terms of different kinds never meet") {
    const LanguageTag el = LanguageTag::of("el");
    const LanguageTag bg = LanguageTag::of("bg");
    CHECK(database::surface_term("а") != database::stem_term(bg, "а"));
    CHECK(database::stem_term(el, "x") != database::stem_term(bg, "x"));
    CHECK(database::stem_term(el, "x") != database::title_term(el, "x"));
    CHECK(database::filter_term(Field::country, "BG") != database::filter_term(Field::lang, "BG"));
    CHECK(database::id_term("x") == "Qx");
}

TEST_CASE("a long term is cut at a character and stays distinct") {
    std::string word;
    for (int i = 0; i < 300; ++i) word += "ж";
    const std::string first = database::surface_term(word + "а");
    const std::string second = database::surface_term(word + "б");
    CHECK(first.size() <= database::kTermBytes);
    CHECK(first != second);
    CHECK(first.substr(0, 200) == word.substr(0, 200));
    CHECK(database::surface_term(word + "а") == first);
    CHECK(database::id_term(std::string(5000, 'x')).size() <= database::kTermBytes);
}

TEST_CASE("no term holds a NUL") {
    const std::string with_nul("a\0b", 3);
    CHECK(database::surface_term(with_nul) == "ab");
    CHECK(database::id_term(with_nul) == "Qab");
    CHECK(database::filter_term(Field::programme, std::string(300, '\0')) == "XP:");
}

TEST_CASE("project acronyms are compared without case or marks") {
    CHECK(database::filter_term(Field::project, "SECON") ==
          database::filter_term(Field::project, "secon"));
    CHECK(database::filter_term(Field::project, "ΔΡΆΣΗ") ==
          database::filter_term(Field::project, "δραση"));
}

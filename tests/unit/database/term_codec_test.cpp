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

TEST_CASE("only short words with marks that their stem lacks have a term with marks") {
    const LanguageTag el = LanguageTag::of("el");
    const LanguageTag lv = LanguageTag::of("lv");
    CHECK(database::marked_term(el, "νόμος") == "Mel:νόμοσ");
    CHECK(database::marked_term(el, "Νόμος") == database::marked_term(el, "νόμος"));
    CHECK(database::marked_term(el, "νομός") != database::marked_term(el, "νόμος"));
    // A final sigma is no mark.
    CHECK(database::marked_term(el, "ΝΟΜΟΣ").empty());
    CHECK(database::marked_term(el, "νομος").empty());
    CHECK(database::marked_term(el, "επιχείρηση").empty());
    CHECK(database::marked_term(el, "ή").empty());
    // Letters of the language's own stay in its stems.
    CHECK(database::marked_term(lv, "māja").empty());
    CHECK(database::marked_term(lv, "café") == "Mlv:café");
    CHECK(database::marked_term(LanguageTag::of("bg"), "край").empty());
    CHECK(database::marked_term(el, std::string(5000, '\xCE')).empty());
    CHECK(database::marked_term(el, "").empty());
}

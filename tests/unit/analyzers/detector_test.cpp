#include "analyzers/detector.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;

namespace {

struct Row {
    std::string tag;
    std::string text;
};

std::string detected(std::string_view text, std::string_view hint = "und") {
    const Detection found = LanguageDetector().detect(text, LanguageTag::of(hint));
    CHECK(found.confidence >= 0.0);
    CHECK(found.confidence <= 1.0);
    return found.tag.str();
}

}  // namespace

TEST_CASE("A sentence is found to be in its language, in any case and with or without marks") {
    const std::vector<Row> rows = {
        {"el", "Η κοινωνική επιχειρηματικότητα στηρίζει την τοπική ανάπτυξη των περιφερειών."},
        {"el", "Η ΚΟΙΝΩΝΙΚΗ ΕΠΙΧΕΙΡΗΜΑΤΙΚΟΤΗΤΑ ΣΤΗΡΙΖΕΙ ΤΗΝ ΤΟΠΙΚΗ ΑΝΑΠΤΥΞΗ"},
        {"bg", "Социалната икономика помага на хората в планинските райони да намерят работа."},
        {"bg", "СОЦИАЛНАТА ИКОНОМИКА ПОМАГА НА ХОРАТА В ПЛАНИНСКИТЕ РАЙОНИ"},
        {"sl", "Socialna ekonomija pomaga ljudem v odročnih krajih, da najdejo delo in znanje."},
        {"sl", "SOCIALNA EKONOMIJA POMAGA LJUDEM V ODROČNIH KRAJIH, DA NAJDEJO DELO IN ZNANJE"},
        {"lv",
         "Sociālā uzņēmējdarbība palīdz cilvēkiem attālos reģionos atrast darbu un zināšanas."},
        {"lv", "SOCIĀLĀ UZŅĒMĒJDARBĪBA PALĪDZ CILVĒKIEM ATTĀLOS REĢIONOS ATRAST DARBU"},
        {"lv",
         "Sociala uznemejdarbiba palidz cilvekiem attalos regionos atrast darbu un zinasanas."},
        {"en", "The social economy helps people in remote regions to find work and knowledge."},
        {"en", "THE SOCIAL ECONOMY HELPS PEOPLE IN REMOTE REGIONS TO FIND WORK AND KNOWLEDGE"},
        {"el", "Το έργο RESILIENT συγχρηματοδοτείται από το Interreg MED 2014-2020."},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(detected(row.text) == row.tag);
    }
}

TEST_CASE("Other languages are none of ours") {
    const std::vector<std::string> texts = {
        "Социальная экономика помогает людям в отдалённых районах найти работу и знания.",
        "Соціальна економіка допомагає людям у віддалених районах знайти роботу і знання.",
        "Социјалната економија им помага на луѓето во оддалечените краишта да најдат работа.",
        "Socijalna ekonomija pomaže ljudima u udaljenim krajevima pronaći posao i znanje, što će "
        "omogućiti razvoj općina i gradova.",
        "Die Sozialwirtschaft hilft Menschen in entlegenen Regionen, Arbeit und Wissen zu finden.",
        "L'économie sociale aide les habitants des régions éloignées à trouver du travail.",
        "Socialinė ekonomika padeda žmonėms atokiuose regionuose rasti darbą ir žinių.",
        "社会经济帮助偏远地区的人们找到工作。",
    };
    for (const std::string& text : texts) {
        CAPTURE(text);
        CHECK(detected(text) == "und");
    }
}

TEST_CASE("Short text follows its script, then its own evidence, then the hint") {
    CHECK(detected("εύρεση") == "el");
    CHECK(detected("търсене") == "bg");
    CHECK(detected("поиск работы") == "und");
    CHECK(detected("uzņēmējdarbība") == "lv");
    CHECK(detected("SECON") == "und");
    CHECK(detected("SECON", "sl") == "sl");
    CHECK(detected("SECON", "el") == "und");
    CHECK(detected("uzņēmējdarbība", "sl") == "lv");
    CHECK(detected("εύρεση", "en") == "el");
    CHECK(detected("2014-2020", "lv") == "lv");
    CHECK(detected("2014-2020") == "und");
    CHECK(detected("") == "und");
}

TEST_CASE("Bytes that are no text are und") {
    CHECK(detected("\xFF\xFE\xC0") == "und");
    std::string bytes;
    for (int i = 0; i < 4000; ++i) bytes.push_back(static_cast<char>(0x80 + i % 64));
    CHECK(detected(bytes) == "und");
}

TEST_CASE("The dominant script is that of most letters") {
    CHECK(dominant_script("") == Script::none);
    CHECK(dominant_script("2014-2020 €") == Script::none);
    CHECK(dominant_script("abc αβ") == Script::latin);
    CHECK(dominant_script("ab αβγ") == Script::greek);
    CHECK(dominant_script("ab вгд") == Script::cyrillic);
    CHECK(dominant_script("東京") == Script::other);
    CHECK(dominant_script("😀 ×") == Script::none);
}

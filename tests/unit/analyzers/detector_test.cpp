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

TEST_CASE("A title of a few words is found to be in its language, also without marks") {
    const std::vector<Row> rows = {
        {"el", "Ενίσχυση της κοινωνικής οικονομίας"},
        {"el", "ΕΝΙΣΧΥΣΗ ΤΗΣ ΚΟΙΝΩΝΙΚΗΣ ΟΙΚΟΝΟΜΙΑΣ"},
        {"el", "Τὸ ἀρχαῖον θέατρον τῆς πόλεως"},
        {"el", "Το Interreg Euro-MED στην Κρήτη"},
        {"bg", "Подкрепа за социалните предприятия"},
        {"bg", "ПОДКРЕПА ЗА СОЦИАЛНИТЕ ПРЕДПРИЯТИЯ"},
        {"bg", "Обучение за Microsoft Power BI"},
        {"sl", "Šolsko leto se začenja v jeseni"},
        {"sl", "Solsko leto se zacenja v jeseni"},
        {"sl", "SPODBUJANJE PODJETNIŠTVA MED MLADIMI"},
        {"lv", "Atbalsts sociālajiem uzņēmumiem laukos"},
        {"lv", "Atbalsts socialajiem uznemumiem laukos"},
        {"lv", "ATBALSTS SOCIĀLAJIEM UZŅĒMUMIEM LAUKOS"},
        {"en", "Better jobs for young people"},
        {"en", "BETTER JOBS FOR YOUNG PEOPLE"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(detected(row.text) == row.tag);
    }
}

TEST_CASE("Letters may be composed or followed by their marks") {
    CHECK(detected("Atbalsts socia\u0304lajiem uzn\u0327e\u0304mumiem") == "lv");
    CHECK(detected("S\u030Colsko leto se zac\u030Cenja v jeseni") == "sl");
}

TEST_CASE("Other languages are none of ours") {
    const std::vector<std::string> texts = {
        "Социальная экономика помогает людям в отдалённых районах найти работу и знания.",
        "Соціальна економіка допомагає людям у віддалених районах знайти роботу і знання.",
        "Сацыяльная эканоміка дапамагае людзям у аддаленых раёнах знайсці працу і веды.",
        "Социјалната економија им помага на луѓето во оддалечените краишта да најдат работа.",
        "Социјална економија помаже људима у удаљеним крајевима да пронађу посао и знање.",
        "Socijalna ekonomija pomaže ljudima u udaljenim krajevima pronaći posao i znanje, što će "
        "omogućiti razvoj općina i gradova.",
        "Socijalna ekonomija pomaže ljudima u udaljenim krajevima da pronađu posao i znanje.",
        "Sociální ekonomika pomáhá lidem v odlehlých oblastech najít práci a znalosti.",
        "Sociálna ekonomika pomáha ľuďom v odľahlých oblastiach nájsť prácu a vedomosti.",
        "Ekonomia społeczna pomaga ludziom w odległych regionach znaleźć pracę i wiedzę.",
        "Socialinė ekonomika padeda žmonėms atokiuose regionuose rasti darbą ir žinių.",
        "Sotsiaalmajandus aitab kaugete piirkondade inimestel leida tööd ja teadmisi.",
        "A szociális gazdaság segíti a távoli térségek lakóit, hogy munkát és tudást találjanak.",
        "Economia socială îi ajută pe oamenii din regiunile îndepărtate să găsească de lucru.",
        "Ekonomia sociale i ndihmon njerëzit në zonat e largëta të gjejnë punë dhe dije.",
        "Sosyal ekonomi, uzak bölgelerdeki insanların iş ve bilgi bulmasına yardımcı olur.",
        "Die Sozialwirtschaft hilft Menschen in entlegenen Regionen, Arbeit und Wissen zu finden.",
        "L'économie sociale aide les habitants des régions éloignées à trouver du travail.",
        "L'economia sociale aiuta gli abitanti delle regioni remote a trovare lavoro.",
        "La economía social ayuda a los habitantes de las regiones remotas a encontrar trabajo.",
        "De sociale economie helpt mensen in afgelegen gebieden werk en kennis te vinden.",
        "Den sociale økonomi hjælper mennesker i fjerne egne med at finde arbejde og viden.",
        "Yhteisötalous auttaa syrjäisten alueiden ihmisiä löytämään työtä ja tietoa.",
        "社会经济帮助偏远地区的人们找到工作。",
    };
    for (const std::string& text : texts) {
        CAPTURE(text);
        CHECK(detected(text) == "und");
        const Detection found = LanguageDetector().detect(text);
        CHECK(found.confidence >= 0.9);
    }
}

TEST_CASE("A neighbour's title is not taken for ours, with or without marks") {
    const std::vector<std::string> titles = {
        "Razvoj socijalnog poduzetništva u ruralnim područjima",
        "Razvoj socijalnog poduzetnistva u ruralnim podrucjima",
        "RAZVOJ SOCIJALNOG PODUZETNIŠTVA",
        "Развој на социјалното претприемништво",
        "Развој социјалног предузетништва",
        "Поддержка социальных предприятий",
        "Підтримка соціальних підприємств",
        "Socialinio verslo plėtra kaimo vietovėse",
        "Socialinio verslo pletra kaimo vietovese",
        "Rozvoj sociálního podnikání na venkově",
        "Förderung der sozialen Unternehmen",
    };
    for (const std::string& title : titles) {
        CAPTURE(title);
        CHECK(detected(title) == "und");
    }
}

TEST_CASE("Addresses on the web and of mail say nothing of the language") {
    CHECK(detected("Več na https://www.example.eu/about-the-project/read-more-here-and-there") ==
          "sl");
    CHECK(detected("http://example.org/the/language/of/this/path", "lv") == "lv");
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

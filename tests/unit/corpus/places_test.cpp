// Which countries take part in what a page tells of: short pages of the kinds that regions, towns
// and project sites publish, each with the countries that a reader would name.
#include "corpus/annotator.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace evresi;
using namespace evresi::corpus;

namespace {

struct Page {
    std::string_view lang;
    std::string_view title;
    std::string_view text;
    std::string_view countries;
};

std::string countries_of(const Page& page) {
    Document document;
    document.lang = LanguageTag::of(page.lang);
    document.lang_from = Provenance::given;
    document.title = page.title;
    document.text = page.text;
    Annotator annotator;
    annotator.annotate(document);
    std::vector<std::string> codes;
    for (const Sourced<std::string>& one : document.metadata.country) codes.push_back(one.value);
    std::sort(codes.begin(), codes.end());
    std::string shown;
    for (const std::string& code : codes) shown += (shown.empty() ? "" : " ") + code;
    return shown;
}

void check(const std::vector<Page>& pages) {
    for (const Page& page : pages) {
        INFO(page.title << " | " << page.text);
        CHECK(countries_of(page) == page.countries);
    }
}

}  // namespace

TEST_CASE("Greek pages: who takes part") {
    check({
        {"el", "Ξεκίνησε το έργο για τα μονοπάτια των βοσκών",
         "Ο Δήμος Μετεώρων υποδέχθηκε τους εταίρους του από τη Ρουμανία, τη Σλοβακία και την "
         "Πορτογαλία στην πρώτη συνάντηση του έργου.\n"
         "Στη συνάντηση παραβρέθηκε ως προσκεκλημένος ένας βοσκός από τη Νορβηγία.",
         "GR PT RO SK"},
        {"el", "Αλιευτικά καταφύγια",
         "Επικεφαλής εταίρος είναι η Περιφέρεια Ηπείρου. Συμμετέχουν ακόμη το Μπουργκάς, το Κόπερ "
         "και το Σπλιτ, καθώς και ερευνητικό κέντρο από την Ανκόνα.",
         "BG GR HR IT SI"},
        {"el", "Εκπαιδευτική επίσκεψη στην Αυστρία",
         "Στελέχη του Δήμου Κοζάνης ταξίδεψαν στο Γκρατς της Αυστρίας για να δουν μονάδα βιομάζας. "
         "Το έργο υλοποιείται από τον Δήμο Κοζάνης και τον Δήμο Βελίκο Τάρνοβο.",
         "BG GR"},
        {"el", "Νερό για τα νησιά",
         "Η Περιφέρεια Νοτίου Αιγαίου συνεργάζεται με τη Μάλτα και τη Σαρδηνία. Το λογισμικό "
         "αγοράστηκε από εταιρεία στη Δανία, ενώ το μοντέλο της Ολλανδίας παραμένει παράδειγμα.",
         "GR IT MT"},
        {"el", "Γυναίκες αγρότισσες στο προσκήνιο",
         "Εταίροι: Περιφέρεια Θεσσαλίας (EL), Latgales plānošanas reģions (LV), "
         "Diputación de Badajoz (ES), Okres Trenčín (SK).",
         "ES GR LV SK"},
        {"el", "Διασυνοριακή συνεργασία για τις πλημμύρες",
         "Η Αποκεντρωμένη Διοίκηση και το βουλγαρικό υπουργείο περιβάλλοντος εγκατέστησαν "
         "αισθητήρες στον Έβρο, από το Σβίλενγκραντ έως την Ορεστιάδα.",
         "BG GR"},
        {"el", "Το πρόγραμμα κατάρτισης ολοκληρώθηκε",
         "Η σύμπραξη αποτελείται από σχολεία της Λάρισας, του Πλόβντιβ και του Νόβο Μέστο. Οι "
         "απόφοιτοι έφευγαν παλαιότερα στη Γερμανία για δουλειά.",
         "BG GR SI"},
        {"el", "Τυριά με ιστορία",
         "Παραγωγοί από τη Νάξο, τη Θράκη και το Πιεμόντε κατέγραψαν τις συνταγές τους. Τα τυριά "
         "εξάγονται σήμερα στη Σουηδία και στον Καναδά.",
         "GR IT"},
    });
}

TEST_CASE("Bulgarian pages: who takes part") {
    check({
        {"bg", "Община Троян с нов проект за занаятите",
         "Партньори на община Троян са градовете Литомишъл (Чехия), Янина (Гърция) и "
         "Шкофя Лока (Словения). На откриването гости от Япония разгледаха музея.",
         "BG CZ GR SI"},
        {"bg", "Чист въздух за Дунав",
         "Проектът се изпълнява от Регионална инспекция – Русе съвместно с Университета в Гюргево "
         "и австрийска неправителствена организация.",
         "AT BG RO"},
        {"bg", "Посещение на добри практики",
         "Деветима служители от Стара Загора заминаха на учебно посещение в Лион, Франция. "
         "Водещ партньор по проекта е община Сегед.",
         "BG HU"},
        {"bg", "Пчели и хора",
         "Словенски и латвийски пчелари се включиха в мрежата, водена от Аграрния университет в "
         "Пловдив. За сравнение, в Испания кошерите са десет пъти повече.",
         "BG LV SI"},
        {"bg", "Библиотеки без прагове",
         "Консорциумът обединява библиотеките в Лимасол, Тарту, Кошице и Сливен.",
         "BG CY EE SK"},
        {"bg", "По стъпките на бежанците от 1913 година",
         "Музеят в Хасково събира спомени на преселници от Турция. Проектът се изпълнява с "
         "Етнографския музей в Комотини.",
         "BG GR"},
        {"bg", "Нови пазари за розово масло",
         "Производители от Казанлък изнасят масло за САЩ и Китай. Сега те работят по общ проект с "
         "парфюмеристи от Грас (Франция) и Измир (Турция).",
         "BG FR TR"},
        {"bg", "Младежки обмен",
         "Участват по шест младежи от България, Естония, Литва и Румъния. Лектор беше треньор от "
         "Ирландия, който живее в Берлин.",
         "BG EE LT RO"},
    });
}

TEST_CASE("Slovenian pages: who takes part") {
    check({
        {"sl", "Začel se je projekt o suhozidni gradnji",
         "Partnerji prihajajo s Hrvaške, iz Španije in s Cipra, vodilni partner pa je Občina "
         "Sežana. Predavatelj je bil strokovnjak iz Švice.",
         "CY ES HR SI"},
        {"sl", "Kolesarji na podeželju",
         "Razvojni center Novo mesto sodeluje s Kretskim tehničnim institutom, okrožjem Harghita "
         "in občino Kuldiga. Zgledujejo se po Danski.",
         "GR LV RO SI"},
        {"sl", "Strokovna ekskurzija",
         "Člani lokalne akcijske skupine so si v Avstriji ogledali sirarne. Projekt izvajata občini "
         "Kobarid in Tolmin.",
         "SI"},
        {"sl", "Ribiči in ribogojci",
         "Projektno partnerstvo: Ribiška zadruga Izola (SI), Consorzio Mitilicoltori (IT), "
         "Univerza v Zadru (HR), Fisheries Board (ME).",
         "HR IT ME SI"},
        {"sl", "Delavnica v Celovcu",
         "Koroški partnerji iz Celovca in Raven na Koroškem so pripravili skupni načrt. "
         "Sodelujejo še bolgarski in grški muzeji.",
         "AT BG GR SI"},
        {"sl", "Socialna podjetja",
         "V projektu SE mreže (SE pomeni socialna ekonomija) sodelujejo Zasavje, regija Vidzeme in "
         "mesto Varna.",
         "BG LV SI"},
        {"sl", "Lesarji iščejo kupce",
         "Podjetja s Pohorja danes prodajajo na Norveško in v Nemčijo. Pri projektu jim pomagata "
         "Gospodarska zbornica Štajerske in Univerza v Gradcu.",
         "AT SI"},
        {"sl", "Mladi in dediščina",
         "V projekt so vključene šole iz Škofje Loke, Trsta, Szegeda in Liepaje.",
         "HU IT LV SI"},
    });
}

TEST_CASE("Latvian pages: who takes part") {
    check({
        {"lv", "Kuldīgas novads sāk projektu par koka ēkām",
         "Projekta partneri ir Viljandi (Igaunija), Utenas rajons Lietuvā un Norvēģijas "
         "Telemarkas apriņķis. Viesi no Japānas iepazinās ar vecpilsētu.",
         "EE LT LV NO"},
        {"lv", "Mācību brauciens",
         "Latgales uzņēmēji devās pieredzes braucienā uz Dāniju. Projektu īsteno Latgales "
         "plānošanas reģions kopā ar Rodopu pašvaldību savienību no Bulgārijas.",
         "BG LV"},
        {"lv", "Piekrastes kāpas",
         "Sadarbojas Liepājas pašvaldība, Klaipēdas universitāte, Gdaņskas vojevodiste un zviedru "
         "Gotlandes reģions.",
         "LT LV PL SE"},
        {"lv", "Brīvprātīgie ugunsdzēsēji",
         "Partnerībā darbojas Smiltene, Plovdiva, Trikala un Ptuja. ES finansējumu piešķīra 2019. "
         "gadā, MK noteikumi to paredz.",
         "BG GR LV SI"},
        {"lv", "Linu audēju stāsti",
         "Audējas no Preiļiem un slovēņu mežģīņu darinātājas no Idrijas kopīgi veidoja katalogu. "
         "Audumus pērk Vācijā un Amerikā.",
         "LV SI"},
        {"lv", "Konference Cēsīs",
         "Konferenci atklāja projekta vadošais partneris no Emīlijas-Romanjas. Uzstājās arī "
         "pētnieks no Kanādas. Konsorcijā ir Vidzemes Augstskola un Patras Universitāte.",
         "GR IT LV"},
        {"lv", "Silti nami",
         "Projektā piedalās Jelgavas, Gabrovas un Kohtlas-Jerves pašvaldības. Risinājums atgādina "
         "to, ko jau sen dara Somijā.",
         "BG EE LV"},
        {"lv", "Vietējā partiņa",
         "Lauku partnerība „Ziemeļgauja” no Valkas kopā ar Valgas pašvaldību rīkos gadatirgu.",
         "EE LV"},
    });
}

TEST_CASE("English pages: who takes part") {
    check({
        {"en", "Kick-off in Cork",
         "The lead partner, Cork City Council, welcomed teams from Gdynia, Kranj and Alba Iulia. "
         "The keynote was given by a researcher from Australia.",
         "IE PL RO SI"},
        {"en", "Better buses for mountain villages",
         "Partners: Regional Council of Lapland (FI), Smolyan Municipality (BG), Epirus Region (EL), "
         "Comhairle Contae Mhaigh Eo (IE).",
         "BG FI GR IE"},
        {"en", "Study visit to Denmark",
         "Staff of Limassol Municipality and the Heraklion chamber travelled to Aarhus on a study "
         "visit. The project brings together Cyprus, Greece and Croatia.",
         "CY GR HR"},
        {"en", "Wool has a future",
         "Spinning mills in Extremadura, Thuringia and Donegal test washing without chemicals. Most "
         "of the wool used to be shipped to China.",
         "DE ES IE"},
        {"en", "Nice ideas for reading rooms",
         "The libraries of Ruse, Rijeka and Ghent share their split budget and most of the work in "
         "one online room.",
         "BE BG HR"},
        {"en", "Repair cafés",
         "The idea was born in the Netherlands. In this project it is taken up by Plovdiv, Larissa "
         "and Valmiera.",
         "BG GR LV"},
        {"en", "Archives of the exchange of populations",
         "Families who left Turkey in 1923 told their stories to pupils in Kavala. The project is "
         "run by schools in Kavala and Haskovo.",
         "BG GR"},
        {"en", "Young farmers' network",
         "The consortium consists of partners from Lithuania, Portugal, Slovenia and the Czech "
         "Republic. A delegation from Ukraine attended the closing event.",
         "CZ LT PT SI"},
    });
}

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
         "Консорциумът обединява библиотеките в Лимасол, Тарту, Кошице и Сливен.", "BG CY EE SK"},
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
         "Člani lokalne akcijske skupine so si v Avstriji ogledali sirarne. Projekt izvajata "
         "občini "
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
         "V projekt so vključene šole iz Škofje Loke, Trsta, Szegeda in Liepaje.", "HU IT LV SI"},
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
         "Partners: Regional Council of Lapland (FI), Smolyan Municipality (BG), Epirus Region "
         "(EL), "
         "Comhairle Contae Mhaigh Eo (IE).",
         "BG FI GR IE"},
        {"en", "Study visit to Denmark",
         "Staff of Limassol Municipality and the Heraklion chamber travelled to Aarhus on a study "
         "visit. The project brings together Cyprus, Greece and Croatia.",
         "CY GR HR"},
        {"en", "Wool has a future",
         "Spinning mills in Extremadura, Thuringia and Donegal test washing without chemicals. "
         "Most "
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

TEST_CASE("Longer pages: who takes part, among all the others that are named") {
    check({
        {"en", "Cold-water bathing and saunas: a wellbeing trail for off-season tourism",
         "The Regional Council of South Savo is the lead partner of WARMTH, a three-year project "
         "funded by the Northern Periphery and Arctic Programme.\n"
         "Saunas on wheels now stand in Mikkeli, in the Faroese capital Tórshavn and at two lochs "
         "near Inverness. Derry City and Strabane District Council joined in the second year.\n"
         "The idea is older than the project: visitors from Germany and Japan have long asked for "
         "it, and the Estonian smoke sauna is on the UNESCO list.\n"
         "A brochure in English, German and French can be downloaded.",
         "FI FO GB"},
        {"en", "Old mills, new power",
         "Small hydro stations in the Rhodopes, in Zagori and in Prekmurje have been fitted with "
         "turbines that spare the fish. The turbines were made in Austria and paid for by the "
         "partners themselves.\n"
         "The University of Žilina measured the results; the Chamber of Commerce of Trnava looked "
         "after the accounts. Engineers from Norway, invited to the closing conference in Plovdiv, "
         "called them remarkable.",
         "BG GR SI SK"},
        {"en", "Five islands, one doctor's bag",
         "Telemedicine suitcases travel between Gozo, Naxos, Brač, Elba and Saaremaa.\n"
         "Doctors in Iceland, where such suitcases have been used for years, trained the nurses by "
         "video. The project does not cover Cyprus, which runs its own scheme.\n"
         "Contact: Gozo Regional Development Authority, Victoria, Malta",
         "EE GR HR IT MT"},
        {"en", "What we learnt in Transylvania",
         "Our members from Harghita and Covasna showed how small dairies can share one van. The "
         "cheese-makers of Asturias and the Allgäu will try it next.\n"
         "Most Romanian dairy workers used to leave for Italy or Spain; some have come home.\n"
         "CHEESEVAN is co-funded by Erasmus+. Partners: Harghita County Council (lead), "
         "Universidad "
         "de Oviedo, Hochschule Kempten, Latvia University of Life Sciences.",
         "DE ES LV RO"},
        {"en", "Ice, reeds and thatch",
         "Thatchers from Pärnu County and the Curonian Spit rebuilt three roofs in Liepāja this "
         "winter. A Dutch master thatcher gave a masterclass at the start.\n"
         "The reed comes from Lake Pape and not, as before, from Ukraine or Hungary.",
         "EE LT LV"},
        {"el", "Το μετάξι ταξιδεύει ξανά στο Σουφλί",
         "Ο Δήμος Σουφλίου ανακοινώνει την έναρξη του έργου SERICA με εταίρους το Πανεπιστήμιο της "
         "Πάντοβας, το Κέντρο Σηροτροφίας στη Βράτσα και τον Δήμο Μπούρσας.\n"
         "Οι εκτροφείς θα προμηθευτούν αυγά από τη Βουλγαρία. Μέχρι σήμερα το νήμα ερχόταν από την "
         "Κίνα και τα υφάσματα εξάγονταν στη Γαλλία.\n"
         "Στην εναρκτήρια εκδήλωση μίλησε και μια σχεδιάστρια μόδας από το Παρίσι.",
         "BG GR IT TR"},
        {"el", "Δάση καρυδιάς και μέλι: συνεργασία από την Καρδίτσα ως την Ίντρια",
         "Στην ομάδα συμμετέχουν αγροτικοί συνεταιρισμοί της Καρδίτσας, της σλοβενικής Ίντρια και "
         "του Γκάμπροβο, ενώ τον συντονισμό έχει η περιφέρεια Ζέμγκαλε.\n"
         "Οι παραγωγοί επισκέφθηκαν τον Οκτώβριο τη Στυρία, όπου λειτουργεί πρότυπο μελισσοκομείο. "
         "Η Αυστρία δεν μετέχει στο έργο.\n"
         "Διεύθυνση: Πλατεία Ελευθερίας 3, 43100 Καρδίτσα",
         "BG GR LV SI"},
        {"el", "Ψηφιακές δεξιότητες για ηλικιωμένους",
         "Το Κέντρο Διά Βίου Μάθησης του Βόλου συνεργάζεται με φορείς από το Βίλνιους, το Λίμερικ, "
         "το Μπρατς της Κροατίας και τη Λεμεσό.\n"
         "Το εκπαιδευτικό υλικό μεταφράστηκε στα αγγλικά, τα λιθουανικά και τα κροατικά. Όπως στη "
         "Δανία, οι εθελοντές είναι μαθητές λυκείου.",
         "CY GR HR IE LT"},
        {"el", "Αντιπροσωπεία από το Πόντραβιε στην Κρήτη",
         "Δέκα αμπελουργοί από το Πόντραβιε περιηγήθηκαν τα οινοποιεία του Ηρακλείου στο πλαίσιο "
         "του "
         "έργου VINEROOT, στο οποίο η Κρήτη και το Πόντραβιε είναι εταίροι μαζί με την "
         "Εξτρεμαδούρα.\n"
         "Το κρητικό κρασί πωλείται κυρίως στη Γερμανία.",
         "ES GR SI"},
        {"el", "Σεισμοί και σχολεία",
         "Μετά τους σεισμούς στην Ιταλία και την Κροατία, τρεις δήμοι αποφάσισαν να δράσουν μαζί: "
         "η "
         "Ελασσόνα, το Κρίβα Παλάνκα και το Κόρτσε.\n"
         "Το έργο χρηματοδοτείται από τον Μηχανισμό Πολιτικής Προστασίας. Ειδικοί από την Ιαπωνία "
         "έδωσαν διάλεξη μέσω διαδικτύου.",
         "AL GR MK"},
        {"bg", "Старите железници тръгват отново",
         "Общините Септември и Велинград ще възстановят две гарови сгради по проект, който се води "
         "от областта Фогтланд в Германия. Сред партньорите са още железопътният музей в "
         "Раковник, Словения и сдружението на приятелите на теснолинейката от Пелион.\n"
         "Локомотивът е построен в Полша, а релсите са доставени от Турция.\n"
         "Туристите идват най-вече от Румъния и Израел.",
         "BG DE GR SI"},
        {"bg", "Добруджа пази семената си",
         "Земеделският институт в Генерал Тошево и румънската станция във Фундуля обменят стари "
         "сортове пшеница. Към тях се присъединиха градинари от Земгале и от остров Крит.\n"
         "Идеята дойде от Австрия, където подобна банка за семена съществува от 1990 г.\n"
         "Германия изкупува половината от реколтата.",
         "BG GR LV RO"},
        {"bg", "Студенти проектират мост",
         "Тридесет студенти от Русе, Копер и Хага работиха седмица в Силистра. Проектът е по "
         "„Еразъм+“ и се координира от Русенския университет.\n"
         "Гост-лектор беше архитект от Дания. През май предстои учебно посещение в Осло.",
         "BG NL SI"},
        {"bg", "Пчеларите от Странджа с приз",
         "Сдружението от Малко Търново получи награда в Брюксел за проекта MELISSA. В него "
         "участват "
         "и пчелари от Ивановец (Хърватия), Калаврита (Гърция) и Видземе (Латвия).\n"
         "Медът вече се продава в Швеция и във Великобритания.",
         "BG GR HR LV"},
        {"bg", "Равен старт",
         "Детски градини в Сливен, Кошице и Мишколц опитват една и съща програма за ромски деца. "
         "Методът е разработен в Нова Зеландия.\n"
         "Ръководител на проекта е фондация от Будапеща, а оценката прави университетът в Гент.",
         "BE BG HU SK"},
        {"sl", "Iz odpadne volne nastaja izolacija",
         "Zadruga iz Bohinja skupaj s podjetjem iz Zagrebške županije, univerzo v Firencah in "
         "okrožjem Smoljan preizkuša plošče iz ovčje volne. Vodilni partner je Hiša dediščine iz "
         "Jezerskega.\n"
         "Stroj so kupili v Belgiji. Podobne plošče že izdelujejo na Novi Zelandiji.",
         "BG HR IT SI"},
        {"sl", "Čezmejni trajekt za kolesarje",
         "Med Umagom in Piranom bo poleti plul trajekt. Projekt Interreg Slovenija–Hrvaška vodi "
         "Mestna občina Koper.\n"
         "Na otvoritvi so bili gostje iz Avstrije, Madžarske in Nizozemske. Turistov iz Nemčije je "
         "največ.",
         "HR SI"},
        {"sl", "Zeliščarke povezuje Evropa",
         "Na Kozjanskem zbirajo recepte, enako počnejo na Latgalskem, v Tesaliji in v okolici "
         "Gabrova. Mrežo usklajuje organizacija iz Galwaya.\n"
         "Prve čaje so že poslali v Švico, kjer jih prodaja znana trgovska veriga.",
         "BG GR IE LV SI"},
        {"sl", "Mladi gasilci na Pohorju",
         "Na taboru so sodelovali mladi iz Karlovca, Szombathelyja, Klagenfurta in Slovenske "
         "Bistrice. Tabor je del projekta Erasmus+.\n"
         "Predavatelj iz Finske jim je pokazal gašenje gozdnih požarov, kakršni so zadnja leta v "
         "Grčiji in na Portugalskem.",
         "AT HR HU SI"},
        {"sl", "Kako hladiti mesta",
         "Novo mesto, Larisa in Sliven so zasadili tri mikrogozdove. Metoda izhaja z Japonske, "
         "drevesa pa so pripeljali iz Italije.\n"
         "Projektna partnerja sta tudi Tehnična univerza v Rigi in mesto Utrecht.",
         "BG GR LV NL SI"},
        {"lv", "Rudzu maizes ceļš",
         "Talsu novada maiznīcas kopā ar Sāremā, Mazovijas un Gotlandes maizniekiem veido kopīgu "
         "maršrutu. Projektu vada Kurzemes plānošanas reģions.\n"
         "Maizi eksportē uz Lielbritāniju un Īriju, kur dzīvo daudz latviešu. Tūristi brauc no "
         "Vācijas.",
         "EE LV PL SE"},
        {"lv", "Pilskalni trīs dimensijās",
         "Alūksnes muzejs, Tartu Universitāte un Korka pilsētas padome digitalizējuši 40 "
         "pilskalnus. "
         "Skenerus piegādāja uzņēmums no Šveices.\n"
         "Noslēguma seminārā uzstājās arī arheologs no Islandes.",
         "EE IE LV"},
        {"lv", "Lielās upes palienes pļavas",
         "Jelgavas pašvaldība un Dobričas apgabals Bulgārijā atjauno pļavas. Trešais partneris ir "
         "dabas parks pie Muras upes Slovēnijā.\n"
         "Ganāmpulkam iegādājās zirgus no Nīderlandes. Pieredzi smēlās braucienā uz Ungāriju.",
         "BG LV SI"},
        {"lv", "Senioru kori dzied kopā",
         "Rēzeknes, Panevēžas un Pomožes vojevodistes kori tikās Daugavpilī. Festivālu atbalsta "
         "programma „Radošā Eiropa”.\n"
         "Repertuārā ir arī gruzīnu un spāņu dziesmas. Grieķijas koris slimības dēļ neieradās, bet "
         "projektā piedalās.",
         "GR LT LV PL"},
        {"lv", "Kā pārvarēt plūdus",
         "Jēkabpils, Celje un Trikala vienojušās par kopēju brīdināšanas sistēmu. Tās pamatā ir "
         "Trikalas Universitātes programma.\n"
         "Pirms gada plūdi postīja Vāciju un Beļģiju. Latvijas eksperti par to stāstīja Eiropas "
         "Komisijā Briselē.",
         "GR LV SI"},
    });
}

TEST_CASE("Pages in the manner of project sites: who takes part, in other towns") {
    check({
        {"en", "Second life for fishing nets",
         "Skip to content\n"
         "Every year some 600 tonnes of nets are thrown away in the harbours of Tralee, Nexø and "
         "Kavala. NETLOOP turns them into yarn.\n"
         "The four-year project is funded by Horizon Europe and led by the Technical University of "
         "Denmark. A spinning mill in Biella and the port of Šibenik are also on board.\n"
         "First socks were shown at a fair in Paris. Orders have come from as far as Canada.\n"
         "Follow us on LinkedIn",
         "DK GR HR IE IT"},
        {"en", "Shepherds go back to school",
         "Thirty young people from Galicia, Samegrelo and the Pindus mountains graduated on "
         "Saturday.\n"
         "They have learnt to milk, to shear and to keep wolves away. Wolf-proof fences were "
         "demonstrated by a farmer from Switzerland.\n"
         "PASTOR (2021-2024) is supported by Erasmus+. Its partners are the town of Lugo, the "
         "University of Ioannina and the Georgian Farmers' Association in Tbilisi, Georgia.",
         "ES GE GR"},
        {"en", "Budget by the people, for the people",
         "Residents of Braga, Tartu and Blagoevgrad decided how to spend 2 million euros. Paris "
         "and "
         "Porto Alegre, the pioneers, were only an inspiration.\n"
         "The method is now being written down by a team at Vidzeme University.",
         "BG EE LV PT"},
        {"el", "Τηλεϊατρική σε δέκα ορεινά χωριά του Ζαγορίου",
         "Με χρηματοδότηση του Interreg Europe, η 6η Υγειονομική Περιφέρεια μεταφέρει την εμπειρία "
         "της στη Σλοβακία (Περιφέρεια του Πρέσοβ) και στη Βουλγαρία (Μόντανα).\n"
         "Σύμβουλος του έργου είναι το Πανεπιστήμιο του Τάμπερε.\n"
         "Ο εξοπλισμός, κατασκευής Ισραήλ, στοίχισε 40.000 ευρώ. Γιατροί που εργάζονται στη "
         "Σουηδία "
         "και τη Γερμανία προσφέρθηκαν να βοηθήσουν εθελοντικά.",
         "BG FI GR SK"},
        {"el", "Καλάθι του αγρότη",
         "Στη Μεσσηνία, στο Πομούριε και στην ιταλική Μαντόβα, 120 παραγωγοί πουλούν απευθείας "
         "στον "
         "καταναλωτή.\n"
         "Επικεφαλής εταίρος του έργου είναι το Εμπορικό Επιμελητήριο του Χάσκοβο.\n"
         "Στη Γαλλία το μοντέλο αυτό λειτουργεί εδώ και είκοσι χρόνια.",
         "BG GR IT SI"},
        {"el", "Ανοιχτές πόρτες στα μουσεία",
         "Οι φύλακες του Αρχαιολογικού Μουσείου Πατρών θα φιλοξενηθούν για ένα μήνα στα μουσεία "
         "της "
         "Ρίγας, του Ζάγκρεμπ και του Κορκ, που συμμετέχουν στο ίδιο πρόγραμμα ανταλλαγών.\n"
         "Το μουσείο επισκέφθηκαν πέρυσι 80.000 άνθρωποι, κυρίως από τη Γαλλία και τις ΗΠΑ.",
         "GR HR IE LV"},
        {"bg", "Градини на покрива",
         "Столична община, Загреб и Тимишоара засадиха първите си зелени покриви. Наръчникът се "
         "изготвя от Техническия университет в Грац.\n"
         "Проект COOLROOF се финансира от програма „Дунавски регион“. Архитектите са черпили "
         "вдъхновение от Сингапур и Копенхаген.",
         "AT BG HR RO"},
        {"bg", "Ателие за стари занаяти отвори врати в Трявна",
         "Резбари от Трявна и дантелиерки от словенския град Идрия ще обучават младежи. В "
         "партньорството влизат още остров Бурано (Италия) и Кулдига.\n"
         "Изложбата вече гостува в Токио, Виена и Москва.\n"
         "© 2024 Община Трявна. Официален сайт",
         "BG IT LV SI"},
        {"bg", "Как да задържим лекарите",
         "Общинската болница в Мездра е сред пилотните болници в проекта RURALMED. Останалите са в "
         "Козани, Марамуреш и ирландското графство Мейо.\n"
         "Половината завършили медици заминават за Германия и Великобритания.",
         "BG GR IE RO"},
        {"sl", "Vodne učne poti",
         "Občina Cerknica je z občino Saldus in parkom na Krki na Hrvaškem uredila tri učne poti.\n"
         "Projekt traja od 2020 do 2022, sofinancira ga program LIFE. Geologi iz Slovaške so "
         "pomagali le pri meritvah.\n"
         "Obiskovalci prihajajo večinoma iz Nemčije, Avstrije in Nizozemske.",
         "HR LV SI"},
        {"sl", "Digitalni arhiv narečij",
         "V Trstu, Celovcu in Monoštru so posneli več kot tisoč pripovedovalcev. Slovenski "
         "raziskovalci posnetke prepisujejo skupaj z univerzo v Gentu.\n"
         "Podobne zbirke imajo na Škotskem in v Walesu.",
         "AT BE HU IT SI"},
        {"sl", "Topla juha za vse",
         "Javne kuhinje v Mariboru, Burgasu, Volosu in Jelgavi od januarja zbirajo viške hrane. "
         "Zamisel je iz Barcelone.\n"
         "Za zbiranje skrbi aplikacija, ki so jo razvili v Estoniji in jo uporablja že 40 držav.",
         "BG GR LV SI"},
        {"lv", "Zirgi, ziloņi un cirks bez dzīvniekiem",
         "Mūsdienu cirka skolas Rīgā, Tilburgā un Barselonā izveidojušas kopīgu mācību programmu. "
         "Projektu finansē „Erasmus+”, vadošais partneris ir Sofijas kultūras centrs.\n"
         "Izrāde jau viesojusies Prāgā un Berlīnē.",
         "BG ES LV NL"},
        {"lv", "Akmeņu dārzi piekrastē",
         "Engures dabas parks kopā ar Hījumā un Kronobergas lēni Zviedrijā kartē laukakmeņus.\n"
         "Ģeologi no Somijas nolasīja lekciju. Dienvidu kaimiņi lietuvieši šoreiz projektā "
         "nepiedalās.",
         "EE LV SE"},
        {"lv", "Tirgus diena Līvānos",
         "Līvānu stikla pūtēji prasmes nodod jauniešiem no Novo Mesto, Kazanlakas un Murano.\n"
         "Stikla traukus kādreiz pirka visā Padomju Savienībā, tagad galvenais noiets ir ASV un "
         "Japāna.",
         "BG IT LV SI"},
    });
}

TEST_CASE("Pages of newsrooms, towns and members' networks: who takes part") {
    check({
        {"en", "How Jelgava learnt to love its floods",
         "News from members\n"
         "Three cities in the FLOODWISE network, Jelgava, Osijek and Trikala, have drawn maps with "
         "their schoolchildren. The maps are precise enough for the insurers.\n"
         "FLOODWISE is a project of the URBACT programme. Dutch experts looked after the method.\n"
         "The cities were invited to show the maps in Valencia after the disaster of October.",
         "GR HR LV NL"},
        {"en", "A museum in a suitcase",
         "Curators in Sliven pack objects into suitcases and send them to nursing homes. The "
         "partners in Maribor, Rēzekne and Kalamata do the same.\n"
         "It all began in Liverpool, where such suitcases have existed since 2006. The British "
         "museum is not part of the project.\n"
         "MEMSUIT, 2018-2020, Creative Europe",
         "BG GR LV SI"},
        {"en", "Nobody left in the dark: energy advice on wheels",
         "Vans with energy advisers have visited 412 villages in Podlasie, Zemgale and Dobrich "
         "province. In Pomurje the adviser comes by electric bicycle.\n"
         "The Commission in Brussels calls the vans a good practice. Ireland has ordered the "
         "manual.",
         "BG LV PL SI"},
        {"el", "Στην Αλεξανδρούπολη η πρώτη σχολή λιμενικών διασωστών",
         "Η σχολή ιδρύθηκε στο πλαίσιο του έργου RESCUEPORT, που υλοποιούν ο Οργανισμός Λιμένος "
         "Αλεξανδρούπολης, το λιμάνι της Βάρνας και η Ναυτική Ακαδημία της Κωνστάντζας.\n"
         "Οι πρώτοι εκπαιδευτές μετεκπαιδεύτηκαν στο Πλίμουθ της Αγγλίας. Σπουδαστές από την "
         "Αίγυπτο "
         "και τη Γεωργία έχουν ήδη ζητήσει να εγγραφούν.",
         "BG GR RO"},
        {"el", "Έξυπνες στάσεις στη Ρόδο",
         "Ρόδος, Πάφος και Γκόζο αποκτούν ηλιακές στάσεις λεωφορείων. Οι στάσεις κατασκευάζονται "
         "στην Κίνα.\n"
         "Το έργο χρηματοδοτείται από το Interreg MED 2014-2020. Επικεφαλής εταίρος: Περιφερειακή "
         "Υπηρεσία Μεταφορών της Ανδαλουσίας. Συμμετέχει και το Πανεπιστήμιο του Μάριμπορ.",
         "CY ES GR MT SI"},
        {"el", "Επιστρέφουν οι αρκούδες",
         "Σμόλιαν, Γρεβενά και Κότσεβιε μετρούν αρκούδες με την ίδια μέθοδο. Στη Ρουμανία ζουν έξι "
         "χιλιάδες αρκούδες, δεκαπλάσιες από ό,τι στη χώρα μας.\n"
         "Το πρόγραμμα LIFE καλύπτει το 60% της δαπάνης. Βιολόγοι από τη Σουηδία ανέλυσαν τα "
         "δείγματα έναντι αμοιβής.",
         "BG GR SI"},
        {"bg", "Кварталът решава",
         "Кметовете на Габрово, Тарту и Флорина подписаха споразумение за обмен на служители. "
         "Проектът е на обща стойност 300 000 евро и е финансиран по CERV.\n"
         "През 2019 г. делегация от Габрово посети Рейкявик, за да види как работи онлайн "
         "платформата. Исландия няма да участва в новия проект.",
         "BG EE GR"},
        {"bg", "Мобилен зъболекар по селата на Лудогорието",
         "От понеделник в 14 села край Разград спира зъболекарски кабинет на колела. Проектът "
         "DENTBUS обединява болницата в Разград, здравния център в Каварна и румънския окръг "
         "Кълъраш.\n"
         "Кабинетът струва 90 000 евро и е сглобен в Германия. Български зъболекари, които работят "
         "във Великобритания, дариха инструменти.",
         "BG RO"},
        {"bg", "Ловешки младежи направиха филм за чешмите",
         "Филмът е заснет в Ловеч, Лариса и Шибеник и ще бъде показан на фестивал в Кан.\n"
         "Младежите се запознаха на обмен по „Еразъм+“ в Цесис, Латвия. Организациите и от "
         "четирите "
         "града са партньори по проекта.",
         "BG GR HR LV"},
        {"sl", "Zeleni vlak v Posočje",
         "Posebni vlak, ki ga od maja vozijo na bohinjski progi, je plod sodelovanja z deželo "
         "Furlanijo - Julijsko krajino in mestom Beljak.\n"
         "Turisti iz Češke in Poljske so ga lani napolnili do zadnjega sedeža. V Švici takšni "
         "vlaki "
         "vozijo že pol stoletja.",
         "AT IT SI"},
        {"sl", "Babičina kuhinja na spletu",
         "Projekt Ustvarjalne Evrope je zbral 600 receptov iz Prekmurja, Istre, Dalmacije in "
         "okolice Soluna.\n"
         "Recepti so prevedeni v angleščino, italijanščino in nemščino. Kuharski mojster iz "
         "Francije "
         "je pohvalil prekmursko gibanico.",
         "GR HR SI"},
        {"sl", "Odprta delavnica v Velenju",
         "V Velenju, Perniku in Kozaniju so nekdanji rudarji odprli delavnice za popravilo koles. "
         "Denar je prispeval Sklad za pravični prehod.\n"
         "Zgled jim je bila delavnica v Gentu. Prvi tečaj je obiskalo tudi šest beguncev iz "
         "Ukrajine "
         "in Sirije.",
         "BG GR SI"},
        {"lv", "Ludzas keramiķi vāc senos rakstus",
         "Ludzas amatnieku centrs, Horezu podnieki Rumānijā un Trojanas keramikas skola veido "
         "kopīgu rakstu bibliotēku.\n"
         "Savulaik Latgales podus pirka līdz pat Pēterburgai un Varšavai. Šodien tos sūta arī uz "
         "Austrāliju.",
         "BG LV RO"},
        {"lv", "Vai Latgalei vajag vilcienus?",
         "Pārrobežu pētījumā, ko līdzfinansē Interreg Latvija–Lietuva, piedalās Daugavpils "
         "Universitāte un Utenas reģiona pašvaldības.\n"
         "Aptaujātie norāda uz Igauniju, kur jaunie vilcieni ir pilni. Poļu un čehu ražotāji jau "
         "piedāvā lētus sastāvus.",
         "LT LV"},
        {"lv", "Zaļās aptiekas",
         "Ārstniecības augu dārzi ierīkoti Tukumā, Raseiņos, Samokovā un Bovecā. Dārzus kopj "
         "vietējie iedzīvotāji.\n"
         "Projektu vada Latvijas Biozinātņu un tehnoloģiju universitāte. Līdzīgi dārzi jau sen ir "
         "Šveices klosteros.",
         "BG LT LV SI"},
    });
}

TEST_CASE("Pages with programmes between neighbours and with few places: who takes part") {
    check({
        {"en", "Two shores, one ferry timetable",
         "Ports on both shores of the strait now publish one timetable. The work was funded by the "
         "Interreg V-A Greece-Italy Programme 2014-2020.\n"
         "Colleagues in Estonia and Finland, who run a similar system between Tallinn and "
         "Helsinki, "
         "gave advice.",
         "GR IT"},
        {"en", "Farmers' markets on rails",
         "On the first Saturday of the month a market train runs from Kranj to Jesenice. Others "
         "run "
         "around Larissa and in the Limerick hinterland.\n"
         "RAILMARKET has a budget of 1.4 million euros and is supported by Interreg Europe. The "
         "Swiss model on which it is based dates from 1998.",
         "GR IE SI"},
        {"el", "Κοινή περιπολία για τις πυρκαγιές στη Ροδόπη",
         "Εθελοντές από την Ξάνθη και το Σμόλιαν περιπολούν μαζί. Το έργο χρηματοδοτείται από το "
         "πρόγραμμα συνεργασίας Interreg V-A «Ελλάδα – Βουλγαρία 2014-2020».\n"
         "Τα drones είναι γερμανικής κατασκευής. Πιλότοι από την Πορτογαλία εκπαίδευσαν τους "
         "εθελοντές.",
         "BG GR"},
        {"el", "Η Καρδίτσα μοιράζεται τα ποδήλατά της",
         "Ο Δήμος Καρδίτσας εντάχθηκε στο δίκτυο BIKESHARE μαζί με το Τσέλιε, το Πλέβεν και τη "
         "Λιέπαγια.\n"
         "Στις αρχές του μήνα οι τεχνικοί του δήμου πήγαν στην Κοπεγχάγη, όπου το 60% των κατοίκων "
         "κινείται με ποδήλατο.",
         "BG GR LV SI"},
        {"bg", "Две държави, една спешна помощ",
         "Линейки от Видин и Калафат вече пресичат Дунав мост без проверка. Споразумението е "
         "постигнато по проект DANUBEMED, финансиран от програма Interreg V-A Румъния – България.\n"
         "Подобни правила действат между Австрия и Чехия.",
         "BG RO"},
        {"bg", "Село с пощенска каса за книги",
         "Читалището в Чипровци, библиотеката в Цесис и общината Чърномел разменят книги по "
         "пощата. "
         "Проектът получава 40 000 евро от „Еразъм+“.\n"
         "Най-четената книга досега е роман от Япония.",
         "BG LV SI"},
        {"sl", "Skupni zemljevid jamarjev",
         "Slovenski in hrvaški jamarji rišejo skupni zemljevid. Sofinancira jih program "
         "sodelovanja "
         "Interreg V-A Slovenija-Hrvaška.\n"
         "Na predstavitvi v Postojni so bili tudi jamarji iz Bosne in Hercegovine ter iz Italije.",
         "HR SI"},
        {"sl", "Šola brez mobilnikov",
         "Osnovna šola Solkan ter šoli v Burgasu in Tesaliji preverjajo, kako dan brez telefona "
         "vpliva na učence. Projekt teče v okviru programa Erasmus+.\n"
         "Francija je telefone v šolah prepovedala že leta 2018, o tem razmišlja tudi Nizozemska.",
         "BG GR SI"},
        {"lv", "Robežupes laivotāji",
         "Salacas un Pērnavas upes laivotājiem būs viena lietotne. To veido projektā RIVERAPP, ko "
         "atbalsta Interreg Igaunijas–Latvijas programma.\n"
         "Lietotnes pamatā ir Somijas uzņēmuma izstrādāta karte.",
         "EE LV"},
        {"lv", "Skolu dārzi pilsētā",
         "Rīgas, Plovdivas un Volas skolās iekārtoti augstie dobju dārzi. Mariboras universitāte "
         "izstrādāja mācību materiālus.\n"
         "Līdzīgi dārzi Berlīnē pastāv kopš pagājušā gadsimta.",
         "BG GR LV SI"},
    });
}

TEST_CASE("Rows of codes, denials and the money of others: who takes part") {
    check({
        {"en", "Hedges", "Taking part: AT, HU, RO, SK\nHedges keep the soil where it is.",
         "AT HU RO SK"},
        {"en", "Hedges",
         "Consortium: Soil Institute (RS, our team), Seed Bank (HU), Farm School (SK)", "HU RS SK"},
        // What is denied is said of the list just before it, or of all where it says "none of".
        {"en", "Salt pans",
         "The partners are Piran, Burgas and Cadiz, while colleagues from Tunisia and Malta are "
         "not "
         "partners.",
         "BG ES SI"},
        {"en", "Salt pans",
         "The partners are Piran, Burgas and Cadiz.\n"
         "The pumps are Danish and the pipes were laid by a team from Norway, but none of these "
         "countries is a partner.",
         "BG ES SI"},
        {"sl", "Soline",
         "V projektu sodelujejo Piran, Burgas in Cadiz. Slovaki prihajajo na ogled, vendar "
         "Slovaška v mreži ni.",
         "BG ES SI"},
        // Another programme pays for what its sentence tells of.
        {"en", "Night buses",
         "The NIGHTRIDE project is funded by Interreg Europe. Its partners are Varna, Maribor and "
         "Patras.\n"
         "Our apprentices go to Finland with Erasmus+.",
         "BG GR SI"},
        {"bg", "Нощни автобуси",
         "Проектът NIGHTRIDE се финансира от Интеррег Европа. Партньори са Варна, Марибор и "
         "Патра.\n"
         "Учениците ни са на практика във Финландия по „Еразъм+“.",
         "BG GR SI"},
    });
}

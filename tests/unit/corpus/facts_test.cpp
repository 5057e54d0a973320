// What a reader would say of short texts in five languages: who pays, when, and what the project is
// called. Each text holds something that must not be taken for the answer.
#include "corpus/annotator.hpp"
#include "corpus/gazetteer/tables.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace evresi;
using namespace evresi::corpus;

namespace {

struct Case {
    std::string_view lang;
    std::string_view text;
    std::string_view programmes;  ///< sorted, with spaces between
    int year;                     ///< 0: not told
    std::string_view period;      ///< empty: not told
    std::string_view project;     ///< empty: not told
};

constexpr Case kCases[] = {
    // el
    {"el",
     "Το έργο FishLore υλοποιείται στο πλαίσιο του Ευρωπαϊκού Ταμείου Θάλασσας, Αλιείας και "
     "Υδατοκαλλιέργειας. Τη Δευτέρα 13 Μαΐου 2024 οι ψαράδες της Καλύμνου έμαθαν για τα δίχτυα. "
     "Η περιφέρεια εξετάζει να ζητήσει αργότερα πόρους από το LIFE.",
     "emfaf", 2024, "", "FishLore"},
    {"el",
     "ΑΝΑΚΟΙΝΩΣΗ\nΗ δράση συγχρηματοδοτείται από το Πρόγραμμα «Ανταγωνιστικότητα, "
     "Επιχειρηματικότητα και Καινοτομία» (ΕΠΑνΕΚ). Η πρόσκληση δημοσιεύτηκε στις 3.2.2018.",
     "gr-epanek", 2018, "", ""},
    {"el",
     "Το STONEPATH είναι έργο του προγράμματος Interreg V-A Ελλάδα-Βουλγαρία 2014-2020. Διάρκεια: "
     "από τον Σεπτέμβριο του 2017 έως τον Αύγουστο του 2019. Προηγήθηκε μικρότερη δράση με πόρους "
     "του LEADER.",
     "ir-gr-bg", 2017, "2017-2019", "STONEPATH"},
    {"el",
     "Με πόρους του Ταμείου Ανάκαμψης και Ανθεκτικότητας (Ελλάδα 2.0) επισκευάζεται η σχολή. Οι "
     "εργασίες άρχισαν την άνοιξη του 2023. Δεν χρηματοδοτείται από το ΕΣΠΑ.",
     "rrf", 2023, "", ""},
    {"el",
     "Το 4ο Γυμνάσιο επέστρεψε από τη Ρίγα. Η κινητικότητα έγινε με το Erasmus+. Δύο καθηγητές "
     "θυμήθηκαν τα παλιά Comenius. Μάρτης 2022",
     "erasmus-plus", 2022, "", ""},
    {"el",
     "Πρόγραμμα χρηματοδότησης: «Ορίζων Ευρώπη»\nΑκρωνύμιο: DEEP-ROOTS\nΈναρξη: "
     "1/9/2022\nΔιάρκεια: "
     "36 μήνες",
     "horizon-europe", 2022, "2022-2025", "DEEP-ROOTS"},
    {"el",
     "Στο μουσείο παρουσιάστηκε η στρατηγική για το 2030. Ο δήμος σκοπεύει να υποβάλει πρόταση στο "
     "Δημιουργική Ευρώπη. Καμία χρηματοδότηση δεν έχει εξασφαλιστεί.",
     "", 0, "", ""},
    {"el",
     "Ο Ορίζοντας Ευρώπη και το Ψηφιακή Ευρώπη αναφέρθηκαν στη συζήτηση, αλλά το έργο AQUALIS "
     "πληρώνεται από το πρόγραμμα PRIMA και από το LIFE, με αριθμό σύμβασης LIFE20 ENV/GR/000123. "
     "Ηράκλειο, 7 Φεβ. 2021",
     "life prima", 2021, "", "AQUALIS"},
    // bg
    {"bg",
     "Проект „МОСТ-2“ се изпълнява с финансовата подкрепа на Оперативна програма „Развитие на "
     "човешките ресурси“, съфинансирана от Европейския социален фонд. Срок: от март 2018 до август "
     "2020 г.",
     "bg-oprchr esf", 2018, "2018-2020", "МОСТ-2"},
    {"bg",
     "Рибарската група в Бургас получи безвъзмездна помощ от ЕФМДРА. На 14.06.2023 г. започна "
     "ремонтът на лодките. Преди това групата работеше по ПРСР.",
     "emfaf", 2023, "", ""},
    {"bg",
     "Danube Bridge Tales е проект по програма „Дунав“, избран в първата покана. В сряда, 9 "
     "октомври "
     "2024 г., партньорите бяха в Русе. Градът чака средства и от Норвежкия финансов механизъм.",
     "interreg-danube", 2024, "", ""},
    {"bg",
     "Сградата ще бъде обновена по Плана за възстановяване и устойчивост. Договорът бе подписан "
     "през "
     "пролетта на 2023 г.",
     "rrf", 2023, "", ""},
    {"bg",
     "След края на програма „Европа за гражданите“ сдружението кандидатства другаде. Сега срещите "
     "се "
     "плащат от програмата „Граждани, равенство, права и ценности“ (CERV).\nПубликувано на 2 юли "
     "2022",
     "cerv", 2022, "", ""},
    {"bg",
     "Проектът EcoTrail се осъществява в рамките на Програмата за трансгранично сътрудничество "
     "ИНТЕРРЕГ VI-A Румъния – България 2021-2027. Начало: юни 2023 г., край: май 2025 г.",
     "ir-ro-bg", 2023, "2023-2025", "EcoTrail"},
    {"bg",
     "Училището отвори лаборатория по биология. Парите са от училищното настоятелство, а не по "
     "Оперативна програма „Наука и образование за интелигентен растеж“. 21 май 2019 г.",
     "", 2019, "", ""},
    {"bg",
     "Крайният срок за записване в обучението е 30 септември 2021 г. Обучението е част от проекта "
     "SkillPort, подкрепен от „Еразъм+“. В региона се готвят и заявления по Хоризонт Европа.",
     "erasmus-plus", 2021, "", "SkillPort"},
    // sl
    {"sl",
     "Projekt GozdoLab sofinancira Evropska unija iz Evropskega sklada za pomorstvo, ribištvo in "
     "akvakulturo (ESPRA). V torek, 5. 3. 2024, so se srečali v Izoli.",
     "emfaf", 2024, "", "GozdoLab"},
    {"sl",
     "Naložbo v vrednosti dveh milijonov financira Načrt za okrevanje in odpornost (NOO). Občina "
     "je "
     "na razpisu programa LIFE ostala brez sredstev. Ljubljana, 12. nov. 2022",
     "rrf", 2022, "", ""},
    {"sl",
     "V okviru Interregovega programa Podonavje poteka projekt RiverCare+, ki traja od januarja "
     "2024 "
     "do junija 2026. Sorodni projekt financira Obzorje Evropa.",
     "interreg-danube", 2024, "2024-2026", "RiverCare+"},
    {"sl",
     "Zavod je izvedel delavnice s pomočjo nepovratnih sredstev Norveškega finančnega mehanizma. "
     "Spomladi 2015 je sledila razstava.",
     "eea-norway", 2015, "", ""},
    {"sl",
     "Program: Evropa za državljane\nProjekt: SPOMINČICE\nTrajanje: 18 mesecev, začetek septembra "
     "2016",
     "europe-for-citizens", 2016, "2016-2018", "SPOMINČICE"},
    {"sl",
     "Operacijo delno financira Evropska unija iz Evropskega sklada za regionalni razvoj v okviru "
     "Operativnega programa za izvajanje evropske kohezijske politike v obdobju 2014–2020.",
     "erdf si-ekp-1420", 0, "", ""},
    {"sl",
     "Društvo je na sestanku predstavilo načrte do leta 2030. Podprla ga je občina. Omenili so "
     "tudi, "
     "da bi lahko kandidirali na Erasmus+ in CERV. © 2025 Društvo Jasa",
     "", 0, "", ""},
    {"sl",
     "Čezmejni projekt se izvaja v okviru Interreg Programa Slovenija-Avstrija. Novica je bila "
     "objavljena 28. 6. 2018.",
     "ir-si-at", 2018, "", ""},
    // lv
    {"lv",
     "Projekts tiek īstenots ar Eiropas Jūrlietu, zvejniecības un akvakultūras fonda atbalstu. "
     "2023. gada 4. septembrī Rojā notika seminārs.",
     "emfaf", 2023, "", ""},
    {"lv",
     "Norvēģijas finanšu instrumenta līdzfinansētais projekts “Drošais jumts” ilgst no 2021. gada "
     "marta līdz 2023. gada februārim. Pilsēta gatavo pieteikumu arī programmai “Eiropas "
     "Digitālā”.",
     "eea-norway", 2021, "2021-2023", ""},
    {"lv",
     "Skolas projektu finansē Eiropas Savienības programma “Erasmus+”. Savulaik skola piedalījās "
     "Comenius. Jūrmala, 11.11.19.",
     "erasmus-plus", 2019, "", ""},
    {"lv", "Ēkas siltināšanu apmaksā Atveseļošanas fonds. Darbi sākās 2024. gada pavasarī.", "rrf",
     2024, "", ""},
    {"lv",
     "Projekts BALTWAVE (Nr. LL-00123) tiek īstenots Interreg VI-A Latvijas–Lietuvas programmas "
     "2021.–2027. gadam ietvaros. Ilgums: 2023. gada aprīlis – 2025. gada septembris.",
     "ir-lv-lt", 2023, "2023-2025", "BALTWAVE"},
    {"lv",
     "Lekcijā runāja par programmu “Apvārsnis Eiropa” un par LIFE. Lekciju rīkoja bibliotēka par "
     "saviem līdzekļiem 2022. gada 3. maijā.",
     "", 2022, "", ""},
    {"lv",
     "Dokumentālo filmu atbalstīja programma “Radošā Eiropa”. Agrāk biedrība strādāja programmā "
     "“Eiropa pilsoņiem”. Publicēts: 2020. gada 17. aug.",
     "creative-europe", 2020, "", ""},
    {"lv",
     "No 2019. gada septembra 24 mēnešus noris projekts HERBALINE, kuru līdzfinansē Eiropas "
     "Reģionālās attīstības fonds un Centrālā Baltijas jūras reģiona programma.",
     "erdf interreg-central-baltic", 2019, "2019-2021", "HERBALINE"},
    // en
    {"en",
     "Newsletter\nIssue 12, Winter 2023/24\nThe SoilPost project is supported by the European "
     "Maritime, Fisheries and Aquaculture Fund. Its results feed into the strategy for 2030.",
     "emfaf", 2023, "", "SoilPost"},
    {"en",
     "HillFolk has been running since March 2021 for 30 months with a grant from the EEA and "
     "Norway "
     "Grants. A second phase was submitted to Horizon Europe.",
     "eea-norway", 2021, "2021-2023", "HillFolk"},
    {"en",
     "ENGLISH\nABOUT\nRAILMATE is one of nine projects selected in the first call of the Danube "
     "Region Programme. It works in synergy with CEF and with the national rural plan. 4th of June "
     "2024",
     "interreg-danube", 2024, "", "RAILMATE"},
    {"en",
     "The reading room is not financed by Creative Europe, as some papers wrote. The town pays for "
     "it. Posted on Thursday, 6 October 2016.",
     "", 2016, "", ""},
    {"en",
     "This project has been funded with support from the European Commission under the Lifelong "
     "Learning Programme (Grundtvig). Project number: 2011-1-GR1-GRU06-01234. The partners met in "
     "Varna on 12-14 April 2012.",
     "grundtvig llp", 2012, "", ""},
    {"en",
     "Applications for the workshop close on 15 January 2020. The workshop is part of the project "
     "WoolRoute, which receives money from the European Agricultural Fund for Rural Development "
     "under LEADER.",
     "eafrd leader", 2020, "", "WoolRoute"},
    {"en",
     "The network was founded in 1998 and plans to grow until 2035. Erasmus+ will open new calls "
     "in "
     "spring. Copyright 2024.",
     "", 0, "", ""},
    {"en",
     "Contract no. 101052345. Programme: CERV. Duration: 01/02/2023 - 31/01/2025. The earlier "
     "project, under Europe for Citizens, ended years ago.",
     "cerv", 2023, "2023-2025", ""},
};

std::string joined(const std::vector<Sourced<std::string>>& found) {
    std::vector<std::string> list;
    for (const Sourced<std::string>& one : found) list.push_back(one.value);
    std::sort(list.begin(), list.end());
    std::string shown;
    for (const std::string& value : list) shown += (shown.empty() ? "" : " ") + value;
    return shown;
}

std::string shown(const std::optional<Sourced<Period>>& period) {
    if (!period) return {};
    return std::to_string(period->value.first) + "-" + std::to_string(period->value.last);
}

std::string with_line_ends(std::string_view cell) {
    std::string text(cell);
    for (std::size_t at = text.find("|n"); at != std::string::npos; at = text.find("|n", at)) {
        text.replace(at, 2, "\n");
    }
    return text;
}

}  // namespace

TEST_CASE("Short texts in five languages give the facts that a reader would name") {
    Annotator annotator{LanguageTag()};
    for (const Case& one : kCases) {
        INFO(one.text);
        Document document;
        document.text = one.text;
        document.lang = LanguageTag::of(one.lang);
        document.lang_from = Provenance::given;
        annotator.annotate(document);
        const Metadata& facts = document.metadata;
        CHECK(joined(facts.programme) == one.programmes);
        CHECK((facts.year ? facts.year->value : 0) == one.year);
        CHECK(shown(facts.period) == one.period);
        CHECK((facts.project ? facts.project->value : std::string()) == one.project);
    }
}

// testdata/facts.tsv: invented news in five languages; "|n" in a text stands for a line end.
TEST_CASE("Longer texts with earlier, planned and other people's money give the project's own") {
    std::ifstream file(EVRESI_SOURCE_DIR "/tests/unit/corpus/testdata/facts.tsv");
    REQUIRE(file);
    const std::string table{std::istreambuf_iterator<char>(file), {}};
    Annotator annotator{LanguageTag()};
    const auto rows = table_rows(table);
    REQUIRE(rows.size() > 100);
    for (const auto& row : rows) {
        REQUIRE(row.size() == 7);
        Document document;
        document.title = row[5];
        document.text = with_line_ends(row[6]);
        document.lang = LanguageTag::of(row[0]);
        document.lang_from = Provenance::given;
        INFO(document.text);
        annotator.annotate(document);
        const Metadata& facts = document.metadata;
        CHECK(joined(facts.programme) == row[1]);
        CHECK((facts.year ? std::to_string(facts.year->value) : std::string()) == row[2]);
        CHECK(shown(facts.period) == row[3]);
        CHECK((facts.project ? facts.project->value : std::string()) == row[4]);
    }
}

TEST_CASE("A fact shows the words and the sentence that it was read from") {
    Annotator annotator{LanguageTag()};
    Document document;
    document.text =
        "Visitors came. The fair is funded by the Danube Region Programme. It was fine.";
    document.lang = LanguageTag::of("en");
    document.lang_from = Provenance::given;
    annotator.annotate(document);
    REQUIRE(document.metadata.programme.size() == 1);
    const Evidence& evidence = document.metadata.programme[0].evidence;
    CHECK(evidence.sentence == "The fair is funded by the Danube Region Programme.");
    CHECK(document.text.substr(evidence.span.begin, evidence.span.end - evidence.span.begin) ==
          "Danube Region Programme");
}

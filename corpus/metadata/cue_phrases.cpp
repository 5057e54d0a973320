#include "corpus/metadata/cue_phrases.hpp"

namespace evresi::corpus {
namespace {

using Phrases = std::string_view[];

constexpr Phrases kProgrammeWords = {
    "πρόγραμμα*", "προγράμματ*", "ταμεί*",      "μηχανισμ*",  "σκέλος",    "програм*",
    "фонд",       "фонда",       "фондът",      "фондове",    "фондовете", "механизъм*",
    "механизма*", "направление", "program",     "programa",   "programu",  "programom",
    "programi",   "programe",    "programov",   "sklad",      "sklada",    "skladu",
    "skladov",    "skladi",      "instrument*", "programm*",  "fonds",     "fonda",
    "fondu",      "fondā",       "fondi",       "programme*", "fund",      "funds",
    "initiative", "strand",      "interreg*",   "ιντερρεγκ",  "интеррег*", "grant",
    "grants",
};

constexpr Phrases kFunding = {
    // el
    "χρηματοδοτ*",
    "συγχρηματοδοτ*",
    "στο πλαίσιο του προγράμματος",
    "στο πρόγραμμα",
    "στο πλαίσιο του ευρωπαϊκού προγράμματος",
    "με πόρους",
    "με τη στήριξη",
    "με την υποστήριξη",
    "με την οικονομική υποστήριξη",
    "εντάσσεται",
    "ενταγμέν*",
    "επιχορηγ*",
    "επιδοτ*",
    "του προγράμματος",
    "στο πλαίσιο",
    // bg
    "финансир*",
    "съфинансир*",
    "по програма",
    "по програмата",
    "с подкрепата на",
    "с подкрепа на",
    "с подкрепа от",
    "с финансовата подкрепа",
    "по линия на",
    "средствата са от",
    "със средства от",
    "в рамките на програма",
    "по подход",
    "по рамковата програма",
    "по европейската програма",
    // sl
    "sofinanc*",
    "financir*",
    "financer*",
    "iz programa",
    "v okviru programa",
    "v programu",
    "programa",
    "s sredstvi",
    "iz sredstev",
    "s podporo",
    "program sodelovanja",
    // lv
    "finanse*",
    "līdzfinans*",
    "programmas ietvaros",
    "ietvaros",
    "atbalsts",
    "atbalstu",
    "atbalsta",
    "ar atbalstu",
    "programmas projekt*",
    "programmas",
    // en
    "funded",
    "co funded",
    "cofunded",
    "financed",
    "co financed",
    "cofinanced",
    "part financed",
    "part funded",
    "funding",
    "supported by",
    "supports it",
    "support of",
    "backed by",
    "grant",
    "under the",
    "within the framework of",
    "a project of the",
    "receives money",
    "through the",
    "covered",
};

constexpr Phrases kNotFunder = {
    // el
    "προηγούμεν*",
    "προηγουμένω*",
    "παλαιότερ*",
    "θα μπορούσε",
    "μελλοντικ*",
    "νέας περιόδου",
    "υποβλ*",
    "υποβάλ*",
    "ξεχωριστ*",
    // bg
    "предишн*",
    "предходн*",
    "бъдещ*",
    "кандидатства*",
    "отделен",
    "отделно",
    "може да се",
    "засега",
    // sl
    "prejšnj*",
    "pripravlja*",
    "prijavil*",
    "bodoče",
    "bodoči",
    "bodočega",
    "bodočih",
    "prihodnj*",
    "ločen",
    "ločeno",
    "ločena",
    "ločenega",
    "podoben namen",
    // lv
    "iepriekšēj*",
    "pieteikti*",
    "pieteikt*",
    "nākamajā",
    "nākamā",
    "nākamās",
    "nākamais",
    "nākamo",
    "turpmāk",
    "turpinās",
    "apsver*",
    // en
    "previous",
    "earlier",
    "former",
    "predecessor",
    "follow up",
    "submitted",
    "apply",
    "applied",
    "separate*",
    "in future",
    "unlike",
    "planned under",
    "next call",
};

constexpr Phrases kProject = {
    "έργο",       "έργου",    "έργα",    "έργων",    "πράξη",     "πράξης",    "проект*",
    "инициатив*", "projekt*", "project", "projects", "project's", "operation", "partnership",
};

constexpr Phrases kDuration = {
    "διάρκεια",
    "διάρκειας",
    "περίοδος υλοποίησης",
    "χρονοδιάγραμμα",
    "υλοποιείται από",
    "продължителност*",
    "период на изпълнение",
    "срок на изпълнение",
    "срок",
    "времетраене",
    "продължава от",
    "trajanj*",
    "obdobje",
    "obdobje izvajanja",
    "čas izvajanja",
    "traja od",
    "poteka od",
    "trajal*",
    "īstenošanas laiks",
    "īstenošanas period*",
    "periods",
    "ilgums",
    "norise",
    "īsteno*",
    "duration",
    "running from",
    "project period",
    "implementation period",
    "runs from",
    "runs until",
    "lasting",
    "project dates",
    "timeline",
    "timeframe",
    "period",
};

constexpr Phrases kPublished = {
    "δημοσιεύτηκε",    "δημοσιεύθηκε", "ημερομηνία δημοσίευσης",
    "αναρτήθηκε",      "δημοσίευση",   "дата на публикуване",
    "публикувано",     "публикувана",  "публикуван",
    "публикация от",   "datum objave", "objavljeno",
    "objavljen",       "vpisano",      "objava",
    "publicēts",       "publicēta",    "publicēšanas datums",
    "ievietots",       "ievietota",    "published",
    "posted on",       "posted",       "date of publication",
    "first published",
};

constexpr Phrases kChanged = {
    "τελευταία ενημέρωση", "τελευταία τροποποίηση",
    "ενημερώθηκε",         "τελευταία αλλαγή",
    "последна промяна",    "последна редакция",
    "последно обновяване", "обновено на",
    "обновена на",         "актуализирано",
    "актуализирана",       "zadnja sprememba",
    "nazadnje osvežen*",   "nazadnje posodobljen*",
    "posodobljeno",        "zadnja posodobitev",
    "pēdējās izmaiņas",    "pēdējo reizi atjaunots",
    "atjaunots",           "atjaunināts",
    "atjaunota",           "last update",
    "last updated",        "last modified",
    "page updated",        "updated on",
    "last change",         "last revision",
    "last changed",        "date of last",
};

constexpr Phrases kAcronym = {
    "ακρωνύμιο", "ακρωνυμίου", "ακρώνυμο", "акроним",  "акронима", "акронимът",   "akronim",
    "akronima",  "akronimom",  "kratica",  "akronīms", "akronīmu", "saīsinājums", "acronym",
};

constexpr Phrases kUntil = {
    "έως", "μέχρι", "ως", "до", "do", "līdz", "to", "until", "till", "through",
};

constexpr Phrases kJanuary = {"Ιανουάριος", "Ιανουαρίου", "Ιανουάριο", "Ιαν",    "януари",
                              "januar",     "januarja",   "januarju",  "jan",    "janvāris",
                              "janvāra",    "janvārī",    "janvārim",  "january"};
constexpr Phrases kFebruary = {"Φεβρουάριος", "Φεβρουαρίου", "Φεβρουάριο", "Φεβ",     "февруари",
                               "februar",     "februarja",   "februarju",  "feb",     "februāris",
                               "februāra",    "februārī",    "februārim",  "february"};
constexpr Phrases kMarch = {"Μάρτιος", "Μαρτίου", "Μάρτιο", "Μαρ",   "март",  "marec",  "marca",
                            "marcu",   "mar",     "marts",  "marta", "martā", "martam", "march"};
constexpr Phrases kApril = {"Απρίλιος", "Απριλίου", "Απρίλιο", "Απρ", "април",
                            "april",    "aprila",   "aprilu",  "apr", "aprīlis",
                            "aprīļa",   "aprīlī",   "aprīlim"};
constexpr Phrases kMay = {"Μάιος", "Μαΐου", "Μάιο",  "Μαϊ",   "май",    "maj", "maja",
                          "maju",  "maijs", "maija", "maijā", "maijam", "may"};
constexpr Phrases kJune = {"Ιούνιος", "Ιουνίου", "Ιούνιο", "Ιουν",   "юни",    "junij",   "junija",
                           "juniju",  "jun",     "jūnijs", "jūnija", "jūnijā", "jūnijam", "june"};
constexpr Phrases kJuly = {"Ιούλιος", "Ιουλίου", "Ιούλιο", "Ιουλ",   "юли",    "julij",   "julija",
                           "juliju",  "jul",     "jūlijs", "jūlija", "jūlijā", "jūlijam", "july"};
constexpr Phrases kAugust = {"Αύγουστος", "Αυγούστου", "Αύγουστο", "Αυγ",    "август",
                             "avgust",    "avgusta",   "avgustu",  "avg",    "augusts",
                             "augusta",   "augustā",   "augustam", "august", "aug"};
constexpr Phrases kSeptember = {"Σεπτέμβριος", "Σεπτεμβρίου", "Σεπτέμβριο", "Σεπ", "септември",
                                "september",   "septembra",   "septembru",  "sep", "sept",
                                "septembris",  "septembrī",   "septembrim"};
constexpr Phrases kOctober = {"Οκτώβριος", "Οκτωβρίου", "Οκτώβριο", "Οκτ", "октомври",
                              "oktober",   "oktobra",   "oktobru",  "okt", "oktobris",
                              "oktobrī",   "oktobrim",  "october",  "oct"};
constexpr Phrases kNovember = {"Νοέμβριος", "Νοεμβρίου", "Νοέμβριο", "Νοε",
                               "ноември",   "november",  "novembra", "novembru",
                               "nov",       "novembris", "novembrī", "novembrim"};
constexpr Phrases kDecember = {"Δεκέμβριος", "Δεκεμβρίου", "Δεκέμβριο", "Δεκ",
                               "декември",   "december",   "decembra",  "decembru",
                               "dec",        "decembris",  "decembrī",  "decembrim"};

constexpr CuePhrases kAll[] = {
    {Cue::programme_word, 0, kProgrammeWords},
    {Cue::funding, 0, kFunding},
    {Cue::not_funder, 0, kNotFunder},
    {Cue::project_word, 0, kProject},
    {Cue::duration, 0, kDuration},
    {Cue::published, 0, kPublished},
    {Cue::changed, 0, kChanged},
    {Cue::acronym, 0, kAcronym},
    {Cue::until, 0, kUntil},
    {Cue::month, 1, kJanuary},
    {Cue::month, 2, kFebruary},
    {Cue::month, 3, kMarch},
    {Cue::month, 4, kApril},
    {Cue::month, 5, kMay},
    {Cue::month, 6, kJune},
    {Cue::month, 7, kJuly},
    {Cue::month, 8, kAugust},
    {Cue::month, 9, kSeptember},
    {Cue::month, 10, kOctober},
    {Cue::month, 11, kNovember},
    {Cue::month, 12, kDecember},
};

}  // namespace

std::span<const CuePhrases> cue_phrases() noexcept {
    return kAll;
}

}  // namespace evresi::corpus

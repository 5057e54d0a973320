#include "corpus/metadata/cue_phrases.hpp"

namespace evresi::corpus {
namespace {

using Phrases = std::string_view[];

constexpr Phrases kProgrammeWords = {
    // el
    "πρόγραμμα*",
    "προγράμματ*",
    "ταμεί*",
    "μηχανισμ*",
    "σκέλος",
    "πρωτοβουλί*",
    "ΠΕΠ",
    "ιντερρεγκ",
    "προσέγγιση",
    // bg
    "програм*",
    "фонд",
    "фонда",
    "фондът",
    "фондове",
    "фондовете",
    "механизъм*",
    "механизма*",
    "направление",
    "инициатива",
    "инициативата",
    "интеррег*",
    "ОП",
    // sl
    "program",
    "programa",
    "programu",
    "programom",
    "programi",
    "programe",
    "programov",
    "sklad",
    "sklada",
    "skladu",
    "skladov",
    "skladi",
    "pobuda",
    "pobude",
    "pobudo",
    "pobudi",
    "mehanizem",
    "mehanizma",
    "mehanizmu",
    // lv
    "programm*",
    "apakšprogramm*",
    "fonds",
    "fonda",
    "fondu",
    "fondā",
    "fondi",
    "iniciatīv*",
    "mehānism*",
    // en
    "instrument*",
    "programme*",
    "fund",
    "funds",
    "initiative",
    "strand",
    "interreg*",
    "grant",
    "grants",
};

// Money that comes from somewhere.
constexpr Phrases kFunding = {
    // el
    "χρηματοδοτ*", "συγχρηματοδοτ*", "επιχορηγ*", "επιδοτ*", "με πόρους", "πόρους από",
    "με τη στήριξη", "με την υποστήριξη", "με την οικονομική υποστήριξη",
    "με την οικονομική στήριξη", "με τη χρηματική", "υποστηρίζεται από", "στηρίζεται από",
    "υποστηρίχθηκε από", "στηρίχθηκε από", "ενισχύεται από", "ενισχύθηκε από", "πληρώνεται",
    "πληρώνονται", "πληρώθηκε*", "πληρώνει", "καλύπτεται από", "καλύπτονται από", "καλύπτει",
    "κάλυψε", "δίνει", "έδωσε", "δίνουν", "δαπάνης", "δαπανών", "κόστους", "κόστος", "πιστώσεις",
    "με κονδύλια", "κονδύλια", "με χρήματα", "χρήματα από", "με τη συνδρομή", "με τη βοήθεια του",
    "τα έξοδα", "δαπάνες καλύπτ*",
    // bg
    "финансир*", "съфинансир*", "с подкрепата на", "с подкрепа на", "с подкрепа от",
    "с подкрепа по", "с финансовата подкрепа", "с финансова подкрепа", "подкрепен", "подкрепена",
    "подкрепено", "подкрепени", "подкрепя се", "се подкрепя", "подпомага", "подпомаган*",
    "с помощта на", "средствата са", "средства от", "средства по", "със средства", "със средствата",
    "парите са", "парите идват", "пари от", "с пари", "безвъзмездна", "безвъзмездни",
    "безвъзмездната", "плаща", "плащат", "платен*", "заплаща*", "осигурен*", "осигурява*", "поема",
    "субсиди*", "грант", "разходите", "дава", "даде", "дадоха", "дават", "отпуска*", "отпусна*",
    "отпуснат*", "идва от", "идват от",
    // sl
    "sofinanc*", "financir*", "financer*", "s sredstvi", "iz sredstev", "sredstva iz",
    "sredstev iz", "s podporo", "ob podpori", "podpira", "podprl", "podprla", "podprlo", "podprli",
    "podprt", "podprta", "podprto", "podprti", "podpirajo", "s pomočjo", "nepovratn*", "plačuje",
    "plača", "plačal", "plačala", "plačan", "plačana", "plačano", "subvenci*", "krije", "krijejo",
    "krila", "krito", "prispeva", "prispeval", "denar prihaja", "denar je prišel", "denarjem",
    "z denarjem", "daje", "dal", "dala", "dodeljen*", "stroške", "stroškov", "denar iz",
    // lv
    "līdzfinans*", "atbalsta", "atbalstu", "atbalsts", "atbalstīja", "atbalstīt*", "atbalstījis",
    "pateicoties", "ļāva", "ļāvis", "dāvāja", "apmaksā", "apmaksāt*", "apmaksāja", "sedz", "segts",
    "segti", "segtas", "līdzekļi", "līdzekļiem", "līdzekļus", "līdzekļu", "par līdzekļiem", "naudu",
    "nauda", "naudas", "dotācij*", "grants", "grantu", "granta", "ar palīdzību", "palīdzību",
    "maksā", "maksāja", "samaksā*", "piešķirts", "piešķirta", "piešķir*", "dod", "deva", "izmaksas",
    "izmaksu",
    // en
    "funded", "co funded", "cofunded", "financed", "co financed", "cofinanced", "part financed",
    "part funded", "funding", "funds it", "finances", "co finances", "co funds", "supported by",
    "support from", "supported under", "supported through", "supports it", "support of",
    "backed by", "backed under", "paid by", "paid for by", "paid from", "paid through", "pays for",
    "grant", "grants", "grant agreement", "receives money", "received money", "money from",
    "money comes", "receives support", "received support", "covered", "covers", "with the help of",
    "contribution from", "contribution of", "subsid*", "subsidised", "thanks to", "costs are",
    "cost is", "of the cost", "of the costs", "of the money", "gives money", "awarded by",
    "provided by", "provides", "sponsored", "στηρίζει", "υποστηρίζει", "ενισχύει", "στήριξε",
    "υποστήριξε", "ενίσχυσε", "χάρη στο", "χάρη στη", "χάρη στα", "κατέστη δυνατ*", "έγινε δυνατ*",
    "подкрепя", "подкрепят", "подкрепи", "подкрепиха", "благодарение на", "стана възможн*",
    "става възможн*", "е възможн*", "omogočil*", "omogoča", "omogočajo", "zahvaljujoč",
    "po zaslugi", "made possible", "finanse*", "парите", "откъде са парите", "кой плаща",
    "ποιος πληρώνει", "kdo plača", "kas maksā", "who pays", "who paid", "οικονομική ενίσχυση",
    "με την ενίσχυση", "ευρωπαϊκά χρήματα", "κοινοτικούς πόρους", "ευρωπαϊκούς πόρους",
    "κοινοτικά κονδύλια", "προέρχονται από", "προέρχεται από", "βαρύνει", "βαρύνουν", "διέθεσε",
    "διαθέτει", "εξασφαλίστηκ*", "χορηγ*", "подпомогнат*", "подпомогна", "покрива", "покриват",
    "покрити", "осигури", "осигуряват", "европари", "европейски пари", "с европейски средства",
    "krita", "zagotavlja", "zagotavljajo", "zagotovil*", "zagotovljen*", "donacij*", "dotacij*",
    "prispevala", "prispevek", "z evropskim denarjem", "evropska sredstva", "z evropskimi sredstvi",
    "piešķīr*", "segs", "sedza", "par naudu", "ieguldīj*", "ES nauda", "ES naudu", "contributes",
    "contributed", "pays", "financial support", "financial help", "financial assistance",
    "eu money", "european money", "eu funds", "supports the", "supported the", "grant aided",
    "secured funding", "zagotavlja*", "podpira*", "plačuje*", "prispeva*", "omogoča*", "krijeta",
    "dajeta", "uztur", "uzturēt*", "ενισχύθηκε", "ενισχύθηκαν", "ενισχύονται", "atmaksā*",
    "atlīdzin*", "povrne", "povrnil*", "възстановява*", "възстанови", "αποζημιώνει", "reimburses",
    "reimbursed", "plačal*", "поеха", "поето", "plačata", "ενισχύει οικονομικά", "comes from",
    "come from", "comes half from", "comes partly from", "comes mainly from", "half comes from",
    "half of the budget", "half of the cost", "half of the costs", "half of the money", "pay for",
    "meets the cost", "βάζει", "βάζουν", "έβαλε", "κατέβαλε", "καταβάλλει", "τα λεφτά", "λεφτά από",
    "πλήρωσε", "πλήρωσαν", "πληρώνουν", "πήρε χρήματα", "πήραν χρήματα", "έδωσαν", "τη δαπάνη",
    "идват по", "идва по", "половината идва", "половината от парите", "плати", "платиха", "заплати",
    "даде пари", "polovico stroškov", "polovica denarja", "polovico denarja", "pride iz",
    "pride od", "prihaja iz", "prihajajo iz", "prišel iz", "plačali", "puse naudas", "pusi izmaksu",
    "nāk no", "nākusi no", "naudu devis", "naudu devusi", "samaksāja", "apmaksāj*"};

// The programme as the frame that something happens in; says less than money does.
constexpr Phrases kUnder = {
    // el
    "στο πλαίσιο", "στα πλαίσια", "στο πρόγραμμα", "εντάσσεται", "εντάχθηκε", "ενταγμέν*", "μέσω",
    "εγκρίθηκε*", "επιλέχθηκε*", "αριθμό σύμβασης", "αριθμός σύμβασης", "κωδικός", "κωδικό", "υπό",
    // bg
    "по програма", "по програмата", "по линия на", "в рамките на", "в рамка на", "чрез",
    "по подход", "избран", "избрана", "избрано", "избрани", "одобрен", "одобрена", "одобрено",
    "одобрени", "договор", "споразумение", "от програма", "от програмата",  // sl
    "iz programa", "v okviru", "v sklopu", "znotraj", "v programu", "po programu", "prek", "preko",
    "izbran", "izbrana", "izbrano", "izbrani", "odobren", "odobrena", "odobreno", "pogodba",
    "pogodbe", "program sodelovanja", "s programom",
    // lv
    "ietvaros", "ietvarā", "programmā", "caur", "apstiprināt*", "izvēlēt*", "atlasīt*", "līgums",
    "līguma",  // en
    "under", "under the", "within", "within the framework of", "in the framework of", "as part of",
    "a project of the", "through", "through the", "selected", "approved", "contract no",
    "contract number", "project no", "project number", "agreement no", "по подхода"};

// Prepositions that a payer's name may follow, as many other names do.
constexpr Phrases kFrom = {"από το", "από την",  "από τα", "από τον", "με το", "με τα",
                           "по",     "от",       "със",    "iz",      "no",    "ar",
                           "from",   "from the", "by",     "by the",  "με την"};

// What is done with the money.
constexpr Phrases kCarriedOut = {
    // el
    "υλοποιείται", "υλοποιούνται", "υλοποιήθηκε", "υλοποιεί", "υλοποιούν", "υλοποίησ*",
    "πραγματοποιείται", "πραγματοποιήθηκε", "εκτελείται", "έγινε", "γίνεται", "διεξάγεται",
    "διοργανώνεται", "διοργανώθηκε", "κατασκευάζεται", "κατασκευάστηκε", "επισκευάζεται",
    "ανακαινίζεται", "αναβαθμίζεται", "τρέχει", "σύμβαση", "συμβάσεις", "συμβάσεων", "ευρώ",
    // bg
    "изпълнява*", "изпълнение", "изпълнен", "осъществява*", "осъществен*", "реализира*", "провежда",
    "провежда се", "провеждат", "проведе", "проведен*", "извършва", "извършва се", "обновен*",
    "обновява*", "ремонтира*", "изгражда*", "изграден*", "построен*", "закупен*", "създаден*",
    "организира*", "участва*", "договор", "договора", "договори", "евро", "лв", "лева",
    // sl
    "izvaja", "izvajajo", "izvedel", "izvedla", "izvedlo", "izvedli", "izveden", "izvedena",
    "izvedeno", "izvedbo", "poteka", "potekajo", "potekal", "potekala", "potekalo", "uresničuje",
    "prenovljen*", "obnovljen*", "zgrajen*", "nastal", "nastala", "nastalo", "teče", "pogodb*",
    "evrov", "evra", "eur",
    // lv
    "īsteno*", "realizē*", "notiek", "notika", "norisinā*", "norit", "noris", "veic", "veikts",
    "veikta", "izveidot*", "atjaunot*", "uzbūvēt*", "būvē", "rīko", "rīkots", "rīkota", "piedalās",
    "līgumi", "eiro", "latu", "latus",
    // en
    "implemented", "implements", "carried out", "carries out", "runs", "running", "takes place",
    "took place", "organised", "organized", "held", "takes part", "built", "renovated", "developed",
    "delivered", "works under", "contract", "contracts", "euro", "euros", "signed", "pogodba",
    "pogodbe", "pogodbo", "līgums", "χρήματα", "χρημάτων", "κινητικότητα", "επένδυση", "пари",
    "средства", "мобилност*", "инвестици*", "denar", "denarja", "sredstva", "sredstev",
    "mobilnost*", "naložba", "naložbo", "naložbe", "mobilitāte", "mobilitātes", "ieguldījum*",
    "money", "mobility", "investment", "έλαβε", "λαμβάνει", "κέρδισε", "ποσό", "ποσού", "εκατ",
    "εκατομμύρι*", "προϋπολογισμ*", "εξασφάλισε", "получи", "получава", "получил*", "спечели",
    "милиона", "милион", "бюджет", "бюджета", "бюджетът", "стойност", "dobil", "dobila", "dobilo",
    "dobili", "prejel", "prejela", "prejelo", "prejeli", "prejema", "pridobil*", "milijon*",
    "proračun", "vrednost", "saņēma", "saņem", "saņemts", "saņemti", "saņēmis", "saņēmusi",
    "ieguva", "guvis", "guvusi", "guva", "piesaist*", "miljon*", "budžets", "budžetu", "receives",
    "received", "won", "obtained", "secured", "million", "budget", "worth", "purchased", "bought",
    "created", "designed", "prepared", "produced", "published"};

// What names the payer at the beginning of a line: "Финансиране: ...".
constexpr Phrases kFundingLabel = {
    // el
    "πρόγραμμα",
    "χρηματοδότηση",
    "πρόγραμμα χρηματοδότησης",
    "πηγή χρηματοδότησης",
    "χρηματοδοτικό πρόγραμμα",
    "χρηματοδοτικό μέσο",
    "χρηματοδότης",
    "χρηματοδότες",
    "ταμείο",
    "συγχρηματοδότηση",
    "πλαίσιο",
    // bg
    "програма",
    "финансиране",
    "източник на финансиране",
    "финансираща програма",
    "финансиращ орган",
    "финансирано от",
    "финансиран от",
    "фонд",
    "съфинансиране",
    "финансиране от",
    "донор",
    "финансов инструмент",
    // sl
    "program",
    "financiranje",
    "vir financiranja",
    "viri financiranja",
    "sofinanciranje",
    "financer",
    "sofinancer",
    "program financiranja",
    "sklad",
    "program ali sklad",
    "finančni vir",
    "vir sofinanciranja",
    "vir",
    // lv
    "programma",
    "finansējums",
    "finansējuma avots",
    "finanšu avots",
    "finansētājs",
    "finansē",
    "fonds",
    "finansēšanas programma",
    "programmas nosaukums",
    "avots",
    "līdzfinansējums",
    "finansējuma avoti",
    "finansējuma programma",
    "atbalsta programma",
    // en
    "programme",
    "program",
    "funding",
    "financing",
    "funding programme",
    "source of funding",
    "funding source",
    "funded by",
    "financed by",
    "fund",
    "funder",
    "donor",
    "co financing",
    "funding scheme",
    "funding instrument",
    "financial instrument",
    "supported by",
    "co funded by",
    "sources of funding",
};

// The programme named is not this project's, or is not so yet.
constexpr Phrases kNotFunder = {
    // el
    "προηγουμένω*", "προηγήθηκε", "κάποτε", "θα μπορούσε", "θα μπορούσαν", "μελλοντικ*",
    "νέας περιόδου", "υποβλ*", "υποβάλ*", "σκοπεύ*", "σχεδιάζει να", "εξετάζει", "εξετάζουν",
    "αργότερα", "θα ζητ*", "να ζητήσ*", "ζητήσει", "αναμένεται", "σε συνέργεια", "συνέργεια",
    "συνέργειες", "παράλληλα με", "μετά το τέλος", "μετά τη λήξη", "διάδοχ*", "διαδέχ*",
    "συνέχεια του", "πρόταση στο", "πρόταση για", "αίτηση στο", "αίτηση για", "αιτήσεις",
    "απορρίφθηκε", "απέρριψε", "δεύτερη φάση", "άλλο έργο", "άλλα έργα", "άλλου έργου",
    "άλλων έργων", "αδελφό έργο", "συγγενικ*", "ελπίζει", "ελπίζουν", "όπως συνέβη", "στο παρελθόν",
    "θυμήθηκ*", "εμπνέεται", "βασίστηκε σε", "είχε χρηματοδοτήσει", "είχε χρηματοδοτηθεί",
    "είχαν χρηματοδοτηθεί", "διεκδικ*", "για σύγκριση", "επόμενη προγραμματική",
    "επόμενης προγραμματικής", "επόμενη πρόσκληση", "νέα πρόσκληση",
    // bg
    "следващия програмен", "следващият програмен", "следващия период", "следващата покана",
    "преди това", "преди години", "бъдещ*", "кандидатства*", "кандидатур*", "кандидатстване",
    "може да се", "засега", "заявлени*", "предложение", "предложения", "готви се", "готвят",
    "готви", "подготвя", "ще кандидат*", "чака", "чакат", "очаква", "синергия", "в допълнение към",
    "след края на", "някога", "по-рано", "по рано", "навремето", "наследник", "продължение на",
    "отхвърлен*", "друг проект", "други проекти", "сроден", "надява", "надяват", "за сравнение",
    "планира", "планират", "обмисля*", "беше финансиран", "бе финансиран", "бил финансиран",
    "била финансирана",
    // sl
    "nekoč", "včasih", "prej", "pred tem", "pripravlja*", "prijavil*", "prijaviti", "prijavo",
    "prijave", "prijavlja*", "kandidir*", "kandidat*", "vloge", "vlogo", "bodoče", "bodoči",
    "bodočega", "bodočih", "sorodn*", "drugi projekt", "drugega projekta", "drugih projektov",
    "sestrski", "lahko bi", "bi lahko", "sinergij*", "po koncu", "po izteku", "naslednik",
    "nadaljevanje", "zavrnjen*", "načrtuje", "načrtujejo", "razmišlja*", "upajo", "za primerjavo",
    "zgleduje", "želi", "namerava*", "ostala brez", "ostal brez", "brez sredstev",
    "naslednji razpis", "naslednjem razpisu", "naslednjem obdobju", "naslednjega programskega",
    "naslednjem programskem", "v prihodnje", "prihodnjem programskem", "prihodnjega programskega",
    "prihodnjem obdobju",
    // lv
    "nākamajā uzsaukumā", "nākamajā konkursā", "nākamajā periodā", "nākamajā plānošanas",
    "nākamā plānošanas", "nākamajam", "nākamajai", "nākamo programm*", "nākamās programm*",
    "nākamā programm*", "nākamajā programm*", "iepriekš", "agrāk", "agrāka*", "savulaik", "kādreiz",
    "pirms tam", "senāk", "pieteikti*", "pieteikt*", "pieteikum*", "iesniegt*", "iesniedz*",
    "nākotn*", "turpmāk", "turpinājum*", "apsver*", "gatavo", "gatavojas", "plāno", "plānot*",
    "cits projekts", "citu projektu", "cita projekta", "citos projektos", "citā projektā",
    "radniecīg*", "sinerģij*", "pēc beigām", "pēctec*", "noraidīt*", "salīdzinājum*", "varētu",
    "līdztekus", "pretend*",
    // en
    "previously", "earlier", "formerly", "predecessor", "follow up", "follow on", "submitted",
    "submit", "submitting", "apply", "applied", "applies for", "applying", "application",
    "applications", "in future", "later", "planned under", "next call", "next phase", "next round",
    "next programming period", "second phase", "synergy", "synergies", "alongside",
    "after the end of", "successor", "continuation", "rejected", "turned down", "other project",
    "other projects", "another project", "different project", "sister project", "hopes", "hope to",
    "plans to", "considering", "could", "might", "inspired by", "compared with",
    "had been financed", "had been funded", "ήδη το", "ήδη από το", "още през", "още в", "že leta",
    "že pred", "jau pirms", "already in", "had already", "ήλπιζε", "ήλπιζαν", "ήθελε", "θέλει να",
    "θέλουν να", "надяваше", "искаше", "иска да", "искат да", "želel", "želela", "želeli", "želijo",
    "hoteli bi", "cerēja", "cerot", "vēlas", "vēlējās", "wants to", "want to", "wanted", "hoped",
    "hoping", "προτίθε*", "σχεδιάζεται", "σχεδιάζουν", "προγραμματίζ*", "αναζητ*", "ίσως",
    "αν εγκριθεί", "εάν εγκριθεί", "είχε ενισχυθεί", "είχε γίνει", "είχαν γίνει", "είχε χτιστεί",
    "είχαν χτιστεί", "είχε πληρώσει", "είχε πληρωθεί", "είχε κατασκευαστεί", "είχε στηρίξει",
    "πέρυσι", "πριν από χρόνια", "πριν από δέκα", "ще търси", "ще търсят", "ще потърси",
    "евентуално", "ако бъде", "възнамеряв*", "предвижда се", "догодина", "миналата година",
    "беше построен*", "бе построен*", "беше ремонтиран*", "беше платен*", "бяха платени",
    "преди десет", "morda", "če bo odobren*", "poskusil*", "poskušal*", "lani", "pred leti",
    "pred časom", "že prej", "nameravajo", "bo iskala", "bodo iskali", "je bila zgrajena",
    "je bil zgrajen", "varbūt", "iecerēt*", "meklēs", "pērn", "pirms gadiem", "mēģinās", "plānots",
    "if approved", "intends to", "intend to", "will seek", "seeks", "looking for", "last year",
    "years ago", "decade ago", "perhaps", "eligible", "would like", "wish to", "wishes to",
    "had paid", "had been built", "had been paid", "was built with", "were built with",
    "παλαιότερα", "παλιότερα", "με εμπειρία", "с опит", "z izkušnjami", "izkušnje s", "ar pieredzi",
    "with experience", "experience of", "experience with"};

// Says that the programme named has nothing to do with this project, wherever in the clause.
constexpr Phrases kApart = {
    // el
    "ξεχωριστ*", "σε αντίθεση", "αντίθετα", "δεν έχει σχέση", "δεν έχουν σχέση", "καμία σχέση",
    "να μη συγχέεται", "δεν πρέπει να συγχέεται", "μη συγχέετ*", "άσχετ*", "διαφορετικό έργο",
    "δεν αποτελ*", "δεν αφορ*", "δεν ανήκ*", "δεν περιλαμβάνεται", "παρόμοιο έργο", "για άλλο έργο",
    "άλλη πηγή", "άλλα χρήματα",
    // bg
    "отделен", "отделно", "отделна", "отделни", "за разлика от", "няма връзка", "нямат връзка",
    "няма общо", "нямат общо", "да не се бърка", "не бива да се бърка", "не бива да се смята",
    "самостоятелн*", "не е част", "не са част", "не влиза", "други пари", "друг източник",
    // sl
    "ločen", "ločeno", "ločena", "ločenega", "ločeni", "ločenim", "za razliko od", "nima zveze",
    "nimata zveze", "nimajo zveze", "ni povezan", "niso povezan*", "ne gre zamenj*", "ne mešajte",
    "ne zamenj*", "ni del", "ne zadeva", "ne nanaša", "niso del", "ne sodi", "podoben namen",
    "drug vir", "posebej",
    // lv
    "atsevišķ*", "atšķirībā no", "nav saistīt*", "nav daļa", "neskar", "neattiecas",
    "nav šī projekta", "neietilpst", "nav sakara", "nav saistības", "nejaukt*", "nevajag jaukt",
    "nedrīkst jaukt", "nevajadzētu jaukt", "citi līdzekļi", "cits avots", "citiem līdzekļiem",
    // en
    "separate*", "unlike", "in contrast to", "by contrast", "not related", "unrelated",
    "not connected", "nothing to do with", "no link", "not to be confused", "be confused",
    "confuse", "distinct from", "not part of", "no part of", "does not concern", "different source",
    "απορρίφθ*", "απέρριψ*", "отхвърл*", "zavrnil*", "zavrnjen*", "noraid*", "rejected",
    "turned down", "ni bilo povezano", "ni bila povezana", "ni bil povezan", "nebija saistīt*",
    "nepiedalī*", "nepiedalās", "atteikt*", "atteicās", "odpoved*", "отказа", "отказаха",
    "αρνήθηκ*", "not to join", "declined", "refused", "did not join", "έληξε", "изтече", "изтекъл",
    "iztekel", "iztekla", "beidzies", "beigusies", "expired", "ran out"};

// Before a word for a project or programme: one of old.
constexpr Phrases kPast = {"παλιό",    "παλιά",   "παλιού", "παλιών",  "някогашн*",
                           "nekdanj*", "former",  "стария", "старият", "старо",
                           "staro",    "starega", "stari",  "vecais",  "vecā",
                           "bijušais", "bijušā",  "bijušo", "old"};
// Likewise, and not of a building that may have a new use: "a previous study".
constexpr Phrases kPrevious = {"προηγούμεν*", "παλαιότερ*", "παλιότερ*", "предишн*",
                               "предходн*",   "prejšnj*",   "predhodn*", "iepriekšēj*",
                               "previous",    "older",      "earlier",   "по ранн*",
                               "agrākais",    "agrākā",     "agrākie",   "zgodnejš*"};

// What a project does to the policies of others, whose money is not its own.
constexpr Phrases kImproves = {"βελτιών*",    "βελτίωσ*", "подобря*", "подобри",
                               "подобряване", "izboljš*", "uzlabo",   "uzlabot",
                               "uzlabojot",   "improve*", "improving"};

// Right before a name: a programme to come.
constexpr Phrases kNext = {
    "επόμενο",    "επόμενου",    "επόμενη",    "επόμενης", "νέο",      "νέου",
    "μελλοντικό", "следващ*",    "новата",     "новия",    "новият",   "бъдещ*",
    "naslednji",  "naslednjega", "naslednjem", "novi",     "novega",   "novem",
    "prihodnj*",  "nākamais",    "nākamā",     "nākamās",  "nākamajā", "nākamo",
    "nākamajam",  "nākamajai",   "jaunā",      "jaunais",  "jaunajā",  "jaunajam",
    "jaunajai",   "next",        "new",        "future",   "upcoming", "forthcoming",
};

// Calls for proposals are news of a programme, not of its projects.
constexpr Phrases kCall = {"πρόσκληση",
                           "πρόσκλησης",
                           "προσκλήσεις",
                           "προσκλήσεων",
                           "προκήρυξη",
                           "покана",
                           "поканата",
                           "покани",
                           "поканите",
                           "razpis",
                           "razpisa",
                           "razpisu",
                           "razpisi",
                           "razpisov",
                           "razpise",
                           "poziv",
                           "poziva",
                           "uzsaukum*",
                           "konkurss",
                           "konkursā",
                           "konkursu",
                           "konkursa",
                           "call",
                           "calls",
                           "call for proposals",
                           "info day",
                           "information day",
                           "info days",
                           "ενημερωτική",
                           "ενημερωτικής",
                           "информационен ден",
                           "информационни",
                           "informativni dan",
                           "informativne",
                           "informatīv*",
                           "infodiena"};

constexpr Phrases kChosen = {
    "επιλέχθηκε*",  "επιλεγμέν*",   "εγκρίθηκε*", "εγκεκριμέν*", "εντάχθηκε",
    "избран",       "избрана",      "избрано",    "избрани",     "одобрен",
    "одобрена",     "одобрено",     "одобрени",   "спечели",     "спечелил",
    "izbran",       "izbrana",      "izbrano",    "izbrani",     "odobren",
    "odobrena",     "odobreno",     "pridobil*",  "uspel",       "uspela",
    "uspešn*",      "apstiprināt*", "izvēlēt*",   "atlasīt*",    "uzvarēj*",
    "selected",     "approved",     "chosen",     "winner",      "awarded",
    "εγκρίνει",     "ενέκρινε",     "ενέκριναν",  "εγκρίθηκαν",  "εγκριθεί",
    "одобри",       "одобрило",     "odobril*",   "potrjen*",    "apstiprinājusi",
    "apstiprināja", "granted",      "awards",     "approves",    "winning",
    "won",          "спечелил*",    "zmagal*"};

constexpr Phrases kNegation = {
    "δεν",       "δε",        "όχι",        "χωρίς",      "ούτε",     "καμία",     "κανένα",
    "не",        "без",       "нито",       "никакв*",    "ne",       "ni",        "niso",
    "nista",     "niti",      "brez",       "nobenega",   "nav",      "netiek",    "netika",
    "bez",       "nefinans*", "neatbalst*", "nesaņem",    "nesaņēma", "nemaksā",   "not",
    "never",     "nor",       "without",    "neither",    "isn't",    "wasn't",    "nothing to do",
    "no money",  "no funds",  "no funding", "no support", "no grant", "no grants", "nekādu",
    "neprasīja", "nelūdza",   "neprasa",    "nesaņems"};

constexpr Phrases kOnly = {
    "όχι μόνο", "δεν είναι μόνο", "не само", "ne le", "ne samo", "ne tikai", "not only",
};

// Words that another thought begins with.
constexpr Phrases kTurn = {
    "αλλά",    "όμως",    "ενώ",      "ωστόσο",   "но",        "а",      "обаче",
    "докато",  "ampak",   "vendar",   "toda",     "medtem ko", "pač pa", "temveč",
    "bet",     "taču",    "turpretī", "kamēr",    "savukārt",  "but",    "while",
    "whereas", "however", "though",   "although",
};

constexpr Phrases kProject = {"έργο",           "έργου",
                              "έργα",           "έργων",
                              "πράξη",          "πράξης",
                              "σχέδιο",         "σχεδίου",
                              "проект*",        "инициатив*",
                              "projekt*",       "operacija",
                              "operacije",      "operacijo",
                              "project",        "projects",
                              "project's",      "operation",
                              "partnership",    "innovation action",
                              "support action", "innovation actions",
                              "σύμπραξη",       "σύμπραξης",
                              "партньорство",   "партньорството",
                              "partnerstvo",    "partnerstva",
                              "partnerstvu",    "partnerība",
                              "partnerības",    "partnerību",
                              "partnerībā",     "mobility",
                              "mobilities",     "мобилност",
                              "мобилността",    "mobilnost",
                              "mobilnosti",     "mobilitāte",
                              "mobilitātes",    "κινητικότητα",
                              "κινητικότητας"};

constexpr Phrases kDuration = {
    // el
    "διάρκεια", "διάρκειας", "περίοδος υλοποίησης", "χρονοδιάγραμμα", "υλοποιείται από",
    "υλοποιείται", "διαρκεί", "θα διαρκέσει", "διήρκεσε", "χρόνος υλοποίησης", "χρονική διάρκεια",
    "χρονική περίοδος",
    // bg
    "продължителност*", "период на изпълнение", "срок на изпълнение", "срок", "времетраене",
    "продължава от", "продължава", "ще продължи", "продължи", "срокът", "период на проекта",
    "период",
    // sl
    "trajanj*", "obdobje", "obdobje izvajanja", "čas izvajanja", "traja", "traja od", "poteka od",
    "potekal od", "trajal*", "bo trajal", "čas trajanja", "rok izvedbe",
    // lv
    "īstenošanas laiks", "īstenošanas period*", "īstenošanas termiņš", "periods", "ilgums",
    "norise", "norises laiks", "īsteno*", "ilgst", "ilgs", "norisinā*", "darbības laiks",
    "projekta laiks", "termiņš",
    // en
    "duration", "running from", "project period", "implementation period", "runs from",
    "runs until", "lasting", "lasts", "project dates", "timeline", "timeframe", "period",
    "project duration", "start and end", "running", "работи от", "действа от", "deluje od",
    "darbojas no", "λειτουργεί από", "operates from", "περίοδο", "την περίοδο", "της περιόδου",
    "periodā", "laikposmā", "laika posmā", "laikposms", "obdobju", "v obdobju", "периода",
    "периодът"};

// Before the day that a project begins at.
constexpr Phrases kStart = {
    "έναρξη",    "έναρξης",   "ξεκίνησε",  "ξεκινά",     "ξεκίνησαν",   "άρχισε",   "αρχίζει",
    "από",       "από το",    "από τον",   "από την",    "начало",      "започна",  "започва",
    "започнал*", "стартира*", "от",        "начална",    "začetek",     "pričetek", "začel",
    "začela",    "začelo",    "začne",     "začenja",    "začetkom",    "od",       "sākums",
    "sākts",     "sākta",     "sākti",     "sāktas",     "sākās",       "sākas",    "uzsākt*",
    "no",        "kopš",      "start",     "start date", "starting",    "started",  "starts",
    "began",     "begins",    "beginning", "since",      "from",        "launched", "началната",
    "sākuma",    "začetni",   "začetka",   "pričetka",   "commencement"};

// Before the day that it ends at.
constexpr Phrases kEnd = {"λήξη",
                          "λήξης",
                          "λήγει",
                          "τελειώνει",
                          "τέλος",
                          "ολοκληρώνεται",
                          "θα ολοκληρωθεί",
                          "ολοκληρώθηκε",
                          "έως",
                          "μέχρι",
                          "ως",
                          "край",
                          "края",
                          "краят",
                          "приключва",
                          "приключи",
                          "завършва",
                          "завърши",
                          "до",
                          "ще продължи",
                          "konec",
                          "konca",
                          "zaključek",
                          "konča",
                          "končal",
                          "končala",
                          "zaključi",
                          "zaključil*",
                          "do",
                          "beigas",
                          "beigām",
                          "beigsies",
                          "beidzas",
                          "beidzās",
                          "noslēgsies",
                          "noslēdz*",
                          "noslēdzās",
                          "turpināsies",
                          "līdz",
                          "end",
                          "end date",
                          "ending",
                          "ends",
                          "ended",
                          "until",
                          "till",
                          "to",
                          "finish",
                          "finishes",
                          "closes",
                          "крайна",
                          "крайната",
                          "beigu",
                          "končni",
                          "zaključka",
                          "datum zaključka",
                          "completion"};

constexpr Phrases kMonthUnit = {
    "μήνες",  "μηνών",  "μήνα",    "месеца", "месец",    "месеци", "mesecev", "mesece",
    "meseca", "mēneši", "mēnešus", "mēnešu", "mēnešiem", "months", "month",
};
constexpr Phrases kYearUnit = {
    "έτη", "ετών", "χρόνια", "години", "годин",  "leta",
    "let", "leti", "gadi",   "gadus",  "gadiem", "years",
};

constexpr Phrases kTwo = {"δύο", "две", "dve", "dveh", "divi", "divus", "divu", "two"};
constexpr Phrases kThree = {"τρία", "τρεις", "τριών", "три",  "tri",
                            "treh", "trīs",  "triju", "three"};
constexpr Phrases kFour = {"τέσσερα", "τεσσάρων", "четири", "štiri", "štirih",
                           "četri",   "četrus",   "četru",  "four"};
constexpr Phrases kFive = {"πέντε", "пет", "pet", "petih", "pieci", "piecus", "piecu", "five"};

constexpr Phrases kBetween = {"μεταξύ", "между", "med", "starp", "between"};

constexpr Phrases kSpring = {
    "άνοιξη",    "άνοιξης",  "пролет",   "пролетта", "pomlad",    "pomladi", "spomladi",
    "pavasaris", "pavasara", "pavasarī", "pavasari", "pavasarim", "spring",
};
constexpr Phrases kSummer = {
    "καλοκαίρι", "καλοκαιριού", "лято",    "лятото", "poletje", "poletja",
    "poleti",    "vasara",      "vasaras", "vasarā", "vasarai", "summer",
};
constexpr Phrases kAutumn = {
    "φθινόπωρο", "φθινοπώρου", "есен",   "есента",  "jesen",  "jeseni",
    "rudens",    "rudenī",     "rudeni", "rudenim", "autumn",
};
constexpr Phrases kWinter = {
    "χειμώνας", "χειμώνα", "зима",   "зимата", "zima",   "zime",   "zimi",
    "pozimi",   "ziema",   "ziemas", "ziemā",  "ziemai", "winter",
};

// A report is of the year that it tells of.
constexpr Phrases kReport = {
    "έκθεση",         "απολογισμός", "ετήσια έκθεση",  "ετήσιος απολογισμός",
    "отчет",          "отчетът",     "доклад",         "годишен отчет",
    "годишен доклад", "poročilo",    "letno poročilo", "pārskats",
    "gada pārskats",  "atskaite",    "annual report",  "report",
    "yearbook",       "review of",
};

constexpr Phrases kDeadline = {
    "προθεσμία", "προθεσμίας", "έως",           "μέχρι",    "срок",
    "срокът",    "краен срок", "крайният срок", "до",       "не по-късно от",
    "rok",       "rok za",     "najkasneje",    "do",       "do vključno",
    "termiņš",   "līdz",       "ne vēlāk kā",   "deadline", "closing date",
    "by",        "until",      "no later than", "close on", "closes on",
    "due",
};

constexpr Phrases kPublished = {
    "δημοσιεύτηκε",
    "δημοσιεύθηκε",
    "ημερομηνία δημοσίευσης",
    "αναρτήθηκε",
    "δημοσίευση",
    "дата на публикуване",
    "публикувано",
    "публикувана",
    "публикуван",
    "публикация от",
    "datum objave",
    "objavljeno",
    "objavljen",
    "vpisano",
    "objava",
    "publicēts",
    "publicēta",
    "publicēšanas datums",
    "ievietots",
    "ievietota",
    "published",
    "posted on",
    "posted",
    "date of publication",
    "first published",
    "αναρτήθηκε στις",
    "καταχωρήθηκε",
    "ημ/νία",
    "публикувано на",
    "публикация",
    "качено на",
    "добавено на",
    "датата на публикуване",
    "objavljeno dne",
    "objavljena",
    "objava velja",
    "publicēta",
    "publicēts",
    "publicēšanas",
    "ievietošanas datums",
    "pievienots",
    "posted",
    "publication date",
    "released",
    "issued",
};

constexpr Phrases kChanged = {
    "τελευταία ενημέρωση",
    "τελευταία τροποποίηση",
    "ενημερώθηκε",
    "τελευταία αλλαγή",
    "последна промяна",
    "последна редакция",
    "последно обновяване",
    "обновено на",
    "обновена на",
    "актуализирано",
    "актуализирана",
    "zadnja sprememba",
    "nazadnje osvežen*",
    "nazadnje posodobljen*",
    "posodobljeno",
    "zadnja posodobitev",
    "pēdējās izmaiņas",
    "pēdējo reizi atjaunots",
    "atjaunots",
    "atjaunināts",
    "atjaunota",
    "last update",
    "last updated",
    "last modified",
    "page updated",
    "updated on",
    "last change",
    "last revision",
    "last changed",
    "date of last",
    "modified",
    "updated",
    "page modified",
    "τελευταία επεξεργασία",
    "τροποποιήθηκε",
    "последно променено",
    "променено на",
    "обновено",
    "последна актуализация",
    "zadnjič posodobljeno",
    "zadnjič spremenjeno",
    "spremenjeno",
    "posodobljena",
    "osveženo",
    "pēdējoreiz atjaunots",
    "pēdējoreiz labots",
    "labots",
    "atjaunināta",
    "informācija atjaunota",
    "atjaunošanas datums",
    "pēdējais labojums",
};

constexpr Phrases kAcronym = {
    "ακρωνύμιο", "ακρωνυμίου", "ακρώνυμο", "акроним",  "акронима", "акронимът",   "akronim",
    "akronima",  "akronimom",  "kratica",  "akronīms", "akronīmu", "saīsinājums", "acronym",
};

constexpr Phrases kUntil = {
    "έως", "μέχρι", "ως", "до", "do", "līdz", "to", "until", "till", "through",
};

constexpr Phrases kJanuary = {"Ιανουάριος", "Ιανουαρίου", "Ιανουάριο", "Ιαν",     "януари",
                              "januar",     "januarja",   "januarju",  "jan",     "janvāris",
                              "janvāra",    "janvārī",    "janvārim",  "january", "Γενάρης",
                              "Γενάρη",     "ян",         "januarjem", "janv",    "janvāri"};
constexpr Phrases kFebruary = {
    "Φεβρουάριος", "Φεβρουαρίου", "Φεβρουάριο", "Φεβ",      "февруари",   "februar",   "februarja",
    "februarju",   "feb",         "februāris",  "februāra", "februārī",   "februārim", "february",
    "Φλεβάρης",    "Φλεβάρη",     "Φεβρ",       "февр",     "februarjem", "febr",      "februāri"};
constexpr Phrases kMarch = {"Μάρτιος", "Μαρτίου", "Μάρτιο", "Μαρ",   "март",  "marec",  "marca",
                            "marcu",   "mar",     "marts",  "marta", "martā", "martam", "march",
                            "Μάρτης",  "Μάρτη",   "marcem", "martu", "mart"};
constexpr Phrases kApril = {"Απρίλιος", "Απριλίου", "Απρίλιο", "Απρ",     "април",   "april",
                            "aprila",   "aprilu",   "apr",     "aprīlis", "aprīļa",  "aprīlī",
                            "aprīlim",  "Απρίλης",  "Απρίλη",  "апр",     "aprilom", "aprīli"};
constexpr Phrases kMay = {"Μάιος", "Μαΐου", "Μάιο",  "Μαϊ",   "май",   "maj",
                          "maja",  "maju",  "maijs", "maija", "maijā", "maijam",
                          "may",   "Μάης",  "Μάη",   "majem", "maiju"};
constexpr Phrases kJune = {"Ιούνιος", "Ιουνίου", "Ιούνιο", "Ιουν",    "юни",    "junij",   "junija",
                           "juniju",  "jun",     "jūnijs", "jūnija",  "jūnijā", "jūnijam", "june",
                           "Ιούνης",  "Ιούνη",   "юн",     "junijem", "jūniju", "jūn"};
constexpr Phrases kJuly = {"Ιούλιος", "Ιουλίου", "Ιούλιο", "Ιουλ",    "юли",    "julij",   "julija",
                           "juliju",  "jul",     "jūlijs", "jūlija",  "jūlijā", "jūlijam", "july",
                           "Ιούλης",  "Ιούλη",   "юл",     "julijem", "jūliju", "jūl"};
constexpr Phrases kAugust = {"Αύγουστος", "Αυγούστου", "Αύγουστο", "Αυγ",    "август",
                             "avgust",    "avgusta",   "avgustu",  "avg",    "augusts",
                             "augusta",   "augustā",   "augustam", "august", "aug",
                             "авг",       "avgustom",  "augustu"};
constexpr Phrases kSeptember = {"Σεπτέμβριος", "Σεπτεμβρίου", "Σεπτέμβριο", "Σεπ",
                                "септември",   "september",   "septembra",  "septembru",
                                "sep",         "sept",        "septembris", "septembrī",
                                "septembrim",  "Σεπτέμβρης",  "Σεπτέμβρη",  "Σεπτ",
                                "септ",        "septembrom",  "septembri"};
constexpr Phrases kOctober = {"Οκτώβριος", "Οκτωβρίου", "Οκτώβριο", "Οκτ",    "октомври",
                              "oktober",   "oktobra",   "oktobru",  "okt",    "oktobris",
                              "oktobrī",   "oktobrim",  "october",  "oct",    "Οκτώβρης",
                              "Οκτώβρη",   "окт",       "oktobrom", "oktobri"};
constexpr Phrases kNovember = {"Νοέμβριος", "Νοεμβρίου", "Νοέμβριο", "Νοε",     "ноември",
                               "november",  "novembra",  "novembru", "nov",     "novembris",
                               "novembrī",  "novembrim", "Νοέμβρης", "Νοέμβρη", "ноем",
                               "novembrom", "novembri"};
constexpr Phrases kDecember = {"Δεκέμβριος", "Δεκεμβρίου", "Δεκέμβριο", "Δεκ",      "декември",
                               "december",   "decembra",   "decembru",  "dec",      "decembris",
                               "decembrī",   "decembrim",  "Δεκέμβρης", "Δεκέμβρη", "дек",
                               "decembrom",  "decembri"};

constexpr CuePhrases kAll[] = {
    {Cue::programme_word, 0, kProgrammeWords},
    {Cue::funding, 0, kFunding},
    {Cue::not_funder, 0, kNotFunder},
    {Cue::under, 0, kUnder},
    {Cue::from, 0, kFrom},
    {Cue::carried_out, 0, kCarriedOut},
    {Cue::funding_label, 0, kFundingLabel},
    {Cue::apart, 0, kApart},
    {Cue::past, 0, kPast},
    {Cue::past, 1, kPrevious},
    {Cue::improves, 0, kImproves},
    {Cue::next, 0, kNext},
    {Cue::call, 0, kCall},
    {Cue::chosen, 0, kChosen},
    {Cue::negation, 0, kNegation},
    {Cue::only, 0, kOnly},
    {Cue::turn, 0, kTurn},
    {Cue::project_word, 0, kProject},
    {Cue::duration, 0, kDuration},
    {Cue::published, 0, kPublished},
    {Cue::changed, 0, kChanged},
    {Cue::acronym, 0, kAcronym},
    {Cue::until, 0, kUntil},
    {Cue::start, 0, kStart},
    {Cue::end, 0, kEnd},
    {Cue::unit, 1, kMonthUnit},
    {Cue::unit, 12, kYearUnit},
    {Cue::number, 2, kTwo},
    {Cue::number, 3, kThree},
    {Cue::number, 4, kFour},
    {Cue::number, 5, kFive},
    {Cue::between, 0, kBetween},
    {Cue::season, 4, kSpring},
    {Cue::season, 7, kSummer},
    {Cue::season, 10, kAutumn},
    {Cue::season, 1, kWinter},
    {Cue::report, 0, kReport},
    {Cue::deadline, 0, kDeadline},
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

#include "searchd/search/query_words.hpp"
#include "searchd/search/spelling_corrector.hpp"
#include "searchd/search/spelling_distance.hpp"
#include "tests/unit/search/test_index.hpp"
#include "tests/unit/search/test_lexicon.hpp"

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

/// A few subjects, each in several documents, so that their words are known and stand together.
const TestIndex& index() {
    static const TestIndex index = [] {
        std::vector<corpus::Document> documents;
        const auto add = [&](const char* lang, const char* title, const char* text) {
            for (int i = 0; i < 4; ++i) {
                documents.push_back(
                    make_document(lang + std::to_string(documents.size()), lang, title, text));
            }
        };
        add("en", "Social economy and innovation",
            "Social enterprises receive support for innovation. The regional strategy is about the "
            "social economy and recycling of waste in municipalities. Quality, security and "
            "equality.");
        add("en", "Cross border cooperation",
            "Cooperation across the border between municipalities. Cross border transport by "
            "electric buses.");
        add("el", "Κοινωνική οικονομία",
            "Οι κοινωνικές επιχειρήσεις και η κοινωνική οικονομία. Στρατηγική καινοτομίας στην "
            "περιφέρεια. Διασυνοριακή συνεργασία των δήμων.");
        add("bg", "Социална икономика",
            "Социални предприятия и социална икономика. Регионална стратегия за иновации в "
            "общините.");
        add("sl", "Socialno gospodarstvo",
            "Človekove pravice in socialno podjetništvo. Šolske stavbe in varčevanje z energijo v "
            "občinah.");
        add("lv", "Sociālā uzņēmējdarbība",
            "Sociālie uzņēmumi un uzņēmējdarbība. Pārvadājumi un izglītība lauku pagastos.");
        return TestIndex(documents);
    }();
    return index;
}

std::string suggest(std::string_view text, std::string_view lang = "und", bool is_plain = false) {
    database::Snapshot snapshot = index().open();
    analyzers::AnalyzerSet analyzers;
    return SpellingCorrector(snapshot, analyzers).suggest({text, is_plain, LanguageTag::of(lang)});
}

/// A lexicon that has these words, each with itself as its translation to another language.
std::shared_ptr<const lexicon::Lexicon>
lexicon_of(const std::vector<std::pair<std::string, std::string>>& words) {
    TestLexicon lexicon;
    for (const auto& [code, text] : words) {
        lexicon.add(LanguageTag::of(code), text, LanguageTag::of(code == "en" ? "lv" : "en"), "x");
    }
    return lexicon.open();
}

std::string suggest_with(const lexicon::Lexicon& lexicon,
                         std::string_view text,
                         const TestIndex& of = index()) {
    database::Snapshot snapshot = of.open();
    analyzers::AnalyzerSet analyzers;
    const auto known = [&](LanguageTag lang, std::string_view stem) {
        return lexicon.word(lang, stem);
    };
    return SpellingCorrector(snapshot, analyzers, known).suggest({text, false, {}});
}

std::vector<std::string> pieces(std::string_view query, bool is_plain = false) {
    std::vector<std::string> texts;
    for (const QueryPiece& piece : pieces_of_query(query, is_plain)) {
        texts.emplace_back(query.substr(piece.begin, piece.end - piece.begin));
    }
    return texts;
}

int distance(std::string_view typed, std::string_view other) {
    SpellingDistance distance(letters_of(typed), 1000);
    for (const char32_t letter : letters_of(other)) CHECK(distance.push(letter));
    return distance.distance();
}

}  // namespace

TEST_CASE("one mistyped letter in any language is seen") {
    CHECK(suggest("social ecnomy") == "social economy");
    CHECK(suggest("social economyy") == "social economy");
    CHECK(suggest("social ecomony") == "social economy");
    CHECK(suggest("sozial economy") == "social economy");
    CHECK(suggest("κοινωνική οικομονία") == "κοινωνική οικονομία");
    CHECK(suggest("социална иконмика") == "социална икономика");
    CHECK(suggest("socialno podjetnštvo") == "socialno podjetništvo");
    CHECK(suggest("sociālie uzņmumi") == "sociālie uzņēmumi");
}

TEST_CASE("a corrected word has its marks, the others stay as they were typed") {
    CHECK(suggest("κοινωνικη οικομονια") == "κοινωνικη οικονομία");
    CHECK(suggest("socialie uznmumi") == "socialie uzņēmumi");
    CHECK(suggest("στρατηγική κοινοτομίας") == "στρατηγική καινοτομίας");
    CHECK(suggest("SOCIAL Ecnomy") == "SOCIAL Economy");
}

TEST_CASE("what the index knows is left alone, in other forms too") {
    for (const char* query :
         {"social economy", "κοινωνική οικονομία", "социална икономика", "socialno gospodarstvo",
          "sociālā uzņēmējdarbība", "the economies of innovation", "κοινωνικής οικονομίας",
          "social", "", "2021", "EU 27", "* ( \"", "και των", "x y"}) {
        INFO(query);
        CHECK(suggest(query).empty());
    }
    CHECK(suggest("qqqqzzzz social").empty());
}

TEST_CASE("words that were parted or joined are seen") {
    CHECK(suggest("crossborder cooperation") == "cross border cooperation");
    CHECK(suggest("social eco nomy") == "social economy");
}

TEST_CASE("two words that were meant as they stand are not joined") {
    std::vector<corpus::Document> documents{make_document("0", "bg", "Море", "острови и море")};
    for (const char* id : {"1", "2", "3", "4", "5", "6"}) {
        documents.push_back(make_document(id, "bg", "Море", "моста до острова и морето"));
    }
    const TestIndex islands(documents);
    const auto lexicon = lexicon_of({{"bg", "остров"}});
    CHECK(suggest_with(*lexicon, "остров и морето", islands).empty());
    CHECK(suggest_with(*lexicon, "остро ви море", islands) == "острови море");
}

TEST_CASE("operators, quotes and fields stay, and only words of texts are corrected") {
    CHECK(suggest("+social AND \"ecnomy\" country:GR") == "+social AND \"economy\" country:GR");
    CHECK(suggest("title:ecnomy -(social OR inovation)") ==
          "title:economy -(social OR innovation)");
    CHECK(suggest("programme:ecnomy social").empty());
    CHECK(suggest("ecnom* social").empty());
    // In a plain query signs mean nothing.
    CHECK(suggest("programme:ecnomy social", "und", true) == "programme:economy social");
}

TEST_CASE("the language of the query decides between words of several") {
    const TestIndex two({make_document("1", "en", "Forest", "forest forest"),
                         make_document("2", "en", "Forest", "forest"),
                         make_document("3", "lv", "Forums", "foresti foresti"),
                         make_document("4", "lv", "Forums", "foresti")});
    database::Snapshot snapshot = two.open();
    analyzers::AnalyzerSet analyzers;
    SpellingCorrector corrector(snapshot, analyzers);
    CHECK(corrector.suggest({"forrest", false, LanguageTag::of("en")}) == "forest");
    CHECK(corrector.suggest({"forrestti", false, LanguageTag::of("lv")}) == "foresti");
}

TEST_CASE("a word that only a lexicon has is suggested, in other forms too") {
    CHECK(suggest("social sustainabilty").empty());
    const auto lexicon = lexicon_of({{"en", "sustainability"},
                                     {"sl", "kolesarjenje"},
                                     {"lv", "velosipēds"},
                                     {"el", "ποδήλατο"},
                                     {"bg", "велосипед"}});
    CHECK(suggest_with(*lexicon, "social sustainabilty") == "social sustainability");
    CHECK(suggest_with(*lexicon, "socialno kolesarenje") == "socialno kolesarjenje");
    CHECK(suggest_with(*lexicon, "sociālie velosipēdss") == "sociālie velosipēds");
    CHECK(suggest_with(*lexicon, "κοινωνική ποδλατο") == "κοινωνική ποδήλατο");
    CHECK(suggest_with(*lexicon, "социални велосиеди") == "социални велосипеди");
}

TEST_CASE("what a lexicon knows was meant as it stands") {
    const auto lexicon =
        lexicon_of({{"en", "sustainability"}, {"en", "ecology"}, {"en", "quantity"}});
    for (const char* query :
         {"social ecology", "social quantity", "sustainability of enterprises"}) {
        INFO(query);
        CHECK(suggest_with(*lexicon, query).empty());
    }
}

TEST_CASE("of words that only a lexicon has the one with more terms is meant") {
    const auto lexicon_with = [](const std::string& frequent) {
        return lexicon_of({{"en", "worker"},
                           {"en", "wotter"},
                           {"en", frequent + " rights"},
                           {"en", frequent + " movement"},
                           {"en", frequent + " training"}});
    };
    CHECK(suggest_with(*lexicon_with("worker"), "social wotker") == "social worker");
    CHECK(suggest_with(*lexicon_with("wotter"), "social wotker") == "social wotter");
}

TEST_CASE("beside the surest correction another must be sure as well") {
    const auto lexicon = lexicon_of({{"en", "granting"}});
    CHECK(suggest_with(*lexicon, "ranting of waste") == "granting of waste");
    CHECK(suggest_with(*lexicon, "ranting of recyclng") == "ranting of recycling");
    CHECK(suggest_with(*lexicon, "socail ecnomy of municipalites") ==
          "social economy of municipalities");
}

TEST_CASE("what is too long for a word is left as it is") {
    const std::string refrain = "tralalilalutralalilalutralalilalu";
    const std::string too_long = refrain + "tralalilalu";
    std::vector<corpus::Document> documents;
    for (int i = 0; i < 30; ++i) {
        documents.push_back(make_document("song" + std::to_string(i), "en", "",
                                          "Songs go " + refrain + " or " + too_long + "."));
    }
    const TestIndex songs(documents);
    database::Snapshot snapshot = songs.open();
    analyzers::AnalyzerSet analyzers;
    SpellingCorrector corrector(snapshot, analyzers);
    const LanguageTag en = LanguageTag::of("en");
    CHECK(corrector.suggest({refrain + "m", false, en}) == refrain);
    CHECK(corrector.suggest({too_long + "m", false, en}).empty());
    CHECK(corrector.suggest({std::string(2000, 'q'), false, en}).empty());
}

TEST_CASE("an index without documents suggests nothing") {
    const TestIndex empty({});
    database::Snapshot snapshot = empty.open();
    analyzers::AnalyzerSet analyzers;
    CHECK(SpellingCorrector(snapshot, analyzers).suggest({"social ecnomy", false, {}}).empty());
}

TEST_CASE("a search tells what was probably meant, on its first page only") {
    Searcher searcher = index().searcher();
    SearchRequest request = request_for("social ecnomy");
    CHECK(answer(searcher, request).suggestion == "social economy");
    request.page = 2;
    CHECK(answer(searcher, request).suggestion.empty());
    request.page = 1;
    request.size = 0;
    CHECK(answer(searcher, request).suggestion.empty());
    CHECK(answer(searcher, request_for("social economy")).suggestion.empty());
}

TEST_CASE("distances count letters and know common mistakes") {
    CHECK(distance("economy", "economy") == 0);
    CHECK(distance("suggestion", "sugestion") < kOneEdit);
    CHECK(distance("ecnomy", "economy") < kOneEdit);
    CHECK(distance("ecomony", "economy") > kOneEdit);
    CHECK(distance("ecoonmy", "economy") < kOneEdit);
    CHECK(distance("οικονομηα", "οικονομια") < kOneEdit);
    CHECK(distance("οικονοξια", "οικονομια") == kOneEdit);
    CHECK(distance("fconomy", "economy") > kOneEdit);
}

TEST_CASE("a distance gives up where no word can come near any more") {
    SpellingDistance near(letters_of("economy"), kOneEdit);
    bool is_alive = true;
    std::size_t pushed = 0;
    for (const char32_t letter : letters_of("zzzzzzz")) {
        is_alive = near.push(letter);
        ++pushed;
        if (!is_alive) break;
    }
    CHECK_FALSE(is_alive);
    CHECK(pushed < 4);
    near.keep(0);
    for (const char32_t letter : letters_of("ecomomy")) CHECK(near.push(letter));
    CHECK(near.distance() == kOneEdit);
}

TEST_CASE("pieces of a query are its words and phrases") {
    using Pieces = std::vector<std::string>;
    CHECK(pieces("social \"cross border\" -tourism") ==
          Pieces{"social", "cross border", "tourism"});
    CHECK(pieces("title:title AND an OR or NOT not NEAR/3 near") ==
          Pieces{"title", "an", "or", "not", "near"});
    CHECK(pieces("country:-GR,BG programme:\"a b\" year:2021 word") == Pieces{"word"});
    CHECK(pieces("coop* coop~2 coop") == Pieces{"coop"});
    CHECK(pieces("«κοινωνική οικονομία» (a)") == Pieces{"κοινωνική οικονομία", "a"});
    CHECK(pieces("a:b AND \"", true) == Pieces{"a:b AND \""});
}

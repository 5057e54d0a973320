#include "searchd/search/query_words.hpp"
#include "searchd/search/spelling_corrector.hpp"
#include "searchd/search/spelling_distance.hpp"
#include "tests/unit/search/test_index.hpp"

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

TEST_CASE("a stem that only a lexicon knows makes a word") {
    database::Snapshot snapshot = index().open();
    analyzers::AnalyzerSet analyzers;
    const LanguageTag english = LanguageTag::of("en");
    const SpellingQuery query{"social sustainabilty", false, english};
    CHECK(SpellingCorrector(snapshot, analyzers).suggest(query).empty());
    std::vector<analyzers::Token> tokens;
    analyzers.for_language(english).analyze("sustainability", tokens);
    const std::string stem(tokens.at(0).stem);
    const KnownStem known = [&](LanguageTag lang, std::string_view text) {
        return lang == english && text == stem;
    };
    CHECK(SpellingCorrector(snapshot, analyzers, known).suggest(query) == "social sustainability");
    // All stems known: then the word was meant as it stands.
    CHECK(SpellingCorrector(snapshot, analyzers, [](LanguageTag, std::string_view) { return true; })
              .suggest(query)
              .empty());
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

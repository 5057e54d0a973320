#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "corpus/gazetteer/phrase_matcher.hpp"
#include "corpus/gazetteer/word_stemmer.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace evresi::corpus;

namespace {

std::vector<std::string>
found(const PhraseMatcher& matcher, std::string_view text, std::string_view lang = "und") {
    FoldedText folded;
    fold_words(text, folded);
    std::vector<PhraseMatch> matches;
    StemMemory memory;
    matcher.find(folded, evresi::LanguageTag::of(lang), memory, matches);
    std::vector<std::string> shown;
    for (const PhraseMatch& match : matches) {
        const std::size_t begin = folded.words[match.first].begin;
        shown.push_back(std::to_string(match.payload) + " " +
                        std::string(text.substr(begin, folded.words[match.last - 1].end - begin)));
    }
    return shown;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("Folding drops case, marks and final sigma, and keeps the places") {
    CHECK(fold_key("Ταμείο  Συνοχής") == fold_key("ΤΑΜΕΙΟ ΣΥΝΟΧΗΣ"));
    CHECK(fold_key("Latvijā") == "latvija");
    CHECK(fold_key("ESF+ and „Еразъм+“") == "esf+ and еразъм+");
    CHECK(fold_key("co\u00ADoperation\u200B") == "cooperation");
    FoldedText folded;
    fold_words("Α΄, β\nΓΔ 12", folded);
    REQUIRE(folded.words.size() == 4);
    CHECK(folded.words[2].gap == Gap::line);
    CHECK(folded.words[2].is_upper);
    CHECK(folded.words[3].is_number);
    CHECK(folded.words[3].end == 16);
}

TEST_CASE("Phrases are found in one pass, the short within the long too") {
    PhraseMatcher matcher;
    matcher.add("Interreg", 1);
    matcher.add("Interreg Europe", 2);
    matcher.add("финансир* от", 3);
    CHECK(found(matcher, "the INTERREG-EUROPE call") == List{"1 INTERREG", "2 INTERREG-EUROPE"});
    CHECK(found(matcher, "Interreg. Europe") == List{"1 Interreg"});
    CHECK(found(matcher, "Interreg\nEurope") == List{"1 Interreg"});
    CHECK(found(matcher, "финансирана от") == List{"3 финансирана от"});
    CHECK(found(matcher, "Interregional").empty());
}

TEST_CASE("A phrase may ask for its dash, and punctuation of a phrase may be missing") {
    PhraseMatcher matcher;
    matcher.add("Greece-Bulgaria", 1, {.keep_dashes = true});
    matcher.add("Citizens, Equality and Rights", 2);
    CHECK(found(matcher, "Greece – Bulgaria") == List{"1 Greece – Bulgaria"});
    CHECK(found(matcher, "Greece Bulgaria, Greece, Bulgaria").empty());
    CHECK(found(matcher, "Citizens Equality and Rights").size() == 1);
    CHECK(found(matcher, "Citizens, Equality and Rights").size() == 1);
}

TEST_CASE("A stemmed phrase is found in the case forms of its language") {
    struct Row {
        std::string_view lang;
        std::string_view phrase;
        std::vector<std::string> forms;
        std::vector<std::string> others;
    };
    const std::vector<Row> rows = {
        {"lv",
         "Latgale",
         {"Latgales", "Latgalē", "latgalei", "LATGALI"},
         {"Latvijas", "latgalietis"}},
        {"lv", "Vidzemes reģions", {"Vidzemes reģionā", "Vidzemes reģionu"}, {"Vidzeme. Reģions"}},
        {"lv", "Ziemeļlatvija", {"Ziemeļlatvijā", "Ziemeļlatvijas", "Ziemellatvijas"}, {}},
        {"el", "Περιφέρεια Ηπείρου", {"Περιφέρειας Ηπείρου", "ΠΕΡΙΦΕΡΕΙΑ ΗΠΕΙΡΟΥ"}, {}},
        {"el", "Θεσσαλία", {"Θεσσαλίας", "θεσσαλια"}, {"Θεσσαλονίκη"}},
        {"sl",
         "program Obzorje Evropa",
         {"programa Obzorje Evropa", "programu Obzorje Evropa"},
         {}},
        {"sl", "Štajerska", {"Štajerske", "Štajersko", "Stajerski"}, {"Štore"}},
        {"bg",
         "Югозападен район",
         {"Югозападния район", "югозападни райони"},
         {"Югоизточен район"}},
        {"bg", "Хайделберг", {"Хайделберг", "Хаиделберг"}, {}},
        {"en", "cross-border region", {"cross-border regions", "Cross border regions"}, {}},
    };
    for (const Row& row : rows) {
        PhraseMatcher matcher;
        matcher.add_stemmed(row.phrase, 1, evresi::LanguageTag::of(row.lang));
        CAPTURE(row.phrase);
        CHECK(found(matcher, row.phrase, row.lang) == List{"1 " + std::string(row.phrase)});
        for (const std::string& form : row.forms) {
            CAPTURE(form);
            CHECK(found(matcher, form, row.lang) == List{"1 " + form});
        }
        for (const std::string& other : row.others) CHECK(found(matcher, other, row.lang).empty());
    }
}

TEST_CASE("Stemmed phrases are those of the text's language; other phrases are found in all") {
    PhraseMatcher matcher;
    matcher.add_stemmed("Latgale", 1, evresi::LanguageTag::of("lv"));
    matcher.add_stemmed("Evropa", 2, evresi::LanguageTag::of("sl"));
    matcher.add("Latgale", 1);
    matcher.add("Latgale", 3);
    CHECK(found(matcher, "Latgales Evropi", "lv") == List{"1 Latgales"});
    CHECK(found(matcher, "Latgales Evropi", "sl") == List{"2 Evropi"});
    CHECK(found(matcher, "Latgales Evropi", "en").empty());
    // Found both ways, it is reported once.
    CHECK(found(matcher, "Latgale", "lv") == List{"1 Latgale", "3 Latgale"});
    CHECK(found(matcher, "Latgale", "el") == List{"1 Latgale", "3 Latgale"});
}

TEST_CASE("Short words of a stemmed phrase match as they stand") {
    PhraseMatcher matcher;
    matcher.add_stemmed("Rīga", 1, evresi::LanguageTag::of("lv"));
    matcher.add_stemmed("v programu", 2, evresi::LanguageTag::of("sl"));
    CHECK(found(matcher, "Riga, Rīgas, rīgā", "lv") == List{"1 Riga", "1 rīgā"});
    CHECK(found(matcher, "v programih, na programu", "sl") == List{"2 v programih"});
    CHECK(found(matcher, "v programih", "lv").empty());
}

TEST_CASE("What is known of a word holds for the next text, also when words are many") {
    PhraseMatcher matcher;
    matcher.add_stemmed("Latgale", 1, evresi::LanguageTag::of("lv"));
    StemMemory memory;
    std::string text;
    for (int i = 0; i < 120'000; ++i) {
        text += "latg";
        for (int rest = i; rest > 0; rest /= 20) text += static_cast<char>('a' + rest % 20);
        text += i % 1000 == 0 ? " Latgales " : " ";
    }
    FoldedText folded;
    fold_words(text, folded);
    for (int round = 0; round < 2; ++round) {
        std::vector<PhraseMatch> matches;
        matcher.find(folded, evresi::LanguageTag::of("lv"), memory, matches);
        std::size_t exact = 0;
        for (const PhraseMatch& match : matches) {
            exact += folded.word(match.first) == "latgales" ? 1u : 0u;
        }
        CHECK(exact == 120);
    }
}

TEST_CASE("The stem of a word is the analyzer's, without marks") {
    const std::vector<std::pair<std::string_view, std::string_view>> rows = {
        {"lv", "Ziemeļlatvijā reģionālās pašvaldības programmas īstenošanai Zemgalē projekts"},
        {"el", "Περιφέρειας Ηπείρου Δυτικής Μακεδονίας ΠΡΟΓΡΑΜΜΑΤΟΣ συνοχής προϊόντα projects"},
        {"bg", "Югозападния най-добрите район областите Европейския програмата градове партньори"},
        {"sl", "Štajerske regije čezmejnega najboljšega programa Obzorje sofinanciranje občinah"},
        {"en", "regions funding programmes cross-border communities cities development"},
    };
    for (const auto& [lang, text] : rows) {
        const evresi::LanguageTag tag = evresi::LanguageTag::of(lang);
        evresi::analyzers::Analyzer analyzer(evresi::analyzers::language_or_und(tag));
        WordStemmer stemmer(tag);
        std::vector<evresi::analyzers::Token> tokens;
        analyzer.analyze(text, tokens);
        REQUIRE(tokens.size() >= 6);
        for (const evresi::analyzers::Token& token : tokens) {
            const std::string_view word = text.substr(token.begin, token.end - token.begin);
            const std::string_view stem = stemmer.stem(word);
            CAPTURE(word);
            if (!stem.empty()) CHECK(stem == fold_key(token.stem));
        }
        CHECK_FALSE(stemmer.stem(text.substr(0, text.find(' '))).empty());
    }
    WordStemmer latvian(evresi::LanguageTag::of("lv"));
    CHECK(latvian.stem("Rīgas").empty());
    CHECK(latvian.stem("projekts2").empty());
    CHECK(latvian.stem("").empty());
    CHECK(latvian.stem(std::string(200, 'a')).empty());
    CHECK(latvian.stem("\xFF\xFE\xFF\xFE").size() <= 12);
    CHECK(WordStemmer(evresi::LanguageTag::of("de")).stem("Regionen").empty());
}

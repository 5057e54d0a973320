#include "analyzers/romanised_spelling.hpp"
#include "analyzers/script_keys.hpp"
#include "analyzers/typed_letters.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;

namespace {

bool have_key(Script script, std::string_view typed, std::string_view word) {
    const std::vector<ClassKey> keys = class_keys_of_typed(script, typed);
    return std::find(keys.begin(), keys.end(), class_key(script, word)) != keys.end();
}

bool is_spelling(Script script, std::string_view typed, std::string_view word) {
    return have_key(script, typed, word) && spelling_fit(script, typed, word).has_value();
}

std::vector<std::string> layouts(std::string_view raw) {
    std::vector<std::string> words;
    for (const OtherLayout& other : on_other_layouts(raw)) words.push_back(other.word);
    return words;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_CASE("a Greek word meets the ways to type it in Latin letters and digits") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> words = {
        {"θαλασσα", {"thalassa", "8alassa", "thalasa", "9alassa", "ualassa"}},
        {"ψυχη", {"psychi", "psyxh", "psixi", "psuxh", "4yxi"}},
        {"ξυλο", {"xylo", "ksilo", "3ylo", "xulo"}},
        {"μπαταρια", {"mpataria", "bataria"}},
        {"ντοματα", {"ntomata", "domata"}},
        {"αγκαλια", {"agkalia", "agalia", "angalia"}},
        {"αγγελος", {"aggelos", "angelos", "agelos"}},
        {"αυγη", {"avgi", "augh", "aygi"}},
        {"ευκολος", {"efkolos", "eukolos", "eykolos", "evkolos"}},
        {"παιδι", {"paidi", "pedi"}},
        {"εικονα", {"eikona", "ikona"}},
        {"οικος", {"oikos", "ikos"}},
        {"βουνο", {"vouno", "bouno", "vuno", "voyno"}},
        {"χωρα", {"xwra", "hora", "chora", "xora"}},
        {"δημος", {"dimos", "dhmos"}},
        {"ημερα", {"hmera", "imera"}},
        {"μικροσ", {"mikros", "micros"}},
        {"κυμα", {"kyma", "kima", "kuma"}},
        {"τζαμι", {"tzami", "dzami", "jami"}},
    };
    for (const auto& [word, spellings] : words) {
        std::string folded = word;
        if (folded.ends_with("ς")) folded.replace(folded.size() - 2, 2, "σ");
        for (const std::string& typed : spellings) {
            INFO(typed << " for " << folded);
            CHECK(is_spelling(Script::greek, typed, folded));
        }
    }
    CHECK_FALSE(is_spelling(Script::greek, "dimos", "δωμα"));
    CHECK_FALSE(is_spelling(Script::greek, "kyma", "κομη"));
    CHECK_FALSE(is_spelling(Script::greek, "vouno", "πουνο"));
}

TEST_CASE("a Bulgarian word meets the ways to type it in Latin letters and digits") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> words = {
        {"щастие", {"shtastie", "6tastie", "stastie"}},
        {"къща", {"kashta", "kushta", "ky6ta", "kasta"}},
        {"чаша", {"chasha", "4a6a", "casa"}},
        {"живот", {"zhivot", "jivot", "zivot"}},
        {"цена", {"tsena", "cena", "tzena"}},
        {"ябълка", {"yabalka", "qbulka", "iabylka", "jabulka"}},
        {"юни", {"yuni", "juni", "iuni", "uni"}},
        {"хляб", {"hlyab", "hlqb", "xlqb", "khliab"}},
        {"вода", {"voda", "woda"}},
        {"майка", {"mayka", "maika", "majka"}},
        {"синьо", {"sinyo", "sinio", "sinjo"}},
        {"джоб", {"dzhob", "job"}},
        {"екипи", {"ekipi"}},
        {"история", {"istoriya", "istoria", "istoriq"}},
        {"схема", {"shema", "skhema", "sxema"}},
        {"екскурзия", {"ekskurzia", "exkurziya"}},
    };
    for (const auto& [word, spellings] : words) {
        for (const std::string& typed : spellings) {
            INFO(typed << " for " << word);
            CHECK(is_spelling(Script::cyrillic, typed, word));
        }
    }
    CHECK_FALSE(is_spelling(Script::cyrillic, "cena", "жена"));
    CHECK_FALSE(is_spelling(Script::cyrillic, "voda", "мода"));
}

TEST_CASE("usual spellings cost less than unusual ones, and other endings are told") {
    const auto cost = [](std::string_view typed, std::string_view word) {
        const auto fit = spelling_fit(Script::greek, typed, word);
        return fit ? fit->cost : 99.0;
    };
    CHECK(cost("thalassa", "θαλασσα") < cost("8alassa", "θαλασσα"));
    CHECK(cost("8alassa", "θαλασσα") < cost("ualassa", "θαλασσα"));
    CHECK(cost("thalassa", "θαλασσα") < cost("thalasa", "θαλασσα"));
    CHECK_FALSE(spelling_fit(Script::greek, "thalasses", "θαλασσα"));
    const auto fit = spelling_fit_but_ending(Script::greek, "thalasses", "θαλασσα");
    REQUIRE(fit);
    CHECK(fit->typed_rest == 2);
    CHECK(fit->word_rest == 1);
    CHECK_FALSE(spelling_fit_but_ending(Script::greek, "thalassinos", "θαλασσα"));
    CHECK_FALSE(spelling_fit_but_ending(Script::greek, "them", "θεσεις"));
}

TEST_CASE("a Bulgarian word that no index has is read in the likeliest way") {
    CHECK(likeliest_bulgarian("mikroskopirane") == "микроскопиране");
    CHECK(likeliest_bulgarian("Razshiryavane") == "разширяване");
    CHECK(likeliest_bulgarian("izobretatelq") == "изобретателя");
    CHECK(likeliest_bulgarian("4erve6") == "червеш");
    CHECK(likeliest_bulgarian("plaštam") == "плащам");
    CHECK(likeliest_bulgarian("žena") == "жена");
    CHECK(likeliest_bulgarian("rayon") == "район");
    CHECK(likeliest_bulgarian("energiya") == "енергия");
    CHECK(likeliest_bulgarian("maj") == "май");
    CHECK(likeliest_bulgarian("h2020").empty());
    CHECK(likeliest_bulgarian("ēka").empty());
}

TEST_CASE("keys of words that begin alike begin alike, and are none for other letters") {
    const ClassKey key = class_key(Script::greek, "συνεταιρισμοσ");
    CHECK(class_key_length(key) == 12);
    CHECK(class_key(Script::greek, "συνεταιρισμων") >> 20 == key >> 20);
    CHECK(class_key(Script::greek, "word") == 0);
    CHECK(class_key(Script::cyrillic, "σημα") == 0);
    CHECK(class_keys_of_typed(Script::greek, "h2020").empty());
    CHECK(class_keys_of_typed(Script::cyrillic, "καλα").empty());
    CHECK(class_keys_of_typed(Script::greek, std::string(41, 'a')).empty());
    // However many ways there are to read a word, not all are followed.
    CHECK(class_keys_of_typed(Script::greek, "hchuhchuhchuhchuhchuhchuhchuhchuhchu").size() <=
          kMostClassKeys);
    CHECK_FALSE(spelling_fit(Script::greek, std::string(41, 'a'), "αα"));
    CHECK_FALSE(spelling_fit(Script::greek, "a", ""));
}

TEST_CASE("letters of other scripts that look alike are told apart") {
    CHECK(has(look_alikes("aepα", Script::greek), "αερα"));
    CHECK(has(look_alikes("σxoλη", Script::greek), "σχολη"));
    CHECK(has(look_alikes("vεa", Script::greek), "νεα"));
    CHECK(has(look_alikes("cолнце", Script::cyrillic), "солнце"));
    CHECK(has(look_alikes("αto", Script::latin), "ato"));
    CHECK(has(look_alikes("нато", Script::latin), "hato"));
    CHECK(look_alikes("dμ", Script::greek).empty());
    CHECK(look_alikes("жест", Script::latin).empty());
    CHECK(look_alikes("a1", Script::greek).empty());
    // Small letters that look alike only count among letters of the other script.
    CHECK_FALSE(has(look_alikes("vea", Script::greek), "νεα"));
    CHECK(look_alikes(std::string("nyny") + "α", Script::greek).size() <= 8);
}

TEST_CASE("the same keys give other letters with another layout") {
    CHECK(has(layouts("uesh"), "θεση"));
    CHECK(has(layouts("u;esh"), "θεση"));
    CHECK(has(layouts("logow"), "λογοσ"));
    CHECK(has(layouts("ιντερρεγ"), "interreg"));
    CHECK(has(layouts("vena"), "жена"));
    CHECK(has(layouts("qsno"), "ясно"));
    CHECK(has(layouts("wkola"), "школа"));
    CHECK(has(layouts("[kola"), "школа"));
    CHECK(has(layouts("{KOLA"), "школа"));
    CHECK(has(layouts("gekd"), "жена"));
    CHECK(has(layouts("'dtd"), "чаша"));
    CHECK(has(layouts("проект"), "proekt"));
    CHECK(layouts("2020").empty());
    CHECK(layouts("καλα1").empty());
}

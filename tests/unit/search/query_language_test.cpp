#include "searchd/search/query_language.hpp"
#include "tests/unit/search/test_index.hpp"

#include <numeric>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

const TestIndex& index() {
    static const TestIndex index({
        make_document("en1", "en", "Social economy and cooperatives",
                      "Cooperatives give jobs to young people in the regions."),
        make_document("en2", "en", "Clean rivers",
                      "The guards of the river have jobs for the young. Programme Interreg."),
        make_document(
            "el1", "el", "Κοινωνική οικονομία",
            "Οι συνεταιρισμοί δίνουν εργασία στους νέους. Πρόγραμμα Interreg για σχολεία."),
        make_document("el2", "el", "Εξοικονόμηση ενέργειας σε σχολεία",
                      "Η θερμομόνωση των κτιρίων και η εκπαίδευση για το περιβάλλον."),
        make_document("bg1", "bg", "Социална икономика", "Проектът Interreg подкрепя кооперации."),
        make_document("bg2", "bg", "Училища с чиста енергия",
                      "Учениците следят потребление на енергия в училищни сгради."),
        make_document("sl1", "sl", "Socialna ekonomija",
                      "Zadruge dajejo delo mladim. Most čez reko za šole."),
        make_document("sl2", "sl", "Energija v šolah", "Učenci merijo porabo v stavbah."),
        make_document("lv1", "lv", "Sociālā ekonomika",
                      "Kooperatīvi dod darbu jauniešiem un skolēniem."),
        make_document("lv2", "lv", "Enerģija skolās", "Skolēni mēra patēriņu ēkās."),
    });
    return index;
}

/// Languages with shares, of a query or, in a query of these, of a word.
std::vector<LanguageShare> ask(std::string_view text,
                               const std::vector<LanguageShare>& of_query = {}) {
    database::Snapshot snapshot = index().open();
    analyzers::AnalyzerSet analyzers;
    return of_query.empty() ? languages_of_query(text, snapshot, nullptr, analyzers)
                            : languages_of_word(text, of_query, snapshot, nullptr, analyzers);
}

std::string first(std::string_view text, const std::vector<LanguageShare>& of_query = {}) {
    const std::vector<LanguageShare> shares = ask(text, of_query);
    return shares.empty() ? "" : shares.front().lang.str();
}

double share(const std::vector<LanguageShare>& shares, std::string_view lang) {
    for (const LanguageShare& each : shares) {
        if (each.lang.view() == lang) return each.share;
    }
    return 0.0;
}

}  // namespace

TEST_CASE("the script tells the language of a query, also beside words in Latin letters") {
    CHECK(first("κοινωνική οικονομία") == "el");
    CHECK(first("социална икономика") == "bg");
    CHECK(first("Interreg κοινωνική οικονομία") == "el");
    CHECK(first("Interreg проект 2021") == "bg");
    CHECK(share(ask("Interreg κοινωνική οικονομία"), "el") > 0.9);
}

TEST_CASE("stop words and the words of the index tell languages with the same letters apart") {
    CHECK(first("social economy in the regions") == "en");
    CHECK(first("socialna ekonomija") == "sl");
    CHECK(first("kooperatīvi un skolēni") == "lv");
    CHECK(first("jobs") == "en");
    CHECK(first("zadruge") == "sl");
    CHECK(first("darbu") == "lv");
    // Typed without marks.
    CHECK(first("sole") == "sl");
    CHECK(first("skolenu paterins") == "lv");
}

TEST_CASE("Greek and Bulgarian in Latin letters are told where no other language knows the words") {
    CHECK(first("koinwnikh oikonomia") == "el");
    CHECK(first("exoikonomisi energeias se sxoleia") == "el");
    CHECK(first("8ermomonwsh ktiriwn") == "el");
    CHECK(first("uchilishta s chista energiya") == "bg");
    CHECK(first("u4eni4eski u4ilishta") == "bg");
    CHECK(first("socialna ikonomika v uchilishtata") == "bg");
    // What is Slovenian as it stands is no Bulgarian.
    CHECK(share(ask("socialna ekonomija"), "bg") == 0.0);
    CHECK(share(ask("programme for young people"), "el") == 0.0);
}

TEST_CASE("shares are sorted, sum to one, and leave out the unlikely") {
    for (const char* text : {"socialna economy", "Interreg", "xyzzy", "energija", "euro ekonomika",
                             "kοινωνική", "日本語", "rivers реки"}) {
        INFO(text);
        const std::vector<LanguageShare> shares = ask(text);
        REQUIRE_FALSE(shares.empty());
        double sum = 0.0;
        double before = 1.0;
        for (const LanguageShare& each : shares) {
            sum += each.share;
            CHECK(each.share <= before);
            CHECK(each.share >= 0.02);
            before = each.share;
        }
        CHECK(sum == Approx(1.0));
    }
    const std::vector<LanguageShare> mixed = ask("socialna rivers");
    CHECK(share(mixed, "en") > 0.05);
    CHECK(share(mixed, "sl") > 0.05);
}

TEST_CASE("a text without letters has no language, one in other letters is of none of ours") {
    CHECK(ask("").empty());
    CHECK(ask("2021 - 2027").empty());
    CHECK(ask("?!").empty());
    CHECK(first("日本語") == "und");
}

TEST_CASE("a word is read in the languages of its query, unless only another has it") {
    const LanguageTag kGreek = LanguageTag::of("el");
    const LanguageTag kSlovenian = LanguageTag::of("sl");
    CHECK(first("Interreg", {{kGreek, 1.0}}) == "el");
    CHECK(first("rivers", {{kSlovenian, 1.0}}) == "en");
    CHECK(first("zadruge", {{LanguageTag::of("en"), 1.0}}) == "sl");
    CHECK(first("klobasnik", {{kSlovenian, 1.0}}) == "sl");
    CHECK(first("οικονομία", {{kSlovenian, 1.0}}) == "el");
    CHECK(first("socialna", {{LanguageTag::of("bg"), 1.0}}) == "bg");
}

#include "corpus/annotator.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <string_view>

using namespace evresi;
using namespace evresi::corpus;

namespace {

Document annotated(std::string title, std::string text) {
    Document document;
    document.id = "d";
    document.title = std::move(title);
    document.text = std::move(text);
    Annotator annotator;
    annotator.annotate(document);
    return document;
}

constexpr std::string_view kBulgarian =
    "Общината обнови три детски площадки в квартала до реката.\n"
    "Проектът GRADINA е финансиран от Интеррег Европа и включва партньори от Гърция.\n"
    "The new playgrounds will be open to the children of the town for the whole of the summer.\n"
    "\n"
    "Последна промяна: 9 Септември 2021\n";

}  // namespace

TEST_CASE("Paragraphs cover the text in order, each in its language, furniture marked") {
    const Document document = annotated("Нови площадки", std::string(kBulgarian));
    CHECK(document.lang == LanguageTag::of("bg"));
    CHECK(document.lang_from == Provenance::text);
    REQUIRE(document.paragraphs.size() == 4);
    CHECK(document.paragraphs[0].lang == LanguageTag::of("bg"));
    CHECK(document.paragraphs[2].lang == LanguageTag::of("en"));
    CHECK_FALSE(document.paragraphs[2].is_boilerplate);
    CHECK(document.paragraphs[3].is_boilerplate);
    std::uint32_t end = 0;
    for (const Paragraph& paragraph : document.paragraphs) {
        CHECK(paragraph.begin >= end);
        CHECK(paragraph.end > paragraph.begin);
        const std::string between = document.text.substr(end, paragraph.begin - end);
        CHECK(between.find_first_not_of(" \t\n") == std::string::npos);
        end = paragraph.end;
    }
}

TEST_CASE("Each value found points at the words it was found in") {
    const Document document = annotated("Нови площадки", std::string(kBulgarian));
    REQUIRE(document.metadata.programme.size() == 1);
    const Sourced<std::string>& programme = document.metadata.programme.front();
    CHECK(programme.value == "interreg-europe");
    CHECK(programme.evidence.provenance == Provenance::text);
    const Span span = programme.evidence.span;
    CHECK(document.text.substr(span.begin, span.end - span.begin) == "Интеррег Европа");
    CHECK(programme.evidence.sentence.starts_with("Проектът GRADINA"));
    CHECK(programme.evidence.sentence.size() <= 300);
    REQUIRE(document.metadata.country.size() == 1);
    CHECK(document.metadata.country.front().value == "GR");
    REQUIRE(document.metadata.year.has_value());
    CHECK(document.metadata.year->value == 2021);
    CHECK(document.metadata.project->value == "GRADINA");
}

TEST_CASE("Given values stay as they are") {
    Document document;
    document.id = "d";
    document.text = std::string(kBulgarian);
    document.lang = LanguageTag::of("sl");
    document.lang_from = Provenance::given;
    const Evidence given{Provenance::given, {}, {}};
    document.metadata.programme.push_back({"life", given});
    document.metadata.country.push_back({"MT", given});
    document.metadata.year = Sourced<int>{2001, given};
    Annotator annotator;
    annotator.annotate(document);
    CHECK(document.lang == LanguageTag::of("sl"));
    CHECK(document.metadata.programme.size() == 1);
    CHECK(document.metadata.programme.front().value == "life");
    CHECK(document.metadata.country.front().value == "MT");
    CHECK(document.metadata.year->value == 2001);
    CHECK(document.metadata.year->evidence.provenance == Provenance::given);
}

TEST_CASE("A text that tells nothing gets no guess") {
    const Document document = annotated("", "12345 67890");
    CHECK(document.metadata.programme.empty());
    CHECK(document.metadata.country.empty());
    CHECK_FALSE(document.metadata.year.has_value());
    CHECK_FALSE(document.metadata.project.has_value());
    const Document empty = annotated("Only a title", "");
    CHECK(empty.paragraphs.empty());
}

TEST_CASE("A date given decides the year") {
    Document document;
    document.id = "d";
    document.text = std::string(kBulgarian);
    document.date = "2019-04-02";
    Annotator annotator;
    annotator.annotate(document);
    REQUIRE(document.metadata.year.has_value());
    CHECK(document.metadata.year->value == 2019);
}

TEST_CASE("A paragraph in a language that is none of ours is und, whatever is around it") {
    const Document document = annotated(
        "Obnova šolskih stavb",
        "Občina je obnovila tri šole in dva vrtca, da bi v njih porabili manj energije.\n"
        "Općina je obnovila tri škole i dva dječja vrtića kako bi se u njima trošilo manje.\n"
        "Die Gemeinde hat drei Schulen und zwei Kindergärten saniert, um Energie zu sparen.\n"
        "Podrobnosti so na voljo v poročilu o projektu, ki ga je pripravila občinska uprava.\n");
    CHECK(document.lang == LanguageTag::of("sl"));
    CHECK(document.title_lang == LanguageTag::of("sl"));
    REQUIRE(document.paragraphs.size() == 4);
    CHECK(document.paragraphs[0].lang == LanguageTag::of("sl"));
    CHECK(document.paragraphs[1].lang == LanguageTag());
    CHECK(document.paragraphs[2].lang == LanguageTag());
    CHECK(document.paragraphs[3].lang == LanguageTag::of("sl"));
}

TEST_CASE("Lines that tell no language take that of the document") {
    const Document document =
        annotated("", "Pašvaldība atjaunoja trīs skolas un divus bērnudārzus mazākā pilsētā.\n"
                      "RESILIENT\n"
                      "2014-2020\n"
                      "+371 67 000 000\n");
    CHECK(document.lang == LanguageTag::of("lv"));
    REQUIRE(document.paragraphs.size() == 4);
    for (const Paragraph& paragraph : document.paragraphs) {
        CHECK(paragraph.lang == LanguageTag::of("lv"));
    }
}

TEST_CASE("A document is in the language of most of it") {
    std::string text = "Skip to main content Home About us News Contact Accept all cookies\n";
    for (int i = 0; i < 6; ++i) {
        text += "Občina je obnovila tri šole in dva vrtca, da bi v njih porabili manj energije.\n";
    }
    const Document document = annotated("", text);
    CHECK(document.lang == LanguageTag::of("sl"));
    REQUIRE(document.paragraphs.size() == 7);
    // A menu is too short to tell its language, and nobody searches it.
    CHECK(document.paragraphs[0].is_boilerplate);
    CHECK(document.paragraphs[0].lang == LanguageTag::of("sl"));
}

TEST_CASE("A document in another language is not what its page or the caller believes") {
    Document document;
    document.id = "d";
    document.text = "Općina je obnovila tri škole i dva dječja vrtića kako bi se trošilo manje.\n"
                    "Više pojedinosti dostupno je u izvješću koje je pripremila gradska uprava.\n";
    document.title = "Obnova zgrada";
    document.lang = LanguageTag::of("sl");
    Annotator annotator(LanguageTag::of("sl"));
    annotator.annotate(document);
    CHECK(document.lang == LanguageTag());
    CHECK(document.lang_from == Provenance::none);
    CHECK(document.title_lang == LanguageTag());

    document.lang = LanguageTag::of("hr");
    document.lang_from = Provenance::none;
    annotator.annotate(document);
    CHECK(document.lang == LanguageTag::of("hr"));
    REQUIRE(document.paragraphs.size() == 2);
    CHECK(document.paragraphs[0].lang == LanguageTag::of("hr"));
}

TEST_CASE("The day on which a file was made gives way to dates of its text") {
    Document document;
    document.id = "d";
    document.text = "The fair opened on 3 May 2018 in the square of the town.";
    document.date = "2026-01-05";
    document.date_is_of_file = true;
    Annotator annotator;
    Document undated = document;
    undated.text = "The fair opened in the square of the town.";
    Document published = document;
    published.date_is_of_file = false;
    for (Document* const one : {&document, &undated, &published}) annotator.annotate(*one);
    REQUIRE(document.metadata.year.has_value());
    CHECK(document.metadata.year->value == 2018);
    REQUIRE(undated.metadata.year.has_value());
    CHECK(undated.metadata.year->value == 2026);
    REQUIRE(published.metadata.year.has_value());
    CHECK(published.metadata.year->value == 2026);
}

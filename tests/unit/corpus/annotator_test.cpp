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

#include "collected.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi;
using namespace evresi::tests;

namespace {

corpus::Document read_page(const std::string& text) {
    const Collected got = read_bytes("a.md", text);
    INFO(got.error);
    REQUIRE(got.documents.size() == 1);
    return got.documents.front();
}

std::string why(const std::string& text) {
    return read_bytes("a.md", text).error;
}

}  // namespace

TEST_CASE("Markdown gives its words by lines, without the marks") {
    const corpus::Document document = read_page(
        "Intro *first*.\n\n# Bees on the __town hall__ #\n\nThe town keeps\ntwelve `hives` on its "
        "[roof](https://example.org \"no\").\n\n* one\n* two\n  1. deep\n\n> said\n\n"
        "![A hive](hive.png) stands.\n\n```sh\necho code\n```\n\nSub\n---\n\n"
        "<div>Raw <b>words</b></div>\n<script>hidden()</script>\n\nsnake_case &amp; 2 * 3 \\* 4\n");
    CHECK(document.title == "Bees on the town hall");
    CHECK(document.text == "Intro first.\nBees on the town hall\n"
                           "The town keeps twelve hives on its roof.\none\ntwo\ndeep\nsaid\n"
                           "A hive stands.\necho code\nSub\nRaw words\nsnake_case & 2 * 3 * 4\n");
}

TEST_CASE("A table of Markdown is a line for each row") {
    CHECK(read_page("| Year | *Hives* |\n|------|:-----:|\n| 2019 | `12` |\n| 2020 | 14 |\n\nEnd\n")
              .text == "Year Hives\n2019 12\n2020 14\nEnd\n");
    // Without the rule it is no table.
    CHECK(read_page("a | b\nc | d\n").text == "a | b c | d\n");
}

TEST_CASE("The front matter of Markdown gives metadata") {
    const corpus::Document document = read_page(
        "---\ntitle: \"Пчели в града\" # note\nlanguage: bg\ndate: 2023-05-24\n"
        "programme: [Interreg Europe, 'Fund, local']\ncountry:\n  - EL\n  - Bulgaria\n"
        "year: 2021\nacronym: BEES\nurl: https://example.org/a?b=c:d\nperiod: [2020, 2022]\n"
        "summary: >\n  two\n  lines\nnested:\n  deep: 1\ndraft: null\n---\n\n# Other\n\nText\n");
    CHECK(document.title == "Пчели в града");
    CHECK(document.lang == LanguageTag::of("bg"));
    CHECK(document.lang_from == corpus::Provenance::given);
    CHECK(document.date == "2023-05-24");
    REQUIRE(document.metadata.programme.size() == 2);
    CHECK(document.metadata.programme[0].value == "interreg-europe");
    CHECK(document.programme_labels.at(0).second == "Fund, local");
    REQUIRE(document.metadata.country.size() == 2);
    CHECK(document.metadata.country[0].value == "GR");
    CHECK(document.metadata.year->value == 2021);
    CHECK(document.metadata.project->value == "BEES");
    CHECK(document.metadata.period->value == corpus::Period{2020, 2022});
    CHECK(document.url == "https://example.org/a?b=c:d");
    REQUIRE(document.fields.size() == 1);
    CHECK(document.fields[0].second == "two lines");
    CHECK(document.text == "Other\nText\n");
    const corpus::Document toml =
        read_page("+++\ntitle = \"Bees\"\ncountry = [\"LV\"]\n+++\nText\n");
    CHECK(toml.title == "Bees");
    CHECK(toml.metadata.country.at(0).value == "LV");
}

TEST_CASE("Markdown with a bad value in its front matter is refused by name") {
    CHECK(why("---\ncountry: Atlantis\n---\nText\n").find("key 'country': 'Atlantis'") !=
          std::string::npos);
    CHECK(why("---\ndate: soon\n---\nText\n").find("key 'date': 'soon'") != std::string::npos);
    CHECK(why("---\nyear: 2019\nyear: 2020\n---\nText\n").find("twice") != std::string::npos);
}

TEST_CASE("A rule at the top of Markdown is no front matter") {
    CHECK(read_page("---\nJust words here\n\n---\nMore: words\n").text ==
          "Just words here\nMore: words\n");
    CHECK(read_page("---\ntitle: never closed\n\nwords\n").text.find("never closed") !=
          std::string::npos);
}

TEST_CASE("Markdown made to be slow is refused or read at once") {
    std::string text;
    for (int i = 0; i < 40'000; ++i) text += "![[]()";
    CHECK(why(text).find("brackets") != std::string::npos);
    CHECK(why(std::string(30'000, '>') + " deep\n").find("elements") != std::string::npos);
    CHECK_FALSE(why("\n\n").empty());
}

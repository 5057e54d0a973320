// Page furniture: on the invented pages of furniture_pages/ (a line that begins with "~ " is
// furniture, "# " is the headline) and on single lines.
#include "corpus/annotator.hpp"
#include "corpus/boilerplate.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::corpus;

namespace fs = std::filesystem;

namespace {

struct MarkedPage {
    std::string name;
    std::string title;
    std::string text;
    std::vector<bool> is_furniture;  ///< by line with a character
};

MarkedPage read_page(const fs::path& path) {
    MarkedPage page;
    page.name = path.stem().string();
    std::ifstream lines(path);
    for (std::string line; std::getline(lines, line);) {
        const bool is_furniture = line.starts_with("~ ");
        const bool is_title = line.starts_with("# ");
        if (is_furniture || is_title) line.erase(0, 2);
        if (is_title) page.title = line;
        if (!line.empty()) page.is_furniture.push_back(is_furniture);
        page.text += line + "\n";
    }
    return page;
}

std::vector<MarkedPage> read_pages() {
    std::vector<MarkedPage> pages;
    const fs::path folder = fs::path(EVRESI_SOURCE_DIR) / "tests/unit/corpus/furniture_pages";
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        pages.push_back(read_page(entry.path()));
    }
    return pages;
}

Document annotated(std::string title, std::string text) {
    Document document;
    document.id = "d";
    document.title = std::move(title);
    document.text = std::move(text);
    Annotator annotator;
    annotator.annotate(document);
    return document;
}

std::vector<std::string> lines_kept(const Document& document) {
    std::vector<std::string> lines;
    for (const Paragraph& paragraph : document.paragraphs) {
        if (paragraph.is_boilerplate) continue;
        lines.push_back(document.text.substr(paragraph.begin, paragraph.end - paragraph.begin));
    }
    return lines;
}

}  // namespace

TEST_CASE("Of marked pages in five languages nearly all furniture is found and no text lost") {
    const std::vector<MarkedPage> pages = read_pages();
    REQUIRE(pages.size() >= 50);
    std::size_t furniture = 0;
    std::size_t found = 0;
    std::vector<std::string> lost;
    for (const MarkedPage& page : pages) {
        const Document document = annotated(std::string(find_headline(page.text)), page.text);
        REQUIRE(document.paragraphs.size() == page.is_furniture.size());
        for (std::size_t i = 0; i < page.is_furniture.size(); ++i) {
            const Paragraph& line = document.paragraphs[i];
            furniture += page.is_furniture[i] ? 1u : 0u;
            found += page.is_furniture[i] && line.is_boilerplate ? 1u : 0u;
            if (!page.is_furniture[i] && line.is_boilerplate) {
                lost.push_back(page.name + ": " +
                               page.text.substr(line.begin, line.end - line.begin));
            }
        }
    }
    CHECK(lost == std::vector<std::string>{});
    INFO(found << " of " << furniture);
    CHECK(found * 100 >= furniture * 99);
}

TEST_CASE("The headline is found among menus, rubrics and second lines") {
    std::vector<std::string> wrong;
    for (const MarkedPage& page : read_pages()) {
        const std::string_view found = find_headline(page.text);
        if (found != page.title) wrong.push_back(page.name + ": " + std::string(found));
    }
    CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("Furniture is told from text by its words") {
    for (const std::string_view line :
         {"Skip to main content", "Σχολιάστε", "Последна промяна: 9 Септември 2023",
          "Naročite se na obvestila", "Sīkdatņu politika", "BG | EN", "Home About us News Contact",
          "Начало » Проекти » Мостове", "Share this page: Facebook, LinkedIn",
          "17.10.2023 / Новини", "© 2024 Some Council", "A- A A+", "3 min read",
          "Τηλ.: 210 0000000", "Copyright 2020 City"}) {
        INFO(line);
        CHECK(is_furniture(line));
    }
    for (const std::string_view line :
         {"The new bridge opens to walkers next week.", "Partnerji projekta se srečajo v maju",
          "Trbovlje vabijo domov", "Печатът на общината е поставен върху договора за моста.",
          "Trajanje projekta: 1. april 2024 – 30. marec 2027", "1. 5. 2019 – 30. 4. 2022",
          "Cilji projekta", "Rezultāti", "Budget: EUR 2.4 million", "Vodilni partner: Mesto Breg",
          "Programme: Erasmus+", "- free coffee for all", "Newsletter of the Alps, May 2020"}) {
        INFO(line);
        CHECK_FALSE(is_furniture(line));
    }
}

TEST_CASE("A page of nothing but short lines does not vanish") {
    const Document menu = annotated("", "Home\nNews\nProjects\nContact\n");
    CHECK(lines_kept(menu).size() == 4);
    const Document share = annotated("Share", "Share\nPrint\nSubscribe to our newsletter\n");
    CHECK_FALSE(lines_kept(share).empty());
}

TEST_CASE("The headline is text even if it reads like furniture") {
    const Document document =
        annotated("Share on Facebook", "Skip to content\nShare on Facebook\n\nThe council asks all "
                                       "who sold their bicycles to say so on its page.\n");
    CHECK(lines_kept(document).front() == "Share on Facebook");
}

TEST_CASE("A date in furniture is evidence still") {
    const Document document =
        annotated("Bees", "Bees\n\nThe town keeps twelve hives on the roof of its hall.\n\n"
                          "Last updated: 3 May 2018\nShare this page\n");
    CHECK(document.paragraphs[2].is_boilerplate);
    REQUIRE(document.metadata.year.has_value());
    CHECK(document.metadata.year->value == 2018);
}

TEST_CASE("What the markup calls furniture is, unless nothing else is left") {
    Document document;
    document.text = "Wide river\nThe river is wide here and slow in summer.\nSome words on it\n";
    document.title = "Wide river";
    const auto begin = static_cast<std::uint32_t>(document.text.find("Some"));
    document.furniture = {{begin, begin + 16, false}};
    Annotator annotator;
    annotator.annotate(document);
    CHECK(document.paragraphs[2].is_boilerplate);
    CHECK_FALSE(document.paragraphs[1].is_boilerplate);
    document.furniture = {{0, static_cast<std::uint32_t>(document.text.size()), false}};
    annotator.annotate(document);
    CHECK_FALSE(document.paragraphs[1].is_boilerplate);
}

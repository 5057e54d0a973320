#include "corpus/annotator.hpp"
#include "corpus/site_lines.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace evresi;
using namespace evresi::corpus;

namespace {

Document page_of(std::string source, std::string text, std::string url = {}) {
    Document document;
    document.source = std::move(source);
    document.url = std::move(url);
    document.text = std::move(text);
    return document;
}

std::vector<LineRepeats> repeats_of(const std::vector<Document>& documents) {
    SiteLines sites;
    for (const Document& document : documents) sites.add(document);
    return sites.end_batch();
}

// What is left of the first of the pages.
std::string kept(std::vector<Document> pages) {
    const std::vector<LineRepeats> repeats = repeats_of(pages);
    Document& page = pages.front();
    Annotator annotator;
    annotator.annotate(page, repeats.front());
    std::string lines;
    for (const Paragraph& paragraph : page.paragraphs) {
        if (paragraph.is_boilerplate) continue;
        lines += page.text.substr(paragraph.begin, paragraph.end - paragraph.begin) + "|";
    }
    return lines;
}

const std::string kOwn[] = {
    "The mill by the river grinds buckwheat again after forty years of rest.\n",
    "Nine boats sailed from the island to show how sails were sewn in the past.\n",
    "Bee keepers of three valleys count their hives together every spring now.\n",
    "An old railway line becomes a path for walkers who like long tunnels.\n",
    "School kitchens buy their beans from farms that lie within an hour's ride.\n",
    "The choir sings in a chapel that had lost its roof and its bell long ago.\n"};

}  // namespace

TEST_CASE("The site of a document is the host of its URL, else its folder; a row may have none") {
    CHECK(site_of(page_of("a/b.html", "", "https://www.example.org/x?y")) == "example.org");
    CHECK(site_of(page_of("a/b.html", "", "http://example.org")) == "example.org");
    CHECK(site_of(page_of("a/b.html", "", "no url")) == "a/");
    CHECK(site_of(page_of("a/b.html", "")) == site_of(page_of("a/c.html", "")));
    CHECK(site_of(page_of("b.html", "")).empty());
    Document row = page_of("a/rows.jsonl", "");
    row.line = 3;
    CHECK(site_of(row).empty());
}

TEST_CASE("Lines are counted over the documents of a site, each document once") {
    const auto repeats =
        repeats_of({page_of("a/1", "one\none\n\n two \nthree\nfour\n"),
                    page_of("a/2", "one\nfive\nsix\nseven\n"),
                    page_of("b/3", "one\ntwo\nthree\nfour\n"), page_of("a/4", "one\ntwo\n")});
    CHECK(repeats[0] == LineRepeats{2, 2, 1, 1, 1});
    CHECK(repeats[1] == LineRepeats{2, 1, 1, 1});
    CHECK(repeats[2] == LineRepeats{1, 1, 1, 1});
    CHECK(repeats[3].empty());  // no page
}

TEST_CASE("A batch sees the documents before it and its own") {
    SiteLines sites;
    sites.add(page_of("a/1", "one\ntwo\nthree\nfour\n"));
    CHECK(sites.end_batch() == std::vector<LineRepeats>{{1, 1, 1, 1}});
    sites.add(page_of("a/2", "one\nb\nc\nd\n"));
    sites.add(page_of("a/3", "one\nb\nf\ng\n"));
    CHECK(sites.end_batch() == std::vector<LineRepeats>{{3, 2, 1, 1}, {3, 2, 1, 1}});
    CHECK(sites.end_batch().empty());
}

TEST_CASE("Memory is bounded: a line met often outlives a million others") {
    SiteLines sites;
    const auto document = [](std::size_t n) {
        std::string text = "often\n";
        for (std::size_t i = 0; i < 1000; ++i) text += std::to_string(n * 1000 + i) + "\n";
        return page_of("a/x", text);
    };
    std::vector<LineRepeats> repeats;
    for (std::size_t n = 0; n < 1000; ++n) {
        sites.add(document(n));
        repeats = sites.end_batch();
    }
    CHECK(repeats[0][0] >= 3);
    CHECK(repeats[0][1000] == 1);
}

TEST_CASE("Short lines at the edges that a site repeats are furniture") {
    std::vector<Document> pages;
    for (const std::string& own : kOwn) {
        pages.push_back(page_of("a/p", "Valley works\n\n" + own + own + "\nThe lower valley\n"));
    }
    // Alone on its page such a line may be anything.
    CHECK(kept({pages[0]}).starts_with("Valley works|"));
    CHECK(kept(pages).find("Valley works") == std::string::npos);
    CHECK(kept(pages).find("lower valley") == std::string::npos);
}

TEST_CASE("Paragraphs and headings that sibling pages share are text") {
    const std::string shared =
        "The project brings nine regions together that want to learn from one another.\n";
    const auto text = [&](std::size_t i) {
        return "Title\n\n" + kOwn[i] + "\nWhat we do\n\n" + kOwn[i + 1] + shared;
    };
    const std::string both = kept({page_of("a/1", text(0)), page_of("a/2", text(2))});
    CHECK(both.find("nine regions") != std::string::npos);
    CHECK(both.find("What we do|") != std::string::npos);
}

TEST_CASE("A sentence at the foot of many pages of a site is furniture") {
    const std::string foot = "The society lives on the gifts of all who like what it does here.\n";
    std::vector<Document> pages;
    for (const std::string& own : kOwn) {
        pages.push_back(page_of("a/p", "Some title\n\n" + own + "And " + own + "\n" + foot));
    }
    CHECK(kept(pages).find("society") == std::string::npos);
    pages.resize(3);
    CHECK(kept(pages).find("society") != std::string::npos);
}

TEST_CASE("Copies of one page do not make each other vanish") {
    std::vector<Document> pages(6, page_of("a/p", "A title\n\n" + kOwn[0] + kOwn[1] + kOwn[2]));
    const std::string left = kept(pages);
    CHECK(left.find("mill") != std::string::npos);
    CHECK(left.find("hives") != std::string::npos);
}

#include "collected.hpp"
#include "pdf_bytes.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi;
using namespace evresi::tests;

namespace {

corpus::Document read_pdf(const PdfBytes& pdf) {
    const Collected got = read_bytes("a.pdf", pdf.bytes());
    INFO(got.error);
    REQUIRE(got.documents.size() == 1);
    return got.documents.front();
}

}  // namespace

TEST_CASE("The lines of a PDF paragraph are one line, in every alphabet") {
    PdfBytes pdf;
    pdf.line(50, 760, "Κοινωνική οικονομία στην ύπαιθρο", 18);
    pdf.lines(50, 730,
              {"Το έργο ενώνει τέσσερις περιοχές και αρχίζει",
               "με μια συνάντηση των εταίρων στην πόλη μας.",
               "Проектът обединява четири области и започва", "със среща на партньорите в града."});
    pdf.lines(50, 660,
              {"Projekts apvieno četrus novadus un sākas ar", "tikšanos pilsētā, kur ēka gaida.",
               "Naslednja vrstica."});
    const corpus::Document document = read_pdf(pdf);
    CHECK(document.title == "Κοινωνική οικονομία στην ύπαιθρο");
    CHECK(document.text ==
          "Κοινωνική οικονομία στην ύπαιθρο\n"
          "Το έργο ενώνει τέσσερις περιοχές και αρχίζει με μια συνάντηση των εταίρων στην πόλη "
          "μας. Проектът обединява четири области и започва със среща на партньорите в града.\n"
          "Projekts apvieno četrus novadus un sākas ar tikšanos pilsētā, kur ēka gaida.\n"
          "Naslednja vrstica.\n");
}

TEST_CASE("Words that a PDF cuts at line ends are whole again, and names with a hyphen keep it") {
    PdfBytes pdf;
    pdf.lines(50, 700,
              {"The partners of the programme Latvia-", "Lithuania met for more of a coop-",
               "eration in all of the years of 2014-", "2020, and spoke of a little self-",
               "help, of what came after the pre- and", "post-accession funds, and of energy-",
               "saving. The energy-saving wall is an", "exam\u00AD",
               "Ple of a great cross-border idea that", "was found good"});
    CHECK(read_pdf(pdf).text ==
          "The partners of the programme Latvia-Lithuania met for more of a cooperation in all of "
          "the "
          "years of 2014-2020, and spoke of a little self-help, of what came after the pre- and "
          "post-accession funds, and of energy-saving. The energy-saving wall is an examPle of a "
          "great cross-border idea that was found good\n");
}

TEST_CASE("A hyphen at a line end before a conjunction stands for a word to come") {
    PdfBytes pdf;
    pdf.lines(50, 700, {"Funds for pre-", "and post-accession work in these areas"});
    CHECK(read_pdf(pdf).text == "Funds for pre- and post-accession work in these areas\n");
}

TEST_CASE("Two columns of a PDF are read one after the other, and a sentence runs over") {
    PdfBytes pdf;
    std::vector<std::string> left;
    std::vector<std::string> right;
    for (int i = 0; i < 12; ++i) {
        left.push_back("left column words that fill line " + std::to_string(10 + i));
        right.push_back("right column words filling line " + std::to_string(10 + i));
    }
    left.back() = "left column that ends in the mid dle";
    pdf.lines(50, 700, left);
    pdf.lines(320, 700, right);
    const std::string text = read_pdf(pdf).text;
    CHECK(text.find("line 10 left column words that fill line 11") != std::string::npos);
    CHECK(text.find("in the mid dle right column words filling line 10 right") !=
          std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("Two columns of a PDF that are written line by line are read one after the other") {
    PdfBytes pdf;
    for (int i = 0; i < 12; ++i) {
        pdf.line(50, 700 - 12 * i, "left column words that fill line " + std::to_string(10 + i));
        pdf.line(320, 700 - 12 * i, "right column words filling line " + std::to_string(10 + i));
    }
    const std::string text = read_pdf(pdf).text;
    CHECK(text.find("line 10 left column words that fill line 11") != std::string::npos);
    CHECK(text.find("line 20 right column words filling line 21") != std::string::npos);
}

TEST_CASE("The cells of a row of a PDF's table stay together") {
    PdfBytes pdf;
    const std::vector<std::vector<std::string>> rows = {{"Partner", "Country", "Budget"},
                                                        {"City of Riga", "Latvia", "120"},
                                                        {"Region Epirus", "Greece", "90"},
                                                        {"Maribor", "Slovenia", "75"}};
    double y = 700;
    for (const std::vector<std::string>& row : rows) {
        double x = 50;
        for (const std::string& cell : row) {
            pdf.line(x, y, cell);
            x += 150;
        }
        y -= 14;
    }
    CHECK(read_pdf(pdf).text == "Partner Country Budget\nCity of Riga Latvia 120\n"
                                "Region Epirus Greece 90\nMaribor Slovenia 75\n");
}

TEST_CASE("Numbers and running heads of pages stay lines of their own") {
    PdfBytes pdf;
    const std::vector<std::vector<std::string>> pages = {
        {"the bees of the valley found a new home",
         "that the school had built for them and the neigh-"},
        {"bours, who came in spring to see how the", "hives stood in the sun and under old trees"},
        {"A third page tells of the honey in jars."}};
    for (std::size_t i = 0; i < pages.size(); ++i) {
        pdf.page();
        pdf.line(50, 770, "Annual report of the green valley", 8);
        pdf.lines(50, 700, pages[i]);
        pdf.line(290, 30, "- " + std::to_string(i + 9) + " -", 8);
    }
    CHECK(
        read_pdf(pdf).text ==
        "Annual report of the green valley\n"
        "the bees of the valley found a new home that the school had built for them and the "
        "neighbours, who came in spring to see how the hives stood in the sun and under old trees\n"
        "- 9 -\nAnnual report of the green valley\n"
        "- 10 -\nAnnual report of the green valley\n"
        "A third page tells of the honey in jars.\n- 11 -\n");
}

TEST_CASE("Items, indents and short lines of a PDF begin new lines of text") {
    PdfBytes pdf;
    pdf.lines(50, 700,
              {"The project has three aims that it names in this line:",
               "\uF0B7 to plant trees along the river", "\uF0B7 to teach",
               "1. first numbered point of the list", "2. second one", "Contact: the office",
               "Opening hours: daily"});
    pdf.lines(62, 600, {"A paragraph with an indent begins here and"});
    pdf.lines(50, 588, {"goes on at the margin until it has no more of"});
    pdf.lines(62, 576, {"Then another begins with an indent as we"});
    pdf.lines(50, 564, {"do."});
    const std::string text = read_pdf(pdf).text;
    CHECK(text ==
          "The project has three aims that it names in this line:\n"
          "• to plant trees along the river\n• to teach\n"
          "1. first numbered point of the list\n2. second one\n"
          "Contact: the office\nOpening hours: daily\n"
          "A paragraph with an indent begins here and goes on at the margin until it has no "
          "more of\nThen another begins with an indent as we do.\n");
}

TEST_CASE("A PDF's own title, date and language are taken where they mean something") {
    PdfBytes pdf;
    pdf.line(50, 760, "Bees on the town hall", 20);
    pdf.line(50, 700, "The town keeps twelve hives.");
    pdf.title = "Hives for towns";
    pdf.creation_date = "D:20190503101500+03'00'";
    pdf.lang = "sl-SI";
    const corpus::Document good = read_pdf(pdf);
    CHECK(good.title == "Hives for towns");
    CHECK(good.date == "2019-05-03");
    CHECK(good.lang == LanguageTag::of("sl"));
    CHECK(good.lang_from == corpus::Provenance::none);
    for (const char* const name : {"Microsoft Word - hives_v2.doc", "untitled", "final.indd",
                                   "hives_final_2", "Document1", "12"}) {
        pdf.title = name;
        INFO(name);
        CHECK(read_pdf(pdf).title == "Bees on the town hall");
    }
    for (const char* const date : {"D:19700101000000", "D:20990101000000", "D:20191303", "soon"}) {
        pdf.creation_date = date;
        CHECK(read_pdf(pdf).date.empty());
    }
}

TEST_CASE("A PDF that cannot be read is refused with its reason") {
    PdfBytes pdf;
    pdf.line(50, 700, "Some words");
    pdf.is_encrypted = true;
    const Collected locked = read_bytes("a.pdf", pdf.bytes());
    REQUIRE(locked.rejections.size() == 1);
    CHECK(locked.rejections[0].code == "password-protected");
    PdfBytes scanned;
    scanned.page();
    const Collected empty = read_bytes("a.pdf", scanned.bytes());
    REQUIRE(empty.rejections.size() == 1);
    CHECK(empty.rejections[0].code == "no-text");
    CHECK(empty.rejections[0].message.find("OCR") != std::string::npos);
    const Collected broken = read_bytes("a.pdf", "%PDF-1.7\nnothing of use");
    REQUIRE(broken.rejections.size() == 1);
    CHECK(broken.rejections[0].code == "malformed-input");
    CHECK(read_bytes("a.pdf", "<html>Not found</html>").error.find("no PDF") != std::string::npos);
}

TEST_CASE("A PDF beyond a limit of pages, text or bytes is refused") {
    PdfBytes pdf;
    for (int i = 0; i < 3; ++i) {
        pdf.page();
        pdf.line(50, 700, "Some words on a page");
    }
    corpus::ReadOptions options;
    options.limits.pages = 2;
    CHECK(read_bytes("a.pdf", pdf.bytes(), options).error.find("2 pages") != std::string::npos);
    options.limits.pages = 3;
    options.limits.text_bytes = 30;
    CHECK(read_bytes("a.pdf", pdf.bytes(), options).error.find("of text") != std::string::npos);
    options.limits.text_bytes = 1000;
    CHECK(read_bytes("a.pdf", pdf.bytes(), options).documents.size() == 1);
}

TEST_CASE("A page of a PDF that is crammed with words is read line by line, in bounded time") {
    PdfBytes pdf;
    for (int i = 0; i < 4'000; ++i) {
        pdf.line(50 + (i * 37) % 450, 30 + (i * 13) % 740, "ab cd ef " + std::to_string(i));
    }
    const std::string text = read_pdf(pdf).text;
    CHECK(text.starts_with("ab cd ef 0\nab cd ef 1\n"));
    CHECK(text.ends_with("ab cd ef 3999\n"));
}

TEST_CASE("A PDF cut short anywhere is read or refused, never worse") {
    PdfBytes pdf;
    pdf.line(50, 700, "Some words on a page");
    const std::string bytes = pdf.bytes();
    for (std::size_t length = 10; length < bytes.size(); length += 97) {
        const Collected got = read_bytes("a.pdf", bytes.substr(0, length));
        CHECK(got.documents.size() + got.rejections.size() + (got.error.empty() ? 0u : 1u) == 1);
    }
}

TEST_CASE("A file of no known suffix that holds a PDF is read as one") {
    PdfBytes pdf;
    pdf.line(50, 700, "Some words on a page");
    const corpus::Reader* const reader = corpus::find_reader("a.bin", "\n" + pdf.bytes());
    REQUIRE(reader != nullptr);
    CHECK(reader->name == "pdf");
}

#include "archive_builder.hpp"
#include "collected.hpp"
#include "corpus/office_document.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi;
using namespace evresi::tests;

namespace {

const std::string kWord =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const std::string kMc =
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:v\"";

/// A .docx in parts; what is not set is not in the archive.
struct Docx {
    std::string body;
    std::string styles = {};
    std::string core = {};
    std::string relations = {};
    std::vector<std::pair<std::string, std::string>> parts = {};

    [[nodiscard]] std::string bytes() const {
        ZipBuilder zip;
        zip.add("[Content_Types].xml", "<Types/>");
        zip.add("word/document.xml",
                "<w:document " + kWord + " " + kMc + "><w:body>" + body + "</w:body></w:document>");
        if (!styles.empty()) {
            zip.add("word/styles.xml", "<w:styles " + kWord + ">" + styles + "</w:styles>");
        }
        if (!core.empty()) {
            zip.add("docProps/core.xml", "<cp:coreProperties xmlns:cp=\"urn:cp\" "
                                         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                                         "xmlns:dcterms=\"http://purl.org/dc/terms/\">" +
                                             core + "</cp:coreProperties>");
        }
        if (!relations.empty()) {
            zip.add("word/_rels/document.xml.rels",
                    "<Relationships>" + relations + "</Relationships>");
        }
        for (const auto& [name, content] : parts) zip.add(name, content);
        return zip.finish();
    }
};

Collected read_docx(const Docx& docx) {
    return read_bytes("a.docx", docx.bytes());
}

std::string docx_text(const std::string& body, const std::string& styles = {}) {
    const Collected got = read_docx({body, styles});
    return got.documents.size() == 1 ? got.documents[0].text : "error: " + got.error;
}

std::string docx_title(const Docx& docx) {
    const Collected got = read_docx(docx);
    return got.documents.size() == 1 ? got.documents[0].title : "error: " + got.error;
}

std::string p(const std::string& text) {
    return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

std::string styled(const std::string& style, const std::string& text) {
    return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + text +
           "</w:t></w:r></w:p>";
}

std::string part(const std::string& element, const std::string& content) {
    return "<w:" + element + " " + kWord + ">" + content + "</w:" + element + ">";
}

std::string relation(const std::string& kind, const std::string& target) {
    return "<Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
           "relationships/" +
           kind + "\" Target=\"" + target + "\"/>";
}

std::string odt_bytes(const std::string& body,
                      const std::string& styles = {},
                      const std::string& meta = {},
                      const std::string& manifest = {}) {
    const std::string names = [] {
        std::string all;
        for (const char* const name : {"office", "text", "table", "style", "meta"}) {
            all += std::string(" xmlns:") + name +
                   "=\"urn:oasis:names:tc:opendocument:xmlns:" + name + ":1.0\"";
        }
        return all + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
                     " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
                     " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
    }();
    ZipBuilder zip;
    zip.store("mimetype", "application/vnd.oasis.opendocument.text");
    zip.add("content.xml",
            "<office:document-content" + names + ">" + body + "</office:document-content>");
    if (!styles.empty()) {
        zip.add("styles.xml",
                "<office:document-styles" + names + ">" + styles + "</office:document-styles>");
    }
    if (!meta.empty()) {
        zip.add("meta.xml", "<office:document-meta" + names + "><office:meta>" + meta +
                                "</office:meta></office:document-meta>");
    }
    if (!manifest.empty()) zip.add("META-INF/manifest.xml", manifest);
    return zip.finish();
}

std::string in_body(const std::string& text) {
    return "<office:body><office:text>" + text + "</office:text></office:body>";
}

std::string odt_text(const std::string& text, const std::string& automatic = {}) {
    const Collected got =
        read_bytes("a.odt", odt_bytes("<office:automatic-styles>" + automatic +
                                      "</office:automatic-styles>" + in_body(text)));
    return got.documents.size() == 1 ? got.documents[0].text : "error: " + got.error;
}

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The paragraphs of a .docx are lines, its rows too") {
    CHECK(docx_text(p("Един абзац") + p("") + p("Друг &amp; трети")) ==
          "Един абзац\nДруг & трети\n");
    CHECK(docx_text("<w:p><w:r><w:t>half</w:t></w:r><w:proofErr/><w:hyperlink><w:r><w:t>way</w:t>"
                    "</w:r></w:hyperlink></w:p>") == "halfway\n");
    CHECK(docx_text("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t>"
                    "<w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
                    "</w:p>") == "a b\nc-d\n");
    const auto cell = [](const std::string& content) { return "<w:tc>" + content + "</w:tc>"; };
    CHECK(docx_text(p("before") + "<w:tbl><w:tr>" + cell(p("a")) + cell(p("") + p("b")) +
                    cell(p("")) + cell(p("c")) + "</w:tr><w:tr>" + cell(p("d") + p("e")) +
                    cell(p("f")) + "</w:tr></w:tbl>" + p("after") + p("end")) ==
          "before\na b c\nd\ne f\nafter\nend\n");
}

TEST_CASE("What a printed .docx does not show is not read") {
    CHECK(docx_text("<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new"
                    "</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
                    "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>") == "new\n");
    CHECK(docx_text("<w:p><w:pPr><w:rPr><w:del/><w:vanish/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r>"
                    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>"
                    "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>c</w:t></w:r>"
                    "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
                    "<w:t>d</w:t></w:r></w:p>") == "acd\n");
    CHECK(docx_text(styled("Secret", "a") + styled("More", "b") + styled("Open", "c"),
                    "<w:style w:styleId=\"Secret\"><w:rPr><w:vanish/></w:rPr></w:style>"
                    "<w:style w:styleId=\"More\"><w:basedOn w:val=\"Secret\"/></w:style>"
                    "<w:style w:styleId=\"Open\"><w:basedOn w:val=\"Open\"/></w:style>") == "c\n");
    CHECK(docx_text("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") +
                    "</w:tc></w:tr><w:tr><w:tc>" + p("here") + "</w:tc></w:tr></w:tbl>") ==
          "here\n");
    CHECK(docx_text("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" +
                    p("Click here to enter text") +
                    "</w:sdtContent></w:sdt><w:sdt><w:sdtPr/>"
                    "<w:sdtContent>" +
                    p("Filled in") + "</w:sdtContent></w:sdt>") == "Filled in\n");
}

TEST_CASE("A text box of a .docx is read once, after the paragraph that holds it") {
    const std::string box = "<w:txbxContent>" + p("in the box") + p("second") + "</w:txbxContent>";
    CHECK(
        docx_text("<w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"x\">"
                  "<w:drawing>" +
                  box + "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
                  "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>b"
                  "</w:t></w:r></w:p>" +
                  p("c")) == "ab\nin the box\nsecond\nc\n");
    CHECK(docx_text("<w:p><w:r><w:pict><v:textbox>" + box + "</v:textbox></w:pict></w:r></w:p>") ==
          "in the box\nsecond\n");
    CHECK(docx_text("<mc:AlternateContent><mc:Fallback>" + p("only this") +
                    "</mc:Fallback></mc:AlternateContent>") == "only this\n");
}

TEST_CASE("Text boxes in text boxes keep their text, however deep") {
    std::string nested = p("innermost");
    for (int i = 0; i < 100; ++i) {
        nested = "<w:p><w:r><w:t>" + std::to_string(i) + "</w:t></w:r><w:r><w:txbxContent>" +
                 nested + "</w:txbxContent></w:r></w:p>";
    }
    const std::string text = docx_text(nested + p("after"));
    CHECK(says(text, "innermost"));
    CHECK(text.starts_with("99\n98\n97\n"));
    CHECK(text.ends_with("\nafter\n"));
}

TEST_CASE("Headers, notes and footers of a .docx stand around its body, each once") {
    Docx docx{p("The body")};
    docx.relations = relation("header", "header2.xml") + relation("header", "header1.xml") +
                     relation("footer", "/word/footer1.xml") +
                     relation("endnotes", "endnotes.xml") + relation("footnotes", "footnotes.xml") +
                     relation("comments", "comments.xml");
    docx.parts = {
        {"word/header1.xml", part("hdr", p("Project X") + p("12"))},
        {"word/header2.xml", part("hdr", p("Project X") + p("Annex"))},
        {"word/footer1.xml", part("ftr", p("www.example.org"))},
        {"word/footnotes.xml", part("footnotes", "<w:footnote w:type=\"separator\">" + p("----") +
                                                     "</w:footnote><w:footnote w:id=\"1\">" +
                                                     p("A note") + "</w:footnote>")},
        {"word/endnotes.xml", part("endnotes", "<w:endnote>" + p("Last words") + "</w:endnote>")},
        {"word/comments.xml", part("comments", "<w:comment>" + p("No!") + "</w:comment>")},
    };
    const Collected got = read_docx(docx);
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].text ==
          "Project X\nAnnex\nThe body\nA note\nLast words\nwww.example.org\n");
    CHECK(got.documents[0].title == "The body");
}

TEST_CASE("The title of a .docx is the one that a person gave it") {
    const std::string heading =
        styled("Style7", "Резултати") + styled("a", "Доклад") + styled("b", "Увод") + p("Текст");
    const std::string styles = "<w:style w:styleId=\"a\"><w:name w:val=\"Title\"/></w:style>"
                               "<w:style w:styleId=\"b\"><w:name w:val=\"heading 1\"/></w:style>"
                               "<w:style w:styleId=\"c\"><w:basedOn w:val=\"b\"/></w:style>"
                               "<w:style w:styleId=\"Style7\"><w:name w:val=\"Normal\"/></w:style>";
    const auto titled = [](const std::string& title) {
        return "<dc:title>" + title + "</dc:title>";
    };
    CHECK(docx_title({heading, styles, titled(" Годишен\n доклад ")}) == "Годишен доклад");
    for (const char* const empty :
         {"", "Microsoft Word - report.doc", "Document1", "Документ2", "untitled", "plan_v3.docx",
          "PowerPoint Presentation", "--", "12"}) {
        INFO(empty);
        CHECK(docx_title({heading, styles, titled(empty)}) == "Доклад");
    }
    Docx templated{heading, styles, titled("Report form")};
    templated.parts = {{"docProps/app.xml", "<Properties><Template>Report form.dotm</Template>"
                                            "</Properties>"}};
    CHECK(docx_title(templated) == "Доклад");
    CHECK(docx_title({p("x") + styled("c", "By inheritance"), styles}) == "By inheritance");
    CHECK(docx_title({p("x") + styled("Heading1", "By its id")}) == "By its id");
    CHECK(docx_title({p("Първият ред на текста") + p("И още")}) == "Първият ред на текста");
}

TEST_CASE("Dates and languages of a .docx are taken from its properties") {
    const std::string styles =
        "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"sl-SI\"/></w:rPr>"
        "</w:rPrDefault></w:docDefaults>";
    Collected got = read_docx({p("Besedilo"), styles,
                               "<dcterms:created>2019-05-03T10:00:00Z</dcterms:created>"
                               "<dcterms:modified>2021-01-01T00:00:00Z</dcterms:modified>"});
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].date == "2019-05-03");
    CHECK(got.documents[0].lang == LanguageTag::of("sl"));
    CHECK(got.documents[0].lang_from == corpus::Provenance::none);
    got = read_docx({p("Text"), styles,
                     "<dcterms:created>soon</dcterms:created>"
                     "<dcterms:modified>2021-01-01T00:00:00Z</dcterms:modified>"
                     "<dc:language>lv-LV</dc:language>"});
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].date == "2021-01-01");
    CHECK(got.documents[0].lang == LanguageTag::of("lv"));
}

TEST_CASE("A reader of archives that is handed an office file knows it") {
    Collected got = read_bytes("a.zip", Docx{p("In a .docx")}.bytes());
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].id == "a.zip");
    CHECK(got.documents[0].text == "In a .docx\n");
    got = read_bytes("a.zip", ZipBuilder()
                                  .add("[Content_Types].xml", "<Types/>")
                                  .add("xl/workbook.xml", "<x/>")
                                  .finish());
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].code == "unsupported-format");
}

TEST_CASE("Hostile XML is refused without harm") {
    const auto refused = [](const std::string& xml) {
        const Collected got = read_bytes("a.docx", ZipBuilder()
                                                       .add("[Content_Types].xml", "<Types/>")
                                                       .add("word/document.xml", xml)
                                                       .finish());
        return got.documents.empty() ? got.error : "read";
    };
    std::string laughs = "<!DOCTYPE w [<!ENTITY a \"ha\">";
    for (char c = 'b'; c < 'k'; ++c) {
        laughs += std::string("<!ENTITY ") + c + " \"";
        for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
        laughs += "\">";
    }
    CHECK(says(refused(laughs + "]><w>&j;</w>"), "document type"));
    CHECK(says(refused("<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><w/>"), "document type"));
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<w:p " + (i == 0 ? kWord : "") + ">";
    CHECK(says(refused(deep), "nests more than 1000"));
    std::string wide = "<w:p";
    for (int i = 0; i < 500'000; ++i) wide += " a" + std::to_string(i) + "='>'";
    CHECK(says(refused(wide + "/>"), "more than 256 attributes"));
    std::string spaces;
    for (int i = 0; i < 900; ++i) {
        spaces += "<a";
        for (int j = 0; j < 200; ++j) {
            spaces += " xmlns:n" + std::to_string(i) + "x" + std::to_string(j) + "=\"u\"";
        }
        spaces += ">";
    }
    CHECK(says(refused(spaces), "too many namespaces"));
    CHECK(says(refused("<w:document " + kWord + "><w:body>"), "not well-formed"));
    CHECK(says(refused("no XML"), "not well-formed"));
    CHECK(says(refused("<w:document " + kWord + ">&undefined;</w:document>"), "not well-formed"));
    CHECK(says(refused(""), "not well-formed"));
    CHECK(says(refused("<w:document " + kWord + "/>"), "has no text"));
    CHECK(says(read_bytes("a.docx", "words").error, "not what its name says"));
}

TEST_CASE("Signs of attributes in text, comments and sections count for nothing") {
    std::string many;
    for (int i = 0; i < 1000; ++i) many += " a=\"1\"";
    CHECK(docx_text("<?x " + many + "?><!--" + many + "--><w:p><w:r><w:t>" + many +
                    "</w:t></w:r></w:p><w:p b='" + std::string(1000, '=') +
                    "'><w:r><w:t><![CDATA[end <" + many + "]]></w:t></w:r></w:p>")
              .ends_with("a=\"1\"\n"));
}

TEST_CASE("A fault in a part beside the body does not lose the body") {
    Docx docx{p("The body"), "<w:style><broken", "<dc:title>A good title</dc:title><broken"};
    docx.relations = relation("header", "header1.xml") + relation("footer", "missing.xml");
    docx.parts = {{"word/header1.xml", "<w:hdr " + kWord + ">" + p("Top") + "<w:p>"}};
    const Collected got = read_docx(docx);
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].title == "A good title");
    CHECK(says(got.documents[0].text, "The body\n"));
}

TEST_CASE("The paragraphs, tables and notes of an .odt are read like those of a .docx") {
    CHECK(
        odt_text("<text:h>Глава</text:h><text:p>two<text:s text:c=\"3\"/>words<text:tab/>x"
                 "<text:line-break/><text:span>y</text:span><text:a>z</text:a></text:p>"
                 "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>") ==
        "Глава\ntwo words x\nyz\nitem\n");
    CHECK(odt_text(
              "<table:table><table:table-row><table:table-cell><text:p>a</text:p>"
              "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>b</text:p>"
              "<text:p>c</text:p></table:table-cell></table:table-row></table:table>"
              "<text:p>d</text:p>") == "a b\nc\nd\n");
    CHECK(
        odt_text(
            "<text:p>word<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>A note</text:p></text:note-body></text:note>s</text:p><text:p>end</text:p>") ==
        "words\nend\nA note\n");
    CHECK(odt_text("<text:p>a<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box>"
                   "<svg:title>alt</svg:title></draw:frame>b</text:p><text:p>c</text:p>") ==
          "ab\nboxed\nc\n");
}

TEST_CASE("What a printed .odt does not show is not read") {
    CHECK(
        odt_text("<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
                 "</text:deletion></text:changed-region></text:tracked-changes><text:p>a"
                 "<text:change text:change-id=\"1\"/><office:annotation><dc:creator>N</dc:creator>"
                 "<text:p>No!</text:p></office:annotation>b</text:p>") == "ab\n");
    CHECK(odt_text("<text:section text:display=\"none\"><text:p>hidden</text:p></text:section>"
                   "<text:section><text:p>shown</text:p></text:section>") == "shown\n");
    CHECK(odt_text(
              "<text:p text:style-name=\"P1\">a</text:p><text:p>b<text:span text:style-name=\"T1\">"
              "c</text:span></text:p>",
              "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/>"
              "</style:style><style:style style:name=\"P1\" style:parent-style-name=\"T1\"/>") ==
          "b\n");
}

TEST_CASE("Titles, dates, headers and languages of an .odt") {
    const std::string styles =
        "<style:default-style style:family=\"paragraph\"><style:text-properties "
        "fo:language=\"el\"/>"
        "</style:default-style><style:master-page><style:header><text:p>Top</text:p><text:p>3</"
        "text:p>"
        "</style:header><style:header-left><text:p>Top</text:p></style:header-left><style:footer>"
        "<text:p>Bottom</text:p></style:footer></style:master-page>";
    const std::string body =
        "<office:automatic-styles><style:style style:name=\"P1\" "
        "style:parent-style-name=\"Title\"/>"
        "</office:automatic-styles>" +
        in_body("<text:h>Κεφάλαιο</text:h><text:p text:style-name=\"P1\">Έκθεση</text:p>");
    Collected got =
        read_bytes("a.odt", odt_bytes(body, styles,
                                      "<meta:creation-date>2020-02-03T04:05:06</meta:creation-date>"
                                      "<dc:date>2022-01-01T00:00:00</dc:date>"));
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].text == "Top\nΚεφάλαιο\nΈκθεση\nBottom\n");
    CHECK(got.documents[0].title == "Έκθεση");
    CHECK(got.documents[0].date == "2020-02-03");
    CHECK(got.documents[0].lang == LanguageTag::of("el"));
    got = read_bytes("a.odt", odt_bytes(in_body("<text:h>Chapter</text:h>"), {},
                                        "<dc:title>The whole story</dc:title><dc:language>en-GB"
                                        "</dc:language>"));
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].title == "The whole story");
    CHECK(got.documents[0].lang == LanguageTag::of("en"));
}

TEST_CASE("An encrypted .odt is refused as password-protected") {
    const Collected got = read_bytes(
        "a.odt",
        odt_bytes(
            "\x12\x34", {}, {},
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:"
            "1.0\"><manifest:file-entry manifest:full-path=\"content.xml\">"
            "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"));
    CHECK(got.documents.empty());
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].code == "password-protected");
    CHECK(says(got.rejections[0].message, "save it without a password"));
}

TEST_CASE("Any byte of a document may be wrong and nothing worse comes of it than a refusal") {
    ZipBuilder zip;
    zip.store("[Content_Types].xml", "<Types/>");
    zip.store("docProps/core.xml", "<c:p xmlns:c=\"urn:c\"><c:title>A title</c:title></c:p>");
    zip.store("word/document.xml", "<w:document " + kWord + "><w:body><w:p><w:r><w:txbxContent>" +
                                       p("boxed") +
                                       "</w:txbxContent></w:r></w:p><w:tbl><w:tr><w:tc>" +
                                       p("cell") + "</w:tc></w:tr></w:tbl></w:body></w:document>");
    const std::string docx = zip.finish();
    const std::string odt =
        odt_bytes(in_body("<text:p>a<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box>"
                          "</draw:frame></text:p>"));
    for (const auto& [name, whole] : {std::pair("a.docx", docx), std::pair("a.odt", odt)}) {
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ 0x05);
            const Collected got = read_bytes(name, bytes);
            CHECK(got.documents.size() + got.rejections.size() + (got.error.empty() ? 0 : 1) == 1);
        }
    }
}

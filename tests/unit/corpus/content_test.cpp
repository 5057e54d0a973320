#include "archive_builder.hpp"
#include "collected.hpp"
#include "corpus/content.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <string>

using namespace evresi;
using namespace evresi::tests;

namespace {

/// The one document read from a file of that name and content, or its refusal as "code: message".
std::string read_as(const std::string& name, const std::string& bytes) {
    const TemporaryFolder folder;
    folder.write(name, bytes);
    const Collected got = read_paths({folder.path().string()});
    if (got.documents.size() == 1 && got.rejections.empty()) return got.documents[0].text;
    if (got.rejections.size() != 1 || !got.documents.empty()) return "not one";
    return got.rejections[0].code + ": " + got.rejections[0].message;
}

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string utf16(std::string_view ascii) {
    std::string wide = "\xFF\xFE";
    for (const char c : ascii) (wide += c) += '\0';
    return wide;
}

/// An OLE compound file whose directory names one stream.
std::string ole_file(std::string_view stream) {
    std::string file(512 * 3, '\0');
    file.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[0x1E] = 9;  // sectors of 512 bytes
    file[0x30] = 0;  // the directory is the first
    file[0x4C] = 1;  // the allocation table the second
    for (std::size_t i = 0; i < 128; ++i) file.replace(1024 + 4 * i, 4, "\xFE\xFF\xFF\xFF");
    const std::size_t entry = 512 + 128;
    for (std::size_t i = 0; i < stream.size(); ++i) file[entry + 2 * i] = stream[i];
    file[entry + 0x40] = static_cast<char>(2 * stream.size() + 2);
    return file;
}

}  // namespace

TEST_CASE("A file is read as what it is, whatever its name says") {
    const std::string page = "<!DOCTYPE html>\n<p>Parks &amp; gardens</p>";
    CHECK(read_as("a.txt", page) == "Parks & gardens\n");
    CHECK(read_as("a.docx", page) == "Parks & gardens\n");
    CHECK(read_as("a.pdf", page) == "Parks & gardens\n");
    CHECK(read_as("a.jsonl", page) == "Parks & gardens\n");
    CHECK(read_as("page.php", page) == "Parks & gardens\n");
    CHECK(read_as("page.php", "<?xml version=\"1.0\"?><!-- x --><html ><p>Hi</p>") == "Hi\n");
    CHECK(read_as("a", page) == "Parks & gardens\n");
    CHECK(read_as("wide.dat", utf16(page)) == "Parks & gardens\n");
    CHECK(read_as("wide", utf16("Plain words\n")) == "Plain words\n");
    CHECK(read_as("README", "Plain words\n") == "Plain words\n");
    CHECK(read_as("rows.dat", "{\"id\":\"1\",\"text\":\"Words\"}\n") == "Words");
    CHECK(read_as("table", "id,text\n1,Words\n") == "Words");
    CHECK(read_as("pages.txt", ZipBuilder().add("x.txt", "Packed\n").finish()) == "Packed\n");
    // A text that only speaks of tags and programs is a text.
    CHECK(read_as("a.txt", "BMW and MZ are names\n") == "BMW and MZ are names\n");
    CHECK(read_as("b.txt", "<htmlish> is no tag\n") == "<htmlish> is no tag\n");
}

TEST_CASE("What no reader takes is named for what it is, with the way out") {
    CHECK(says(read_as("a.docx", "{\\rtf1\\ansi Words}"), "RTF text; save it as .docx"));
    CHECK(says(read_as("a.txt", "\x89PNG\r\n\x1A\n\0\0"), "a PNG picture"));
    CHECK(says(read_as("a.pdf", std::string("\xFF\xD8\xFF\xE0\0\x10JFIF\0", 11)), "JPEG picture"));
    CHECK(says(read_as("a.doc", ole_file("WordDocument")),
               "unsupported-format: the file is a Word document of the old kind (.doc); save it as "
               ".docx"));
    CHECK(says(read_as("a.docx", ole_file("EncryptedPackage")), "password-protected: "));
    CHECK(says(read_as("a.xls", ole_file("Workbook")), "save it as .csv"));
    CHECK(says(read_as("a.docx", "Plain words"), "malformed-input: "));
    CHECK(says(read_as("a.7z", "7z\xBC\xAF\x27\x1C\0\0\0"), "unpack it first"));
    CHECK(says(read_as("a.py", "import os\n"), "rename it .txt"));
    CHECK(says(read_as("a.json", "{\n \"x\": 1\n}\n"), "unsupported-format"));
    CHECK(says(read_as("a.xml", "<?xml version=\"1.0\"?><feed/>"), "unsupported-format"));
    CHECK(says(read_as("a.mht", "MIME-Version: 1.0\n"), "save it as .html"));
    CHECK(says(read_as("a.txt", ""), "empty-file: the file is empty"));
    CHECK(says(read_as("a.jsonl", ""), "empty-file"));
    const auto office = [](const std::string& part) {
        return ZipBuilder().add("[Content_Types].xml", "<Types/>").add(part, "<x/>").finish();
    };
    CHECK(says(read_as("a.xlsx", office("xl/workbook.xml")), "Excel workbook (.xlsx); save it as"));
    CHECK(says(read_as("a.zip", office("ppt/presentation.xml")), "PowerPoint presentation"));
    const auto open_document = [](const std::string& type) {
        return ZipBuilder().store("mimetype", type).add("content.xml", "<x/>").finish();
    };
    CHECK(says(read_as("a.epub", open_document("application/epub+zip")), "an EPUB book"));
    CHECK(says(read_as("a.ods", open_document("application/vnd.oasis.opendocument.spreadsheet")),
               "spreadsheet"));
}

TEST_CASE("Files of saved pages that hold no text are named by kind behind all other refusals") {
    const TemporaryFolder folder;
    folder.write("a.txt", "A page\n");
    folder.write("b.txt", "");
    folder.write("one/logo.svg", "<svg/>");
    for (int i = 0; i < 300; ++i) {
        folder.write("page_files/" + std::to_string(i) + ".png", "x");
        folder.write("page_files/" + std::to_string(i) + ".CSS", "x");
    }
    const Collected got = read_paths({folder.path().string()});
    CHECK(got.documents.size() == 1);
    REQUIRE(got.rejections.size() == 4);
    CHECK(got.rejections[0].id == "b.txt");
    CHECK(got.rejections[1].id == "one/logo.svg");
    CHECK(got.rejections[2].id == "**/*.css");
    CHECK(got.rejections[3].source == folder / "**/*.png");
    CHECK(got.rejections[3].code == "not-text");
    CHECK(says(got.rejections[3].message, "all 300 .png files"));
    CHECK(says(got.rejections[3].message, "'page_files/0.png'"));
}

TEST_CASE("A picture given by name is refused by name") {
    const TemporaryFolder folder;
    const Collected got = read_paths({folder.write("a.png", "\x89PNG\r\n\x1A\n")});
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].id == "a.png");
    CHECK(got.rejections[0].code == "unsupported-format");
}

#include "collected.hpp"
#include "corpus/mappings/column_mapping.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <algorithm>
#include <string>

using namespace evresi;
using namespace evresi::tests;

namespace {

const std::string kKohesioHeads =
    "Operation_Unique_Identifier,Operation_Name_English,Operation_Name_Programme_Language,Country,"
    "Operation_Start_Date,Operation_End_Date,Programme_Name,Operation_Summary_English,"
    "Operation_Summary_Programme_Language,Fund_Code\n";

std::string field(const corpus::Document& document, const std::string& name) {
    const auto at = std::find_if(document.fields.begin(), document.fields.end(),
                                 [&name](const auto& known) { return known.first == name; });
    return at == document.fields.end() ? "" : at->second;
}

corpus::ReadOptions with_mapping(const std::string& toml) {
    Result<corpus::ColumnMapping> mapping = corpus::parse_mapping(toml);
    INFO((mapping ? "" : mapping.error().message));
    REQUIRE(mapping.has_value());
    corpus::ReadOptions options;
    options.mapping = std::make_shared<const corpus::ColumnMapping>(std::move(*mapping));
    return options;
}

std::string fault_of(const std::string& toml) {
    const Result<corpus::ColumnMapping> mapping = corpus::parse_mapping(toml);
    return mapping ? "" : mapping.error().message;
}

}  // namespace

TEST_CASE("Every mapping that is compiled in can be read") {
    REQUIRE(corpus::kMappingTexts.size() >= 2);
    for (const corpus::MappingText& text : corpus::kMappingTexts) {
        const Result<corpus::ColumnMapping> mapping = corpus::load_mapping(std::string(text.name));
        INFO(text.name << ": " << (mapping ? "" : mapping.error().message));
        REQUIRE(mapping.has_value());
        CHECK_FALSE(mapping->recognise.empty());
    }
}

TEST_CASE("A file of Kohesio is known by its head line and fills our fields") {
    const Collected got =
        read_bytes("latest.csv",
                   kKohesioHeads +
                       "https://example.org/Q1,Bees,Čebele,Slovenia,2019-05-03,2021-12-31,"
                       "Interreg Europe,We keep bees.,Imamo čebele.,ERDF\n"
                       "https://example.org/Q2,Wool,,Atlantis,03/05/2018,,Town fund,Sheep.,,ESF\n");
    REQUIRE(got.documents.size() == 2);
    const corpus::Document& first = got.documents[0];
    CHECK(first.id == "https://example.org/Q1");
    CHECK(first.url == "https://example.org/Q1");
    CHECK(first.title == "Bees");
    CHECK(first.text == "Čebele\nImamo čebele.\nWe keep bees.");
    CHECK(first.metadata.programme.at(0).value == "interreg-europe");
    CHECK(first.metadata.country.at(0).value == "SI");
    CHECK(first.metadata.period->value == corpus::Period{2019, 2021});
    CHECK(first.metadata.year->value == 2019);
    CHECK(first.metadata.year->evidence.provenance == corpus::Provenance::given);
    CHECK(field(first, "Fund_Code") == "ERDF");
    CHECK(field(first, "Operation_Start_Date") == "2019-05-03");
    const corpus::Document& second = got.documents[1];
    CHECK(second.metadata.country.empty());
    CHECK(field(second, "Country (as given)").empty());
    CHECK(field(second, "Country") == "Atlantis");
    CHECK(second.metadata.period->value == corpus::Period{2018, 0});
}

TEST_CASE("A list of projects of keep.eu is known by its head line and fills our fields") {
    const Collected got = read_bytes(
        "keep.csv",
        "Programme;Acronym;Project name in English;Start date;End date;Project description in "
        "English;Countries;Lead partner\r\n"
        "Interreg Europe;BEES;Bees in towns;01/03/2017;28/02/2020;\"Line one.\nLine two.\";"
        "\"Latvia, Greece, Moonland\";City of Riga\r\n");
    REQUIRE(got.documents.size() == 1);
    const corpus::Document& document = got.documents[0];
    CHECK(document.title == "Bees in towns");
    CHECK(document.text == "Line one.\nLine two.");
    CHECK(document.metadata.project->value == "BEES");
    CHECK(document.metadata.period->value == corpus::Period{2017, 2020});
    REQUIRE(document.metadata.country.size() == 2);
    CHECK(document.metadata.country[1].value == "GR");
    CHECK(field(document, "Countries") == "Moonland");
    CHECK(field(document, "Lead partner") == "City of Riga");
    CHECK(document.id == "keep.csv#1");
}

TEST_CASE("Heads that no mapping or two mappings know go by their own names") {
    CHECK(corpus::recognise_mapping(std::vector<std::string>{"Programme", "text"}) == nullptr);
    const std::vector<std::string> both = {"Programme",
                                           "Acronym",
                                           "Start date",
                                           "Lead partner",
                                           "Operation_Unique_Identifier",
                                           "Operation_Name_English",
                                           "Programme_Name"};
    CHECK(corpus::recognise_mapping(both) == nullptr);
}

TEST_CASE("A mapping of one's own rejects what cannot be taken, unless it says to drop it") {
    const std::string fields = "[fields.text]\ncolumns = ['Summary', 'More']\n"
                               "[fields.country]\ncolumns = 'Where'\nsplit = '+'\n";
    const std::string rows = "Summary,More,Where\nwords,and more,LV+EL\nother,,LV+Atlantis\n"
                             "same,same,\n";
    const Collected strict = read_bytes("a.csv", rows, with_mapping(fields));
    REQUIRE(strict.documents.size() == 2);
    CHECK(strict.documents[0].text == "words\nand more");
    CHECK(strict.documents[0].metadata.country.size() == 2);
    CHECK(strict.documents[1].text == "same");
    REQUIRE(strict.rejections.size() == 1);
    CHECK(strict.rejections[0].line == 3);
    CHECK(strict.rejections[0].message.find("'Atlantis'") != std::string::npos);
    const Collected lax = read_bytes("a.csv", rows, with_mapping(fields + "on_fault = 'drop'\n"));
    REQUIRE(lax.documents.size() == 3);
    CHECK(lax.documents[1].metadata.country.at(0).value == "LV");
    CHECK(field(lax.documents[1], "Where") == "Atlantis");
}

TEST_CASE("A period is made of two dates in the forms of the mapping") {
    const std::string period = "[fields.title]\ncolumns = 'T'\n[fields.period]\nstart = 'From'\n"
                               "end = 'To'\ndates = ['dd.mm.yyyy', 'd/m/yyyy']\n";
    const Collected got = read_bytes("a.csv",
                                     "T,From,To,year\nx,3.5.2019,1/12/2020,\ny,2019-05-03,,\n"
                                     "z,,31.12.2020,2018\nw,31.02.2019,,\n",
                                     with_mapping(period));
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[0].metadata.period->value == corpus::Period{2019, 2020});
    CHECK(got.documents[0].metadata.year->value == 2019);
    CHECK(got.documents[1].metadata.period->value == corpus::Period{0, 2020});
    CHECK(got.documents[1].metadata.year->value == 2018);
    REQUIRE(got.rejections.size() == 2);
    CHECK(got.rejections[0].message == "column 'From': '2019-05-03' is no date in a form of the "
                                       "mapping");
}

TEST_CASE("Dates are read in the forms given and in no other") {
    const std::vector<std::string> forms = {"dd/mm/yyyy", "yyyy-mm-dd", "mm.yyyy"};
    CHECK(corpus::iso_date("03/05/2019", forms) == "2019-05-03");
    CHECK(corpus::iso_date(" 3/5/2019 10:00", forms) == "2019-05-03");
    CHECK(corpus::iso_date("2019-05-03T00:00", forms) == "2019-05-03");
    CHECK(corpus::iso_date("05.2019", forms) == "2019-05");
    CHECK_FALSE(corpus::iso_date("05/13/2019", forms).has_value());
    CHECK_FALSE(corpus::iso_date("03/05/19", forms).has_value());
    CHECK_FALSE(corpus::iso_date("", forms).has_value());
}

TEST_CASE("A fault in a mapping file is named with its line") {
    CHECK(fault_of("[fields.text]\ncolums = 'x'\n").find("line 2: 'colums'") == 0);
    CHECK(fault_of("other = 1\n").find("line 1: 'other'") == 0);
    CHECK(fault_of("[fields.text]\ncolumns = [1]\n").find("list of strings") != std::string::npos);
    CHECK(fault_of("[fields.text]\n").find("no columns") != std::string::npos);
    CHECK(fault_of("[fields.country]\ncolumns='x'\non_fault='skip'\n").find("\"drop\"") !=
          std::string::npos);
    CHECK(fault_of("[fields.text]\ncolumns='x'\nstart='y'\n").find("only the field period") !=
          std::string::npos);
    CHECK(fault_of("= 1").find("line 1") == 0);
    CHECK_FALSE(fault_of("").empty());
    const TemporaryFolder folder;
    const Result<corpus::ColumnMapping> bad =
        corpus::load_mapping(folder.write("my.toml", "x = 1\n"));
    CHECK(bad.error().message.find("my.toml") != std::string::npos);
    CHECK(corpus::load_mapping("nowhere").error().message.find("keep, kohesio") !=
          std::string::npos);
    CHECK(
        corpus::load_mapping(folder.write("ok.toml", "[fields.text]\ncolumns='x'\n")).has_value());
}

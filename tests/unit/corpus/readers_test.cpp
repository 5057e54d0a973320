#include "collected.hpp"
#include "corpus/mappings/column_mapping.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi;
using namespace evresi::tests;

namespace {

Collected one_row(const std::string& row) {
    return read_bytes("rows.jsonl", row + "\n");
}

std::string why(const std::string& row) {
    const Collected got = one_row(row);
    if (got.rejections.size() != 1) return "accepted";
    return got.rejections.front().message;
}

bool says(const std::string& message, const std::string& part) {
    return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A JSONL row fills every field it names, and keeps the others") {
    const Collected got = one_row(
        R"({"id":" p1 ","title":"Ένα έργο","text":"Πρώτη\r\nδεύτερη\u0000","lang":"el-GR",)"
        R"("url":"https://example.org/1","project":"ABCDE","programme":["Interreg Europe","Local fund"],)"
        R"("country":["EL","Bulgaria","UK"],"year":"2019","period":"2014–2020","date":"2019-05-03",)"
        R"("budget":12.50,"tags":["a","b"],"more":{"x":[1,{"y":null}]}})");
    REQUIRE(got.documents.size() == 1);
    const corpus::Document& document = got.documents.front();
    CHECK(document.id == "p1");
    CHECK(document.text == "Πρώτη\nδεύτερη");
    CHECK(document.lang == LanguageTag::of("el"));
    CHECK(document.lang_from == corpus::Provenance::given);
    REQUIRE(document.metadata.programme.size() == 2);
    CHECK(document.metadata.programme[0].value == "interreg-europe");
    CHECK(document.metadata.programme[1].value == "local-fund");
    REQUIRE(document.programme_labels.size() == 1);
    CHECK(document.programme_labels[0].second == "Local fund");
    REQUIRE(document.metadata.country.size() == 3);
    CHECK(document.metadata.country[0].value == "GR");
    CHECK(document.metadata.country[1].value == "BG");
    CHECK(document.metadata.country[2].value == "GB");
    CHECK(document.metadata.year->value == 2019);
    CHECK(document.metadata.period->value == corpus::Period{2014, 2020});
    CHECK(document.metadata.project->value == "ABCDE");
    REQUIRE(document.fields.size() == 3);
    CHECK(document.fields[0].second == "12.50");
    CHECK(document.fields[1].second == "a; b");
    CHECK(document.fields[2].second == R"({"x":[1,{"y":null}]})");
    CHECK(document.line == 1);
}

TEST_CASE("A bad JSONL row is rejected alone, with its line and the key at fault") {
    const Collected got = read_bytes("rows.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\r\n"
                                                   "\n"
                                                   "{\"id\":\"b\",\"text\":\n"
                                                   "{\"id\":\"c\",\"text\":\"y\"}");
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[1].id == "c");
    CHECK(got.documents[1].line == 4);
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].line == 3);
    CHECK(got.rejections[0].code == "malformed-input");

    CHECK(says(why(R"({"text":"x"})"), "'id' is missing"));
    CHECK(says(why(R"({"id":"  ","text":"x"})"), "'id'"));
    CHECK(says(why(R"({"id":7,"text":"x"})"), "'id': takes a string"));
    CHECK(says(why(R"({"id":"a\u0000b","text":"x"})"), "control"));
    CHECK(says(why("{\"id\":\"" + std::string(513, 'x') + "\",\"text\":\"x\"}"), "512"));
    CHECK(says(why(R"({"id":"a"})"), "neither 'text' nor 'title'"));
    CHECK(says(why(R"({"id":"a","text":"x","text":"y"})"), "'text' stands twice"));
    CHECK_FALSE(says(why(R"({"id":"a","\u001b[31m":"x","\u001b[31m":"y"})"), "\x1B"));
    CHECK(says(why(R"({"id":"a","text":"x","year":3000})"), "'3000'"));
    CHECK(says(why(R"({"id":"a","text":"x","year":2019.5})"), "'year'"));
    CHECK(says(why(R"({"id":"a","text":"x","year":true})"), "'year'"));
    CHECK(says(why(R"({"id":"a","text":"x","period":[2020,2014]})"), "'period'"));
    CHECK(says(why(R"({"id":"a","text":"x","country":"Atlantis"})"), "'Atlantis'"));
    CHECK(says(why(R"({"id":"a","text":"x","country":12})"), "'country'"));
    CHECK(says(why(R"({"id":"a","text":"x","lang":"klingon"})"), "'klingon'"));
    CHECK(says(why(R"({"id":"a","text":"x","date":"2023-02-30"})"), "'2023-02-30'"));
    CHECK(says(why(R"(["a"])"), "no JSON object"));
    CHECK(says(why("\"a\""), "no JSON object"));
    CHECK(says(why(R"({"id":"a","text":"x"} {})"), "not valid JSON"));
    CHECK(why(R"({"id":"a","title":"only a title"})") == "accepted");
    CHECK(why(R"({"id":"a","text":"x","year":null,"country":""})") == "accepted");
}

TEST_CASE("A row that once broke the JSON library is taken or refused without harm") {
    const std::string deep(2'000'000, '[');
    CHECK(says(why("{\"id\":\"a\",\"text\":\"x\",\"k\":" + deep), "64 deep"));
    CHECK(why(R"({"id":"a","text":"x","n":[0.)" + std::string(40, '0') + R"(1e-2147483639]})") ==
          "accepted");
    CHECK(why(R"({"id":"a","text":"x","n":128.74836467836484838364836483643636483648e-336})") ==
          "accepted");
    const Collected bad = one_row("{\"id\":\"a\",\"text\":\"\xC3\x28\"}");
    REQUIRE(bad.rejections.size() == 1);
    CHECK(bad.rejections[0].code == "bad-encoding");
    // A lone surrogate is no character; the text stays valid UTF-8.
    const Collected lone = one_row(R"({"id":"a","text":"x\uDC00y"})");
    REQUIRE(lone.documents.size() + lone.rejections.size() == 1);
    if (!lone.documents.empty())
        CHECK(lone.documents[0].text.find("\xED\xB0") == std::string::npos);
}

TEST_CASE("A row over the limit is passed over and the next one is read") {
    corpus::ReadOptions options;
    options.limits.row_bytes = 1000;
    const std::string rows = "{\"id\":\"a\",\"text\":\"" + std::string(600'000, 'x') +
                             "\"}\n{\"id\":\"b\",\"text\":\"y\"}\n";
    const Collected got = read_bytes("rows.jsonl", rows, options);
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].code == "too-large");
    CHECK(got.rejections[0].line == 1);
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].line == 2);
}

TEST_CASE("The size of the pieces that a source yields changes nothing") {
    const std::string rows =
        "\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"ένα\"}\r\n{\"id\":\"b\",\"text\":\"δύο\"}";
    for (const std::size_t piece : {1u, 2u, 3u, 1000u}) {
        const Collected got = read_bytes("rows.jsonl", rows, {}, piece);
        REQUIRE(got.documents.size() == 2);
        CHECK(got.documents[1].text == "δύο");
    }
}

TEST_CASE("CSV knows its delimiter, quoted line ends, lists and the line of each row") {
    const Collected got = read_bytes("plan.csv", "\xEF\xBB\xBFid;title;text;country;budget\r\n"
                                                 "1;Мост;\"първи ред\r\nвтори ред\";BG|GR;100\r\n"
                                                 "\r\n"
                                                 "2;Път;само;BG\r\n"
                                                 ";Парк;текст;\"BG;RO\";\r\n");
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[0].text == "първи ред\nвтори ред");
    CHECK(got.documents[0].line == 2);
    CHECK(got.documents[0].metadata.country.size() == 2);
    CHECK(got.documents[0].fields.front().second == "100");
    CHECK(got.documents[1].id == "plan.csv#3");
    CHECK(got.documents[1].line == 6);
    CHECK(got.documents[1].metadata.country[1].value == "RO");
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].line == 5);
    CHECK(says(got.rejections[0].message, "4 columns, the first row 5"));
}

TEST_CASE("The message about a bad value is one line") {
    CHECK(says(why(R"({"id":"a","text":"x","country":"two\nlines\u2028more"})"),
               "'two lines more' is neither"));
}

TEST_CASE("A mapping tells what the columns of a CSV mean") {
    corpus::ReadOptions options;
    corpus::ColumnMapping mapping;
    mapping.add("Naziv", "title");
    mapping.add("Opis", "text");
    mapping.add("Leto", "year");
    options.mapping = std::make_shared<const corpus::ColumnMapping>(mapping);
    const Collected got = read_bytes("a.tsv", "naziv\tOpis\tLeto\nMost\tNov most\t2016\n", options);
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].title == "Most");
    CHECK(got.documents[0].metadata.year->value == 2016);
    CHECK(says(read_bytes("a.csv", "a,b\n1,2\n").error, "no column 'text' or 'title'"));
    CHECK(says(read_bytes("a.csv", "text,text\n1,2\n").error, "two columns"));
}

TEST_CASE("A quotation mark that is never closed costs one row, not the file") {
    corpus::ReadOptions options;
    options.limits.row_bytes = 200;
    std::string rows = "id,text\n1,\"open\n";
    for (int i = 0; i < 100; ++i) rows += "9,words that follow\n";
    const Collected got = read_bytes("a.csv", rows, options);
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].code == "too-large");
    CHECK(got.rejections[0].line == 2);
    CHECK(got.documents.size() > 50);
}

TEST_CASE("A stray quotation mark with no partner costs its own line alone") {
    std::string rows = "id,text\n1,good one\n2,\"bad row\n";
    for (int i = 3; i < 500; ++i) rows += std::to_string(i) + ",fine row\n";
    for (const std::size_t piece : {1u, 4096u}) {
        const Collected got = read_bytes("a.csv", rows, {}, piece);
        CHECK(got.error.empty());
        REQUIRE(got.rejections.size() == 1);
        CHECK(got.rejections[0].line == 3);
        CHECK(says(got.rejections[0].message, "quotation mark"));
        REQUIRE(got.documents.size() == 498);
        CHECK(got.documents[1].id == "3");
        CHECK(got.documents[1].line == 4);
        CHECK(got.documents.back().line == 500);
    }
    const Collected last = read_bytes("a.csv", "id,text\n1,good\n2,\"open");
    CHECK(last.documents.size() == 1);
    REQUIRE(last.rejections.size() == 1);
    CHECK(last.rejections[0].line == 3);
}

TEST_CASE("A stray quotation mark that meets a quoted cell costs its own line alone") {
    const Collected got = read_bytes("a.csv", "id,title,text\r\n1,\"open,x\r\n2,fine,y\r\n"
                                              "3,\"quoted, well\",z\r\n4,last,z\r\n");
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].line == 2);
    REQUIRE(got.documents.size() == 3);
    CHECK(got.documents[1].title == "quoted, well");
    CHECK(got.documents[1].line == 4);
    const Collected loose = read_bytes("a.csv", "id,text\n1,\"he said \"yes\" to\nall\"\n");
    CHECK(loose.documents.size() == 1);
    // One that is loose and holds whole rows is one stray mark.
    const Collected rows =
        read_bytes("a.csv", "id,text\n1,\"open\n2,<b x=\"y\">z\n3,it is \"so\"\n4,d\n");
    REQUIRE(rows.rejections.size() == 1);
    CHECK(rows.rejections[0].line == 2);
    CHECK(rows.documents.size() == 3);
    // A row that is quoted well and has a column too many is one row.
    const Collected wide = read_bytes("a.csv", "id,text\n1,\"a\nb\",c\n2,d\n");
    REQUIRE(wide.rejections.size() == 1);
    CHECK(wide.documents.size() == 1);
}

TEST_CASE("A CSV of nothing but stray quotation marks is given up in bounded time") {
    std::string rows = "id,text\n";
    for (int i = 0; i < 3'000; ++i) rows += "1,\"bad\n";
    const Collected got = read_bytes("a.csv", rows);
    CHECK(says(got.error, "not closed"));
    CHECK(got.rejections.size() <= 1'001);
}

TEST_CASE("The number in the id of a CSV row counts every row, an oversized one too") {
    corpus::ReadOptions options;
    options.limits.row_bytes = 100;
    const Collected got =
        read_bytes("a.csv", "text\none\n" + std::string(200, 'x') + "\nthree\n", options);
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[1].id == "a.csv#3");
    CHECK(got.documents[1].line == 4);
}

TEST_CASE("A CSV row that leaves UTF-8 far behind an ASCII start is refused, not mangled") {
    std::string rows = "id,text\n";
    for (int i = 0; i < 10'000; ++i) rows += std::to_string(i) + ",plain words\n";
    rows += "x,\xCF\xF0\xEE\xE5\xEA\xF2\ny,\xD0\x9F\xD1\x8A\xD1\x82\n";
    const Collected got = read_bytes("a.csv", rows);
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].code == "bad-encoding");
    CHECK(got.rejections[0].line == 10'002);
    CHECK(got.documents.size() == 10'001);
}

TEST_CASE("CSV in an older encoding is read in it") {
    // "text" and a Bulgarian sentence in windows-1251.
    const std::string rows =
        "id,text\n1,\xCF\xF0\xEE\xE5\xEA\xF2\xFA\xF2 \xE7\xE0\xEF\xEE\xF7\xE2\xE0 "
        "\xF1\xFA\xF1 \xF1\xF0\xE5\xF9\xE0 \xED\xE0 \xEF\xE0\xF0\xF2\xED\xFC"
        "\xEE\xF0\xE8\xF2\xE5 \xE2 \xE3\xF0\xE0\xE4\xE0\n";
    const Collected got = read_bytes("a.csv", rows);
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].text == "Проектът започва със среща на партньорите в града");
}

TEST_CASE("HTML gives visible text by lines, the title, the language and the date") {
    const Collected got = read_bytes(
        "page.html",
        "<!doctype html><html lang='sl'><head><title> Nova  pot </title>"
        "<meta name=description content='Kratek opis'>"
        "<meta property='article:published_time' content='2022-09-16T08:00'>"
        "<link rel=canonical href='https://example.org/pot'>"
        "<style>p{}</style><script>var x = '<p>no</p>';</script></head>"
        "<body><nav>Domov</nav><h1>Nova pot</h1><p>Prvi <b>stavek</b>,<br>drugi &amp; tretji.</p>"
        "<p data-nosnippet>skrito <i>tudi</i></p><noscript>brez</noscript>"
        "<table><tr><td>ena</td><td>dve</td></tr></table></body></html>");
    REQUIRE(got.documents.size() == 1);
    const corpus::Document& document = got.documents.front();
    CHECK(document.title == "Nova pot");
    CHECK(document.text == "Nova pot\nPrvi stavek,\ndrugi & tretji.\nena dve\n");
    CHECK(document.lang == LanguageTag::of("sl"));
    CHECK(document.date == "2022-09-16T08:00");
    CHECK(document.url == "https://example.org/pot");
    CHECK(document.fields.front().second == "Kratek opis");
}

TEST_CASE("Deep and broken HTML is read in bounded time and stack") {
    std::string page;
    for (int i = 0; i < 4'000; ++i) page += "<div><b>";
    page += "dno";
    CHECK(says(read_bytes("page.html", page + page + page).error, "10000 elements"));
    const Collected got = read_bytes("page.html", page);
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].text.find("dno") != std::string::npos);
    CHECK_FALSE(read_bytes("page.html", "<script>only()</script>").error.empty());
}

TEST_CASE("HTML declared in windows-1253 becomes UTF-8") {
    const Collected got = read_bytes(
        "page.htm", "<html><head><meta charset=\"windows-1253\"></head><body><p>"
                    "\xC7 \xE4\xF1\xDC\xF3\xE7 \xEE\xE5\xEA\xE9\xED\xDC</p></body></html>");
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].text == "Η δράση ξεκινά\n");
}

TEST_CASE("Lists, columns and attributes beyond a documented number are refused or passed over") {
    std::string names = "\"a0\"";
    for (int i = 1; i < 64; ++i) names += ",\"a" + std::to_string(i) + "\"";
    const std::string start = R"({"id":"a","text":"x","programme":[)";
    CHECK(why(start + names + "]}") == "accepted");
    CHECK(says(why(start + names + ",\"b\"]}"), "key 'programme': has more than 64 values"));
    std::string heads = "id,text";
    for (int i = 2; i < 1'024; ++i) heads += ",c" + std::to_string(i);
    CHECK(read_bytes("a.csv", heads + "\n").error.empty());
    CHECK(says(read_bytes("a.csv", heads + ",more\n").error, "1024 columns"));
    std::string tag = "<p";
    for (int i = 0; i < 1'000; ++i) tag += " a" + std::to_string(i) + "=1";
    CHECK(read_bytes("a.html", tag + " hidden>seen</p>").documents.size() == 1);
}

TEST_CASE("The title of a plain text is its headline, not its furniture") {
    const Collected got = read_bytes("a.txt", "Skip to main content\n\n# Bees on the town hall\n\n"
                                              "The town keeps twelve hives on its roof.\n");
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].title == "Bees on the town hall");
    CHECK(got.documents[0].text.starts_with("Skip to"));
    CHECK(read_bytes("a.txt", std::string(900, 'w')).documents.at(0).title.empty());
    CHECK(says(read_bytes("a.txt", " \n").error, "no text"));
    CHECK(says(read_bytes("a.txt", std::string("PK\x03\x04\0\0\0\x01\x02", 9)).error, "not text"));
}

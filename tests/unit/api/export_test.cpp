#include "searchd/api/export/exporter.hpp"
#include "searchd/api/percent_encoding.hpp"
#include "tests/support/catch.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <set>

using namespace evresi;
using api::ExportFormat;

namespace {

std::string label_of(std::string_view id) {
    return "Label of " + std::string(id);
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size())) {
        ++found;
    }
    return found;
}

search::Hit hit_of(std::string id, std::string title) {
    search::Hit hit;
    hit.document.id = std::move(id);
    hit.document.title = std::move(title);
    hit.document.lang = LanguageTag::of("bg");
    hit.document.url = "https://example.org/a";
    hit.document.date = "2021-05-31";
    hit.document.metadata.programme.push_back({"life", {corpus::Provenance::given, {}, {}}});
    hit.document.metadata.country.push_back({"GR", {corpus::Provenance::given, {}, {}}});
    hit.document.metadata.year = {2021, {corpus::Provenance::given, {}, {}}};
    hit.document.metadata.period = {{2014, 0}, {corpus::Provenance::given, {}, {}}};
    hit.score = 1.25;
    hit.snippets.push_back({"An excerpt.", {}, LanguageTag::of("bg"), {}});
    return hit;
}

search::SearchResponse head_of(std::uint64_t total) {
    search::SearchResponse head;
    head.query_text = "вода";
    head.total = total;
    head.size = 100;
    head.generation = 7;
    return head;
}

std::string exported(ExportFormat format,
                     const std::vector<search::Hit>& hits,
                     const search::SearchResponse& head,
                     bool is_served = true) {
    api::ExportOrigin origin{{{"q", "вода"}, {"country", "GR"}, {"country", "-SI"}},
                             "2026-11-25T01:02:03Z",
                             LanguageTag::of("en"),
                             is_served};
    const auto exporter = api::make_exporter(format, origin, label_of);
    std::string out;
    exporter->begin(head, out);
    for (const search::Hit& hit : hits) exporter->add(hit, out);
    exporter->end(out);
    return out;
}

std::string exported(ExportFormat format, const search::Hit& hit) {
    return exported(format, {hit}, head_of(1));
}

/// The rows of RFC 4180, read strictly.
std::vector<std::vector<std::string>> rows_of(std::string_view csv) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool is_quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        std::string& cell = rows.back().back();
        if (is_quoted && csv[i] == '"') {
            if (i + 1 < csv.size() && csv[i + 1] == '"') {
                cell += csv[i++];
            } else {
                is_quoted = false;
            }
        } else if (is_quoted) {
            cell += csv[i];
        } else if (csv[i] == '"') {
            REQUIRE(cell.empty());
            is_quoted = true;
        } else if (csv[i] == ',') {
            rows.back().emplace_back();
        } else if (csv.substr(i, 2) == "\r\n") {
            rows.emplace_back(1, std::string());
            ++i;
        } else {
            REQUIRE(csv[i] != '\n');
            REQUIRE(csv[i] != '\r');
            cell += csv[i];
        }
    }
    REQUIRE_FALSE(is_quoted);
    REQUIRE(rows.back() == std::vector<std::string>(1));
    rows.pop_back();
    return rows;
}

}  // namespace

TEST_CASE("CSV has a row of names and a row a hit, with the search in its last columns") {
    const auto rows =
        rows_of(exported(ExportFormat::csv, hit_of("keep/1", "A \"title\",\nin two lines")));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == std::vector<std::string>{"rank", "id", "title", "lang", "url", "project",
                                              "programme", "programme_label", "country", "year",
                                              "period_first", "period_last", "date", "score",
                                              "group_size", "query", "generation", "built_at",
                                              "warnings"});
    CHECK(rows[1] == std::vector<std::string>{"1", "keep/1", "A \"title\",\nin two lines", "bg",
                                              "https://example.org/a", "", "life", "Label of life",
                                              "GR", "2021", "2014", "", "2021-05-31", "1.250", "",
                                              "q=вода; country=GR; country=-SI", "7",
                                              "2026-11-25T01:02:03Z", ""});
}

TEST_CASE("A cell that a spreadsheet would take for a formula is made text") {
    for (const char* title :
         {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠a"}) {
        const auto rows = rows_of(exported(ExportFormat::csv, hit_of("a", title)));
        CHECK(rows[1][2] == "'" + std::string(title));
    }
    CHECK(rows_of(exported(ExportFormat::csv, hit_of("=a", "1=1")))[1][1] == "'=a");
    CHECK(rows_of(exported(ExportFormat::csv, hit_of("a", "1=1")))[1][2] == "1=1");
}

TEST_CASE("An export without hits is well-formed") {
    CHECK(rows_of(exported(ExportFormat::csv, {}, head_of(0))).size() == 1);
    CHECK(count(exported(ExportFormat::jsonl, {}, head_of(0)), "\n") == 1);
    CHECK(exported(ExportFormat::ris, {}, head_of(0)).empty());
    CHECK(exported(ExportFormat::bibtex, {}, head_of(0)).starts_with("% Evresi search"));
    CHECK(exported(ExportFormat::atom, {}, head_of(0)).ends_with("</feed>\n"));
}

TEST_CASE("JSON Lines begin with an object about the search") {
    search::SearchResponse head = head_of(250);
    head.warnings = {"only a part"};
    const std::string text =
        exported(ExportFormat::jsonl, {hit_of("a", "Line\nbreak"), hit_of("b", "Two")}, head);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        REQUIRE(end != std::string::npos);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] ==
          R"({"query":{"text":"вода","languages":[],"expansions":[],"warnings":["only a part"]},)"
          R"("parameters":{"q":"вода","country":[["GR"],["-SI"]]},"total":250,"hits":100,)"
          R"("generation":7,"built_at":"2026-11-25T01:02:03Z"})");
    rapidjson::Document hit;
    hit.Parse(lines[1].c_str());
    REQUIRE_FALSE(hit.HasParseError());
    CHECK(hit["id"] == "a");
    CHECK(hit["title"] == "Line\nbreak");
    CHECK(hit["programme"][0]["label"] == "Label of life");
    CHECK(hit["score"].GetDouble() == 1.25);
    CHECK_FALSE(hit.HasMember("snippets"));
    CHECK_FALSE(hit.HasMember("group"));
}

TEST_CASE("The size of a hit's group is exported where hits are groups") {
    search::SearchResponse head = head_of(1);
    head.group = database::Grouping::project;
    search::Hit hit = hit_of("a", "A");
    hit.group.size = 3;
    CHECK(rows_of(exported(ExportFormat::csv, {hit}, head))[1][14] == "3");
    CHECK(has(exported(ExportFormat::jsonl, {hit}, head), R"("group":{"size":3})"));
}

TEST_CASE("RIS records begin with their type, end with ER and have a value a line") {
    search::SearchResponse head = head_of(2);
    head.warnings = {"only a part"};
    search::Hit without_url = hit_of("b", "");
    without_url.document.url.clear();
    const std::string text =
        exported(ExportFormat::ris, {hit_of("a", "One\r\nER  - \r\ntwo"), without_url}, head);
    CHECK(text ==
          "TY  - ELEC\r\nID  - a\r\nTI  - One ER - two\r\nPY  - 2021\r\nDA  - 2021/05/31\r\n"
          "UR  - https://example.org/a\r\nLA  - bg\r\nKW  - Label of life\r\nKW  - Greece\r\n"
          "N1  - Evresi search (q=вода; country=GR; country=-SI), generation 7 of the index, built "
          "2026-11-25T01:02:03Z\r\nN1  - only a part\r\nER  - \r\n\r\n"
          "TY  - GEN\r\nID  - b\r\nTI  - b\r\nPY  - 2021\r\nDA  - 2021/05/31\r\nLA  - bg\r\n"
          "KW  - Label of life\r\nKW  - Greece\r\n"
          "N1  - Evresi search (q=вода; country=GR; country=-SI), generation 7 of the index, built "
          "2026-11-25T01:02:03Z\r\nER  - \r\n\r\n");
}

TEST_CASE("BibTeX escapes what TeX would obey") {
    search::Hit hit = hit_of("keep/12", "50% & $5 #1 a_b {x} ~ ^ \\cmd");
    hit.document.url = "https://example.org/a b{c}%20_d#e";
    CHECK(exported(ExportFormat::bibtex, hit) ==
          "% Evresi search (q=вода; country=GR; country=-SI), generation 7 of the index, built "
          "2026-11-25T01:02:03Z, 1 hits\n\n"
          "@misc{keep/12,\n"
          "  title = {{50\\% \\& \\$5 \\#1 a\\_b \\textbraceleft{}x\\textbraceright{} "
          "\\textasciitilde{} \\textasciicircum{} \\textbackslash{}cmd}},\n"
          "  year = {2021},\n"
          "  url = {https://example.org/a%20b%7Bc%7D%20_d#e},\n"
          "  language = {bg},\n"
          "  keywords = {Label of life, Greece},\n"
          "  note = {Evresi search (q=вода; country=GR; country=-SI), generation 7 of the index, "
          "built 2026-11-25T01:02:03Z}\n"
          "}\n");
}

TEST_CASE("BibTeX keys are one for each document, whatever its id, and the same in every export") {
    const auto key_of = [](const std::string& id) {
        const std::string text = exported(ExportFormat::bibtex, hit_of(id, "A"));
        const std::size_t begin = text.find("@misc{") + 6;
        return text.substr(begin, text.find(",\n", begin) - begin);
    };
    const std::vector<std::string> ids = {"a",
                                          "A",
                                          "a b",
                                          "a,b",
                                          "a{b}",
                                          "ab",
                                          "а",
                                          "α",
                                          "",
                                          "a\"b",
                                          "a%b",
                                          "a#b",
                                          std::string(300, 'a'),
                                          std::string(301, 'a'),
                                          key_of("a b"),
                                          key_of("α")};
    std::set<std::string> keys;
    for (const std::string& id : ids) {
        const std::string key = key_of(id);
        CAPTURE(id, key);
        CHECK(keys.insert(key).second);
        CHECK(key_of(id) == key);
        CHECK_FALSE(key.empty());
        CHECK(key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._:/+") ==
              std::string::npos);
        CHECK(key.size() <= 80);
    }
}

TEST_CASE("Atom is well-formed whatever the text holds") {
    search::Hit hit = hit_of("a&<b>\"", "T<i>\x01\x0b&amp;\xEF\xBF\xBF\xff ]]> \r\nend");
    hit.snippets[0].text = "x\x1f <script>\ttab";
    hit.document.metadata.country.push_back({"\"X&", {corpus::Provenance::given, {}, {}}});
    const std::string text = exported(ExportFormat::atom, hit);
    CHECK(has(text, "<title>T&lt;i&gt; &amp;amp;\uFFFD ]]&gt; end</title>"));
    // Dropped, not replaced.
    CHECK(has(text, "<summary>x &lt;script&gt;\ttab</summary>"));
    CHECK(has(text, "term=\"&quot;X&amp;\""));
    CHECK(std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
    }));
}

TEST_CASE("Atom ids are those of what was asked and of the document, in every generation") {
    const auto ids_of = [](const std::string& text) {
        std::vector<std::string> ids;
        for (std::size_t at = text.find("<id>"); at != std::string::npos;
             at = text.find("<id>", at + 1)) {
            ids.push_back(text.substr(at + 4, text.find('<', at + 4) - at - 4));
        }
        return ids;
    };
    search::SearchResponse head = head_of(2);
    const std::vector<search::Hit> hits = {hit_of("a", "A"), hit_of("b", "B")};
    const auto ids = ids_of(exported(ExportFormat::atom, hits, head));
    REQUIRE(ids.size() == 3);
    CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 3);
    for (const std::string& id : ids) {
        CAPTURE(id);
        CHECK(id.starts_with("urn:uuid:"));
        REQUIRE(id.size() == 45);
        CHECK(id[23] == '8');
        CHECK(has("89ab", id.substr(28, 1)));
    }
    head.generation = 8;
    CHECK(ids_of(exported(ExportFormat::atom, hits, head)) == ids);
}

TEST_CASE("Atom links lead somewhere, or there are none") {
    search::Hit hit = hit_of("keep/1 ü", "A");
    hit.document.url = "https://example.org/?a=1&b= 2";
    const std::string served = exported(ExportFormat::atom, hit);
    const std::string query = "q=%D0%B2%D0%BE%D0%B4%D0%B0&amp;country=GR&amp;country=-SI";
    CHECK(has(served, "rel=\"self\" type=\"application/atom+xml\" href=\"?" + query +
                          "&amp;format=atom\""));
    CHECK(has(served, "rel=\"alternate\" type=\"text/html\" href=\"../?" + query + "\""));
    CHECK(has(served, "href=\"documents/keep%2F1%20%C3%BC\""));
    CHECK(has(served, "<link rel=\"alternate\" href=\"https://example.org/?a=1&amp;b=%202\"/>"));
    hit.document.url = "javascript:alert(1)";
    const std::string local = exported(ExportFormat::atom, {hit}, head_of(1), false);
    CHECK_FALSE(has(local, "<link"));
    CHECK_FALSE(has(local, "javascript"));
    CHECK(has(local, "<content>An excerpt.</content>"));
}

TEST_CASE("Warnings are part of every format") {
    search::SearchResponse head = head_of(2);
    head.warnings = {"only a part @home"};
    for (const api::ExportFormatRow& row : api::export_formats()) {
        CAPTURE(row.name);
        CHECK(has(exported(row.format, {hit_of("a", "A")}, head), "only a part"));
    }
    // In BibTeX an entry could begin there.
    const std::string bibtex = exported(ExportFormat::bibtex, {hit_of("a", "A")}, head);
    CHECK(count(bibtex, "@") == 1);
}

TEST_CASE("An export is saved under the words of its query") {
    const auto name = [](std::string_view query) {
        return api::content_disposition(ExportFormat::bibtex, query);
    };
    CHECK(name("social economy") == "attachment; filename=\"evresi-social-economy.bib\"");
    CHECK(name("\"../a\"; x=\r\n") == "attachment; filename=\"evresi-a-x.bib\"");
    CHECK(name("") == "attachment; filename=\"evresi.bib\"");
    const std::string greek = name("νερό, Άρτα \u202Egpj.exe");
    CHECK(greek.starts_with("attachment; filename=\"evresi-gpj-exe.bib\"; filename*=UTF-8''"));
    CHECK(api::percent_decode(greek.substr(greek.find("''") + 2), api::PlusSign::itself) ==
          "evresi-νερό-Άρτα-gpj-exe.bib");
    std::string words;
    for (int i = 0; i < 500; ++i) words += "ψ ";
    CHECK(name(words).size() < 400);
}

TEST_CASE("A format is found among the parameters") {
    CHECK(api::export_format_of({{"q", "csv"}}) == std::nullopt);
    CHECK(api::export_format_of({{"format", "json"}}) == std::nullopt);
    for (const api::ExportFormatRow& row : api::export_formats()) {
        CHECK(api::export_format_of({{"q", "a"}, {"format", std::string(row.name)}}) == row.format);
        CHECK(&api::row_of(row.format) == &row);
    }
}

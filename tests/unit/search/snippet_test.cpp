#include "base/utf8.hpp"
#include "searchd/search/snippet.hpp"
#include "tests/unit/search/test_index.hpp"

#include <random>

using namespace evresi;
using namespace evresi::search;
using namespace evresi::tests;

namespace {

/// The snippets of the only document for a query.
std::vector<Snippet>
snippets_of(const corpus::Document& document, const std::string& q, int count = 2) {
    const TestIndex index({document});
    Searcher searcher = index.searcher();
    SearchRequest request = request_for(q, document.lang.view());
    request.snippets = count;
    const SearchResponse response = answer(searcher, request);
    REQUIRE(response.hits.size() == 1);
    return response.hits[0].snippets;
}

/// The marked parts of a snippet, read by code points.
std::vector<std::string> marked(const Snippet& snippet) {
    std::vector<std::size_t> offsets;
    for (std::size_t at = 0; at < snippet.text.size(); ++at) {
        if (!is_utf8_continuation(snippet.text[at])) offsets.push_back(at);
    }
    offsets.push_back(snippet.text.size());
    std::vector<std::string> words;
    for (const auto& [begin, end] : snippet.marks) {
        REQUIRE(begin < end);
        REQUIRE(end < offsets.size());
        words.push_back(snippet.text.substr(offsets[begin], offsets[end] - offsets[begin]));
    }
    return words;
}

std::string filler(int sentences) {
    std::string text;
    for (int i = 0; i < sentences; ++i) {
        text += "Partner number " + std::to_string(i) + " sends a report about nothing. ";
    }
    return text;
}

std::string without_marks(std::string html) {
    for (const std::string tag : {"<mark>", "</mark>"}) {
        for (std::size_t at; (at = html.find(tag)) != std::string::npos;)
            html.erase(at, tag.size());
    }
    return html;
}

}  // namespace

TEST_CASE("a snippet shows where the words are, in whatever form, each marked by itself") {
    const auto snippets = snippets_of(
        make_document("d", "el", "", "Οι συνεταιρισμοί νέων στην Ήπειρο. Ο συνεταιρισμός ζει."),
        "συνεταιρισμός νέων");
    REQUIRE(snippets.size() == 1);
    CHECK(snippets[0].text == "Οι συνεταιρισμοί νέων στην Ήπειρο. Ο συνεταιρισμός ζει.");
    CHECK(marked(snippets[0]) ==
          std::vector<std::string>{"συνεταιρισμοί", "νέων", "συνεταιρισμός"});
    CHECK(snippets[0].lang == LanguageTag::of("el"));
    CHECK(snippets[0].html.starts_with("Οι <mark>συνεταιρισμοί</mark> <mark>νέων</mark> στην"));
}

TEST_CASE("the part with most of the query is chosen, and cuts are shown") {
    const auto snippets =
        snippets_of(make_document("d", "en", "",
                                  filler(20) + "The harbour is old. " + filler(20) +
                                      "A lighthouse guards the harbour at night. " + filler(20)),
                    "lighthouse harbour", 1);
    REQUIRE(snippets.size() == 1);
    CHECK(marked(snippets[0]) == std::vector<std::string>{"lighthouse", "harbour"});
    CHECK(count_utf8(snippets[0].text) <= kSnippetLength * 5 / 4 + 2);
    CHECK(count_utf8(snippets[0].text) >= kSnippetLength / 2);
}

TEST_CASE("a second snippet shows what the first does not") {
    const auto snippets = snippets_of(make_document("d", "en", "",
                                                    filler(5) + "Lighthouse here. " + filler(20) +
                                                        "Lighthouse again. " + filler(20) +
                                                        "A quiet harbour. " + filler(5)),
                                      "lighthouse harbour", 2);
    REQUIRE(snippets.size() == 2);
    CHECK(marked(snippets[0]) == std::vector<std::string>{"Lighthouse"});
    CHECK(marked(snippets[1]) == std::vector<std::string>{"harbour"});
}

TEST_CASE("text without spaces or sentence ends is cut at characters and marked as cut") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "λέξη" + std::to_string(i) + ' ';
    const auto snippets = snippets_of(make_document("d", "el", "", text), "λέξη150", 1);
    REQUIRE(snippets.size() == 1);
    CHECK(snippets[0].text.starts_with("…λέξη"));
    CHECK(snippets[0].text.ends_with("…"));
    CHECK(marked(snippets[0]) == std::vector<std::string>{"λέξη150"});
}

TEST_CASE("stop words are marked only as parts of a phrase that stands there") {
    const corpus::Document document =
        make_document("d", "en", "", "The state of the art and the school of arts.");
    const auto phrase = snippets_of(document, "\"state of the art\"");
    REQUIRE(phrase.size() == 1);
    const auto words = marked(phrase[0]);
    REQUIRE(words.size() >= 4);
    CHECK(std::vector<std::string>(words.begin(), words.begin() + 4) ==
          std::vector<std::string>{"state", "of", "the", "art"});
    const auto loose = snippets_of(document, "the school");
    REQUIRE(loose.size() == 1);
    CHECK(marked(loose[0]) == std::vector<std::string>{"school"});
}

TEST_CASE("page furniture is not shown") {
    corpus::Document document =
        make_document("d", "en", "", "Skip to the harbour content\nThe harbour is deep.");
    document.paragraphs[0].is_boilerplate = true;
    const auto snippets = snippets_of(document, "harbour");
    REQUIRE(snippets.size() == 1);
    CHECK(snippets[0].text == "The harbour is deep.");
    document.paragraphs[1].is_boilerplate = true;
    document.title = "Harbour";
    CHECK(snippets_of(document, "harbour").empty());
}

TEST_CASE("a match outside the text shows its beginning unmarked") {
    const auto snippets = snippets_of(make_document("d", "en", "Harbour", filler(30)), "harbour");
    REQUIRE(snippets.size() == 1);
    CHECK(snippets[0].marks.empty());
    CHECK(snippets[0].text.starts_with("Partner number 0 sends"));
    CHECK(count_utf8(snippets[0].text) <= kSnippetLength * 5 / 4 + 2);
}

TEST_CASE("markup in the text comes out escaped, and control characters as spaces") {
    const auto snippets = snippets_of(
        make_document("d", "en", "",
                      "<script>alert('harbour' & \"sea\")</script>\x01\x1b[31m <b>harbour</b>"),
        "harbour");
    REQUIRE(snippets.size() == 1);
    const Snippet& snippet = snippets[0];
    CHECK(
        snippet.html ==
        "&lt;script&gt;alert(&#39;<mark>harbour</mark>&#39; &amp; &quot;sea&quot;)&lt;/script&gt; "
        "[31m &lt;b&gt;<mark>harbour</mark>&lt;/b&gt;");
    CHECK(snippet.text.find('\x1b') == std::string::npos);
}

TEST_CASE("characters that turn the direction of writing are not shown, and marks stay right") {
    const std::string turned = "\u202eThe \u2066old\u2069 \u202aharbour\u202c sleeps\u2067";
    const auto snippets = snippets_of(make_document("d", "en", "", turned), "harbour");
    REQUIRE(snippets.size() == 1);
    CHECK(snippets[0].text == "The old harbour sleeps");
    CHECK(snippets[0].html == "The old <mark>harbour</mark> sleeps");
    CHECK(marked(snippets[0]) == std::vector<std::string>{"harbour"});

    const TestIndex index({make_document("d", "en", turned, turned)});
    Searcher searcher = index.searcher();
    const SearchResponse response = answer(searcher, request_for("harbour", "en"));
    REQUIRE(response.hits.size() == 1);
    CHECK(response.hits[0].document.title == "The old harbour sleeps");
    CHECK(response.hits[0].title_marks ==
          std::vector<std::pair<std::uint32_t, std::uint32_t>>{{8, 15}});

    const auto unmarked = snippets_of(make_document("d", "en", "Sea", turned), "title:sea");
    REQUIRE(unmarked.size() == 1);
    CHECK(unmarked[0].text == "The old harbour sleeps");
}

TEST_CASE("ranges that share bytes are marked once, and those after them stay right") {
    const std::string text = "čežana ūdens";
    CHECK(in_code_points(text, {{0, 8}, {9, 15}}) == Marks{{0, 6}, {7, 12}});
    CHECK(in_code_points(text, {{0, 8}, {0, 8}, {4, 8}, {9, 15}}) == Marks{{0, 6}, {7, 12}});
    CHECK(in_code_points(text, {}).empty());
}

TEST_CASE("marks, text and HTML of any text agree") {
    const unsigned seed = 5;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::vector<std::string> pieces = {
        "harbour", "Harbours", "λιμάνι",  "море",   "<b>",   "&amp;", "\"", "'",
        " ",       " ",        ". ",      "\t",     "! ",    "čez",   "ū",  "—",
        "\u00a0",  "\u200b",   "sea",     "the",    "12,5",  "a-b",   "…",  "日本語",
        "😀",       "\x02",     "e\u0301", "\u202e", "\u2069"};
    for (int round = 0; round < 40; ++round) {
        std::string text = "harbour ";
        const std::size_t length = random() % 600;
        for (std::size_t i = 0; i < length; ++i) text += pieces[random() % pieces.size()];
        const auto snippets = snippets_of(make_document("d", "en", "", text), "harbour sea", 3);
        REQUIRE_FALSE(snippets.empty());
        for (const Snippet& snippet : snippets) {
            CHECK(is_utf8(snippet.text));
            CHECK(without_marks(snippet.html) == escape_html(snippet.text));
            CHECK(count_utf8(snippet.text) <= kSnippetLength * 5 / 4 + 2);
            for (const std::string& word : marked(snippet)) {
                CHECK((word == "harbour" || word == "Harbours" || word == "sea" ||
                       word.find("arbour") != std::string::npos ||
                       word.find("sea") != std::string::npos));
            }
        }
    }
}

TEST_CASE("a huge text costs a bounded look") {
    std::string text;
    while (text.size() < 3 * kSnippetScanBytes) text += filler(10);
    text += "lighthouse";
    const auto snippets = snippets_of(make_document("d", "en", "", text), "lighthouse");
    REQUIRE(snippets.size() == 1);
    CHECK(snippets[0].marks.empty());
}

TEST_CASE("a word without end makes no snippet without end") {
    const std::string word(50'000, 'x');
    const auto snippets =
        snippets_of(make_document("d", "en", "", "harbour " + word + " harbour"), "harbour");
    REQUIRE_FALSE(snippets.empty());
    for (const Snippet& snippet : snippets) CHECK(snippet.text.size() < 1000);
}

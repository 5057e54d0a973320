#include "collected.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/page_markup.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace evresi;
using namespace evresi::corpus;
using evresi::tests::read_bytes;

namespace {

std::vector<std::string> furniture_in(const std::string& page) {
    const auto got = read_bytes("a.html", page);
    std::vector<std::string> parts;
    for (const Document& document : got.documents) {
        for (const Span& span : document.furniture) {
            const std::string_view text = document.text;
            parts.emplace_back(trim(text.substr(span.begin, span.end - span.begin)));
        }
    }
    return parts;
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("Class names are read by their parts") {
    for (const std::string_view names :
         {"cookie-notice", "article-sharebox", "site_footer", "mainMenu", "col-4 sidebar",
          "social-links", "social", "page-breadcrumbs", "newsletterForm"}) {
        INFO(names);
        CHECK(names_furniture(names));
    }
    for (const std::string_view names :
         {"menuet", "content", "social-economy", "has-sidebar", "no-share", "shareholders",
          "navigator", "", " - ", "commentary", "elementor-widget-menu-text"}) {
        INFO(names);
        CHECK_FALSE(names_furniture(names));
    }
    CHECK_FALSE(names_furniture(std::string(100'000, 'm') + "enu"));
}

TEST_CASE("What stands outside the main part of a page is furniture") {
    const std::string body(300, 'x');
    CHECK(furniture_in("<p>top</p><main><h1>T</h1><p>" + body + "</p></main><p>foot</p>") ==
          Parts{"top", "foot"});
    // An empty main part tells nothing, nor do teasers that are a small part of the page.
    CHECK(furniture_in("<main></main><p>" + body + "</p>").empty());
    CHECK(furniture_in("<p>" + body + "</p><article>one</article><article>two</article>").empty());
}

TEST_CASE("A header with the headline in it is text") {
    CHECK(furniture_in("<header><h1>Title</h1><p>second line</p></header><p>text</p>").empty());
    CHECK(furniture_in("<header><p>Site</p></header><h1>Title</h1><p>text</p>") == Parts{"Site"});
}

TEST_CASE("Blocks of links and small forms are furniture, a form around a page is none") {
    const std::string links = "<a href=1>one</a> <a href=2>two</a> <a href=3>three</a>";
    CHECK(furniture_in("<p>text with <a href=1>one</a></p><div>" + links + "</div>") ==
          Parts{"one two three"});
    CHECK(furniture_in("<p>words around them: many more than in links, as in every paragraph that "
                       "cites " +
                       links + "</p>")
              .empty());
    CHECK(furniture_in("<p>text</p><form><label>Name</label></form>") == Parts{"Name"});
    CHECK(furniture_in("<form><h1>Title</h1><p>text</p></form>").empty());
}

TEST_CASE("A name on most of a page does not make the page furniture") {
    CHECK(
        furniture_in("<div class=menu><p>" + std::string(300, 'x') + "</p></div><p>y</p>").empty());
}

TEST_CASE("A marked date of publication is the date of the page") {
    const auto got = read_bytes(
        "a.html", "<p>text</p><footer><time itemprop=datePublished datetime='2020-05-06T10:00'>"
                  "two years ago</time></footer>");
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].date == "2020-05-06T10:00");
    CHECK(read_bytes("b.html", "<p>on <time datetime='2020-05-06'>6 May</time></p>")
              .documents.at(0)
              .date.empty());
}

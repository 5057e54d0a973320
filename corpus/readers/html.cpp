// HTML by libxml2's push parser, whose events are turned into lines of visible text. No tree is
// built and nothing recurses, so nesting costs no stack.
#include "base/ascii.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/encoding.hpp"
#include "corpus/html_text.hpp"
#include "corpus/page_markup.hpp"
#include "corpus/reader.hpp"
#include "corpus/row_fields.hpp"
#include "corpus/text_lines.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

namespace evresi::corpus {
namespace {

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view name) noexcept {
    return std::find(list.begin(), list.end(), name) != list.end();
}

constexpr std::array<std::string_view, 15> kInvisible = {
    "script", "style",  "noscript", "template", "head",   "nav",      "button",  "select",
    "svg",    "iframe", "object",   "math",     "canvas", "textarea", "datalist"};

// Elements that flow within a line; every other one starts a line of its own.
constexpr std::array<std::string_view, 30> kInline = {
    "a",    "abbr",  "acronym", "b",      "bdi", "bdo", "big",  "cite", "code", "data",
    "del",  "dfn",   "em",      "font",   "i",   "ins", "kbd",  "mark", "q",    "s",
    "samp", "small", "span",    "strong", "sub", "sup", "time", "tt",   "u",    "var"};

// Class names by which blogs and news sites mark the date of a page.
constexpr std::array<std::string_view, 4> kDateClasses = {"published", "entry-date", "post-date",
                                                          "date-published"};

constexpr std::array<std::string_view, 6> kDateNames = {
    "article:published_time", "date", "dc.date", "dc.date.issued", "dcterms.created", "pubdate"};

// The parser looks through all open elements at many tags, so their number bounds its time.
constexpr std::size_t kMaxOpenElements = 10'000;
constexpr std::size_t kMaxAttributes = 1'000;

std::string_view view_of(const xmlChar* text) noexcept {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

/// The attributes of one start tag, as libxml2 passes them: name, value, name, value, null.
class Attributes {
public:
    explicit Attributes(const xmlChar** list) : list_(list) {}

    [[nodiscard]] bool has(std::string_view name) const noexcept { return find(name) != nullptr; }
    [[nodiscard]] std::string_view value(std::string_view name) const noexcept {
        const xmlChar** const at = find(name);
        return at == nullptr ? std::string_view() : view_of(at[1]);
    }

private:
    [[nodiscard]] const xmlChar** find(std::string_view name) const noexcept {
        std::size_t count = 0;
        for (const xmlChar** at = list_; at != nullptr && *at != nullptr; at += 2) {
            if (view_of(*at) == name) return at;
            if (++count == kMaxAttributes) break;
        }
        return nullptr;
    }
    const xmlChar** list_;
};

class PageHandler {
public:
    explicit PageHandler(Document& document) : document_(document) {}

    void start(std::string_view name, const Attributes& attributes) {
        if (++depth_ > kMaxOpenElements && !is_too_deep_) {
            is_too_deep_ = true;
            xmlStopParser(parser_);
        }
        if (is_too_deep_) return;
        if (name == "meta") meta(attributes);
        if (name == "html") declare_language(attributes.value("lang"));
        if (name == "title" && title_.text().empty()) capture_ = &title_;
        if (name == "link" && attributes.value("rel") == "canonical") {
            document_.url = std::string(attributes.value("href"));
        }
        if (hidden_at_ != 0) return;
        if (holds(kInvisible, name) || attributes.has("data-nosnippet") ||
            attributes.has("hidden")) {
            hidden_at_ = depth_;
            return;
        }
        if (name == "h1" && heading_.text().empty()) in_heading_ = true;
        if (name == "time") time(attributes);
        separate(name);
        link_depth_ += name == "a" ? 1 : 0;
        markup_.open({name, attributes.value("role"), attributes.value("class"),
                      attributes.value("id"), attributes.value("aria-hidden") == "true"},
                     body_.text().size());
    }

    void end(std::string_view name) {
        if (name == "title") capture_ = nullptr;
        if (name == "h1") in_heading_ = false;
        if (hidden_at_ == depth_) {
            hidden_at_ = 0;
        } else if (hidden_at_ == 0) {
            if (name == "a" && link_depth_ > 0) --link_depth_;
            markup_.close(body_.text().size());
            separate(name);
        }
        if (depth_ > 0) --depth_;
    }

    void characters(std::string_view text) {
        if (capture_ != nullptr) return capture_->characters(text);
        if (hidden_at_ != 0) return;
        if (in_heading_) heading_.characters(text);
        const std::size_t before = body_.text().size();
        body_.characters(text);
        if (link_depth_ > 0) markup_.add_link_text(body_.text().size() - before);
    }

    [[nodiscard]] bool is_too_deep() const noexcept { return is_too_deep_; }
    /// What to stop when the page is too deep; borrowed.
    void set_parser(htmlParserCtxt* parser) noexcept { parser_ = parser; }

    void finish() {
        take_text();
        for (std::string* const title : {&title_.text(), &heading_.text(), &shared_title_}) {
            if (document_.title.empty()) document_.title = std::string(trim(*title));
        }
        clean_text(document_.title);
        clean_text(document_.url);
    }

private:
    void separate(std::string_view name) {
        if (name == "td" || name == "th") {
            body_.space();
        } else if (!holds(kInline, name) && name != "img" && name != "wbr") {
            body_.line_break();
            if (in_heading_ && name != "h1") heading_.space();
        }
    }

    // Cleaning may shorten the text, so it is done part by part.
    void take_text() {
        const std::string_view whole = body_.text();
        std::string part;
        std::size_t from = 0;
        const auto take = [&](std::size_t to) {
            part = whole.substr(from, to - from);
            clean_text(part);
            document_.text += part;
            from = to;
            return static_cast<std::uint32_t>(document_.text.size());
        };
        for (Span span : markup_.furniture(whole.size())) {
            const std::size_t end = span.end;
            span.begin = take(span.begin);
            span.end = take(end);
            document_.furniture.push_back(span);
        }
        take(whole.size());
    }

    void time(const Attributes& attributes) {
        const std::string_view date = trim(attributes.value("datetime"));
        const bool is_published = attributes.value("itemprop") == "datePublished" ||
                                  attributes.has("pubdate") || has_date_class(attributes);
        if (is_published && document_.date.empty() && is_iso_date(date)) {
            document_.date = std::string(date);
        }
    }

    static bool has_date_class(const Attributes& attributes) {
        std::string_view names = attributes.value("class");
        while (!names.empty()) {
            const std::size_t end = std::min(names.find(' '), names.size());
            if (holds(kDateClasses, names.substr(0, end))) return true;
            names.remove_prefix(std::min(end + 1, names.size()));
        }
        return false;
    }

    // Often a template's: the annotator asks the text too.
    void declare_language(std::string_view tag) {
        document_.lang = LanguageTag::parse(tag).value_or(LanguageTag());
    }

    void meta(const Attributes& attributes) {
        const std::string_view content = trim(attributes.value("content"));
        if (content.empty()) return;
        std::string name = lower_ascii(attributes.value("name"));
        if (name.empty()) name = lower_ascii(attributes.value("property"));
        if (name.empty()) name = lower_ascii(attributes.value("itemprop"));
        if (name == "og:title") shared_title_ = std::string(content);
        if (name == "description") {
            std::string text(content);
            clean_text(text);
            document_.fields.emplace_back("description", std::move(text));
        }
        const bool is_date = holds(kDateNames, name) || name == "datepublished";
        if (is_date && document_.date.empty() && is_iso_date(content)) {
            document_.date = std::string(content);
        }
    }

    Document& document_;
    TextLines body_;
    PageMarkup markup_;
    std::size_t link_depth_ = 0;
    TextLines title_;
    TextLines heading_;
    std::string shared_title_;
    TextLines* capture_ = nullptr;
    bool in_heading_ = false;
    std::size_t depth_ = 0;
    std::size_t hidden_at_ = 0;
    htmlParserCtxt* parser_ = nullptr;
    bool is_too_deep_ = false;
};

void on_start(void* page, const xmlChar* name, const xmlChar** attributes) {
    static_cast<PageHandler*>(page)->start(view_of(name), Attributes(attributes));
}
void on_end(void* page, const xmlChar* name) {
    static_cast<PageHandler*>(page)->end(view_of(name));
}
void on_characters(void* page, const xmlChar* text, int length) {
    static_cast<PageHandler*>(page)->characters(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}

struct FreeParser {
    void operator()(htmlParserCtxt* parser) const noexcept { htmlFreeParserCtxt(parser); }
};

void parse(std::string_view text, PageHandler& page) {
    htmlSAXHandler handler{};
    handler.startElement = on_start;
    handler.endElement = on_end;
    handler.characters = on_characters;
    handler.cdataBlock = on_characters;
    handler.ignorableWhitespace = on_characters;
    const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
        htmlCreatePushParserCtxt(&handler, &page, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
    if (parser == nullptr) return;
    // The text is UTF-8 by now, whatever its meta elements declare.
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                         HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                         HTML_PARSE_IGNORE_ENC);
    constexpr std::size_t kPiece = 1u << 20;
    page.set_parser(parser.get());
    for (std::size_t at = 0; at < text.size() && !page.is_too_deep(); at += kPiece) {
        const std::string_view piece = text.substr(at, kPiece);
        htmlParseChunk(parser.get(), piece.data(), static_cast<int>(piece.size()), 0);
    }
    if (!page.is_too_deep()) htmlParseChunk(parser.get(), nullptr, 0, 1);
}

// charset=... within the first bytes, where the HTML standard lets it stand.
std::string_view declared_charset(std::string_view bytes) noexcept {
    const std::string_view head = bytes.substr(0, 4096);
    static constexpr std::string_view kKey = "charset=";
    for (std::size_t at = 0; at + kKey.size() < head.size(); ++at) {
        const bool fits =
            std::equal(kKey.begin(), kKey.end(), head.begin() + at,
                       [](char a, char b) { return a == (b | (a == '=' ? 0 : 0x20)); });
        if (!fits) continue;
        std::string_view value = head.substr(at + kKey.size());
        while (value.starts_with('"') || value.starts_with('\'') || value.starts_with(' ')) {
            value.remove_prefix(1);
        }
        return value.substr(0, value.find_first_of("\"' />;\r\n\t"));
    }
    return {};
}

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    Result<std::string> bytes = read_all(*input.bytes, input.options->limits.file_bytes);
    if (!bytes) return bytes.error();
    Result<DecodedText> decoded = decode_text(*bytes, declared_charset(*bytes));
    if (!decoded) return decoded.error();
    Document document;
    document.id = input.id;
    document.source = input.source;
    if (Result<void> done = read_html_text(decoded->text, document); !done) return done.error();
    if (document.title.empty() && trim(document.text).empty()) {
        return fail(ErrorCode::malformed_input, "the page has no visible text");
    }
    sink.document(std::move(document));
    return {};
}

}  // namespace

Result<void> read_html_text(std::string_view html, Document& document) {
    PageHandler page(document);
    parse(html, page);
    if (page.is_too_deep()) {
        return fail(ErrorCode::too_large, "the page opens more than " +
                                              std::to_string(kMaxOpenElements) +
                                              " elements within one another");
    }
    page.finish();
    return {};
}

const Reader& reader_html() {
    static constexpr std::array<std::string_view, 3> kSuffixes = {".html", ".htm", ".xhtml"};
    static const Reader reader{"html", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus

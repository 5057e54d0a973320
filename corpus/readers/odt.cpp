// OpenDocument text (.odt, .ott): the text as a reader of the printed page sees it. Taken from
// OpenDocument 1.3 part 3; embedded objects, forms and comments are not looked at.
#include "base/ascii.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/office_document.hpp"
#include "corpus/reader.hpp"
#include "corpus/xml_events.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace evresi::corpus {
namespace {

enum class StyleKind : std::uint8_t { other, title, heading };

struct Style {
    std::string parent;
    std::optional<bool> is_hidden;
};

/// Named styles, and what each inherits.
class Styles {
public:
    Style& add(std::string_view name) { return styles_[std::string(name)]; }

    [[nodiscard]] bool is_title(std::string_view name) const {
        bool is_title = false;
        walk(name, [&](std::string_view at, const Style* /*style*/) {
            is_title = at == "Title";
            return !is_title;
        });
        return is_title;
    }
    [[nodiscard]] bool is_hidden(std::string_view name) const {
        bool is_hidden = false;
        walk(name, [&](std::string_view /*at*/, const Style* style) {
            if (style == nullptr || !style->is_hidden) return true;
            is_hidden = *style->is_hidden;
            return false;
        });
        return is_hidden;
    }

    std::string language;  ///< of paragraphs in no other

private:
    template <class Visitor>
    void walk(std::string_view name, const Visitor& visit) const {
        constexpr int kMaxSteps = 32;  // styles may have one another as parents in a circle
        std::string at(name);
        for (int i = 0; i < kMaxSteps && !at.empty(); ++i) {
            const auto found = styles_.find(at);
            const Style* const style = found == styles_.end() ? nullptr : &found->second;
            if (!visit(at, style) || style == nullptr) return;
            at = style->parent;
        }
    }
    std::unordered_map<std::string, Style> styles_;
};

enum class Tag : std::uint8_t {
    other,
    body,
    box,
    cell,
    footer,
    header,
    heading,
    hidden,
    note_body,
    paragraph,
    row,
    section,
    span,
    style,
    text_properties,
};

struct KnownTag {
    std::string_view name_space;  // the word of the URI that tells it: "urn:...:xmlns:text:1.0"
    std::string_view name;
    Tag tag;
};

constexpr std::array<KnownTag, 30> kKnownTags = {{
    {"text", "p", Tag::paragraph},
    {"text", "h", Tag::heading},
    {"text", "span", Tag::span},
    {"text", "note-body", Tag::note_body},
    {"text", "note-citation", Tag::hidden},
    {"text", "tracked-changes", Tag::hidden},
    {"text", "ruby-text", Tag::hidden},
    {"text", "script", Tag::hidden},
    {"text", "section", Tag::section},
    {"text", "hidden-text", Tag::section},
    {"text", "hidden-paragraph", Tag::section},
    {"text", "conditional-text", Tag::other},
    {"table", "table-row", Tag::row},
    {"table", "table-cell", Tag::cell},
    {"table", "table-header-rows", Tag::other},
    {"drawing", "text-box", Tag::box},
    {"drawing", "custom-shape", Tag::box},
    {"office", "annotation", Tag::hidden},
    {"office", "forms", Tag::hidden},
    {"office", "binary-data", Tag::hidden},
    {"office", "body", Tag::body},
    {"svg-compatible", "title", Tag::hidden},
    {"svg-compatible", "desc", Tag::hidden},
    {"style", "style", Tag::style},
    {"style", "text-properties", Tag::text_properties},
    {"style", "header", Tag::header},
    {"style", "header-first", Tag::header},
    {"style", "header-left", Tag::header},
    {"style", "footer", Tag::footer},
    {"style", "footer-first", Tag::footer},
}};

// "text" of "urn:oasis:names:tc:opendocument:xmlns:text:1.0".
std::string_view short_name_space(std::string_view uri) noexcept {
    static constexpr std::string_view kStart = "urn:oasis:names:tc:opendocument:xmlns:";
    if (!uri.starts_with(kStart)) return {};
    uri.remove_prefix(kStart.size());
    return uri.substr(0, uri.find(':'));
}

Tag tag_of(std::string_view name_space, std::string_view name) noexcept {
    if (name_space == "style" && name == "footer-left") return Tag::footer;
    for (const KnownTag& known : kKnownTags) {
        if (known.name == name && known.name_space == name_space) return known.tag;
    }
    return Tag::other;
}

/// Styles, and the running text of either part: content.xml has it in its body, styles.xml in the
/// headers and footers of its pages.
class TextHandler final : public XmlHandler {
public:
    TextHandler(Styles& styles, OfficeTexts& texts) : styles_(styles), texts_(texts) {}

    void start(const XmlElement& element) override {
        const std::string_view name_space = short_name_space(element.name_space());
        const Tag tag = tag_of(name_space, element.name());
        open_.open(tag);
        if (open_.is_hidden()) return;
        if (region_ == Tag::other) {
            start_outside(tag, element);
        } else {
            if (name_space == "text") start_character(element.name());
            start_inside(tag, element);
        }
    }

    void end(std::string_view /*name_space*/, std::string_view /*name*/) override {
        const auto [tag, was_shown] = open_.close();
        if (was_shown) end_tag(tag);
    }

    void characters(std::string_view text) override {
        if (!open_.is_hidden() && region_ != Tag::other && lines_.is_in_paragraph()) {
            lines_.characters(text);
        }
    }

    [[nodiscard]] std::string take_headers() { return std::move(headers_); }
    [[nodiscard]] std::string take_footers() { return std::move(footers_); }

private:
    void start_outside(Tag tag, const XmlElement& element) {
        if (tag == Tag::style) {
            style_ = &styles_.add(element.attribute("name"));
            style_->parent = element.attribute("parent-style-name");
        } else if (element.name() == "default-style") {
            is_default_style_ = element.attribute("family") == "paragraph";
        } else if (tag == Tag::text_properties) {
            if (style_ != nullptr && element.has_attribute("display")) {
                style_->is_hidden = element.attribute("display") == "none";
            }
            if (style_ == nullptr && is_default_style_) {
                styles_.language = element.attribute("language");
            }
        } else if (tag == Tag::body || tag == Tag::header || tag == Tag::footer) {
            if (tag != Tag::body && element.attribute("display") == "false") return open_.hide();
            region_ = tag;
        }
    }

    void start_inside(Tag tag, const XmlElement& element) {
        switch (tag) {
        case Tag::paragraph:
        case Tag::heading:
            if (styles_.is_hidden(element.attribute("style-name"))) return open_.hide();
            lines_.begin_paragraph();
            titles_.push_back(title_place(tag, element.attribute("style-name")));
            break;
        case Tag::span:
            if (styles_.is_hidden(element.attribute("style-name"))) open_.hide();
            break;
        case Tag::section:
            if (element.attribute("display") == "none" ||
                element.attribute("is-hidden") == "true") {
                open_.hide();
            }
            break;
        case Tag::cell:
            lines_.begin_cell();
            break;
        case Tag::box:
        case Tag::note_body:
            lines_.begin_box();
            break;
        case Tag::hidden:
            open_.hide();
            break;
        default:
            break;
        }
    }

    void end_tag(Tag tag) {
        switch (tag) {
        case Tag::paragraph:
        case Tag::heading:
            if (region_ != Tag::other) end_paragraph();
            break;
        case Tag::cell:
            lines_.end_cell();
            break;
        case Tag::row:
            lines_.end_row();
            break;
        case Tag::box:
            lines_.end_box();
            break;
        case Tag::note_body:
            texts_.notes += lines_.take_box();
            break;
        case Tag::style:
            style_ = nullptr;
            break;
        case Tag::body:
        case Tag::header:
        case Tag::footer:
            if (region_ == tag) end_region();
            break;
        default:
            break;
        }
    }

    void end_region() {
        std::string text = lines_.take_text();
        lines_ = {};
        if (region_ == Tag::body) texts_.body += text;
        if (region_ == Tag::header) headers_ += text;
        if (region_ == Tag::footer) footers_ += text;
        region_ = Tag::other;
    }

    void end_paragraph() {
        if (!titles_.empty()) {
            std::string* const title = titles_.back();
            titles_.pop_back();
            if (title != nullptr && title->empty()) {
                *title = lines_.paragraph();
                std::replace(title->begin(), title->end(), '\n', ' ');
            }
        }
        lines_.end_paragraph();
    }

    void start_character(std::string_view name) {
        if (name == "s" || name == "tab") lines_.space();
        if (name == "line-break") lines_.line_break();
    }

    // Where the text of a paragraph belongs if it is a title; null for every other.
    [[nodiscard]] std::string* title_place(Tag tag, std::string_view style) {
        if (region_ != Tag::body) return nullptr;
        if (styles_.is_title(style)) return &texts_.title;
        return tag == Tag::heading ? &texts_.heading : nullptr;
    }

    Styles& styles_;
    OfficeTexts& texts_;
    OfficeLines lines_;
    std::string headers_;
    std::string footers_;
    OpenElements<Tag> open_;
    std::vector<std::string*> titles_;
    Style* style_ = nullptr;
    bool is_default_style_ = false;
    Tag region_ = Tag::other;  // body, header or footer when within one
};

/// Whether the manifest names a part that is encrypted.
class ManifestHandler final : public XmlHandler {
public:
    void start(const XmlElement& element) override {
        is_encrypted = is_encrypted || element.name() == "encryption-data";
    }
    void end(std::string_view /*name_space*/, std::string_view /*name*/) override {}
    void characters(std::string_view /*text*/) override {}

    bool is_encrypted = false;
};

bool is_encrypted(const OfficePackage& package) {
    ManifestHandler manifest;
    if (!package.has("META-INF/manifest.xml")) return false;
    static_cast<void>(package.parse("META-INF/manifest.xml", manifest).has_value());
    return manifest.is_encrypted;
}

Result<OfficeTexts> read_texts(const OfficePackage& package) {
    OfficeTexts texts;
    Styles styles;
    if (package.has("styles.xml")) {
        TextHandler pages(styles, texts);
        // A fault in the styles is no reason to lose the text.
        static_cast<void>(package.parse("styles.xml", pages).has_value());
        std::vector<std::string> seen;
        texts.headers = new_lines(pages.take_headers(), seen);
        texts.footers = new_lines(pages.take_footers(), seen);
    }
    TextHandler content(styles, texts);
    if (const Result<void> done = package.parse("content.xml", content); !done) return done.error();
    texts.language = styles.language;
    return texts;
}

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    const Result<OfficePackage> package = OfficePackage::open(input);
    if (!package) return package.error();
    if (is_encrypted(*package)) {
        sink.rejected({input.source, 0, input.id, "password-protected",
                       "the document is password-protected; save it without a password"});
        return {};
    }
    Result<OfficeTexts> texts = read_texts(*package);
    if (!texts) return texts.error();
    OfficeProperties properties;
    add_properties(*package, "meta.xml", properties);
    return hand_on_office_document(input, sink, std::move(*texts), properties);
}

}  // namespace

const Reader& reader_odt() {
    static constexpr std::array<std::string_view, 2> kSuffixes = {".odt", ".ott"};
    static const Reader reader{"odt", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus

// WordprocessingML (.docx, .docm, .dotx): the text as a reader of the printed page sees it. Taken
// from ECMA-376 part 1, chapter 17; macros, embedded objects and comments are not looked at.
#include "corpus/office_document.hpp"
#include "corpus/reader.hpp"
#include "corpus/word_parts.hpp"
#include "corpus/xml_events.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace evresi::corpus {
namespace {

bool is_compatibility(std::string_view name_space) noexcept {
    return name_space == "http://schemas.openxmlformats.org/markup-compatibility/2006";
}

enum class Tag : std::uint8_t {
    other,
    alternatives,
    cell,
    deletion,
    note,
    paragraph,
    paragraph_style,
    placeholder,
    row,
    row_properties,
    run,
    run_properties,
    run_style,
    text,
    text_box,
    vanish,
};

Tag tag_of(std::string_view name) noexcept {
    static constexpr std::array<std::pair<std::string_view, Tag>, 19> kTags = {{
        {"t", Tag::text},
        {"r", Tag::run},
        {"p", Tag::paragraph},
        {"rPr", Tag::run_properties},
        {"pStyle", Tag::paragraph_style},
        {"rStyle", Tag::run_style},
        {"vanish", Tag::vanish},
        {"tc", Tag::cell},
        {"tr", Tag::row},
        {"trPr", Tag::row_properties},
        {"txbxContent", Tag::text_box},
        {"del", Tag::deletion},
        {"moveFrom", Tag::deletion},
        {"footnote", Tag::note},
        {"endnote", Tag::note},
        {"showingPlcHdr", Tag::placeholder},
        {"rt", Tag::deletion},  // the small reading beside a ruby text
        {"rPrChange", Tag::deletion},
        {"pPrChange", Tag::deletion},
    }};
    for (const auto& [known, tag] : kTags) {
        if (known == name) return tag;
    }
    return Tag::other;
}

/// The running text of one part: body, notes, a header or a footer.
class TextHandler final : public XmlHandler {
public:
    TextHandler(const WordStyles& styles, OfficeTexts& texts) : styles_(styles), texts_(texts) {}

    void start(const XmlElement& element) override {
        const bool is_of_word = is_word_namespace(element.name_space());
        Tag tag = is_of_word ? tag_of(element.name()) : Tag::other;
        if (is_compatibility(element.name_space())) tag = start_alternative(element.name());
        // Formulas keep their letters in elements of the same name.
        if (!is_of_word && element.name() == "t") tag = Tag::text;
        open_.open(tag);
        if (open_.is_hidden()) return;
        if (is_of_word && tag == Tag::other) start_character(element.name());
        start_tag(tag, element);
    }

    void end(std::string_view /*name_space*/, std::string_view /*name*/) override {
        const auto [tag, was_shown] = open_.close();
        if (tag == Tag::alternatives) branch_taken_.pop_back();
        if (was_shown) end_tag(tag);
    }

    void characters(std::string_view text) override {
        if (open_.is_hidden() || open_.at(0) != Tag::text) return;
        if (runs_.empty() || !runs_.back().is_hidden) lines_.characters(text);
    }

    [[nodiscard]] std::string take_text() { return lines_.take_text(); }

private:
    /// What an open run, or a paragraph outside its runs, is like.
    struct Run {
        bool is_hidden = false;
    };

    // Of branches that say the same, the first counts.
    Tag start_alternative(std::string_view name) {
        if (name == "AlternateContent") {
            branch_taken_.push_back(false);
            return Tag::alternatives;
        }
        const bool is_branch = name == "Choice" || name == "Fallback";
        if (!is_branch || branch_taken_.empty()) return Tag::other;
        const bool was_taken = branch_taken_.back();
        branch_taken_.back() = true;
        return was_taken ? Tag::deletion : Tag::other;
    }

    void start_tag(Tag tag, const XmlElement& element) {
        switch (tag) {
        case Tag::paragraph:
            lines_.begin_paragraph();
            paragraphs_.push_back({});
            break;
        case Tag::run:
            runs_.push_back({!paragraphs_.empty() && paragraphs_.back().is_hidden});
            break;
        case Tag::paragraph_style:
            set_paragraph_style(element.attribute("val"));
            break;
        case Tag::run_style:
            if (!runs_.empty() && styles_.is_hidden(element.attribute("val"))) {
                runs_.back().is_hidden = true;
            }
            break;
        case Tag::vanish:
            // That of a paragraph's properties hides its mark, not its text.
            if (open_.at(1) == Tag::run_properties && open_.at(2) == Tag::run) {
                runs_.back().is_hidden = is_word_property_on(element);
            }
            break;
        case Tag::cell:
            lines_.begin_cell();
            break;
        case Tag::text_box:
            lines_.begin_box();
            break;
        case Tag::deletion:
            // A mark within the properties of a row means the row, of a run its paragraph mark.
            if (open_.at(1) == Tag::row_properties) {
                open_.hide(2);
            } else {
                open_.hide();
            }
            break;
        case Tag::placeholder:
            open_.hide(2);
            break;
        case Tag::note:
            if (!element.attribute("type").empty() && element.attribute("type") != "normal")
                open_.hide();
            break;
        default:
            break;
        }
    }

    void end_tag(Tag tag) {
        switch (tag) {
        case Tag::paragraph:
            note_title();
            if (!paragraphs_.empty()) paragraphs_.pop_back();
            lines_.end_paragraph();
            break;
        case Tag::run:
            if (!runs_.empty()) runs_.pop_back();
            break;
        case Tag::cell:
            lines_.end_cell();
            break;
        case Tag::row:
            lines_.end_row();
            break;
        case Tag::text_box:
            lines_.end_box();
            break;
        default:
            break;
        }
    }

    void start_character(std::string_view name) {
        if (!runs_.empty() && runs_.back().is_hidden) return;
        if (open_.at(1) != Tag::run) return;  // <w:tab/> also sets a tab stop
        if (name == "tab" || name == "ptab") lines_.space();
        if (name == "br" || name == "cr") lines_.line_break();
        if (name == "noBreakHyphen") lines_.characters("-");
    }

    void set_paragraph_style(std::string_view id) {
        if (paragraphs_.empty()) return;
        paragraphs_.back() = {styles_.kind(id), styles_.is_hidden(id)};
    }

    void note_title() {
        if (paragraphs_.empty() || paragraphs_.back().kind == WordStyleKind::other) return;
        std::string& title =
            paragraphs_.back().kind == WordStyleKind::title ? texts_.title : texts_.heading;
        if (!title.empty()) return;
        title = lines_.paragraph();
        std::replace(title.begin(), title.end(), '\n', ' ');
    }

    struct Paragraph {
        WordStyleKind kind = WordStyleKind::other;
        bool is_hidden = false;
    };

    const WordStyles& styles_;
    OfficeTexts& texts_;
    OfficeLines lines_;
    OpenElements<Tag> open_;
    std::vector<Run> runs_;
    std::vector<Paragraph> paragraphs_;
    std::vector<bool> branch_taken_;
};

/// The parts of one document, read in the order in which they refer to one another.
class WordDocument {
public:
    explicit WordDocument(const OfficePackage& package) : package_(package) {}

    Result<OfficeTexts> read() {
        const std::string main = main_part();
        find_relations(main);
        const std::unique_ptr<XmlHandler> styles = word_styles_handler(styles_);
        parse_if_there(relations_.styles, *styles);
        TextHandler body(styles_, texts_);
        if (const Result<void> done = package_.parse(main, body); !done) return done.error();
        texts_.body = body.take_text();
        // What stands beside the body has no say in the title.
        OfficeTexts unused;
        for (const std::string& part : relations_.notes) texts_.notes += text_of(part, unused);
        std::vector<std::string> seen;
        for (const std::string& part : relations_.headers) {
            texts_.headers += new_lines(text_of(part, unused), seen);
        }
        for (const std::string& part : relations_.footers) {
            texts_.footers += new_lines(text_of(part, unused), seen);
        }
        texts_.language = styles_.language;
        return std::move(texts_);
    }

private:
    std::string main_part() {
        WordRelations relations;
        const auto handler = word_relations_handler("", relations);
        parse_if_there("_rels/.rels", *handler);
        return relations.main.empty() ? "word/document.xml" : relations.main;
    }

    void find_relations(const std::string& main) {
        const std::size_t slash = main.rfind('/') + 1;  // npos + 1 is 0
        const std::string folder = main.substr(0, slash);
        const auto handler = word_relations_handler(folder, relations_);
        parse_if_there(folder + "_rels/" + main.substr(slash) + ".rels", *handler);
        if (relations_.styles.empty()) relations_.styles = folder + "styles.xml";
        // More than any document has, but an end to what a hostile one may ask for.
        settle(relations_.headers, 60);
        settle(relations_.footers, 60);
        settle(relations_.notes, 2);
    }

    static void settle(std::vector<std::string>& parts, std::size_t most) {
        sort_by_number(parts);
        parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
        if (parts.size() > most) parts.resize(most);
    }

    // header2.xml before header10.xml; footnotes after endnotes would be wrong too.
    static void sort_by_number(std::vector<std::string>& parts) {
        std::sort(parts.begin(), parts.end(), [](const std::string& a, const std::string& b) {
            const bool a_is_end = a.find("endnotes") != std::string::npos;
            const bool b_is_end = b.find("endnotes") != std::string::npos;
            if (a_is_end != b_is_end) return b_is_end;
            return a.size() != b.size() ? a.size() < b.size() : a < b;
        });
    }

    std::string text_of(const std::string& part, OfficeTexts& unused) {
        TextHandler handler(styles_, unused);
        parse_if_there(part, handler);
        return handler.take_text();
    }

    // A fault in a part beside the body is no reason to lose the body.
    void parse_if_there(const std::string& part, XmlHandler& handler) {
        if (package_.has(part)) static_cast<void>(package_.parse(part, handler).has_value());
    }

    const OfficePackage& package_;
    WordRelations relations_;
    WordStyles styles_;
    OfficeTexts texts_;
};

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    const Result<OfficePackage> package = OfficePackage::open(input);
    if (!package) return package.error();
    Result<OfficeTexts> texts = WordDocument(*package).read();
    if (!texts) return texts.error();
    OfficeProperties properties;
    add_properties(*package, "docProps/core.xml", properties);
    add_properties(*package, "docProps/app.xml", properties);
    return hand_on_office_document(input, sink, std::move(*texts), properties);
}

}  // namespace

const Reader& reader_docx() {
    static constexpr std::array<std::string_view, 4> kSuffixes = {".docx", ".docm", ".dotx",
                                                                  ".dotm"};
    static const Reader reader{"docx", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus

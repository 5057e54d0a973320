// What .docx and .odt readers share: the archive with its XML parts, the properties that office
// programs keep, lines of text with tables and text boxes, and the Document made of them.
#pragma once

#include "corpus/archive.hpp"
#include "corpus/reader.hpp"
#include "corpus/text_lines.hpp"
#include "corpus/xml_events.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// The archive of one document. Confined to one thread; borrows the input.
class OfficePackage {
public:
    /// malformed_input when it is no archive, and the archive's errors.
    [[nodiscard]] static Result<OfficePackage> open(const ReadInput& input);

    [[nodiscard]] const ZipArchive& archive() const noexcept { return archive_; }
    [[nodiscard]] bool has(std::string_view part) const noexcept {
        return archive_.find(part) != nullptr;
    }
    /// Hands the XML of a part to `handler`. malformed_input when it is missing or broken,
    /// too_large.
    [[nodiscard]] Result<void> parse(std::string_view part, XmlHandler& handler) const;

private:
    OfficePackage(const ReadInput& input, std::unique_ptr<ByteSource> in_memory, ZipArchive archive)
        : input_(&input), in_memory_(std::move(in_memory)), archive_(std::move(archive)) {}

    const ReadInput* input_;
    std::unique_ptr<ByteSource> in_memory_;  // when the input comes in order only
    ZipArchive archive_;
};

/// What a document says about itself.
struct OfficeProperties {
    std::string title;
    std::string created;   ///< ISO 8601, or empty
    std::string modified;  ///< the same
    std::string language;
    std::string template_name;
};

/// Adds what the properties part `part` says, of either format. A missing or broken part says
/// nothing.
void add_properties(const OfficePackage& package,
                    std::string_view part,
                    OfficeProperties& properties);

/// Whether a title in the properties was given by a person for this document, not by a program or
/// a template.
[[nodiscard]] bool is_meaningful_title(std::string_view title, std::string_view template_name);

/// Lines of running text as office formats nest it: paragraphs in cells in rows, text boxes in
/// paragraphs. A row is one line; from the second paragraph of a cell on, each has its own. What
/// stands in a text box comes after the paragraph that holds it.
class OfficeLines {
public:
    void begin_paragraph();
    void end_paragraph();
    void begin_cell();
    void end_cell();
    void end_row() { lines().line_break(); }
    /// Beyond some depth, which no document needs, boxes flow into the one that holds them.
    void begin_box();
    void end_box();
    /// Takes the innermost box out, for text that belongs elsewhere (notes).
    [[nodiscard]] std::string take_box();

    void characters(std::string_view text) { lines().characters(text); }
    void space() noexcept { lines().space(); }
    void line_break() { lines().line_break(); }

    /// What the open paragraph holds so far.
    [[nodiscard]] std::string_view paragraph();
    [[nodiscard]] bool is_in_paragraph() const noexcept { return box().paragraphs > 0; }
    [[nodiscard]] std::string take_text();

private:
    struct Box {
        TextLines lines;
        std::vector<std::string> inner;  // texts of boxes within the open paragraph
        int paragraphs = 0;              // open ones
        std::size_t paragraph_begin = 0;
        std::size_t cell_begin = 0;
        int cells = 0;  // open ones
    };
    [[nodiscard]] Box& box() noexcept { return boxes_.empty() ? outermost_ : boxes_.back(); }
    [[nodiscard]] const Box& box() const noexcept {
        return boxes_.empty() ? outermost_ : boxes_.back();
    }
    [[nodiscard]] TextLines& lines() noexcept { return box().lines; }

    [[nodiscard]] std::string close_box();

    Box outermost_;
    std::vector<Box> boxes_;
    int too_deep_ = 0;  // open boxes that flow into the innermost
};

/// What is open while a part is read, innermost last, and whether it is hidden.
template <class Tag>
class OpenElements {
public:
    void open(Tag tag) { tags_.push_back(tag); }
    /// The innermost element, which ends. `was_shown`: it stood in nothing hidden and hid nothing.
    struct Closed {
        Tag tag;
        bool was_shown;
    };
    Closed close() {
        const Closed closed{tags_.back(), hidden_at_ == 0};
        if (hidden_at_ == tags_.size()) hidden_at_ = 0;
        tags_.pop_back();
        return closed;
    }

    /// The element so many levels above the innermost; `other` above the outermost.
    [[nodiscard]] Tag at(std::size_t levels) const noexcept {
        return tags_.size() > levels ? tags_[tags_.size() - 1 - levels] : Tag::other;
    }
    /// Hides all up to the end of the element so many levels above the innermost.
    void hide(std::size_t levels = 0) noexcept {
        if (tags_.size() > levels) hidden_at_ = tags_.size() - levels;
    }
    [[nodiscard]] bool is_hidden() const noexcept { return hidden_at_ != 0; }

private:
    std::vector<Tag> tags_;
    std::size_t hidden_at_ = 0;  // size of tags_ at the element that hides; 0: none
};

/// The texts of a document, in the order in which they are put together.
struct OfficeTexts {
    std::string headers;
    std::string body;
    std::string notes;
    std::string footers;
    std::string title;     ///< of the first paragraph in a title's style
    std::string heading;   ///< of the first paragraph in a heading's style
    std::string language;  ///< of the document's default style; often the program's
};

/// Hands the document to the sink. malformed_input when it has neither text nor title.
[[nodiscard]] Result<void> hand_on_office_document(const ReadInput& input,
                                                   const ReadSink& sink,
                                                   OfficeTexts texts,
                                                   const OfficeProperties& properties);

/// The lines of `text` that hold a letter and are not among `seen`, which takes them: headers and
/// footers repeat, and page numbers are no text.
[[nodiscard]] std::string new_lines(std::string_view text, std::vector<std::string>& seen);

}  // namespace evresi::corpus

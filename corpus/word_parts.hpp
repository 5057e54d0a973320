// What the parts of a .docx say about one another and about the look of its text: styles by what
// they mean to a reader of the text, and which parts belong to the document.
#pragma once

#include "corpus/xml_events.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evresi::corpus {

/// Whether the URI is that of WordprocessingML: "transitional", which all programs write, or
/// "strict".
[[nodiscard]] bool is_word_namespace(std::string_view uri) noexcept;

/// The value of a property that is on or off: <w:vanish/> is on, <w:vanish w:val="0"/> off.
[[nodiscard]] bool is_word_property_on(const XmlElement& element) noexcept;

enum class WordStyleKind : std::uint8_t { other, title, heading };

/// The styles of a document by their ids, each with what it inherits. Immutable once read.
class WordStyles {
public:
    struct Style {
        std::string name;
        std::string based_on;
        std::optional<bool> is_hidden;
    };

    Style& add(std::string_view id) { return styles_[std::string(id)]; }
    [[nodiscard]] WordStyleKind kind(std::string_view id) const;
    [[nodiscard]] bool is_hidden(std::string_view id) const;

    std::string language;  ///< of text in no other

private:
    template <class Visitor>
    void walk(std::string_view id, const Visitor& visit) const;

    std::unordered_map<std::string, Style> styles_;
};

/// Parts that the main part refers to, by kind.
struct WordRelations {
    std::vector<std::string> headers;
    std::vector<std::string> footers;
    std::vector<std::string> notes;
    std::string styles;
    std::string main;  ///< of the package's own relations
};

/// Fills `styles`, which it borrows, from the part that lists them.
[[nodiscard]] std::unique_ptr<XmlHandler> word_styles_handler(WordStyles& styles);

/// Fills `relations`, which it borrows; targets are relative to `folder`.
[[nodiscard]] std::unique_ptr<XmlHandler> word_relations_handler(std::string_view folder,
                                                                 WordRelations& relations);

}  // namespace evresi::corpus

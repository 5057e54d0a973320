// Builds the text of a document from the pieces that a markup parser yields: words with single
// spaces, and lines. Confined to one thread.
#pragma once

#include <string>
#include <string_view>

namespace evresi::corpus {

class TextLines {
public:
    /// Adds text; white space of any kind and length parts words and nothing else.
    void characters(std::string_view text);
    /// The same, but a line end in `text` ends the line.
    void characters_in_lines(std::string_view text);
    void space() noexcept { needs_space_ = true; }
    /// Ends the line, unless nothing stands on it.
    void line_break();

    [[nodiscard]] std::string& text() noexcept { return text_; }
    [[nodiscard]] bool line_is_empty() const noexcept { return line_is_empty_; }

private:
    std::string text_;
    bool needs_space_ = false;
    bool line_is_empty_ = true;
};

}  // namespace evresi::corpus

#include "corpus/text_lines.hpp"

namespace evresi::corpus {

void TextLines::characters(std::string_view text) {
    while (!text.empty()) {
        const std::size_t blank = text.find_first_of(" \t\r\n\f");
        if (blank != 0) {
            const std::string_view word = text.substr(0, blank);
            if (needs_space_ && !line_is_empty_) text_ += ' ';
            needs_space_ = false;
            line_is_empty_ = false;
            text_ += word;
            text.remove_prefix(word.size());
        } else {
            needs_space_ = true;
            text.remove_prefix(1);
        }
    }
}

void TextLines::characters_in_lines(std::string_view text) {
    for (;;) {
        const std::size_t end = text.find('\n');
        characters(text.substr(0, end));
        if (end == std::string_view::npos) return;
        line_break();
        text.remove_prefix(end + 1);
    }
}

void TextLines::line_break() {
    if (!line_is_empty_) text_ += '\n';
    line_is_empty_ = true;
    needs_space_ = false;
}

}  // namespace evresi::corpus

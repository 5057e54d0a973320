// Counts the attributes of each tag of an XML text before a parser sees them: libxml2 compares each
// attribute of an element with all others, so that a tag of a megabyte takes it minutes. Knows of
// XML no more than where tags begin and end. Confined to one thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace evresi::corpus {

class XmlTagGuard {
public:
    explicit XmlTagGuard(std::uint32_t max_attributes) : max_attributes_(max_attributes) {}

    /// Takes the next bytes of the text; false when a tag within them has too many attributes.
    [[nodiscard]] bool accept(std::string_view piece) noexcept {
        for (const char c : piece) {
            take(c);
            if (attributes_ > max_attributes_) return false;
        }
        return true;
    }

private:
    enum class State : std::uint8_t {
        text,
        tag_begin,
        declaration_begin,
        tag,
        single_quote,
        double_quote,
        comment,
        cdata,
        instruction,
    };

    void take(char c) noexcept;
    void take_in_tag(char c) noexcept;
    /// Whether `c` ends what "-->", "]]>" or "?>" ends: a '>' behind enough of `mark`.
    [[nodiscard]] bool ends_section(char c, char mark, int needed) noexcept;

    std::uint32_t max_attributes_;
    std::uint32_t attributes_ = 0;
    State state_ = State::text;
    int marks_ = 0;  // in a row, just before
};

}  // namespace evresi::corpus

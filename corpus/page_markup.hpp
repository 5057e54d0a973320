// PageMarkup: what the elements of an HTML page tell of its furniture: menus, feet, side columns,
// forms, blocks of links, what stands outside the main part. Fed by the reader as elements open and
// close; knows nothing of the parser. Confined to one thread.
#pragma once

#include "corpus/document.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// Whether a class or id attribute names furniture: one of its words, or a part of one between
/// hyphens, underscores and capitals, is such a name: "article-sharebox" is, "menuet" is not.
[[nodiscard]] bool names_furniture(std::string_view names) noexcept;

class PageMarkup {
public:
    struct Element {
        std::string_view name;
        std::string_view role;
        std::string_view classes;
        std::string_view id;
        bool is_aria_hidden = false;
    };

    /// An element opens or closes where the text has `offset` bytes.
    void open(const Element& element, std::size_t offset);
    void close(std::size_t offset);
    /// `bytes` of text were added within a link.
    void add_link_text(std::size_t bytes) noexcept { link_bytes_ += bytes; }

    /// The parts of the text that are furniture, in order, of a text of `size` bytes.
    [[nodiscard]] std::vector<Span> furniture(std::size_t size);

private:
    enum class Kind : std::uint8_t { plain, block, main, article, header, form, named, furniture };
    struct Open {
        std::size_t begin = 0;
        std::size_t link_bytes = 0;  // before it
        std::size_t links = 0;
        Kind kind = Kind::plain;
        bool is_in_content = false;  // within main or article
        bool has_heading = false;
    };
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool is_named = false;
        bool has_heading = false;
    };
    [[nodiscard]] static Kind kind_of(const Element& element) noexcept;
    [[nodiscard]] bool is_furniture(const Open& open, std::size_t size) const noexcept;

    std::vector<Open> open_;
    std::vector<Range> furniture_;
    std::vector<Range> mains_;
    std::vector<Range> articles_;
    std::size_t links_ = 0;
    std::size_t link_bytes_ = 0;
};

}  // namespace evresi::corpus

// Page furniture: menus, skip links, cookie, share and subscribe lines, feet of pages, and the
// headline that stands among them. Each line is judged by its words (page_lines.hpp) and by where
// it stands; what a reader saw in a page's markup and which lines stand on other pages of the site
// too are taken into account. Confined to one thread.
#pragma once

#include "corpus/document.hpp"
#include "corpus/page_lines.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// For each line of a text that has a character: in how many documents of its site it was met so
/// far, this one counted (site_lines.hpp). Empty: nothing is known.
using LineRepeats = std::vector<std::uint8_t>;

/// What a count of repeats tells: counts for which this is the same have the same effect. 0 for
/// those that tell nothing.
[[nodiscard]] std::uint8_t telling_repeats(std::uint8_t count) noexcept;

/// What is known of a page beside its words.
struct PageContext {
    std::string_view title;                 ///< the headline, empty if unknown
    std::span<const Span> furniture;        ///< what the markup calls furniture, in order
    std::span<const std::uint8_t> repeats;  ///< as LineRepeats
};

class FurnitureJudge {
public:
    /// Judges the lines of `text`, whose words are `folded`: for each line of lines() whether it is
    /// furniture. Never calls the title furniture, nor all of a page: where nothing else is left,
    /// doubtful lines are kept. The result stays valid until the next call.
    const std::vector<bool>&
    judge(std::string_view text, const FoldedText& folded, const PageContext& context);

    [[nodiscard]] const std::vector<PageLine>& lines() const noexcept { return lines_.lines(); }

private:
    void judge_edges();
    void judge_blocks();
    void judge_neighbours();
    void judge_repeats(std::span<const std::uint8_t> repeats);
    void judge_markup(std::span<const Span> furniture);
    void keep_something();
    [[nodiscard]] std::size_t foot_begin() const noexcept;
    [[nodiscard]] bool is_heading(std::size_t line) const noexcept;
    [[nodiscard]] bool heads_body(std::size_t line) const noexcept;

    PageLines lines_;
    std::vector<bool> is_furniture_;
    // The title's line, the first and the last paragraph: indexes of lines, lines().size() if none.
    std::size_t title_ = 0;
    std::size_t first_prose_ = 0;
    std::size_t last_prose_ = 0;
};

/// Whether the words of a line alone show that it is furniture where it stands at the edge of a
/// page. A line that says when the page was published or changed is furniture too: evidence for
/// the year, no text to search.
[[nodiscard]] bool is_furniture(std::string_view line);

/// The headline of a plain text: of its first lines the one that is no furniture and reads like a
/// title. A view into `text`; empty when there is none.
[[nodiscard]] std::string_view find_headline(std::string_view text);

}  // namespace evresi::corpus

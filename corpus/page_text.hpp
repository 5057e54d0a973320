// PageText: the words of laid-out pages, with their places, become paragraphs in reading order:
// lines that belong together are one line of text, words cut at a line end are whole again, and
// what repeats at the edges of the pages (numbers, running heads) stands in lines of its own.
// Confined to one thread. Not its job: reading a format, telling furniture from text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace evresi::corpus {

/// One word, in points. Text that does not run from left to right is turned so that it does.
struct PlacedWord {
    std::string text;  ///< UTF-8
    double left = 0;
    double top = 0;  ///< grows downwards
    double right = 0;
    double bottom = 0;
    double size = 0;                ///< of the font
    int rotation = 0;               ///< quarter turns that were undone
    bool has_space_before = false;  ///< known of a word in the same line; else the gap decides
};

struct LaidOutText {
    std::string text;      ///< paragraphs, each with '\n' behind it
    std::string headline;  ///< what stands largest on the first page, if it reads like a title
};

class PageText {
public:
    void begin_page();

    /// Takes the next word of the page, in reading order.
    void add(PlacedWord&& word);

    /// Takes a whole line whose place is not known: it stays a line of its own.
    void add_line(std::string&& text);

    /// How many bytes the words have.
    [[nodiscard]] std::size_t size_bytes() const noexcept { return size_bytes_; }

    /// The text of all pages. Leaves this empty.
    [[nodiscard]] LaidOutText finish();

private:
    struct Line {
        std::string text;
        double left = 0;
        double top = 0;
        double right = 0;
        double bottom = 0;
        double size = 0;
        double first_word_width = 0;
        std::uint32_t page = 0;
        std::uint32_t block = 0;
        int rotation = 0;
        double narrowest_gap = 0;  // between its words; 0: there is one word
        double widest_gap = 0;
        bool is_alone = false;  // its place is not known
        bool is_edge = false;   // a number or a running head
    };
    struct Block {
        double left = 0;
        double right = 0;
    };
    class Paragraphs;

    [[nodiscard]] static bool has_cells(const Line& line) noexcept;
    [[nodiscard]] bool continues_line(const PlacedWord& word) const noexcept;
    void find_edges();
    void find_leading();
    void find_blocks();
    [[nodiscard]] double most_common_size() const;
    [[nodiscard]] bool is_below(const Line& line, const Line& next) const noexcept;
    [[nodiscard]] bool is_full(const Line& line, const Line& next) const noexcept;
    [[nodiscard]] bool goes_on(const Line& line, const Line& next, bool is_first) const noexcept;
    [[nodiscard]] bool goes_on_elsewhere(const Line& line, const Line& next) const noexcept;

    std::vector<Line> lines_;
    std::vector<Block> blocks_;
    std::vector<double> leading_;  // by font size in half points: the usual step between lines
    double body_size_ = 0;
    std::size_t size_bytes_ = 0;
    std::uint32_t page_ = 0;
};

}  // namespace evresi::corpus

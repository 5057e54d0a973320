// PageLines: the lines of a text and what each shows of itself: how many words, which of them are
// words of furniture, whether it ends as a sentence, is a fact ("Duration: 2019-2021"), a list
// item, a date. Judges each line by itself; what stands around it is boilerplate.hpp's concern.
// Confined to one thread.
#pragma once

#include "corpus/furniture_phrases.hpp"
#include "corpus/gazetteer/fold.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// What a line looks like by itself.
enum class LineLook : std::uint8_t {
    body,      ///< a sentence, a fact, a list item
    doubtful,  ///< short and without a sign: a heading, a menu item, a name
    edge,      ///< furniture where it stands at an edge of the page: menus, dates
    contact,   ///< an address or telephone: furniture at the foot of the page
    certain,   ///< furniture anywhere
};

struct PageLine {
    std::uint32_t begin = 0;  ///< bytes of the text, without white space at the ends
    std::uint32_t end = 0;
    std::uint32_t words = 0;
    LineLook look = LineLook::doubtful;
    bool follows_blank = false;  ///< an empty line, or nothing, stands before it
    bool ends_sentence = false;
    bool has_stop_words = false;
    bool is_fact = false;          ///< has a colon behind its first words
    bool is_project_fact = false;  ///< and these name a fact of a project: "Duration"
    bool starts_upper = false;
    float capitals = 0;         ///< share of its words that begin with a capital
    float figures = 0;          ///< share of its words that are numbers or words of dates
    float familiar = 0;         ///< share of its words that belong to menus and furniture
    bool is_list_item = false;  ///< opens with a bullet or a number
    bool is_caption = false;    ///< names a photo: furniture, but not the foot of the page
    bool opens_with_site = false;
    bool ends_in_date = false;  ///< with a month and a year
};

class PageLines {
public:
    /// Reads the lines of `text`, whose words are `folded`. Lines without a character are left out.
    /// Reuses memory of an earlier text.
    void read(std::string_view text, const FoldedText& folded);

    [[nodiscard]] const std::vector<PageLine>& lines() const noexcept { return lines_; }

private:
    struct WordSpan {
        std::uint32_t first = 0;  // in the text
        std::uint32_t last = 0;
        std::uint32_t scanned = 0;  // first word in scanned_
    };
    void split(std::string_view text, const FoldedText& folded);
    void judge(std::string_view text, const FoldedText& folded);

    std::vector<PageLine> lines_;
    std::vector<WordSpan> spans_;
    FoldedText scanned_;  // the words in which phrases are looked for
    std::vector<PhraseMatch> matches_;
};

}  // namespace evresi::corpus

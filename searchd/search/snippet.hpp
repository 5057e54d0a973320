// Snippets: the parts of a document's text that show why it matched, with the query's words marked.
// Texts are analysed as the indexer does it, so that whatever form matched is what is marked.
// Confined to one thread (it uses analyzers). Work is bounded whatever the length of the text.
#pragma once

#include "analyzers/analyzer.hpp"
#include "corpus/document.hpp"
#include "searchd/search/mark_set.hpp"
#include "searchd/search/search_request.hpp"
#include "searchd/search/snippet_extent.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::search {

/// Bytes of text that are looked at, from the beginning of the document.
inline constexpr std::size_t kSnippetScanBytes = 200'000;

/// Ranges [begin, end) of a text, sorted by where they begin.
using Marks = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

class SnippetMaker {
public:
    SnippetMaker(analyzers::AnalyzerSet& analyzers, const MarkSet& marks)
        : analyzers_(analyzers), marks_(marks) {}

    /// At most `count` excerpts of `document` in the order of the text, of the places with the most
    /// of the query in them; page furniture is passed over. The beginning of the text, unmarked,
    /// when nothing is found; nothing for a document without text.
    [[nodiscard]] std::vector<Snippet> excerpts(const corpus::Document& document, int count);

    /// Places of the query's words in `title`, [begin, end) in code points.
    [[nodiscard]] Marks title_marks(std::string_view title, LanguageTag lang);

private:
    /// A word of the query in the text; offsets in bytes of the document's text.
    struct Found {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::uint32_t position = 0;
        int concept_number = 0;
        std::uint32_t paragraph = 0;
    };
    /// A stretch of found words, [first, last), that fits into one snippet.
    struct Window {
        std::size_t first = 0;
        std::size_t last = 0;
        double score = 0.0;
    };

    /// Appends the words of the query in `text`, which begins at byte `base`, to found_.
    void find_words(std::string_view text,
                    std::uint32_t base,
                    LanguageTag lang,
                    std::uint32_t paragraph);
    void scan(const corpus::Document& document);
    [[nodiscard]] Window best_window(const corpus::Document& document,
                                     const std::vector<char>& is_covered,
                                     const std::vector<Window>& taken) const;
    [[nodiscard]] double
    score(std::size_t first, std::size_t last, const std::vector<char>& is_covered) const;
    [[nodiscard]] Snippet cut(const corpus::Document& document, const Window& window) const;

    analyzers::AnalyzerSet& analyzers_;
    const MarkSet& marks_;
    std::vector<analyzers::Token> tokens_;
    std::vector<Found> found_;
};

/// `text` with & < > " ' replaced by entities.
[[nodiscard]] std::string escape_html(std::string_view text);

/// Ranges of bytes of `text` as ranges of code points. Parts of one compound may share their bytes:
/// a range that begins inside the one before it is left out.
[[nodiscard]] Marks in_code_points(std::string_view text, const Marks& bytes);

/// `text` without the characters that embed, override or isolate a direction (U+202A-202E,
/// U+2066-2069), as snippets are.
[[nodiscard]] std::string without_bidi_controls(std::string_view text);

}  // namespace evresi::search

// ScannedText: a text as its folded words, with every name and cue found in it and the lines and
// sentences that the words stand in. What the finders of facts work on.
#pragma once

#include "corpus/document.hpp"
#include "corpus/metadata/lexicon.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

struct WordRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;  ///< one past the end
    [[nodiscard]] bool holds(std::uint32_t word) const noexcept {
        return word >= first && word < last;
    }
    [[nodiscard]] std::uint32_t size() const noexcept { return last - first; }
};

/// `range` without what stands more than 200 words from `word`, which lies in it. Text without line
/// ends is one sentence; without this bound each of its names would be compared with all others.
[[nodiscard]] inline WordRange near(WordRange range, std::uint32_t word) noexcept {
    constexpr std::uint32_t kWords = 200;
    if (word - range.first > kWords) range.first = word - kWords;
    if (range.last - word > kWords) range.last = word + kWords;
    return range;
}

/// Whether one of `ranges`, which are in order and do not overlap, holds `word`.
[[nodiscard]] bool lies_in(const std::vector<WordRange>& ranges, std::uint32_t word) noexcept;

class ScannedText {
public:
    /// Scans `text`, which must outlive this object. Reuses memory of an earlier scan.
    void scan(std::string_view text, bool is_title);

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] bool is_title() const noexcept { return is_title_; }
    [[nodiscard]] const std::vector<FoldedWord>& words() const noexcept { return folded_.words; }
    [[nodiscard]] const FoldedText& folded() const noexcept { return folded_; }
    [[nodiscard]] std::string_view word(std::size_t index) const noexcept {
        return folded_.word(index);
    }
    /// The word as written.
    [[nodiscard]] std::string_view surface(std::size_t index) const noexcept;
    /// What stands between the word and the one before it.
    [[nodiscard]] std::string_view gap_before(std::size_t index) const noexcept;
    /// What stands behind the word: to the next word or the end of the text.
    [[nodiscard]] std::string_view gap_after(std::size_t index) const noexcept;

    /// All matches, by first word.
    [[nodiscard]] const std::vector<PhraseMatch>& matches() const noexcept { return matches_; }

    /// The sentence (or line) and the line that a word stands in.
    [[nodiscard]] WordRange sentence_of(std::uint32_t word) const noexcept;
    [[nodiscard]] WordRange line_of(std::uint32_t word) const noexcept;

    /// Whether a match of `cue` lies in `range`.
    [[nodiscard]] bool has(Cue cue, WordRange range) const noexcept;

    /// Evidence of provenance `text` for the words [first, last).
    [[nodiscard]] Evidence evidence(std::uint32_t first, std::uint32_t last) const;

private:
    std::string_view text_;
    bool is_title_ = false;
    FoldedText folded_;
    std::vector<PhraseMatch> matches_;
    std::vector<std::uint32_t> sentence_starts_;  // by word: the first word of its sentence
    std::vector<std::uint32_t> line_starts_;
};

}  // namespace evresi::corpus

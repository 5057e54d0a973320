// ScannedText: a text as its folded words, with every name and cue found in it and the lines and
// sentences that the words stand in. What the finders of facts work on.
#pragma once

#include "corpus/document.hpp"
#include "corpus/metadata/lexicon.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

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
    /// Scans `text`, which must outlive this object and is in `lang`, for all names and cues.
    /// Reuses memory of an earlier scan.
    void scan(std::string_view text, bool is_title, LanguageTag lang = {});

    /// Its two halves: reads words, lines and sentences, as if no name or cue were there; then
    /// looks for the names and cues that the lexicon of `scope` has and that begin in one of
    /// `ranges`, which are in order and do not overlap.
    void read(std::string_view text, bool is_title, LanguageTag lang = {});
    void find_cues(Lexicon::Scope scope, std::span<const WordRange> ranges);

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] bool is_title() const noexcept { return is_title_; }
    [[nodiscard]] LanguageTag lang() const noexcept { return lang_; }
    /// What the payloads of matches belong to. Requires a match.
    [[nodiscard]] const Lexicon& lexicon() const noexcept { return *lexicon_; }
    [[nodiscard]] const std::vector<FoldedWord>& words() const noexcept { return folded_.words; }
    [[nodiscard]] WordRange all_words() const noexcept {
        return {0, static_cast<std::uint32_t>(folded_.words.size())};
    }
    [[nodiscard]] const FoldedText& folded() const noexcept { return folded_; }
    [[nodiscard]] std::string_view word(std::size_t index) const noexcept {
        return folded_.word(index);
    }
    /// The word as written.
    [[nodiscard]] std::string_view surface(std::size_t index) const noexcept {
        return folded_.surface(index);
    }
    /// What stands between the word and the one before it.
    [[nodiscard]] std::string_view gap_before(std::size_t index) const noexcept;
    /// What stands behind the word: to the next word or the end of the text.
    [[nodiscard]] std::string_view gap_after(std::size_t index) const noexcept;

    /// The words that are all capitals, those that have a capital, and those that begin with a
    /// digit when folded. By index, in order.
    [[nodiscard]] const std::vector<std::uint32_t>& upper_words() const noexcept {
        return folded_.upper_words();
    }
    [[nodiscard]] const std::vector<std::uint32_t>& capital_words() const noexcept {
        return folded_.capital_words();
    }
    [[nodiscard]] const std::vector<std::uint32_t>& digit_words() const noexcept {
        return folded_.digit_words();
    }

    /// All matches, by first word; and those of one cue.
    [[nodiscard]] const std::vector<PhraseMatch>& matches() const noexcept { return matches_; }
    [[nodiscard]] std::span<const PhraseMatch> matches_of(Cue cue) const noexcept;

    /// The sentence (or line) and the line that a word stands in.
    [[nodiscard]] WordRange sentence_of(std::uint32_t word) const noexcept;
    [[nodiscard]] WordRange line_of(std::uint32_t word) const noexcept;

    /// The matches that begin in `range`.
    [[nodiscard]] std::span<const PhraseMatch> matches_in(WordRange range) const noexcept;

    /// Whether a match of `cue` lies in `range`.
    [[nodiscard]] bool has(Cue cue, WordRange range) const noexcept;

    /// The index of a match of `cue` that begins at `word`; nothing when none does.
    [[nodiscard]] std::optional<std::uint32_t> index_of(Cue cue, std::uint32_t word) const noexcept;

    /// Evidence of provenance `text` for the words [first, last).
    [[nodiscard]] Evidence evidence(std::uint32_t first, std::uint32_t last) const;

private:
    void find_breaks();
    void sort_by_cue();

    std::string_view text_;
    bool is_title_ = false;
    LanguageTag lang_;
    FoldedText folded_;
    const Lexicon* lexicon_ = nullptr;
    std::array<StemMemory, 2> stems_;  // by Lexicon::Scope
    std::vector<PhraseMatch> matches_;
    std::vector<PhraseMatch> by_cue_;  // the matches again, those of each cue together
    std::array<std::uint32_t, kCues + 1> cue_begins_{};
    std::vector<std::uint32_t> sentence_starts_;  // first words, in order; the first is word 0
    std::vector<std::uint32_t> line_starts_;
};

}  // namespace evresi::corpus

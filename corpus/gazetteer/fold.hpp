// Folding for names: a text becomes a row of words without case and diacritics, with the place of
// each word in the text. One folding for all languages, so that a name is found however it is
// written; it is coarser than what an Analyzer does and is used for nothing but names and cues.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// What stands between a word and the one before it. The strongest sign in the gap decides.
enum class Gap : std::uint8_t {
    none,   ///< nothing: "+" in "ESF+"
    space,  ///< spaces and quotation marks
    dash,   ///< a dash, with or without spaces
    hard,   ///< other punctuation
    line,   ///< a line end, or the start of the text
};

struct FoldedWord {
    std::uint32_t begin = 0;  ///< bytes in the original text
    std::uint32_t end = 0;
    std::uint32_t fold_begin = 0;  ///< bytes in FoldedText::folded
    std::uint32_t fold_end = 0;
    Gap gap = Gap::line;         ///< before the word
    bool ends_sentence = false;  ///< the gap before it holds '.', '!' or '?' and white space
    bool starts_upper = false;
    bool is_upper = false;   ///< has letters, and all are capitals
    bool is_number = false;  ///< ASCII digits only
};

struct FoldedText {
    std::string_view text;  ///< what was folded; not owned
    std::string folded;
    std::vector<FoldedWord> words;

    [[nodiscard]] std::string_view word(std::size_t index) const noexcept {
        const FoldedWord& at = words[index];
        return std::string_view(folded).substr(at.fold_begin, at.fold_end - at.fold_begin);
    }
};

/// Replaces `out` by the words of `text` (UTF-8). A word is a run of letters and digits; a '+'
/// right behind one is a word of its own. Soft hyphens and zero-width marks are passed over.
void fold_words(std::string_view text, FoldedText& out);

/// Appends the letters and digits of `word` without case and marks, and nothing of the rest.
void append_folded(std::string_view word, std::string& out);

/// The folded words of `text` with single spaces between: equal keys are the same name.
[[nodiscard]] std::string fold_key(std::string_view text);

}  // namespace evresi::corpus

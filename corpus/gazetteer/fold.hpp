// Folding for names: a text becomes a row of words without case and diacritics, with the place of
// each word in the text. One folding for all languages, so that a name is found however it is
// written; it is coarser than what an Analyzer does and is used for nothing but names and cues.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
    std::uint32_t fold_begin = 0;  ///< bytes in the folded words
    Gap gap = Gap::line;           ///< before the word
    bool ends_sentence = false;    ///< the gap before it holds '.', '!' or '?' and white space
    bool starts_upper = false;
    bool is_upper = false;   ///< has letters, and all are capitals
    bool is_number = false;  ///< ASCII digits only
};

class FoldedText {
public:
    /// So many bytes may be read behind the folded words.
    static constexpr std::size_t kSpareBytes = 8;

    std::vector<FoldedWord> words;

    /// What was folded; not owned.
    [[nodiscard]] std::string_view text() const noexcept { return text_; }

    /// The folded words, with nothing between them.
    [[nodiscard]] std::string_view folded() const noexcept {
        return {folded_.get(), folded_bytes_};
    }
    [[nodiscard]] std::string_view word(std::size_t index) const noexcept {
        const std::uint32_t begin = words[index].fold_begin;
        const std::uint32_t end =
            index + 1 < words.size() ? words[index + 1].fold_begin : folded_bytes_;
        return {folded_.get() + begin, end - begin};
    }
    /// The word as it stands in the text.
    [[nodiscard]] std::string_view surface(std::size_t index) const noexcept {
        const FoldedWord& at = words[index];
        return {text_.data() + at.begin, at.end - at.begin};
    }

    /// The words that are all capitals, that have a capital, that begin with a digit when folded,
    /// and that have `ends_sentence` (the first of a line among them). By index, in order.
    [[nodiscard]] const std::vector<std::uint32_t>& upper_words() const noexcept {
        return upper_words_;
    }
    [[nodiscard]] const std::vector<std::uint32_t>& capital_words() const noexcept {
        return capital_words_;
    }
    [[nodiscard]] const std::vector<std::uint32_t>& digit_words() const noexcept {
        return digit_words_;
    }
    [[nodiscard]] const std::vector<std::uint32_t>& breaks() const noexcept { return breaks_; }

private:
    friend class TextFolder;

    std::string_view text_;
    std::unique_ptr<char[]> folded_;
    std::size_t folded_room_ = 0;
    std::uint32_t folded_bytes_ = 0;
    std::vector<std::uint32_t> upper_words_;
    std::vector<std::uint32_t> capital_words_;
    std::vector<std::uint32_t> digit_words_;
    std::vector<std::uint32_t> breaks_;
};

/// Replaces `out` by the words of `text` (UTF-8). A word is a run of letters and digits; a '+'
/// right behind one is a word of its own. Soft hyphens and zero-width marks are passed over.
void fold_words(std::string_view text, FoldedText& out);

/// Appends the letters and digits of `word` without case and marks, and nothing of the rest.
void append_folded(std::string_view word, std::string& out);

/// The folded words of `text` with single spaces between: equal keys are the same name.
[[nodiscard]] std::string fold_key(std::string_view text);

}  // namespace evresi::corpus

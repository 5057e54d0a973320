// NameWords: which words of a batch are names, told by their capital letters: those that stand
// capitalised within sentences, and seldom otherwise. Confined to one thread.
#pragma once

#include "analyzers/token.hpp"
#include "indexer/writer/term_dictionary.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace evresi::indexer {

/// How a word is written.
enum class LetterCase : std::uint8_t {
    capitalised,  ///< a capital and a small letter after it; in capitals alone it is other
    small,        ///< its first letter is small
    other,
};
[[nodiscard]] LetterCase letter_case(std::string_view word);

class NameWords {
public:
    /// Begins a running text (no title).
    void begin_text() noexcept { is_after_capital_ = is_name_ = false; }

    /// Counts the next token of `text`; `surface` is the term of its folded form, of which a stop
    /// word has none that counts.
    void add(std::string_view text,
             const analyzers::Token& token,
             TermNumber surface,
             LetterCase letters) {
        if (letters == LetterCase::small) {
            is_after_capital_ = is_name_ = false;
            // Mostly a word that was never capitalised.
            if (!token.is_stop && surface < counts_.size() && counts_[surface].capitalised > 0) {
                ++counts_[surface].small;
            }
            return;
        }
        add_other(text, token, surface, letters);
    }

    /// The terms of the names among the words counted since the last call. Each comes once.
    [[nodiscard]] std::vector<TermNumber> take();

    /// Forgets all: terms are numbered anew.
    void clear() noexcept;

private:
    void add_other(std::string_view text,
                   const analyzers::Token& token,
                   TermNumber surface,
                   LetterCase letters);

    struct Counts {
        std::uint32_t capitalised = 0;
        std::uint32_t small = 0;  ///< since the word was first seen capitalised
    };
    std::vector<Counts> counts_;       ///< by term
    std::vector<TermNumber> counted_;  ///< those seen capitalised
    bool is_after_capital_ = false;
    bool is_name_ = false;
};

}  // namespace evresi::indexer

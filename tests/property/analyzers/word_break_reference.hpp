// The tokenizer's rules once more, written another way: ICU's word break iterator over the whole
// text, and the differences that tokenizer.hpp lists applied to what it yields. Slow and plain; the
// tokenizer must give the same words for every text. Known to differ in one thing, met once in some
// hundred thousand random texts: a dictionary sees a Burmese mark that stands on a letter of
// another script right before the run, which the tokenizer gives ICU alone.
#pragma once

#include "analyzers/unicode/tokenizer.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::tests {

class WordBreakReference {
public:
    WordBreakReference();
    ~WordBreakReference();
    WordBreakReference(const WordBreakReference&) = delete;
    WordBreakReference& operator=(const WordBreakReference&) = delete;

    [[nodiscard]] std::vector<analyzers::WordSpan> words(std::string_view text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The first word that only one of both has, told in words; empty if they agree.
[[nodiscard]] std::string first_difference(std::string_view text,
                                           const std::vector<analyzers::WordSpan>& words,
                                           const std::vector<analyzers::WordSpan>& expected);

/// `text` with everything but printable ASCII as \x or U+ numbers.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace evresi::tests

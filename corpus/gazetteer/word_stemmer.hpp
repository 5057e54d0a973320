// WordStemmer: the stem of one word as the Analyzer of its language makes it, brought down to the
// letters of fold.hpp, so that the case forms of a name meet in one string. Confined to one thread.
#pragma once

#include "analyzers/language.hpp"
#include "base/language_tag.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace evresi::corpus {

class WordStemmer {
public:
    /// Words of a language that we do not know have no stem.
    explicit WordStemmer(LanguageTag lang);

    /// The stem of a word as written, without case and marks. Empty where a stem says too little:
    /// for words and stems of fewer than 4 letters, words with digits, and words of more than 128
    /// bytes. The view holds until the next call.
    [[nodiscard]] std::string_view stem(std::string_view surface);

private:
    const analyzers::Language* language_;
    std::unique_ptr<analyzers::Stemmer> stemmer_;
    std::string casefolded_;
    std::string word_;
    std::string stem_;
    std::string folded_;
};

}  // namespace evresi::corpus

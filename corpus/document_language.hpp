// DocumentLanguage: the language of a document, its title and its paragraphs, from declared values,
// letters and the detector. Immutable; shared freely between threads.
#pragma once

#include "analyzers/detector.hpp"
#include "corpus/document.hpp"

#include <string_view>

namespace evresi::corpus {

class DocumentLanguage {
public:
    /// `default_lang` is taken where a text says nothing of its language.
    explicit DocumentLanguage(LanguageTag default_lang = {}) : default_lang_(default_lang) {}

    /// Fills in the language of `document` and of its title where they are not given.
    void find(Document& document) const;

    /// The language of a title or paragraph in a document that is in `around`: that, unless the
    /// part itself says otherwise for sure.
    [[nodiscard]] LanguageTag of_part(std::string_view part, LanguageTag around) const;

private:
    [[nodiscard]] analyzers::Detection detect_all(const Document& document,
                                                  LanguageTag declared) const;

    analyzers::LanguageDetector detector_;
    LanguageTag default_lang_;
};

}  // namespace evresi::corpus

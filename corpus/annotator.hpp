// Annotator: completes a document that a reader made: language of document, title and paragraphs,
// page furniture, and programme, country, year, period and project with evidence, where the source
// did not give them. Given values win; unknown stays unknown. Confined to one thread.
#pragma once

#include "corpus/boilerplate.hpp"
#include "corpus/document.hpp"

#include <memory>
#include <string>

namespace evresi::corpus {

/// The last year that a text may be dated with: the next one.
[[nodiscard]] int last_year_of_texts();

/// What annotate() goes by beside the document: rules, gazetteer, cue words, words of furniture,
/// language model, `default_lang` and the current year. With the same fingerprint the same document
/// is annotated alike.
[[nodiscard]] std::string annotation_fingerprint(LanguageTag default_lang = {});

class Annotator {
public:
    explicit Annotator(LanguageTag default_lang = {});
    ~Annotator();
    Annotator(Annotator&&) noexcept;
    Annotator& operator=(Annotator&&) noexcept;

    /// Fills in what `document` lacks. Never fails: a text that tells nothing stays as it is.
    /// `repeats` tells which of its lines other documents of the site have (site_lines.hpp).
    void annotate(Document& document, const LineRepeats& repeats = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace evresi::corpus

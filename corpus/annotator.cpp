#include "corpus/annotator.hpp"

#include "analyzers/detector.hpp"
#include "corpus/boilerplate.hpp"
#include "corpus/metadata/scanned_text.hpp"
#include "corpus/utf8.hpp"

#include <algorithm>

namespace evresi::corpus {

struct Annotator::State {
    analyzers::LanguageDetector detector;
    LanguageTag default_lang;
    ScannedText title;
    ScannedText text;

    void find_language(Document& document) const;
    void find_paragraphs(Document& document) const;
};

namespace {

constexpr std::size_t kDetectBytes = 4096;
constexpr double kTrusted = 0.5;
constexpr std::size_t kShortParagraph = 40;

}  // namespace

void Annotator::State::find_language(Document& document) const {
    const std::string_view sample = document.text.empty()
                                        ? std::string_view(document.title)
                                        : utf8_prefix(document.text, kDetectBytes);
    if (document.lang_from != Provenance::given) {
        // A reader may leave what a page declares of itself, which is often a template's.
        const LanguageTag declared = document.lang;
        const analyzers::Detection found = detector.detect(sample, declared);
        document.lang = found.tag.is_undetermined() ? declared : found.tag;
        document.lang_from = Provenance::text;
        if (document.lang.is_undetermined()) {
            document.lang = default_lang;
            document.lang_from =
                default_lang.is_undetermined() ? Provenance::none : Provenance::given;
        }
    }
    if (document.title_lang.is_undetermined() && !document.title.empty()) {
        const analyzers::Detection found = detector.detect(document.title, document.lang);
        document.title_lang = found.tag.is_undetermined() ? document.lang : found.tag;
    }
}

void Annotator::State::find_paragraphs(Document& document) const {
    document.paragraphs.clear();
    const std::string_view whole = document.text;
    std::uint32_t word = 0;
    for (std::size_t begin = 0; begin < whole.size();) {
        const std::size_t end = std::min(whole.find('\n', begin), whole.size());
        const std::string_view shown = trim(whole.substr(begin, end - begin));
        if (!shown.empty()) {
            Paragraph paragraph;
            paragraph.begin = static_cast<std::uint32_t>(shown.data() - whole.data());
            paragraph.end = paragraph.begin + static_cast<std::uint32_t>(shown.size());
            const analyzers::Detection found = detector.detect(shown, document.lang);
            const bool keeps = found.tag.is_undetermined() ||
                               (shown.size() < kShortParagraph && found.confidence < kTrusted);
            paragraph.lang = keeps ? document.lang : found.tag;
            while (word < text.words().size() && text.words()[word].begin < begin) ++word;
            const bool has_words = word < text.words().size() && text.words()[word].begin < end;
            paragraph.is_boilerplate =
                has_words && shown != document.title && is_furniture(text, text.line_of(word));
            document.paragraphs.push_back(paragraph);
        }
        begin = end + 1;
    }
}

Annotator::Annotator(LanguageTag default_lang) : state_(std::make_unique<State>()) {
    state_->default_lang = default_lang;
}
Annotator::~Annotator() = default;
Annotator::Annotator(Annotator&&) noexcept = default;
Annotator& Annotator::operator=(Annotator&&) noexcept = default;

void Annotator::annotate(Document& document) {
    state_->title.scan(document.title, true);
    state_->text.scan(document.text, false);
    state_->find_language(document);
    state_->find_paragraphs(document);
}

}  // namespace evresi::corpus

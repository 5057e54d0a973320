#include "corpus/annotator.hpp"

#include "analyzers/detector.hpp"
#include "base/utf8.hpp"
#include "corpus/boilerplate.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/metadata/countries.hpp"
#include "corpus/metadata/dates.hpp"
#include "corpus/metadata/programmes.hpp"
#include "corpus/metadata/project.hpp"
#include "corpus/metadata/scanned_text.hpp"
#include "corpus/paragraph_language.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace evresi::corpus {

struct Annotator::State {
    analyzers::LanguageDetector detector;
    LanguageTag default_lang;
    ScannedText title;
    ScannedText text;
    YearRange years = years_until_next();

    void find_language(Document& document) const;
    [[nodiscard]] LanguageTag language_of(std::string_view part, LanguageTag around) const;
    void find_paragraphs(Document& document) const;
    void find_metadata(Document& document) const;

    static YearRange years_until_next();
};

namespace {

constexpr std::size_t kDetectBytes = 2048;
constexpr double kTrusted = 0.5;
constexpr std::size_t kShortParagraph = 40;

// The language that two samples of a text show without doubt, or `und`. Slovenian is left to the
// detector: Croatian has its letters.
LanguageTag clear_language(std::string_view text) noexcept {
    constexpr std::size_t kLeast = 800;
    if (text.size() < kLeast) return {};
    for (const std::string_view letters : {"el", "bg", "lv", "en"}) {
        const LanguageTag tag = LanguageTag::of(letters);
        const bool is_clear = is_clearly_in(tag, text.substr(text.size() / 4)) &&
                              is_clearly_in(tag, text.substr(text.size() / 2));
        if (is_clear) return tag;
    }
    return {};
}

// A date was checked by the reader: it begins with its year.
std::optional<Sourced<int>> year_of_date(std::string_view date) {
    int year = 0;
    if (date.size() < 4) return std::nullopt;
    std::from_chars(date.data(), date.data() + 4, year);
    return Sourced<int>{year, Evidence{Provenance::given, {}, {}}};
}

}  // namespace

void Annotator::State::find_language(Document& document) const {
    const std::string_view sample = document.text.empty()
                                        ? std::string_view(document.title)
                                        : utf8_prefix(document.text, kDetectBytes);
    if (document.lang_from != Provenance::given) {
        // A reader may leave what a page declares of itself, which is often a template's.
        const LanguageTag declared = document.lang;
        document.lang = clear_language(document.text);
        if (document.lang.is_undetermined()) {
            const analyzers::Detection found = detector.detect(sample, declared);
            document.lang = found.tag.is_undetermined() ? declared : found.tag;
        }
        document.lang_from = Provenance::text;
        if (document.lang.is_undetermined()) {
            document.lang = default_lang;
            document.lang_from =
                default_lang.is_undetermined() ? Provenance::none : Provenance::given;
        }
    }
    if (document.title_lang.is_undetermined() && !document.title.empty()) {
        document.title_lang = language_of(document.title, document.lang);
    }
}

// The language of a title or paragraph in a document that is in `around`.
LanguageTag Annotator::State::language_of(std::string_view part, LanguageTag around) const {
    if (is_clearly_in(around, part)) return around;
    const analyzers::Detection found = detector.detect(part, around);
    const bool is_doubtful = part.size() < kShortParagraph && found.confidence < kTrusted;
    return found.tag.is_undetermined() || is_doubtful ? around : found.tag;
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
            paragraph.lang = language_of(shown, document.lang);
            // Lines of the text are words of one paragraph.
            while (word < text.words().size() && text.words()[word].begin < begin) {
                word = text.line_of(word).last;
            }
            const bool has_words = word < text.words().size() && text.words()[word].begin < end;
            paragraph.is_boilerplate =
                has_words && shown != document.title && is_furniture(text, text.line_of(word));
            document.paragraphs.push_back(paragraph);
        }
        begin = end + 1;
    }
}

YearRange Annotator::State::years_until_next() {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    YearRange years;
    years.last = static_cast<int>(std::chrono::year_month_day(today).year()) + 1;
    return years;
}

void Annotator::State::find_metadata(Document& document) const {
    const std::vector<FoldedWord>& words = text.words();
    std::vector<bool> is_furniture_word(words.size());
    for (const Paragraph& paragraph : document.paragraphs) {
        if (!paragraph.is_boilerplate) continue;
        auto word = std::lower_bound(
            words.begin(), words.end(), paragraph.begin,
            [](const FoldedWord& at, std::size_t place) { return at.begin < place; });
        for (; word != words.end() && word->begin < paragraph.end; ++word) {
            is_furniture_word[static_cast<std::size_t>(word - words.begin())] = true;
        }
    }
    Metadata& metadata = document.metadata;
    if (!metadata.project) metadata.project = find_project(title, text);
    const std::string project = metadata.project ? metadata.project->value : std::string();
    if (metadata.programme.empty()) metadata.programme = find_programmes(title, text, project);
    if (metadata.country.empty()) {
        metadata.country = find_countries(title, text, is_furniture_word, metadata.programme);
    }
    const std::vector<DateMention> dates = find_dates(text, years);
    if (!metadata.period) metadata.period = find_period(text, dates, project);
    if (!metadata.year) metadata.year = year_of_date(document.date);
    if (!metadata.year) metadata.year = find_year(text, dates, is_furniture_word, metadata.period);
}

Annotator::Annotator(LanguageTag default_lang) : state_(std::make_unique<State>()) {
    state_->default_lang = default_lang;
}
Annotator::~Annotator() = default;
Annotator::Annotator(Annotator&&) noexcept = default;
Annotator& Annotator::operator=(Annotator&&) noexcept = default;

void Annotator::annotate(Document& document) {
    state_->find_language(document);
    // A short title may be taken for another language; the names in it are the document's.
    state_->title.scan(document.title, true, document.lang);
    state_->text.scan(document.text, false, document.lang);
    state_->find_paragraphs(document);
    state_->find_metadata(document);
}

}  // namespace evresi::corpus

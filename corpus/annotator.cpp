#include "corpus/annotator.hpp"

#include "analyzers/detector.hpp"
#include "analyzers/registry.hpp"
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
#include <utility>
#include <vector>

namespace evresi::corpus {

struct Annotator::State {
    analyzers::LanguageDetector detector;
    LanguageTag default_lang;
    ScannedText title;
    ScannedText text;
    FurnitureJudge furniture;
    YearRange years = years_until_next();

    void find_language(Document& document) const;
    [[nodiscard]] analyzers::Detection detect_all(const Document& document,
                                                  LanguageTag declared) const;
    [[nodiscard]] LanguageTag language_of(std::string_view part, LanguageTag around) const;
    void find_paragraphs(Document& document, const LineRepeats& repeats);
    void find_metadata(Document& document) const;

    static YearRange years_until_next();
};

namespace {

constexpr std::size_t kSlices = 8;
constexpr std::size_t kSliceBytes = 256;
constexpr std::size_t kShortParagraph = 60;
/// Fewer bytes are a name or a word, which foreign names look like.
constexpr std::size_t kLeastForeign = 20;
/// How sure the detector must be of another language than that around.
constexpr double kTrusted = 0.5;
/// In a document that is in none of ours, a few words like ours are rather a neighbour's.
constexpr double kTrustedOutside = 0.85;
constexpr double kTrustedForeign = 0.9;

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

// Votes of parts of a text for its language, by their length and how sure each is.
class Votes {
public:
    void add(const analyzers::Detection& found, std::size_t bytes) {
        const double weight = found.confidence * static_cast<double>(bytes);
        for (auto& [tag, sum] : sums_) {
            if (tag == found.tag) {
                sum += weight;
                return;
            }
        }
        sums_.emplace_back(found.tag, weight);
    }
    /// The language of most votes and its share of what could have been cast for it.
    [[nodiscard]] analyzers::Detection winner(std::size_t bytes) const {
        analyzers::Detection most;
        for (const auto& [tag, sum] : sums_) {
            if (sum > most.confidence) most = {tag, sum};
        }
        if (bytes > 0) most.confidence /= static_cast<double>(bytes);
        return most;
    }

private:
    std::vector<std::pair<LanguageTag, double>> sums_;
};

// Whole characters of `text` from about `begin` on, at most `bytes`; well-formed text.
std::string_view slice(std::string_view text, std::size_t begin, std::size_t bytes) {
    while (begin < text.size() && is_utf8_continuation(text[begin])) ++begin;
    return utf8_prefix(text.substr(begin), bytes);
}

// A date was checked by the reader: it begins with its year.
std::optional<Sourced<int>> year_of_date(std::string_view date) {
    int year = 0;
    if (date.size() < 4) return std::nullopt;
    std::from_chars(date.data(), date.data() + 4, year);
    return Sourced<int>{year, Evidence{Provenance::given, {}, {}}};
}

}  // namespace

// What most of the document is in, from slices all over it: it may begin or end with lines in
// another language.
analyzers::Detection Annotator::State::detect_all(const Document& document,
                                                  LanguageTag declared) const {
    const std::string_view whole = document.text;
    Votes votes;
    std::size_t bytes = 0;
    const auto ask = [&](std::string_view part) {
        if (part.empty()) return;
        votes.add(detector.detect(part, declared), part.size());
        bytes += part.size();
    };
    if (whole.size() <= kSliceBytes) ask(document.title);
    const std::size_t slices = std::clamp<std::size_t>(whole.size() / kSliceBytes, 1, kSlices);
    for (std::size_t i = 0; i < slices; ++i) {
        ask(slice(whole, whole.size() / slices * i, std::min(kSliceBytes * 3 / 2, whole.size())));
    }
    return votes.winner(bytes);
}

void Annotator::State::find_language(Document& document) const {
    if (document.lang_from != Provenance::given) {
        // A reader may leave what a page declares of itself, which is often a template's.
        const LanguageTag declared = document.lang;
        document.lang = clear_language(document.text);
        bool is_foreign = false;
        if (document.lang.is_undetermined()) {
            const analyzers::Detection found = detect_all(document, declared);
            is_foreign = found.tag.is_undetermined() && found.confidence >= kTrustedForeign;
            const bool keeps_declared =
                found.tag.is_undetermined() &&
                !(is_foreign && analyzers::find_language(declared) != nullptr);
            document.lang = keeps_declared ? declared : found.tag;
        }
        document.lang_from = Provenance::text;
        if (document.lang.is_undetermined()) {
            if (!is_foreign) document.lang = default_lang;
            document.lang_from =
                document.lang.is_undetermined() ? Provenance::none : Provenance::given;
        }
    }
    if (document.title_lang.is_undetermined() && !document.title.empty()) {
        document.title_lang = language_of(document.title, document.lang);
    }
}

// The language of a title or paragraph in a document that is in `around`: that, unless the part
// itself says otherwise for sure.
LanguageTag Annotator::State::language_of(std::string_view part, LanguageTag around) const {
    if (is_clearly_in(around, part)) return around;
    const analyzers::Detection found = detector.detect(part, around);
    if (found.tag == around) return around;
    const bool is_around_ours =
        !around.is_undetermined() && analyzers::find_language(around) != nullptr;
    if (found.tag.is_undetermined()) {
        const bool is_foreign = part.size() >= kLeastForeign && found.confidence >= kTrustedForeign;
        // A language that is declared and none of ours is a better name for it than none.
        return is_foreign && is_around_ours ? found.tag : around;
    }
    const double trusted = is_around_ours ? kTrusted : kTrustedOutside;
    return part.size() < kShortParagraph && found.confidence < trusted ? around : found.tag;
}

void Annotator::State::find_paragraphs(Document& document, const LineRepeats& repeats) {
    document.paragraphs.clear();
    const std::string_view whole = document.text;
    const std::vector<bool>& is_furniture =
        furniture.judge(whole, text.folded(), {document.title, document.furniture, repeats});
    const std::vector<PageLine>& lines = furniture.lines();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Paragraph paragraph;
        paragraph.begin = lines[i].begin;
        paragraph.end = lines[i].end;
        paragraph.is_boilerplate = is_furniture[i];
        // Nobody searches furniture, and menus are too short to tell their language.
        paragraph.lang =
            is_furniture[i]
                ? document.lang
                : language_of(whole.substr(paragraph.begin, paragraph.end - paragraph.begin),
                              document.lang);
        document.paragraphs.push_back(paragraph);
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
        metadata.country =
            find_countries(title, text, is_furniture_word, metadata.programme, project);
    }
    const std::vector<DateMention> dates = find_dates(text, years);
    if (!metadata.period) metadata.period = find_period(text, dates, project);
    if (!metadata.year && !document.date_is_of_file) metadata.year = year_of_date(document.date);
    if (!metadata.year) metadata.year = find_year(text, dates, is_furniture_word, metadata.period);
    if (!metadata.year) metadata.year = year_of_date(document.date);
}

Annotator::Annotator(LanguageTag default_lang) : state_(std::make_unique<State>()) {
    state_->default_lang = default_lang;
}
Annotator::~Annotator() = default;
Annotator::Annotator(Annotator&&) noexcept = default;
Annotator& Annotator::operator=(Annotator&&) noexcept = default;

void Annotator::annotate(Document& document, const LineRepeats& repeats) {
    state_->find_language(document);
    // A short title may be taken for another language; the names in it are the document's.
    state_->title.scan(document.title, true, document.lang);
    state_->text.scan(document.text, false, document.lang);
    state_->find_paragraphs(document, repeats);
    state_->find_metadata(document);
}

}  // namespace evresi::corpus

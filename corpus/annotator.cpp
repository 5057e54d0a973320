#include "corpus/annotator.hpp"

#include "corpus/boilerplate.hpp"
#include "corpus/document_language.hpp"
#include "corpus/metadata/countries.hpp"
#include "corpus/metadata/dates.hpp"
#include "corpus/metadata/programmes.hpp"
#include "corpus/metadata/project.hpp"
#include "corpus/metadata/scanned_text.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <vector>

namespace evresi::corpus {

struct Annotator::State {
    DocumentLanguage language;
    ScannedText title;
    ScannedText text;
    FurnitureJudge furniture;
    YearRange years{.last = last_year_of_texts()};
    std::vector<std::uint32_t> telling_words;  // memory of read()
    std::vector<WordRange> ranges;             // what cues are looked for in

    void read(const Document& document);
    void add_lines_of_projects();
    void add_words_around_years();
    void find_paragraphs(Document& document, const LineRepeats& repeats);
    void find_metadata(Document& document) const;
    [[nodiscard]] std::vector<bool> furniture_words(const Document& document) const;
};

namespace {

// A date was checked by the reader: it begins with its year.
std::optional<Sourced<int>> year_of_date(std::string_view date) {
    int year = 0;
    if (date.size() < 4) return std::nullopt;
    std::from_chars(date.data(), date.data() + 4, year);
    return Sourced<int>{year, Evidence{Provenance::given, {}, {}}};
}

}  // namespace

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
                : language.of_part(whole.substr(paragraph.begin, paragraph.end - paragraph.begin),
                                   document.lang);
        document.paragraphs.push_back(paragraph);
    }
}

/// For each word of the text whether it stands in page furniture.
std::vector<bool> Annotator::State::furniture_words(const Document& document) const {
    const std::vector<FoldedWord>& words = text.words();
    std::vector<bool> is_furniture(words.size());
    for (const Paragraph& paragraph : document.paragraphs) {
        if (!paragraph.is_boilerplate) continue;
        auto word = std::lower_bound(
            words.begin(), words.end(), paragraph.begin,
            [](const FoldedWord& at, std::size_t place) { return at.begin < place; });
        for (; word != words.end() && word->begin < paragraph.end; ++word) {
            is_furniture[static_cast<std::size_t>(word - words.begin())] = true;
        }
    }
    return is_furniture;
}

// What is given is not looked for, nor what only serves to find it.
void Annotator::State::read(const Document& document) {
    const Metadata& metadata = document.metadata;
    // A short title may be taken for another language; the names in it are the document's.
    if (metadata.programme.empty() || metadata.country.empty()) {
        title.scan(document.title, true, document.lang);
        text.scan(document.text, false, document.lang);
        return;
    }
    text.read(document.text, false, document.lang);
    title.read(document.title, true, document.lang);
    const bool has_year = metadata.year || (!document.date.empty() && !document.date_is_of_file);
    ranges.clear();
    if (!metadata.project) add_lines_of_projects();
    if (!metadata.period || !has_year) add_words_around_years();
    std::sort(ranges.begin(), ranges.end(),
              [](const WordRange& a, const WordRange& b) { return a.first < b.first; });
    std::size_t kept = 0;
    for (const WordRange& range : ranges) {
        if (kept > 0 && range.first <= ranges[kept - 1].last) {
            ranges[kept - 1].last = std::max(ranges[kept - 1].last, range.last);
        } else {
            ranges[kept++] = range;
        }
    }
    ranges.resize(kept);
    const WordRange all = title.all_words();
    if (!metadata.project) title.find_cues(Lexicon::Scope::project, {&all, 1});
    if (!ranges.empty()) text.find_cues(Lexicon::Scope::project, ranges);
}

void Annotator::State::add_lines_of_projects() {
    telling_words.clear();
    add_possible_projects(text, telling_words);
    for (const std::uint32_t word : telling_words) ranges.push_back(text.line_of(word));
}

void Annotator::State::add_words_around_years() {
    telling_words.clear();
    add_possible_years(text, telling_words);
    const std::uint32_t end = text.all_words().last;
    for (const std::uint32_t word : telling_words) {
        const WordRange line = text.line_of(word);
        const std::uint32_t from = word - std::min(word, kWordsAroundYear);
        const std::uint32_t to = std::min(end, word + kWordsAroundYear);
        ranges.push_back({std::min(line.first, from), std::max(line.last, to)});
    }
}

void Annotator::State::find_metadata(Document& document) const {
    Metadata& metadata = document.metadata;
    if (!metadata.project) metadata.project = find_project(title, text);
    const std::string project = metadata.project ? metadata.project->value : std::string();
    if (metadata.programme.empty()) metadata.programme = find_programmes(title, text, project);
    if (metadata.country.empty()) {
        metadata.country =
            find_countries(title, text, furniture_words(document), metadata.programme, project);
    }
    if (!metadata.year && !document.date_is_of_file) metadata.year = year_of_date(document.date);
    if (metadata.period && metadata.year) return;
    const std::vector<DateMention> dates = find_dates(text, years);
    if (!metadata.period) metadata.period = find_period(text, dates, project);
    if (!metadata.year) metadata.year = find_year(text, dates, metadata.period);
    if (!metadata.year) metadata.year = year_of_date(document.date);
}

int last_year_of_texts() {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return static_cast<int>(std::chrono::year_month_day(today).year()) + 1;
}

Annotator::Annotator(LanguageTag default_lang) : state_(std::make_unique<State>()) {
    state_->language = DocumentLanguage(default_lang);
}
Annotator::~Annotator() = default;
Annotator::Annotator(Annotator&&) noexcept = default;
Annotator& Annotator::operator=(Annotator&&) noexcept = default;

void Annotator::annotate(Document& document, const LineRepeats& repeats) {
    state_->language.find(document);
    state_->read(document);
    state_->find_paragraphs(document, repeats);
    state_->find_metadata(document);
}

}  // namespace evresi::corpus

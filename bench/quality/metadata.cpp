// evresi-measure-metadata: how many facts the annotator finds on labelled pages, per language, and
// what it costs beside tokenising the same text.
#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "corpus/annotator.hpp"
#include "corpus/boilerplate.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/document_language.hpp"
#include "corpus/metadata/countries.hpp"
#include "corpus/metadata/dates.hpp"
#include "corpus/metadata/programmes.hpp"
#include "corpus/metadata/project.hpp"
#include "corpus/site_lines.hpp"
#include "corpus/source_walk.hpp"

#include <CLI/CLI.hpp>
#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>

namespace {

using namespace evresi;

using Values = std::set<std::string>;

/// What a person says that a page tells.
struct Gold {
    std::string lang;
    std::string project;
    Values programme;
    Values country;
    int year = 0;  ///< 0: the page does not tell
    corpus::Period period;
    Values furniture;  ///< whole lines
};

/// Found, wanted, and both.
struct Overlap {
    std::size_t found = 0;
    std::size_t wanted = 0;
    std::size_t right = 0;

    [[nodiscard]] double precision() const { return found == 0 ? 1.0 : ratio(right, found); }
    [[nodiscard]] double recall() const { return wanted == 0 ? 1.0 : ratio(right, wanted); }
    [[nodiscard]] double f1() const {
        return found + wanted == 0 ? 1.0 : ratio(2 * right, found + wanted);
    }
    static double ratio(std::size_t part, std::size_t whole) {
        return static_cast<double>(part) / static_cast<double>(whole);
    }
};

struct Tally {
    std::size_t pages = 0;
    std::size_t language = 0;
    std::size_t year = 0;
    std::size_t period = 0;
    std::size_t project = 0;
    Overlap programme;
    Overlap country;
    std::size_t empty_values = 0;  ///< values that the page does not tell
    std::size_t kept_empty = 0;    ///< of these, those left unknown
    std::size_t furniture_lines = 0;
    std::size_t furniture_found = 0;
    std::size_t body_lines = 0;
    std::size_t body_lost = 0;
};

struct Page {
    corpus::Document document;
    Gold gold;
};

Values values_of(const rapidjson::Value& list, bool hyphens) {
    Values values;
    for (const auto& item : list.GetArray()) {
        std::string value = item.GetString();
        // Ids stand in URLs, and are written with hyphens there.
        if (hyphens) std::replace(value.begin(), value.end(), '_', '-');
        values.insert(std::move(value));
    }
    return values;
}

std::map<std::string, Gold> read_gold(const std::string& path) {
    std::map<std::string, Gold> rows;
    std::ifstream lines(path);
    for (std::string line; std::getline(lines, line);) {
        rapidjson::Document row;
        row.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
            line.data(), line.size());
        if (row.HasParseError() || !row.IsObject()) continue;
        Gold& gold = rows[row["id"].GetString()];
        gold.lang = row["lang"].GetString();
        if (row["project"].IsString()) gold.project = row["project"].GetString();
        gold.programme = values_of(row["programme"], true);
        gold.country = values_of(row["country"], false);
        if (row["year"].IsInt()) gold.year = row["year"].GetInt();
        if (row["period"].IsArray()) {
            const auto& period = row["period"];
            gold.period = {period[0].IsInt() ? period[0].GetInt() : 0,
                           period[1].IsInt() ? period[1].GetInt() : 0};
        }
        gold.furniture = values_of(row["furniture"], false);
    }
    return rows;
}

Values found_values(const std::vector<corpus::Sourced<std::string>>& list) {
    Values values;
    for (const auto& item : list) values.insert(item.value);
    return values;
}

std::string joined(const Values& values) {
    std::string text;
    for (const std::string& value : values) text += (text.empty() ? "" : " ") + value;
    return text.empty() ? "-" : text;
}

class Scorer {
public:
    explicit Scorer(bool shows_errors) : shows_errors_(shows_errors) {}

    void add(const Page& page) {
        for (Tally* const tally : {&by_language_[page.gold.lang], &all_}) {
            tally_ = tally;
            shows_now_ = shows_errors_ && tally == &all_;
            score(page);
        }
    }

    void print() const {
        std::printf("%-5s %5s %6s %18s %18s %6s %6s %7s %6s %15s\n", "lang", "pages", "lang",
                    "programme P R F1", "country P R F1", "year", "period", "project", "empty",
                    "furniture lost");
        for (const auto& [lang, tally] : by_language_) print(lang, tally);
        print("all", all_);
    }

private:
    void score(const Page& page) {
        const corpus::Metadata& found = page.document.metadata;
        const Gold& gold = page.gold;
        id_ = page.document.id;
        ++tally_->pages;
        same("language", gold.lang, std::string(page.document.lang.view()), tally_->language);
        overlap("programme", gold.programme, found_values(found.programme), tally_->programme);
        overlap("country", gold.country, found_values(found.country), tally_->country);
        const int year = found.year ? found.year->value : 0;
        same("year", number(gold.year), number(year), tally_->year);
        empty(gold.year == 0, year == 0);
        const corpus::Period period = found.period ? found.period->value : corpus::Period{};
        same("period", number(gold.period.first) + "-" + number(gold.period.last),
             number(period.first) + "-" + number(period.last), tally_->period);
        empty(gold.period == corpus::Period{}, period == corpus::Period{});
        const std::string project = found.project ? found.project->value : std::string();
        same("project", gold.project, project, tally_->project);
        empty(gold.project.empty(), project.empty());
        empty(gold.programme.empty(), found.programme.empty());
        empty(gold.country.empty(), found.country.empty());
        furniture(page);
    }

    static std::string number(int value) { return value == 0 ? "-" : std::to_string(value); }

    void same(const char* what, const std::string& gold, const std::string& found, std::size_t& n) {
        n += gold == found ? 1u : 0u;
        if (gold != found) show(what, gold, found);
    }

    void overlap(const char* what, const Values& gold, const Values& found, Overlap& counts) {
        counts.found += found.size();
        counts.wanted += gold.size();
        for (const std::string& value : found) counts.right += gold.count(value);
        if (gold != found) show(what, joined(gold), joined(found));
    }

    void empty(bool gold_is_empty, bool found_is_empty) {
        tally_->empty_values += gold_is_empty ? 1u : 0u;
        tally_->kept_empty += gold_is_empty && found_is_empty ? 1u : 0u;
    }

    void furniture(const Page& page) {
        for (const corpus::Paragraph& paragraph : page.document.paragraphs) {
            const std::string line =
                page.document.text.substr(paragraph.begin, paragraph.end - paragraph.begin);
            const bool is_gold = page.gold.furniture.count(line) != 0;
            (is_gold ? tally_->furniture_lines : tally_->body_lines) += 1;
            if (is_gold && paragraph.is_boilerplate) ++tally_->furniture_found;
            if (!is_gold && paragraph.is_boilerplate) ++tally_->body_lost;
            if (is_gold != paragraph.is_boilerplate) {
                show(is_gold ? "furniture kept" : "body line lost", line, "");
            }
        }
    }

    void show(const char* what, const std::string& gold, const std::string& found) const {
        if (!shows_now_) return;
        std::printf("%s\t%s\t%s\t%s\n", id_.c_str(), what, gold.c_str(), found.c_str());
    }

    static void print(const std::string& lang, const Tally& tally) {
        const auto share = [&tally](std::size_t n) { return Overlap::ratio(n, tally.pages); };
        const auto part = [](std::size_t n, std::size_t of) {
            return of == 0 ? 1.0 : Overlap::ratio(n, of);
        };
        std::printf(
            "%-5s %5zu %6.3f %6.3f %5.3f %5.3f %6.3f %5.3f %5.3f %6.3f %6.3f %7.3f %6.3f "
            "%9.3f %5.3f\n",
            lang.c_str(), tally.pages, share(tally.language), tally.programme.precision(),
            tally.programme.recall(), tally.programme.f1(), tally.country.precision(),
            tally.country.recall(), tally.country.f1(), share(tally.year), share(tally.period),
            share(tally.project), part(tally.kept_empty, tally.empty_values),
            part(tally.furniture_found, tally.furniture_lines),
            tally.body_lines == 0 ? 0.0 : Overlap::ratio(tally.body_lost, tally.body_lines));
    }

    bool shows_errors_;
    bool shows_now_ = false;
    std::string id_;
    Tally* tally_ = nullptr;
    std::map<std::string, Tally> by_language_;
    Tally all_;
};

Result<std::vector<Page>> read_pages(const std::string& folder) {
    std::map<std::string, Gold> gold = read_gold(folder + "/meta.jsonl");
    if (gold.empty()) {
        return fail(ErrorCode::not_found, "'" + folder + "/meta.jsonl' holds no labelled pages");
    }
    const auto files = corpus::list_sources({folder + "/pages"});
    if (!files) return files.error();
    std::vector<Page> pages;
    const corpus::ReadSink sink{[&](corpus::Document&& document) {
                                    const auto row =
                                        gold.find(document.id.substr(0, document.id.find('.')));
                                    if (row != gold.end())
                                        pages.push_back({std::move(document), row->second});
                                    return true;
                                },
                                [](corpus::Rejection&& refused) {
                                    std::cerr << refused.source << ": " << refused.message << '\n';
                                    return true;
                                }};
    for (const corpus::SourceFile& file : *files) corpus::read_source(file, {}, sink);
    return pages;
}

/// The fastest of many rounds of each part: what other programs of the machine cost is in the
/// others.
class Stopwatch {
public:
    void measure(const std::function<void()>& work) {
        const std::clock_t start = std::clock();
        work();
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        best_ = best_ < 0 ? seconds : std::min(best_, seconds);
    }
    [[nodiscard]] double seconds() const { return best_; }

private:
    double best_ = -1;
};

/// The parts of Annotator::annotate one after the other, each over all pages.
class Parts {
public:
    explicit Parts(const std::vector<corpus::Document>& annotated)
        : documents_(annotated), titles_(annotated.size()), texts_(annotated.size()) {
        for_each([&](std::size_t i) {
            titles_[i].scan(documents_[i].title, true, documents_[i].lang);
            texts_[i].scan(documents_[i].text, false, documents_[i].lang);
        });
    }

    void measure() {
        std::vector<corpus::Document> fresh = documents_;
        for (corpus::Document& document : fresh) {
            document.lang = document.title_lang = {};
            document.lang_from = corpus::Provenance::none;
        }
        clocks_["1 language of documents"].measure([&] {
            for (corpus::Document& document : fresh) language_.find(document);
        });
        clocks_["2 language of paragraphs"].measure([&] {
            for (const corpus::Document& document : documents_) detect(document);
        });
        clocks_["3 scanning"].measure([&] {
            for_each([&](std::size_t i) {
                title_.scan(documents_[i].title, true, documents_[i].lang);
                text_.scan(documents_[i].text, false, documents_[i].lang);
            });
        });
        clocks_["3a scanning: folding alone"].measure([&] {
            for_each([&](std::size_t i) { corpus::fold_words(documents_[i].text, folded_); });
        });
        clocks_["4 furniture"].measure([&] {
            for_each([&](std::size_t i) {
                const corpus::Document& document = documents_[i];
                judge_.judge(document.text, texts_[i].folded(),
                             {document.title, document.furniture, {}});
            });
        });
        clocks_["5 project"].measure([&] {
            for_each([&](std::size_t i) { (void)corpus::find_project(titles_[i], texts_[i]); });
        });
        clocks_["6 programmes"].measure([&] {
            for_each([&](std::size_t i) {
                (void)corpus::find_programmes(titles_[i], texts_[i], project_of(i));
            });
        });
        clocks_["7 countries"].measure([&] {
            for_each([&](std::size_t i) {
                (void)corpus::find_countries(titles_[i], texts_[i], {},
                                             documents_[i].metadata.programme);
            });
        });
        clocks_["8 dates, period, year"].measure([&] {
            for_each([&](std::size_t i) {
                const auto dates = corpus::find_dates(texts_[i], {});
                const auto period = corpus::find_period(texts_[i], dates, project_of(i));
                (void)corpus::find_year(texts_[i], dates, period);
            });
        });
    }

    void print(double tokenising) const {
        double all = 0;
        double languages = 0;
        for (const auto& [name, clock] : clocks_) {
            std::printf("  %-28s %8.3f ms, ratio %.2f\n", name.c_str(), clock.seconds() * 1e3,
                        clock.seconds() / tokenising);
            if (name[1] == ' ') all += clock.seconds();
            if (name[0] <= '2') languages += clock.seconds();
        }
        std::printf("  language detection %.2f, all else (3 to 8) %.2f\n", languages / tokenising,
                    (all - languages) / tokenising);
    }

private:
    void for_each(const std::function<void(std::size_t)>& work) const {
        for (std::size_t i = 0; i < documents_.size(); ++i) work(i);
    }
    void detect(const corpus::Document& document) const {
        for (const corpus::Paragraph& paragraph : document.paragraphs) {
            if (paragraph.is_boilerplate) continue;
            (void)language_.of_part(std::string_view(document.text)
                                        .substr(paragraph.begin, paragraph.end - paragraph.begin),
                                    document.lang);
        }
    }
    [[nodiscard]] std::string project_of(std::size_t i) const {
        const auto& project = documents_[i].metadata.project;
        return project ? project->value : std::string();
    }

    const std::vector<corpus::Document>& documents_;
    corpus::DocumentLanguage language_;
    corpus::ScannedText title_;
    corpus::ScannedText text_;
    std::vector<corpus::ScannedText> titles_;  ///< of each page, for what reads them
    std::vector<corpus::ScannedText> texts_;
    corpus::FurnitureJudge judge_;
    corpus::FoldedText folded_;
    std::map<std::string, Stopwatch> clocks_;
};

/// Annotates copies over and over, tokenises the same texts, and does the parts of annotating, in
/// turns.
void measure_cost(const std::vector<Page>& pages) {
    constexpr int kRounds = 40;
    corpus::Annotator annotator;
    std::map<LanguageTag, analyzers::Analyzer> analyzers;
    std::size_t bytes = 0;
    std::vector<corpus::Document> annotated;
    for (const Page& page : pages) {
        bytes += page.document.text.size();
        annotated.push_back(page.document);
        annotator.annotate(annotated.back());
    }
    Stopwatch annotating;
    Stopwatch analysing;
    Parts parts(annotated);
    std::vector<analyzers::Token> tokens;
    for (int round = 0; round < kRounds; ++round) {
        std::vector<corpus::Document> copies;
        for (const Page& page : pages) copies.push_back(page.document);
        annotating.measure([&] {
            for (corpus::Document& copy : copies) annotator.annotate(copy);
        });
        analysing.measure([&] {
            for (const corpus::Document& copy : annotated) {
                const auto [analyzer, is_new] =
                    analyzers.try_emplace(copy.lang, analyzers::language_or_und(copy.lang));
                analyzer->second.analyze(copy.text, tokens);
            }
        });
        parts.measure();
    }
    const double megabytes = static_cast<double>(bytes) / 1e6;
    std::printf("\nannotating %.1f MB/s of CPU, tokenising and stemming the same text %.1f MB/s; "
                "ratio of CPU %.2f (the fastest of %d rounds)\n",
                megabytes / annotating.seconds(), megabytes / analysing.seconds(),
                annotating.seconds() / analysing.seconds(), kRounds);
    parts.print(analysing.seconds());
}

void measure_start() {
    Stopwatch clock;
    clock.measure([] { (void)corpus::lexicon(); });
    Stopwatch furniture;
    furniture.measure([] { (void)corpus::furniture_matcher(); });
    std::printf("start: lexicon %.1f ms, furniture words %.1f ms\n", clock.seconds() * 1e3,
                furniture.seconds() * 1e3);
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder;
    bool shows_errors = false;
    bool is_alone = false;
    CLI::App app("Scores language, programme, country, year, period, project and page furniture "
                 "on labelled pages.",
                 "evresi-measure-metadata");
    app.add_option("FOLDER", folder, "Holds meta.jsonl (gold) and pages/ID.txt")->required();
    app.add_flag("--errors", shows_errors, "List each value that differs: id, what, gold, found");
    app.add_flag("--alone", is_alone, "Judge each page without the lines of its site's others");
    app.footer("Example:\n  evresi-measure-metadata bench/quality/pages --errors");
    CLI11_PARSE(app, argc, argv);
    measure_start();
    Result<std::vector<Page>> pages = read_pages(folder);
    if (!pages) {
        std::cerr << "evresi-measure-metadata: " << pages.error().message << '\n';
        return 1;
    }
    const std::vector<Page> unread = *pages;
    corpus::Annotator annotator;
    Scorer scorer(shows_errors);
    corpus::SiteLines sites;
    if (!is_alone) {
        for (const Page& page : *pages) sites.add(page.document);
    }
    std::vector<corpus::LineRepeats> repeats = sites.end_batch();
    repeats.resize(pages->size());
    for (std::size_t i = 0; i < pages->size(); ++i) {
        annotator.annotate((*pages)[i].document, repeats[i]);
        scorer.add((*pages)[i]);
    }
    scorer.print();
    measure_cost(unread);
    return 0;
}

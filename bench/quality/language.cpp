// evresi-measure-language: how often the language of labelled texts is found, what is taken for
// what, and how fast.
#include "analyzers/detector.hpp"
#include "analyzers/registry.hpp"
#include "base/utf8.hpp"
#include "corpus/annotator.hpp"
#include "corpus/paragraph_language.hpp"
#include "corpus/reader.hpp"
#include "corpus/source_walk.hpp"

#include <CLI/CLI.hpp>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace evresi;

struct Options {
    std::vector<std::string> paths;
    std::string part = "text";
    std::string form = "given";
    std::string hint = "none";
    std::size_t least_words = 0;
    std::size_t most_words = 1000000;
    std::size_t shown_errors = 0;
    bool by_documents = false;
};

struct Row {
    std::string lang;
    std::string text;
};

/// Of this process: the machine may have other work.
double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        const bool is_letter = u_isalpha(static_cast<UChar32>(c)) != 0;
        const bool joins = c == U'\'' || c == 0x2019 || c == U'-';
        if (is_letter && !in_word) ++words;
        in_word = is_letter || (in_word && joins);
    }
    return words;
}

// Without accents, carons and macrons. Cyrillic keeps its letters: nobody leaves the breve off.
icu::UnicodeString without_marks(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString bare;
    for (int32_t at = 0; at < text.length();) {
        const UChar32 c = text.char32At(at);
        at += U16_LENGTH(c);
        if (c >= 0x400 && c < 0x530) {
            bare.append(c);
            continue;
        }
        const icu::UnicodeString parts =
            icu::Normalizer2::getNFDInstance(status)->normalize(icu::UnicodeString(c), status);
        for (int32_t i = 0; i < parts.length(); ++i) {
            if (u_charType(parts[i]) != U_NON_SPACING_MARK) bare.append(parts[i]);
        }
    }
    return bare;
}

std::string in_form(const std::string& text, const std::string& form) {
    if (form == "given") return text;
    icu::UnicodeString shaped = icu::UnicodeString::fromUTF8(text);
    if (form.find("bare") != std::string::npos) shaped = without_marks(shaped);
    if (form.find("lower") != std::string::npos) shaped.toLower(icu::Locale::getRoot());
    if (form.find("upper") != std::string::npos) shaped.toUpper(icu::Locale::getRoot());
    if (form.find("title") != std::string::npos) {
        shaped.toTitle(nullptr, icu::Locale::getRoot());
    }
    std::string out;
    shaped.toUTF8String(out);
    return out;
}

class Rows {
public:
    explicit Rows(const Options& options) : options_(options) {
        for (const std::string& path : options.paths) read(path);
    }
    [[nodiscard]] const std::vector<Row>& all() const { return rows_; }

private:
    void read(const std::string& path) {
        if (path.find(".jsonl") == std::string::npos) {
            read_tsv(path);
            return;
        }
        corpus::ReadSink sink;
        sink.document = [this](corpus::Document&& document) {
            const std::string lang = document.lang.str();
            if (options_.part == "title") {
                add(lang, document.title);
                return true;
            }
            for (std::size_t begin = 0; begin < document.text.size();) {
                const std::size_t end =
                    std::min(document.text.find('\n', begin), document.text.size());
                add(lang, document.text.substr(begin, end - begin));
                begin = end + 1;
            }
            return true;
        };
        sink.rejected = [](corpus::Rejection&& rejection) {
            std::cerr << rejection.source << ": " << rejection.message << '\n';
            return true;
        };
        const auto files = corpus::list_sources({path});
        if (!files) throw std::runtime_error(files.error().message);
        for (const corpus::SourceFile& file : *files) corpus::read_source(file, {}, sink);
    }

    void read_tsv(const std::string& path) {
        std::ifstream in(path);
        if (!in) throw std::runtime_error(path + ": cannot be read");
        for (std::string line; std::getline(in, line);) {
            const std::size_t tab = line.find('\t');
            if (tab != std::string::npos) add(line.substr(0, tab), line.substr(tab + 1));
        }
    }

    void add(const std::string& lang, const std::string& text) {
        const std::size_t words = count_words(text);
        if (words == 0 || words < options_.least_words || words > options_.most_words) return;
        rows_.push_back({lang, in_form(text, options_.form)});
    }

    const Options& options_;
    std::vector<Row> rows_;
};

bool is_ours(const std::string& lang) {
    const auto tag = LanguageTag::parse(lang);
    return tag && !tag->is_undetermined() && analyzers::find_language(*tag) != nullptr;
}

struct Counts {
    std::size_t rows = 0;
    std::size_t right = 0;
    std::map<std::string, std::size_t> found;
};

class Tally {
public:
    explicit Tally(const Options& options) : errors_left_(options.shown_errors) {}

    void add(const Row& row, const std::string& found, double confidence) {
        Counts& counts = by_language_[row.lang];
        const bool is_right = found == (is_ours(row.lang) ? row.lang : "und");
        ++counts.rows;
        counts.right += is_right ? 1u : 0u;
        ++counts.found[found];
        if (is_right || errors_left_ == 0) return;
        --errors_left_;
        std::printf("%s taken for %s (%.2f): %.160s\n", row.lang.c_str(), found.c_str(), confidence,
                    row.text.c_str());
    }

    void print() const {
        std::printf("%-5s %8s %8s   found as\n", "lang", "rows", "right %");
        Counts ours;
        Counts others;
        for (const bool own : {true, false}) {
            for (const auto& [lang, counts] : by_language_) {
                if (is_ours(lang) != own) continue;
                print_row(lang, counts);
                Counts& sum = own ? ours : others;
                sum.rows += counts.rows;
                sum.right += counts.right;
                for (const auto& [found, rows] : counts.found) sum.found[found] += rows;
            }
        }
        if (ours.rows > 0) print_row("ours", ours);
        if (others.rows > 0) print_row("other", others);
    }

private:
    static void print_row(const std::string& name, const Counts& counts) {
        std::printf("%-5s %8zu %8.2f  ", name.c_str(), counts.rows,
                    100.0 * static_cast<double>(counts.right) / static_cast<double>(counts.rows));
        for (const auto& [found, rows] : counts.found) std::printf(" %s:%zu", found.c_str(), rows);
        std::printf("\n");
    }

    std::map<std::string, Counts> by_language_;
    std::size_t errors_left_ = 0;
};

void measure_rows(const Options& options, const std::vector<Row>& rows) {
    const analyzers::LanguageDetector detector;
    Tally tally(options);
    std::vector<analyzers::Detection> found(rows.size());
    std::size_t bytes = 0;
    const double begin = cpu_seconds();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto hint = options.hint == "own" ? LanguageTag::parse(rows[i].lang)
                                                : LanguageTag::parse(options.hint);
        found[i] = detector.detect(rows[i].text, hint.value_or(LanguageTag()));
        bytes += rows[i].text.size();
    }
    const double took = cpu_seconds() - begin;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        tally.add(rows[i], found[i].tag.str(), found[i].confidence);
    }
    tally.print();
    std::printf("%.1f MB/s, %.2f ns a byte, %.2f us a text\n",
                static_cast<double>(bytes) / 1e6 / took, took * 1e9 / static_cast<double>(bytes),
                took * 1e6 / static_cast<double>(rows.size()));
}

// Consecutive rows of one language as the paragraphs of one document, whose language is not given.
void measure_documents(const Options& options, const std::vector<Row>& rows) {
    constexpr std::size_t kParagraphs = 12;
    corpus::Annotator annotator;
    Tally documents(options);
    Tally paragraphs(options);
    for (std::size_t at = 0; at < rows.size();) {
        corpus::Document document;
        const std::size_t first = at;
        for (; at < rows.size() && at < first + kParagraphs && rows[at].lang == rows[first].lang;
             ++at) {
            document.text += rows[at].text + '\n';
        }
        annotator.annotate(document);
        documents.add({rows[first].lang, document.text.substr(0, 100)}, document.lang.str(), 1.0);
        for (const corpus::Paragraph& paragraph : document.paragraphs) {
            const std::string text =
                document.text.substr(paragraph.begin, paragraph.end - paragraph.begin);
            paragraphs.add({rows[first].lang, text}, paragraph.lang.str(), 1.0);
        }
    }
    std::printf("documents\n");
    documents.print();
    std::printf("paragraphs\n");
    paragraphs.print();
}

// What a paragraph costs in its document: the cheap test, and the detector where that says nothing.
void measure_indexing(const std::vector<Row>& rows) {
    const analyzers::LanguageDetector detector;
    std::size_t bytes = 0;
    std::size_t clear = 0;
    const double begin = cpu_seconds();
    for (const Row& row : rows) {
        const LanguageTag tag = LanguageTag::parse(row.lang).value_or(LanguageTag());
        bytes += row.text.size();
        if (corpus::is_clearly_in(tag, row.text)) {
            ++clear;
        } else {
            clear += detector.detect(row.text, tag).confidence > 2.0 ? 1u : 0u;
        }
    }
    const double took = cpu_seconds() - begin;
    std::printf("in their documents: %.1f MB/s, %.2f ns a byte, %.1f %% without the detector\n",
                static_cast<double>(bytes) / 1e6 / took, took * 1e9 / static_cast<double>(bytes),
                100.0 * static_cast<double>(clear) / static_cast<double>(rows.size()));
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Measures the language detection on labelled texts: TSV of language and text, or "
                 "JSONL with lang and title or text. Languages not of this build count as found "
                 "where the answer is und.",
                 "evresi-measure-language");
    app.add_option("paths", options.paths, "Files of labelled texts")->required();
    app.add_option("--part", options.part, "What of a JSONL row to measure; a text by its lines")
        ->check(CLI::IsMember({"title", "text"}));
    app.add_option("--form", options.form, "Rewrite the texts first")
        ->check(CLI::IsMember({"given", "lower", "upper", "title", "bare", "bare-lower",
                               "bare-upper", "bare-title"}));
    app.add_option("--hint", options.hint, "Language of the document around: none, own or a tag");
    app.add_option("--least-words", options.least_words, "Leave out shorter texts");
    app.add_option("--most-words", options.most_words, "Leave out longer texts");
    app.add_option("--errors", options.shown_errors, "Print this many texts taken wrongly");
    app.add_flag("--documents", options.by_documents,
                 "Measure whole documents of consecutive rows, as the indexer annotates them");
    CLI11_PARSE(app, argc, argv);
    if (options.hint == "none") options.hint = "und";
    try {
        const Rows rows(options);
        if (rows.all().empty()) throw std::runtime_error("no text of this kind");
        if (options.by_documents) {
            measure_documents(options, rows.all());
        } else {
            measure_rows(options, rows.all());
            measure_indexing(rows.all());
        }
    } catch (const std::exception& error) {
        std::cerr << "evresi-measure-language: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

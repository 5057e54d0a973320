#include "bench/corpus/synthetic_corpus.hpp"

#include "bench/corpus/documents.hpp"
#include "bench/corpus/language_model.hpp"
#include "bench/corpus/query_mix.hpp"
#include "searchd/lexicon/learner/packed_lines.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace evresi::bench {
namespace {

struct LanguageShare {
    const char* code;
    std::uint64_t percent;
};
constexpr std::array kLanguages = {LanguageShare{"el", 25}, LanguageShare{"bg", 20},
                                   LanguageShare{"sl", 15}, LanguageShare{"lv", 15},
                                   LanguageShare{"en", 25}};

constexpr std::uint64_t kMedianWords = 317;
constexpr std::uint64_t kRealPercent = 30;
constexpr std::uint64_t kRarePercent = 5;  ///< of words
constexpr std::uint64_t kSentencesOfParagraph = 4;
constexpr std::size_t kLeastSentenceBytes = 30;

// The most frequent first. Ids of the gazetteer and some that it does not have.
constexpr std::array kProgrammes = {"interreg-europe",
                                    "h2020",
                                    "erasmus-plus",
                                    "life",
                                    "horizon-europe",
                                    "cosme",
                                    "urbact",
                                    "cerv",
                                    "esf-plus",
                                    "erdf",
                                    "creative-europe",
                                    "interreg-med",
                                    "bg-opos",
                                    "bg-opik",
                                    "amif",
                                    "aal",
                                    "easi",
                                    "fp7",
                                    "bg-opdu",
                                    "bg-opnoir",
                                    "espon",
                                    "interact",
                                    "leader",
                                    "equal",
                                    "cef",
                                    "cf",
                                    "eafrd",
                                    "egf",
                                    "esf",
                                    "fp6",
                                    "interreg-adrion",
                                    "jtf",
                                    "progress",
                                    "smp",
                                    "interreg-danube",
                                    "youth-in-action",
                                    "prima",
                                    "fund-38",
                                    "fund-39",
                                    "fund-40"};
constexpr std::array kCountries = {"GR", "BG", "SI", "LV", "CY", "DE", "FR", "IT", "ES", "PL",
                                   "RO", "HR", "AT", "HU", "EE", "LT", "AL", "BE", "CH", "CZ",
                                   "DK", "FI", "GB", "IE", "IS", "LU", "ME", "MK", "MT", "NL",
                                   "NO", "PT", "RS", "SE", "SK", "TR", "UA", "MD", "GE", "AM"};
constexpr std::uint64_t kYears = 37;
constexpr std::uint64_t kLastYear = 2024;  ///< the most frequent

using Models = std::array<LanguageModel, kLanguages.size()>;

LanguageModel* model_of(Models& models, std::string_view lang) {
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        if (kLanguages[i].code == lang) return &models[i];
    }
    return nullptr;
}

Result<void> add_sentences(const std::vector<std::string>& paths, Models& models) {
    return for_each_document(paths, [&](const corpus::Document& document) {
        LanguageModel* const model = model_of(models, document.lang.str());
        if (model == nullptr) return;
        for (const corpus::Paragraph& paragraph : document.paragraphs) {
            if (paragraph.is_boilerplate || paragraph.lang != document.lang) continue;
            std::size_t begin = paragraph.begin;
            while (begin < paragraph.end) {
                const std::size_t stop = document.text.find(". ", begin);
                const std::size_t end = std::min<std::size_t>(
                    stop == std::string::npos ? paragraph.end : stop + 1, paragraph.end);
                if (end - begin > kLeastSentenceBytes) {
                    model->add_sentence(std::string_view(document.text).substr(begin, end - begin));
                }
                begin = end + 1;
            }
        }
    });
}

/// Words of both columns of a table "english TAB other TAB ...".
Result<void> add_table(const std::string& path, LanguageTag lang, Models& models) {
    const Result<std::string> content = lexicon::read_unpacked(path);
    if (!content) return content.error();
    std::array<std::map<std::string, std::uint32_t, std::less<>>, 2> counts;
    std::vector<std::string_view> columns;
    lexicon::for_each_line(*content, [&](std::size_t, std::string_view line) {
        lexicon::split_columns(line, columns);
        for (std::size_t i = 0; i < std::min<std::size_t>(2, columns.size()); ++i) {
            for (const std::string& word : words_of(columns[i])) ++counts[i][word];
        }
    });
    const std::array tags = {LanguageTag::of("en"), lang};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        LanguageModel* const model = model_of(models, tags[i].str());
        for (const auto& [word, count] : counts[i]) model->add_form(word, count, tags[i]);
    }
    return {};
}

Result<void> learn(const CorpusPlan& plan, Models& models) {
    if (const auto done = add_sentences(plan.sources, models); !done) return done.error();
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        const std::string lang = kLanguages[i].code;
        if (!models[i].has_sentences()) {
            return fail(ErrorCode::invalid_argument, "the sources have no sentences in " + lang,
                        lang);
        }
        const std::string table = plan.word_tables + "/en-" + lang + ".tsv.zst";
        if (plan.word_tables.empty() || !std::filesystem::exists(table)) continue;
        const auto done = add_table(table, LanguageTag::of(lang), models);
        if (!done) return done.error();
    }
    for (LanguageModel& model : models) model.learn();
    return {};
}

void append_escaped(std::string_view text, std::string& json) {
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        if (c == '\n') {
            json += "\\n";
        } else {
            json += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
}

std::string joined(const Words& words) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

struct SyntheticDocument {
    std::string lang;
    std::string title;
    std::vector<Words> sentences;
    std::string text;
    std::string programme;
    std::vector<std::string> countries;
    std::uint64_t year = 0;
};

/// Draws documents one after the other.
class DocumentSource {
public:
    DocumentSource(const Models& models, std::uint64_t seed) : models_(models), random_(seed) {}

    SyntheticDocument draw() {
        SyntheticDocument document;
        std::uint64_t dice = random_.below(100);
        std::size_t at = 0;
        while (dice >= kLanguages[at].percent) dice -= kLanguages[at++].percent;
        document.lang = kLanguages[at].code;
        draw_text(models_[at], document);
        document.programme = kProgrammes[programmes_.draw(random_)];
        const std::uint64_t countries = 1 + random_.below(3);
        while (document.countries.size() < countries) {
            const std::string country = kCountries[country_ranks_.draw(random_)];
            const auto& known = document.countries;
            if (std::find(known.begin(), known.end(), country) == known.end()) {
                document.countries.push_back(country);
            }
        }
        document.year = kLastYear - years_.draw(random_);
        return document;
    }

private:
    void draw_text(const LanguageModel& model, SyntheticDocument& document) {
        RecentWords recent;
        document.title = joined(model.draw_walk(4 + random_.below(7), recent, random_));
        document.title.pop_back();  // the full stop
        const std::uint64_t wanted = std::max<std::uint64_t>(10, random_.log_normal(kMedianWords));
        std::uint64_t words = 0;
        while (words < wanted) {
            Words sentence = random_.percent(kRealPercent)
                                 ? model.draw_sentence(random_)
                                 : model.draw_walk(8 + random_.below(18), recent, random_);
            for (std::string& word : sentence) {
                if (!random_.percent(kRarePercent)) continue;
                const bool ends = word.back() == '.';
                word = model.draw_rare(random_) + (ends ? "." : "");
            }
            words += sentence.size();
            const std::size_t number = document.sentences.size();
            if (number > 0) document.text += number % kSentencesOfParagraph == 0 ? '\n' : ' ';
            document.text += joined(sentence);
            document.sentences.push_back(std::move(sentence));
        }
    }

    const Models& models_;
    SeededRandom random_;
    ZipfTable programmes_{kProgrammes.size()};
    ZipfTable country_ranks_{kCountries.size()};
    ZipfTable years_{kYears};
};

std::string json_line(std::uint64_t number, const SyntheticDocument& document) {
    std::string json = R"({"id":"doc-)" + std::to_string(number) + R"(","lang":")" + document.lang +
                       R"(","title":")";
    append_escaped(document.title, json);
    json += R"(","programme":[")" + document.programme + R"("],"country":[)";
    for (const std::string& country : document.countries) {
        json += json.back() == '[' ? "\"" : ",\"";
        json += country;
        json += '"';
    }
    json += R"(],"year":)" + std::to_string(document.year) + R"(,"text":")";
    append_escaped(document.text, json);
    return json + "\"}\n";
}

}  // namespace

Result<CorpusFacts> make_corpus(const CorpusPlan& plan,
                                const std::string& corpus_path,
                                const std::string& queries_path) {
    Models models;
    if (const auto done = learn(plan, models); !done) return done.error();
    DocumentSource source(models, plan.seed);
    QueryMix mix(plan.seed);
    CorpusFacts facts;
    std::ofstream out(corpus_path, std::ios::binary);
    for (std::uint64_t i = 0; i < plan.documents && out; ++i) {
        const SyntheticDocument document = source.draw();
        for (const Words& sentence : document.sentences) facts.words += sentence.size();
        facts.text_bytes += document.text.size() + document.title.size();
        mix.add(document.lang, document.sentences,
                {{"programme", document.programme},
                 {"country", document.countries.front()},
                 {"year", std::to_string(document.year)}});
        out << json_line(i, document);
    }
    out.close();
    if (!out) return fail(ErrorCode::io_error, "cannot write " + corpus_path, corpus_path);
    facts.documents = plan.documents;
    const std::vector<MixQuery> queries = mix.draw(plan.queries);
    facts.queries = queries.size();
    if (const auto done = write_queries(queries, queries_path); !done) return done.error();
    return facts;
}

}  // namespace evresi::bench

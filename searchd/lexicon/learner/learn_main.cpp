// evresi-learn-lexicon: learns the bilingual tables from lists of terms and parallel texts.
#include "analyzers/registry.hpp"
#include "searchd/lexicon/learner/language_learner.hpp"
#include "searchd/lexicon/learner/readers.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <iomanip>
#include <iostream>
#include <mutex>
#include <thread>

namespace {

using namespace evresi;
using namespace evresi::lexicon;

struct Arguments {
    std::vector<std::string> folders;
    std::vector<std::string> aligned;
    std::vector<std::string> measured;
    std::string programmes;
    std::string places;
    std::string weights;
    std::string output;
    std::vector<std::string> languages;
    std::size_t hold_out = 0;
    unsigned threads = 2;
};

Result<Material> read_measured(const Arguments& arguments) {
    Material material;
    for (const std::string& path : arguments.measured) {
        if (const auto read = read_aligned(path, Recipe(), material); !read) return read.error();
    }
    return material;
}

Result<Material> read_material(const Arguments& arguments) {
    Recipe recipe;
    if (!arguments.weights.empty()) {
        auto read = read_recipe(arguments.weights);
        if (!read) return read.error();
        recipe = std::move(*read);
    }
    Material material;
    for (const std::string& folder : arguments.folders) {
        if (const auto read = read_folder(folder, recipe, material); !read) return read.error();
    }
    for (const std::string& path : arguments.aligned) {
        if (const auto read = read_aligned(path, recipe, material); !read) return read.error();
    }
    if (!arguments.programmes.empty()) {
        const auto read = read_programmes(arguments.programmes, recipe, material);
        if (!read) return read.error();
    }
    if (!arguments.places.empty()) {
        const auto read = read_place_names(arguments.places, recipe, material);
        if (!read) return read.error();
    }
    return material;
}

std::vector<LanguageTag> languages_of(const Material& material, const Arguments& arguments) {
    std::vector<LanguageTag> languages;
    for (const analyzers::Language* language : analyzers::languages()) {
        const LanguageTag tag = language->tag;
        if (tag == kEnglish || tag.is_undetermined()) continue;
        const bool is_asked =
            arguments.languages.empty() ||
            std::ranges::find(arguments.languages, tag.view()) != arguments.languages.end();
        const bool has_labels = std::ranges::any_of(material.concepts, [&](const auto& entry) {
            return std::ranges::any_of(entry.second,
                                       [&](const Label& label) { return label.lang == tag; });
        });
        if (is_asked && (has_labels || material.strings.contains(tag))) languages.push_back(tag);
    }
    return languages;
}

void print(const std::string& direction, const HitRate& rate) {
    const auto percent = [&](double part) {
        return 100.0 * part / static_cast<double>(std::max<std::size_t>(rate.words, 1));
    };
    std::cout << std::fixed << std::setprecision(1) << direction << ": " << rate.words
              << " words, covered " << percent(static_cast<double>(rate.covered)) << " %, hit@3 "
              << percent(static_cast<double>(rate.first3)) << " %, hit@8 "
              << percent(static_cast<double>(rate.first8)) << " %, hit@12 "
              << percent(static_cast<double>(rate.all)) << " %, weight " << percent(rate.mass)
              << " %\n";
}

int failed(const Error& error) {
    std::cerr << "evresi-learn-lexicon: " << error.message << '\n';
    return 1;
}

int run(const Arguments& arguments) {
    const auto material = read_material(arguments);
    if (!material) return failed(material.error());
    const auto measured = read_measured(arguments);
    if (!measured) return failed(measured.error());
    std::cerr << material->sources.size() << " sources, " << material->concepts.size()
              << " concepts\n";
    const std::vector<LanguageTag> languages = languages_of(*material, arguments);
    if (languages.empty()) {
        return failed(fail(ErrorCode::invalid_argument,
                           "the sources have no language of this build beside English"));
    }
    std::mutex console;
    const auto progress = [&](const std::string& what) {
        const std::lock_guard lock(console);
        std::cerr << what << '\n';
    };
    // Languages do not touch each other, so any number of threads learns the same.
    std::vector<LearntLanguage> learnt(languages.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < languages.size(); i = next++) {
            learnt[i] =
                learn_language(*material, languages[i], {arguments.hold_out, &*measured}, progress);
        }
    };
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 1; i < arguments.threads; ++i) workers.emplace_back(work);
        work();
    }
    for (LearntLanguage& language : learnt) {
        for (const Measure& measure : language.measures) {
            print(measure.set + " en-" + language.lang.str(), measure.to_other);
            print(measure.set + " " + language.lang.str() + "-en", measure.to_english);
        }
        if (arguments.output.empty()) continue;
        const auto written =
            write_pair_table(arguments.output, language.lang, std::move(language.pairs));
        if (!written) return failed(written.error());
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "Learns how terms of English and of our other languages translate each other, from\n"
        "lists of concepts, parallel strings and aligned documents. What it does, and which\n"
        "forms the files have, is told in docs/lexicon.md.");
    app.footer(
        "Examples:\n"
        "  evresi-learn-lexicon lists parallel --weights searchd/lexicon/data/weights.tsv --output "
        "searchd/lexicon/data\n"
        "  evresi-learn-lexicon lists parallel --aligned guides/docs.jsonl --hold-out 20");
    Arguments arguments;
    app.add_option("FOLDER", arguments.folders,
                   "Folders of concept lists (NAME.tsv.gz: concept, language, label, 1 or 0 for "
                   "preferred) and of parallel strings (NAME.en-XX.tsv.gz: english, other)")
        ->required()
        ->check(CLI::ExistingDirectory);
    app.add_option("--aligned", arguments.aligned,
                   "Documents, JSON a line, parallel by their ids but for the language at the end");
    app.add_option("--programmes", arguments.programmes, "corpus/gazetteer/programmes.tsv");
    app.add_option("--places", arguments.places, "corpus/gazetteer/place_names.tsv");
    app.add_option(
        "--weights", arguments.weights,
        "What each source counts: rows 'beginning of its name TAB votes TAB training' or "
        "'beginning TAB skip'");
    app.add_option("--languages", arguments.languages, "Only these (el,bg)")->delimiter(',');
    app.add_option("--hold-out", arguments.hold_out,
                   "Keep every N-th pair of strings from the learner and print how often the "
                   "translations of its words meet it");
    app.add_option("--measure", arguments.measured,
                   "Documents as for --aligned that are not learnt from: print how often the "
                   "translations of their words meet them");
    app.add_option("--threads", arguments.threads, "Languages learnt at once")
        ->check(CLI::Range(1, 16))
        ->capture_default_str();
    app.add_option("--output", arguments.output, "Folder for the tables en-<language>.tsv.zst");
    CLI11_PARSE(app, argc, argv);
    if (arguments.output.empty() && arguments.hold_out == 0 && arguments.measured.empty()) {
        std::cerr << "evresi-learn-lexicon: give --output, --hold-out or --measure\n";
        return 1;
    }
    return run(arguments);
}

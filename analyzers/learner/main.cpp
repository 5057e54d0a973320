// evresi-learn-stemmer: learns a language's stemming rules from pairs of word form and lemma.
#include "analyzers/learner/exceptions.hpp"
#include "analyzers/learner/lexicon_reader.hpp"
#include "analyzers/learner/rule_learner.hpp"
#include "analyzers/learner/settings.hpp"
#include "analyzers/learner/table_writer.hpp"
#include "analyzers/learner/validation.hpp"
#include "analyzers/registry.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

using namespace evresi;
using namespace evresi::analyzers;
using namespace evresi::analyzers::learner;

struct Arguments {
    std::string folder;
    std::vector<std::string> pairs;
    std::vector<std::string> more;
    std::vector<std::string> frequencies;
    std::vector<std::string> settings;
    std::string words;
    bool hold_out = false;
    bool no_corrections = false;
    bool write = false;
};

std::ostream& operator<<(std::ostream& out, const Conflation::Figures& figures) {
    return out << "precision " << figures.precision << ", recall " << figures.recall << ", F1 "
               << figures.f1();
}

int run(const Arguments& arguments) {
    const std::string code = std::filesystem::path(arguments.folder).filename().string();
    const auto tag = LanguageTag::parse(code);
    const Language* language = tag ? find_language(*tag) : nullptr;
    if (language == nullptr) {
        throw std::runtime_error(arguments.folder + ": '" + code +
                                 "' is no language of this build; add its language.cpp first");
    }
    Settings settings = read_settings(arguments.folder + "/learner.json");
    for (const std::string& assignment : arguments.settings) set(settings, assignment);
    const Alphabet alphabet(settings.letters);
    LexiconReader reader(*language, alphabet, settings);
    for (const std::string& path : arguments.pairs) reader.add(path, true);
    for (const std::string& path : arguments.more) reader.add(path, false);
    for (const std::string& path : arguments.frequencies) reader.add_frequencies(path);
    const Lexicon lexicon = reader.lexicon();
    std::cerr << lexicon.forms.size() << " forms of " << lexicon.lemmas.size() << " lemmas\n";

    const Lexicon seen = arguments.hold_out ? without(Part::shown, lexicon) : lexicon;
    if (settings.refine_support <= 0) {
        settings.refine_support = validated_support(seen, alphabet, settings, std::cerr);
    }
    const RuleSet rules = RuleLearner(seen, alphabet, settings).learn();
    const WordStems corrections =
        arguments.no_corrections ? WordStems()
                                 : read_corrections(arguments.folder + "/corrections.tsv", reader);
    const WordStems exceptions = learn_exceptions(seen, rules, corrections, settings);
    WordStems listed = corrections;
    listed.insert(exceptions.begin(), exceptions.end());
    std::cerr << rules.rules().size() << " rules, " << rules.alternations().size()
              << " alternations, " << exceptions.size() << " exceptions, " << corrections.size()
              << " corrections\n";
    if (arguments.hold_out) {
        std::cerr << "held-out lemmas: " << figures_on(Part::shown, lexicon, rules, listed) << '\n';
    }
    const auto stem = [&](const Letters& word) {
        const auto found = listed.find(word);
        return found != listed.end() ? found->second : rules.stem(reader.bare(word));
    };
    if (!arguments.words.empty()) {
        read_rows(arguments.words, [&](const std::vector<std::string_view>& columns) {
            const auto letters = reader.letters(columns[0]);
            std::cout << columns[0] << '\t'
                      << (letters ? alphabet.decode(stem(*letters)) : std::string(columns[0]))
                      << '\n';
        });
    }
    if (arguments.write) {
        const TableWriter writer(arguments.folder, alphabet, settings);
        writer.write_rules(rules);
        writer.write_exceptions(exceptions);
        writer.write_testdata(lexicon, stem);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Learns the stemming rules of a language from pairs of word form and lemma.\n"
                 "How it learns is told in analyzers/stemming/README.md.");
    app.footer("Examples:\n"
               "  evresi-learn-stemmer analyzers/languages/lv --pairs lv.tsv --more "
               "wiktionary-lv.tsv.gz --hold-out\n"
               "  evresi-learn-stemmer analyzers/languages/lv --pairs lv.tsv --more "
               "wiktionary-lv.tsv.gz --write");
    Arguments arguments;
    app.add_option("FOLDER", arguments.folder,
                   "The language's folder; learner.json there holds the settings")
        ->required();
    app.add_option("--pairs", arguments.pairs,
                   "Rows 'form TAB lemma [TAB tag [TAB times met]]', plain or gzip, that the rules "
                   "must serve")
        ->required();
    app.add_option("--more", arguments.more, "Further pairs, trusted less (setting more_weight)");
    app.add_option("--frequencies", arguments.frequencies,
                   "Rows 'word TAB times met': tells frequent words where pairs have no counts");
    app.add_option("--set", arguments.settings, "name=value: another number than learner.json has");
    app.add_flag("--hold-out", arguments.hold_out,
                 "Learn without a fifth of the lemmas and print figures on them");
    app.add_flag("--no-corrections", arguments.no_corrections, "Leave corrections.tsv alone");
    app.add_option("--words", arguments.words,
                   "Print 'word TAB stem' for the first column of a file");
    app.add_flag("--write", arguments.write,
                 "Write rules.tsv, exceptions.tsv and testdata/stems.tsv into FOLDER");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(arguments);
    } catch (const std::exception& fault) {
        std::cerr << "evresi-learn-stemmer: " << fault.what() << '\n';
        return 1;
    }
}

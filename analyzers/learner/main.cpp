// evresi-learn-stemmer: learns a language's stemming rules from pairs of word form and lemma.
#include "analyzers/learner/exceptions.hpp"
#include "analyzers/learner/lexicon_reader.hpp"
#include "analyzers/learner/rule_learner.hpp"
#include "analyzers/learner/settings.hpp"
#include "analyzers/registry.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace evresi;
using namespace evresi::analyzers;
using namespace evresi::analyzers::learner;

struct Arguments {
    std::string folder;
    std::vector<std::string> pairs;
    std::vector<std::string> more;
    std::vector<std::string> settings;
    std::string words;
    std::string stems;
    bool no_exceptions = false;
};

int run(const Arguments& arguments) {
    const std::string code = std::filesystem::path(arguments.folder).filename().string();
    const Language* language = find_language(LanguageTag::of(code));
    Settings settings = read_settings(arguments.folder + "/learner.json");
    for (const std::string& assignment : arguments.settings) set(settings, assignment);
    const Alphabet alphabet(settings.letters);
    LexiconReader reader(*language, alphabet, settings);
    for (const std::string& path : arguments.pairs) reader.add(path, true);
    for (const std::string& path : arguments.more) reader.add(path, false);
    const Lexicon lexicon = reader.lexicon();
    std::cerr << lexicon.forms.size() << " forms, " << lexicon.lemmas.size() << " lemmas\n";
    RuleLearner learner(lexicon, alphabet, settings);
    const RuleSet rules = learner.learn();
    for (const auto& [ending, change] : rules.alternations()) {
        std::cerr << alphabet.decode(ending) << " -" << change.strip << "+" << alphabet.decode(change.append) << ", ";
    }
    const auto exceptions = arguments.no_exceptions ? std::map<Letters, Letters>{}
                                                    : learn_exceptions(lexicon, rules, settings);
    std::cerr << rules.rules().size() << " rules, " << exceptions.size() << " exceptions\n";
    if (!arguments.stems.empty()) {
        std::ofstream out(arguments.stems);
        read_rows(arguments.words, [&](const std::vector<std::string_view>& columns) {
            const std::string word(columns[0]);
            const auto letters = reader.letters(word);
            std::string stem = word;
            if (letters) {
                const auto found = exceptions.find(*letters);
                stem = alphabet.decode(found != exceptions.end()
                                           ? found->second
                                           : rules.stem(reader.bare(*letters)));
            }
            out << word << '\t' << stem << '\n';
        });
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Learns a language's stemming rules from pairs of word form and lemma.");
    Arguments arguments;
    app.add_option("FOLDER", arguments.folder)->required();
    app.add_option("--pairs", arguments.pairs)->required();
    app.add_option("--more", arguments.more);
    app.add_option("--set", arguments.settings);
    app.add_option("--words", arguments.words);
    app.add_option("--stems", arguments.stems);
    app.add_flag("--no-exceptions", arguments.no_exceptions);
    CLI11_PARSE(app, argc, argv);
    try {
        return run(arguments);
    } catch (const std::exception& fault) {
        std::cerr << "evresi-learn-stemmer: " << fault.what() << '\n';
        return 1;
    }
}

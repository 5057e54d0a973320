// TableWriter: the files of a language's folder that the learner writes and reads (formats:
// analyzers/stemming/README.md).
#pragma once

#include "analyzers/learner/alphabet.hpp"
#include "analyzers/learner/exceptions.hpp"
#include "analyzers/learner/lexicon_reader.hpp"
#include "analyzers/learner/rule_set.hpp"
#include "analyzers/learner/settings.hpp"

#include <functional>
#include <string>

namespace evresi::analyzers::learner {

class TableWriter {
public:
    /// Borrows both. All functions throw std::runtime_error naming the file.
    TableWriter(std::string folder, const Alphabet& alphabet, const Settings& settings);

    void write_rules(const RuleSet& rules) const;
    void write_exceptions(const WordStems& exceptions) const;
    /// Some hundred words with their stems: the program must agree with the learner.
    void write_testdata(const Lexicon& lexicon,
                        const std::function<Letters(const Letters&)>& stem) const;

private:
    std::string folder_;
    const Alphabet& alphabet_;
    const Settings& settings_;
};

/// Words put right by hand; no file: none. Words of other letters are left out.
[[nodiscard]] WordStems read_corrections(const std::string& path, const LexiconReader& reader);

}  // namespace evresi::analyzers::learner

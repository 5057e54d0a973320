// Settings of the learner for one language: learner.json in its folder.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace evresi::analyzers::learner {

struct PrefixSetting {
    std::string prefix;
    int least_letters = 0;
    std::string ending;  ///< the word must end so; may be empty
};

struct Settings {
    std::string letters;               ///< all letters of a word
    std::vector<std::string> endings;  ///< of lemmas; the target is the lemma without
    std::vector<std::pair<std::string, std::string>> replace;  ///< lemma endings replaced instead
    std::vector<std::pair<std::string, std::string>>
        lemma_of;  ///< lemma endings that stand for another lemma
    std::vector<PrefixSetting> prefixes;
    int least_target = 2;  ///< letters that a target keeps
    int max_suffix = 9;    ///< letters that a rule looks at
    int max_append = 4;
    int least_stem = 2;    ///< letters that a rule leaves
    double support = 1.5;  ///< lemmas that a rule must gain
    double refine_support =
        0.0;  ///< lemmas that refining must gain by a rule; 0: by inner validation
    double precision_weight = 1.0;  ///< of a lemma's precision against its recall, while refining
    int rounds = 3;
    int refine_rounds = 3;
    int max_alternation = 3;  ///< letters that an alternation changes; 0: none
    int max_exceptions = 3000;
    int least_count = 1;       ///< exceptions: forms met so often,
    int least_lemma = 5;       ///< or of lemmas met so often
    double more_weight = 0.3;  ///< of a lemma known from less trusted pairs only
};

/// Throws std::runtime_error with the file's name and the fault.
[[nodiscard]] Settings read_settings(const std::string& path);
/// Sets one number by name ("support=0.8"). Throws as read_settings.
void set(Settings& settings, const std::string& assignment);

}  // namespace evresi::analyzers::learner

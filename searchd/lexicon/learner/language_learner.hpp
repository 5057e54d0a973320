// LanguageLearner: the material of English and one other language -> a table of weighted pairs of
// terms. Deterministic. Confined to one thread; several languages may be learnt side by side.
#pragma once

#include "searchd/lexicon/learner/material.hpp"
#include "searchd/lexicon/learner/pair_table.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace evresi::lexicon {

struct LearnerOptions {
    /// Every so manieth pair of parallel strings is kept out of the training; 0: none.
    std::size_t hold_out = 0;
    /// Further strings to measure on; may be null.
    const Material* measured = nullptr;
};

/// How often translations meet what a translator wrote, on strings that were not learnt from.
struct HitRate {
    std::size_t words = 0;    ///< words of the held-out strings, stop words and numbers apart
    std::size_t covered = 0;  ///< of them, those with any translation
    std::size_t first3 = 0;   ///< one of the first three (eight, twelve) stands in the other string
    std::size_t first8 = 0;
    std::size_t all = 0;
    double mass = 0.0;  ///< sum of the weights of the translations that stand there
};

struct Measure {
    std::string set;
    HitRate to_other;
    HitRate to_english;
};

struct LearntLanguage {
    LanguageTag lang;
    std::vector<TermPair> pairs;
    std::vector<Measure> measures;
};

/// `progress` is told what is being done; it may be called from any thread.
[[nodiscard]] LearntLanguage
learn_language(const Material& material,
               LanguageTag lang,
               const LearnerOptions& options,
               const std::function<void(const std::string& what)>& progress);

}  // namespace evresi::lexicon

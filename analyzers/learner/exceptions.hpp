// Whole words that the rules get wrong and that are met often enough to be listed.
#pragma once

#include "analyzers/learner/lexicon.hpp"
#include "analyzers/learner/rule_set.hpp"
#include "analyzers/learner/settings.hpp"

#include <map>

namespace evresi::analyzers::learner {

using WordStems = std::map<Letters, Letters>;

/// Word -> the stem that most of its lemma's forms get (by the number of times met), the most
/// frequent words first up to the settings' limit. A lemma with words in `corrections` (put right
/// by hand) has the stem given there, for all its forms; those words themselves are left out.
[[nodiscard]] WordStems learn_exceptions(const Lexicon& lexicon,
                                         const RuleSet& rules,
                                         const WordStems& corrections,
                                         const Settings& settings);

}  // namespace evresi::analyzers::learner

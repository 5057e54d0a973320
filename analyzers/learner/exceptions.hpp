// Whole words that the rules get wrong and that are met often enough to be listed.
#pragma once

#include "analyzers/learner/lexicon.hpp"
#include "analyzers/learner/rule_set.hpp"
#include "analyzers/learner/settings.hpp"

#include <map>

namespace evresi::analyzers::learner {

/// Word -> the stem that most of its lemma's forms get (by the number of times met), the most
/// frequent words first up to the settings' limit.
[[nodiscard]] std::map<Letters, Letters> learn_exceptions(const Lexicon& lexicon,
                                                          const RuleSet& rules,
                                                          const Settings& settings);

}  // namespace evresi::analyzers::learner

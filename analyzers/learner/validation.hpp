// Validation: how rules do on lemmas that were kept from the learner. The lemmas are parted by
// their letters alone, so that the same lemma is always in the same part.
#pragma once

#include "analyzers/learner/conflation.hpp"
#include "analyzers/learner/exceptions.hpp"
#include "analyzers/learner/lexicon.hpp"
#include "analyzers/learner/rule_set.hpp"
#include "analyzers/learner/settings.hpp"

#include <ostream>

namespace evresi::analyzers::learner {

/// A fifth of the trusted lemmas. What a person looks at is never what the learner chose by.
enum class Part : int { shown = 0, chosen_by = 1 };

[[nodiscard]] bool is_in(Part part, const Lemma& lemma);

/// The lexicon without the lemmas of the part.
[[nodiscard]] Lexicon without(Part part, const Lexicon& lexicon);

/// Precision and recall of the part's lemmas, in the vocabulary of all trusted ones. `listed`:
/// words whose stem is not by rule.
[[nodiscard]] Conflation::Figures
figures_on(Part part, const Lexicon& lexicon, const RuleSet& rules, const WordStems& listed);

/// Learns without Part::chosen_by with each of some supports for refining and returns the one that
/// did best on it; tells `log` of each.
[[nodiscard]] double validated_support(const Lexicon& lexicon,
                                       const Alphabet& alphabet,
                                       Settings settings,
                                       std::ostream& log);

}  // namespace evresi::analyzers::learner

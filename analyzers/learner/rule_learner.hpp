// RuleLearner: learns suffix rules from a lexicon.
//
// Every lemma gets a target stem: the lemma less its own ending, so that an ending of several
// readings still has one stem. A form votes, at each of its suffixes, for the change that turns it
// into the target. From the empty suffix to the longest, a suffix gets a rule where its best change
// beats the inherited one by the support. After a round, each lemma's target becomes the stem that
// most of its forms got, and the next round learns for that: rules settle on stems that suffixes
// can tell. Then the rules are refined one by one for what is measured in the end, the precision
// and recall of the lemmas (Conflation): a rule is put in, changed or taken out where that gains.
// Same input, same output.
#pragma once

#include "analyzers/learner/conflation.hpp"
#include "analyzers/learner/lexicon.hpp"
#include "analyzers/learner/rule_set.hpp"
#include "analyzers/learner/settings.hpp"

#include <map>
#include <vector>

namespace evresi::analyzers::learner {

class RuleLearner {
public:
    RuleLearner(const Lexicon& lexicon, const Alphabet& alphabet, const Settings& settings);

    [[nodiscard]] RuleSet learn();

private:
    struct Sample {
        int form;
        int change;  ///< -1: no rule may make it
        double weight;
    };

    [[nodiscard]] std::vector<Letters> first_targets() const;
    void retarget(const RuleSet& rules, std::vector<Letters>& targets) const;
    [[nodiscard]] RuleSet vote(const std::vector<Letters>& targets);
    void vote_below(std::vector<Sample>& samples,
                    std::size_t low,
                    std::size_t high,
                    int depth,
                    int inherited,
                    RuleSet& rules);
    void prune(const std::vector<Sample>& samples, RuleSet& rules) const;
    int change_number(const Change& change);

    const Lexicon& lexicon_;
    const Alphabet& alphabet_;
    const Settings& settings_;
    std::vector<int> by_ending_;  ///< forms in the order of their bare words read backwards
    std::vector<Change> changes_;
    std::map<Change, int> change_numbers_;
};

}  // namespace evresi::analyzers::learner

// RuleRefiner: improves a rule set by what is measured in the end. It visits suffix after suffix,
// tries the changes that would bring forms to the stem of most of their lemma, and keeps what
// gains; rules that gain nothing are taken out.
#pragma once

#include "analyzers/learner/conflation.hpp"
#include "analyzers/learner/lexicon.hpp"
#include "analyzers/learner/rule_set.hpp"
#include "analyzers/learner/settings.hpp"

#include <optional>
#include <vector>

namespace evresi::analyzers::learner {

class RuleRefiner {
public:
    /// Borrows all. `by_ending`: forms in the order of their bare words read backwards.
    RuleRefiner(const Lexicon& lexicon,
                const Settings& settings,
                const std::vector<int>& by_ending,
                RuleSet& rules);

    /// One pass over all suffixes; returns how many rules changed.
    int pass();

    /// Puts in the alternations of stem ends that gain most; returns how many.
    int alternate();

private:
    struct Trial {
        double gain = 0.0;
        bool removes = false;
        Change change;
    };

    [[nodiscard]] std::vector<std::pair<Letters, Change>> alternation_candidates() const;
    [[nodiscard]] double gain_of_alternation(const Letters& ending);
    void visit(std::size_t low, std::size_t high, int depth);
    /// Requires depth > 0: words of no known ending are their own stems.
    void improve(std::size_t low, std::size_t high, int depth);
    [[nodiscard]] std::vector<Change> candidates(const std::vector<int>& forms, int depth) const;
    [[nodiscard]] const Letters& wanted_stem(int lemma) const;
    [[nodiscard]] double try_rule(const std::vector<int>& forms, int depth, const Change* change);
    void apply(const std::vector<int>& forms, int depth, const Change* change);
    /// Length of the rule that decides the form if the suffix of `depth` letters has that change,
    /// or no rule for null; and the stem by it.
    [[nodiscard]] int deciding_length(int form, int depth, const Change* change) const;
    [[nodiscard]] Letters stem_with(int form, int depth, const Change* change) const;

    const Lexicon& lexicon_;
    const Settings& settings_;
    const std::vector<int>& by_ending_;
    RuleSet& rules_;
    Conflation conflation_;
    std::vector<int> length_;  ///< of the rule that decides each form now
    int changed_ = 0;
};

}  // namespace evresi::analyzers::learner

// Conflation: which forms of a lexicon share a stem now, and how good that is: for each lemma the
// share of related forms among those that its forms bring in (precision) and the share of its
// pairs of forms that meet (recall), each lemma counting by its weight. Forms can be moved one by
// one, and each move's worth is known at once.
#pragma once

#include "analyzers/learner/lexicon.hpp"
#include "analyzers/learner/rule_set.hpp"

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace evresi::analyzers::learner {

class Conflation {
public:
    /// Borrows the lexicon; each form begins without a stem.
    Conflation(const Lexicon& lexicon, double precision_weight);

    /// Gives the form another stem. Cost: the sizes of both classes.
    void move(int form, std::string_view stem);
    [[nodiscard]] const Letters& stem_of(int form) const {
        return stems_[static_cast<std::size_t>(class_of_[static_cast<std::size_t>(form)])];
    }

    struct Figures {
        double precision = 0.0;
        double recall = 0.0;
        [[nodiscard]] double f1() const {
            return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0.0;
        }
    };
    /// Means over the lemmas that `measured` holds for, each counting once.
    [[nodiscard]] Figures figures(const std::function<bool(const Lemma&)>& measured) const;

    /// Gain of the moves since the last call of start(), in lemmas put right.
    void start();
    [[nodiscard]] double gain() const;

private:
    struct Tally {
        double brought = 0;   ///< over the lemma's forms: other forms of the class
        double related = 0;   ///< those that share a lemma
        double together = 0;  ///< pairs of the lemma's own forms in one class
        double worth_before = 0;
        int stamp = 0;
    };

    [[nodiscard]] double precision(int lemma) const;
    [[nodiscard]] double recall(int lemma) const;
    [[nodiscard]] double worth(int lemma) const;
    void touch(int lemma);
    void count(int form, int class_id, double sign);
    [[nodiscard]] int class_id(std::string_view stem);

    const Lexicon& lexicon_;
    double precision_weight_;
    std::vector<Tally> tallies_;
    std::vector<int> class_of_;
    std::vector<Letters> stems_;
    std::vector<std::vector<int>> classes_;
    std::unordered_map<Letters, int, StringHash, std::equal_to<>> ids_;
    std::vector<int> touched_;
    int stamp_ = 0;
};

}  // namespace evresi::analyzers::learner

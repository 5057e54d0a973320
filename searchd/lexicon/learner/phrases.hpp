// Phrases: terms of several words learnt from parallel strings: runs of words that the aligned
// words make translations of each other (Koehn, Och and Marcu, "Statistical Phrase-Based
// Translation", 2003), frequent enough, and neither beginning nor ending with a stop word. One
// thread.
#pragma once

#include "searchd/lexicon/learner/bitext.hpp"
#include "searchd/lexicon/learner/model1.hpp"

#include <cstdint>
#include <vector>

namespace evresi::lexicon {

/// Two terms, at least one of them of several words.
struct PhrasePair {
    std::uint32_t english = 0;
    std::uint32_t other = 0;
    double other_given_english = 0.0;
    double english_given_other = 0.0;
};

/// The phrases of the bitext's strings. Their terms and written forms are added to its sides.
[[nodiscard]] std::vector<PhrasePair> learn_phrases(Bitext& bitext, const Model1& model);

}  // namespace evresi::lexicon

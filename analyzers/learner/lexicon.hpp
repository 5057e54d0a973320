// Lexicon: which word forms belong to which lemma, as the learner sees it. Built once by
// LexiconReader, then constant.
#pragma once

#include "analyzers/learner/alphabet.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace evresi::analyzers::learner {

struct Form {
    Letters word;
    Letters bare;             ///< the word without a prefix that a prefix rule takes off
    std::vector<int> lemmas;  ///< ascending
    std::int64_t count = 0;   ///< times met in running text, if known
};

struct Lemma {
    Letters word;
    std::vector<int> forms;             ///< ascending
    std::vector<std::int64_t> counts;   ///< of each form as this lemma
    double weight = 0.0;                ///< how much its forms count in learning
    bool is_trusted = false;            ///< from the pairs that the rules must serve
};

struct Lexicon {
    std::vector<Form> forms;
    std::vector<Lemma> lemmas;

    [[nodiscard]] bool share_lemma(int a, int b) const;
};

}  // namespace evresi::analyzers::learner

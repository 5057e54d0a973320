// Lexicon: which word forms belong to which lemma, as the learner sees it. Built by LexiconReader.
#pragma once

#include "analyzers/learner/alphabet.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace evresi::analyzers::learner {

/// Forms and lemmas are numbered by int.
template <typename T>
decltype(auto) at(T& items, int number) {
    return items[static_cast<std::size_t>(number)];
}

struct Form {
    Letters word;
    Letters bare;             ///< the word without a prefix that a prefix rule takes off
    std::vector<int> lemmas;  ///< ascending
};

struct Lemma {
    Letters word;
    std::vector<int> forms;            ///< ascending
    std::vector<std::int64_t> counts;  ///< times that each form was met as this lemma, if known
    double weight = 0.0;               ///< how much its forms count in learning
    bool is_trusted = false;           ///< from the pairs that the rules must serve

    [[nodiscard]] std::int64_t count() const;
};

struct Lexicon {
    std::vector<Form> forms;
    std::vector<Lemma> lemmas;

    /// The lemmas that `keep` holds for, and their forms.
    [[nodiscard]] Lexicon part(const std::function<bool(const Lemma&)>& keep) const;
};

}  // namespace evresi::analyzers::learner

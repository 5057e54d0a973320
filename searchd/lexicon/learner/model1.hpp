// Model1: how likely words translate each other, learnt from pairs of sentences: IBM Model 1 (Brown
// et al. 1993) in both directions with a prior for the diagonal, first apart, then with the two
// directions made to agree (Liang, Taskar and Klein, "Alignment by Agreement", 2006). One thread;
// the same pairs in the same order give the same numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace evresi::lexicon {

struct SentencePair {
    std::vector<std::uint32_t> english;  ///< numbers of words
    std::vector<std::uint32_t> other;
    float weight = 1.0F;
};

/// Two words met in one pair of sentences.
struct WordPair {
    std::uint32_t english = 0;
    std::uint32_t other = 0;
    float other_given_english = 0.0F;
    float english_given_other = 0.0F;
    float count = 0.0F;  ///< how often they were translations of each other, expected
};

class Model1 {
public:
    /// `pairs` must outlive this; numbers of words are below the given ones.
    Model1(std::span<const SentencePair> pairs, std::size_t english_words, std::size_t other_words);

    /// Rounds of training with the directions apart, then with both agreeing.
    void train(int apart, int agreeing);

    /// Sorted by English word, then by the other.
    [[nodiscard]] std::span<const WordPair> table() const noexcept { return table_; }

    /// How sure it is, for pair number `pair`, that English word i and other word j translate each
    /// other: row i, column j, both directions' posteriors multiplied.
    void posteriors(std::size_t pair, std::vector<float>& out) const;

private:
    struct Posteriors {
        std::vector<float> to_other;    ///< of other word j: which English word it comes from
        std::vector<float> to_english;  ///< of English word i: which other word it comes from
        std::vector<float> other_from_nothing;
        std::vector<float> english_from_nothing;
    };

    void index_cells();
    void compute(std::size_t pair, Posteriors& out) const;
    void round(bool agreeing);

    std::span<const SentencePair> pairs_;
    std::vector<WordPair> table_;
    std::vector<std::uint32_t> cells_;     ///< for each cell of each pair, its row of the table
    std::vector<std::size_t> first_cell_;  ///< of each pair
    std::vector<float> other_given_nothing_;
    std::vector<float> english_given_nothing_;
};

}  // namespace evresi::lexicon

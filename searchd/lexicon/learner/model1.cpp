#include "searchd/lexicon/learner/model1.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace evresi::lexicon {
namespace {

/// How fast the prior falls with the distance from the diagonal, and what it leaves for words that
/// come from no word of the other side.
constexpr float kDiagonal = 4.0F;
constexpr float kNothing = 0.08F;

}  // namespace

Model1::Model1(std::span<const SentencePair> pairs,
               std::size_t english_words,
               std::size_t other_words)
    : pairs_(pairs), other_given_nothing_(other_words, 0.0F),
      english_given_nothing_(english_words, 0.0F) {
    index_cells();
    // Even beginnings: all words of the other side are as likely. Words from nothing as frequent
    // as they are.
    double english_sum = 0.0;
    double other_sum = 0.0;
    for (const SentencePair& pair : pairs_) {
        for (const std::uint32_t word : pair.english) english_given_nothing_[word] += pair.weight;
        for (const std::uint32_t word : pair.other) other_given_nothing_[word] += pair.weight;
        english_sum += static_cast<double>(pair.english.size()) * pair.weight;
        other_sum += static_cast<double>(pair.other.size()) * pair.weight;
    }
    for (float& value : english_given_nothing_)
        value /= static_cast<float>(std::max(english_sum, 1.0));
    for (float& value : other_given_nothing_) value /= static_cast<float>(std::max(other_sum, 1.0));
    std::vector<float> english_row(english_words, 0.0F);
    std::vector<float> other_row(other_words, 0.0F);
    for (const WordPair& row : table_) {
        english_row[row.english] += 1.0F;
        other_row[row.other] += 1.0F;
    }
    for (WordPair& row : table_) {
        row.other_given_english = 1.0F / english_row[row.english];
        row.english_given_other = 1.0F / other_row[row.other];
    }
}

void Model1::index_cells() {
    std::vector<std::uint64_t> keys;
    first_cell_.push_back(0);
    for (const SentencePair& pair : pairs_) {
        for (const std::uint32_t english : pair.english) {
            for (const std::uint32_t other : pair.other) {
                keys.push_back(std::uint64_t{english} << 32 | other);
            }
        }
        first_cell_.push_back(keys.size());
    }
    std::vector<std::uint64_t> distinct = keys;
    std::ranges::sort(distinct);
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    table_.resize(distinct.size());
    std::vector<std::uint32_t> begin_of_word(english_given_nothing_.size() + 1, 0);
    for (std::size_t i = 0; i < distinct.size(); ++i) {
        table_[i].english = static_cast<std::uint32_t>(distinct[i] >> 32);
        table_[i].other = static_cast<std::uint32_t>(distinct[i]);
        begin_of_word[table_[i].english + 1] = static_cast<std::uint32_t>(i + 1);
    }
    for (std::size_t i = 1; i < begin_of_word.size(); ++i) {
        begin_of_word[i] = std::max(begin_of_word[i], begin_of_word[i - 1]);
    }
    cells_.reserve(keys.size());
    for (const std::uint64_t key : keys) {
        const auto word = static_cast<std::size_t>(key >> 32);
        const auto place = std::lower_bound(distinct.begin() + begin_of_word[word],
                                            distinct.begin() + begin_of_word[word + 1], key);
        cells_.push_back(static_cast<std::uint32_t>(place - distinct.begin()));
    }
}

void Model1::compute(std::size_t number, Posteriors& out) const {
    const SentencePair& pair = pairs_[number];
    const std::size_t m = pair.english.size();
    const std::size_t n = pair.other.size();
    const std::uint32_t* cells = cells_.data() + first_cell_[number];
    out.to_other.assign(m * n, 0.0F);
    out.to_english.assign(m * n, 0.0F);
    out.other_from_nothing.assign(n, 0.0F);
    out.english_from_nothing.assign(m, 0.0F);
    std::vector<float> prior(m * n);
    std::vector<float> column(n, 0.0F);
    std::vector<float> line(m, 0.0F);
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            const float away = (static_cast<float>(i) + 0.5F) / static_cast<float>(m) -
                               (static_cast<float>(j) + 0.5F) / static_cast<float>(n);
            const float value = std::exp(-kDiagonal * std::abs(away));
            prior[i * n + j] = value;
            column[j] += value;
            line[i] += value;
        }
    }
    std::vector<float> sum_other(n);
    for (std::size_t j = 0; j < n; ++j) {
        sum_other[j] = kNothing * other_given_nothing_[pair.other[j]];
    }
    for (std::size_t i = 0; i < m; ++i) {
        float sum = kNothing * english_given_nothing_[pair.english[i]];
        const float from_nothing = sum;
        for (std::size_t j = 0; j < n; ++j) {
            const WordPair& row = table_[cells[i * n + j]];
            const float there =
                (1.0F - kNothing) * prior[i * n + j] / column[j] * row.other_given_english;
            const float back =
                (1.0F - kNothing) * prior[i * n + j] / line[i] * row.english_given_other;
            out.to_other[i * n + j] = there;
            out.to_english[i * n + j] = back;
            sum_other[j] += there;
            sum += back;
        }
        if (sum <= 0.0F) continue;
        out.english_from_nothing[i] = from_nothing / sum;
        for (std::size_t j = 0; j < n; ++j) out.to_english[i * n + j] /= sum;
    }
    for (std::size_t j = 0; j < n; ++j) {
        if (sum_other[j] <= 0.0F) continue;
        out.other_from_nothing[j] = kNothing * other_given_nothing_[pair.other[j]] / sum_other[j];
        for (std::size_t i = 0; i < m; ++i) out.to_other[i * n + j] /= sum_other[j];
    }
}

void Model1::round(bool agreeing) {
    std::vector<float> there(table_.size(), 0.0F);
    std::vector<float> back(table_.size(), 0.0F);
    std::vector<float> other_nothing(other_given_nothing_.size(), 0.0F);
    std::vector<float> english_nothing(english_given_nothing_.size(), 0.0F);
    Posteriors posteriors;
    for (std::size_t number = 0; number < pairs_.size(); ++number) {
        const SentencePair& pair = pairs_[number];
        compute(number, posteriors);
        const std::uint32_t* cells = cells_.data() + first_cell_[number];
        for (std::size_t c = 0; c < posteriors.to_other.size(); ++c) {
            float to_other = posteriors.to_other[c];
            float to_english = posteriors.to_english[c];
            if (agreeing) to_other = to_english = to_other * to_english;
            there[cells[c]] += pair.weight * to_other;
            back[cells[c]] += pair.weight * to_english;
        }
        for (std::size_t i = 0; i < pair.english.size(); ++i) {
            english_nothing[pair.english[i]] += pair.weight * posteriors.english_from_nothing[i];
        }
        for (std::size_t j = 0; j < pair.other.size(); ++j) {
            other_nothing[pair.other[j]] += pair.weight * posteriors.other_from_nothing[j];
        }
    }
    std::vector<double> english_sum(english_given_nothing_.size(), 0.0);
    std::vector<double> other_sum(other_given_nothing_.size(), 0.0);
    for (std::size_t r = 0; r < table_.size(); ++r) {
        english_sum[table_[r].english] += there[r];
        other_sum[table_[r].other] += back[r];
    }
    for (std::size_t r = 0; r < table_.size(); ++r) {
        WordPair& row = table_[r];
        row.count = std::min(there[r], back[r]);
        const double english = english_sum[row.english];
        const double other = other_sum[row.other];
        row.other_given_english = english > 0 ? static_cast<float>(there[r] / english) : 0.0F;
        row.english_given_other = other > 0 ? static_cast<float>(back[r] / other) : 0.0F;
    }
    const auto normalise = [](std::vector<float>& counts, std::vector<float>& out) {
        double sum = 0.0;
        for (const float count : counts) sum += count;
        for (std::size_t i = 0; i < counts.size() && sum > 0; ++i) {
            out[i] = static_cast<float>(counts[i] / sum);
        }
    };
    normalise(other_nothing, other_given_nothing_);
    normalise(english_nothing, english_given_nothing_);
}

void Model1::train(int apart, int agreeing) {
    for (int i = 0; i < apart; ++i) round(false);
    for (int i = 0; i < agreeing; ++i) round(true);
}

void Model1::posteriors(std::size_t pair, std::vector<float>& out) const {
    Posteriors both;
    compute(pair, both);
    out.resize(both.to_other.size());
    for (std::size_t c = 0; c < out.size(); ++c) out[c] = both.to_other[c] * both.to_english[c];
}

}  // namespace evresi::lexicon

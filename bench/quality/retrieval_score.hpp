// Scores of ranked lists and what follows from them: means, ratios, and intervals by bootstrap over
// topics, always with the same seed. Pure functions over plain values.
#pragma once

#include "bench/quality/retrieval_set.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::bench {

/// A document and its score.
using Ranked = std::pair<std::string, double>;

/// Puts `hits` into the order in which evaluation programs read a run: by score as printed with six
/// places, equal ones by document id, descending. So figures can be compared between programs.
void order_as_evaluated(std::vector<Ranked>& hits);

/// nDCG of the first ten: gain is the relevance, the discount logarithmic. 0 without judgements.
[[nodiscard]] double ndcg_at_10(const std::vector<Ranked>& hits, const Judgements& relevance);

/// The column of queries in `query` against documents in `document`: "el-bg".
[[nodiscard]] std::string pair_name(LanguageTag query, LanguageTag document);

/// The column of one list over all languages.
inline constexpr std::string_view kMerged = "merged";

/// The value of one query in one column.
struct QueryValue {
    std::string query;
    std::string topic;
    std::string column;
    double value = 0;
};

/// A figure and the interval that holds it in 95 of 100 samples of topics.
struct Figure {
    std::string name;
    double value = 0;
    double low = 0;
    double high = 0;

    /// Of a difference: whether it is not by chance. Equal runs differ in the last digits.
    [[nodiscard]] bool is_significant() const { return low > 1e-9 || high < -1e-9; }
};

/// Names of the means in what figures_of() gives.
inline constexpr std::string_view kSameCells = "same, cells";
inline constexpr std::string_view kSameQueries = "same, queries";
inline constexpr std::string_view kCrossCells = "cross, cells";
inline constexpr std::string_view kCrossQueries = "cross, queries";
inline constexpr std::string_view kShare = "cross / same";
inline constexpr std::string_view kLowestPair = "lowest pair";
inline constexpr std::string_view kLowestShare = "lowest / cross";

struct Figures {
    std::vector<Figure> means;    ///< those of the names above, and merged, where there are such
    std::vector<Figure> columns;  ///< each language pair
    std::string lowest_pair;      ///< the pair across languages with the lowest mean, "lv-sl"
};

[[nodiscard]] Figures figures_of(const std::vector<QueryValue>& values);

/// What figures of `values` are above those of `before`, over the queries and columns that both
/// have. Empty when they share none.
[[nodiscard]] Figures differences(const std::vector<QueryValue>& values,
                                  const std::vector<QueryValue>& before);

/// The figure of this name, or null.
[[nodiscard]] const Figure* find_figure(const std::vector<Figure>& figures, std::string_view name);

/// The value below which `share` of the values lie; 0 of none.
[[nodiscard]] double percentile(std::vector<double> values, double share);

}  // namespace evresi::bench

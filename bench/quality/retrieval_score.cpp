#include "bench/quality/retrieval_score.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <unordered_map>

namespace evresi::bench {
namespace {

constexpr int kSamples = 1000;
constexpr std::uint64_t kSeed = 20;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kPlaces = 10;

double discount(std::size_t place) {
    return std::log2(static_cast<double>(place) + 2.0);
}

struct Sum {
    double value = 0;
    double count = 0;

    void add(const Sum& other) {
        value += other.value;
        count += other.count;
    }
    [[nodiscard]] double mean() const { return count > 0 ? value / count : kNone; }
};

enum class Kind : std::uint8_t { same, cross, merged };

struct Column {
    std::string name;
    Kind kind;
};

/// Sums by topic and column: all that means and their intervals need.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Sum>> topics;

    [[nodiscard]] std::vector<Sum> total() const {
        std::vector<Sum> sums(columns.size());
        for (const auto& topic : topics) add(topic, sums);
        return sums;
    }
    static void add(const std::vector<Sum>& topic, std::vector<Sum>& sums) {
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i].add(topic[i]);
    }
};

Kind kind_of(const std::string& column) {
    if (column == kMerged) return Kind::merged;
    const std::size_t hyphen = column.find('-');
    return column.substr(0, hyphen) == column.substr(hyphen + 1) ? Kind::same : Kind::cross;
}

/// Columns and topics in the order of their names, so that two tables of the same queries agree.
Table table_of(const std::vector<QueryValue>& values) {
    std::map<std::string, std::size_t> columns;
    std::map<std::string, std::size_t> topics;
    for (const QueryValue& value : values) {
        columns[value.column];
        topics[value.topic];
    }
    Table table;
    for (auto& [name, number] : columns) {
        number = table.columns.size();
        table.columns.push_back({name, kind_of(name)});
    }
    std::size_t count = 0;
    for (auto& [name, number] : topics) number = count++;
    table.topics.assign(count, std::vector<Sum>(columns.size()));
    for (const QueryValue& value : values) {
        table.topics[topics[value.topic]][columns[value.column]].add({value.value, 1});
    }
    return table;
}

/// The mean over the means of all columns of a kind.
double mean_of_cells(const Table& table, const std::vector<Sum>& sums, Kind kind) {
    Sum cells;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (table.columns[i].kind == kind && sums[i].count > 0) cells.add({sums[i].mean(), 1});
    }
    return cells.mean();
}

double mean_of_queries(const Table& table, const std::vector<Sum>& sums, Kind kind) {
    Sum queries;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (table.columns[i].kind == kind) queries.add(sums[i]);
    }
    return queries.mean();
}

/// The number of the column across languages with the lowest mean; the count of columns when there
/// is none.
std::size_t lowest_column(const Table& table, const std::vector<Sum>& sums) {
    std::size_t lowest = sums.size();
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (table.columns[i].kind != Kind::cross || sums[i].count <= 0) continue;
        if (lowest == sums.size() || sums[i].mean() < sums[lowest].mean()) lowest = i;
    }
    return lowest;
}

std::vector<double> means_of(const Table& table, const std::vector<Sum>& sums) {
    const double same = mean_of_cells(table, sums, Kind::same);
    const double cross = mean_of_cells(table, sums, Kind::cross);
    const std::size_t column = lowest_column(table, sums);
    const double lowest = column < sums.size() ? sums[column].mean() : kNone;
    return {same,           mean_of_queries(table, sums, Kind::same),
            cross,          mean_of_queries(table, sums, Kind::cross),
            cross / same,   lowest,
            lowest / cross, mean_of_queries(table, sums, Kind::merged)};
}

constexpr std::string_view kMeans[] = {kSameCells, kSameQueries, kCrossCells,  kCrossQueries,
                                       kShare,     kLowestPair,  kLowestShare, kMerged};

/// All figures of a sample: the means, then the columns.
std::vector<double> all_of(const Table& table, const std::vector<Sum>& sums) {
    std::vector<double> all = means_of(table, sums);
    for (const Sum& sum : sums) all.push_back(sum.mean());
    return all;
}

/// Calls `see` with the numbers of the topics of each sample, drawn with replacement. Written out,
/// as the standard's distributions differ between libraries.
void for_each_sample(std::size_t topics,
                     const std::function<void(const std::vector<std::size_t>&)>& see) {
    std::mt19937_64 random(kSeed);
    std::vector<std::size_t> drawn(topics);
    for (int sample = 0; sample < kSamples; ++sample) {
        for (std::size_t& topic : drawn) {
            topic = static_cast<std::size_t>(((random() >> 32u) * topics) >> 32u);
        }
        see(drawn);
    }
}

std::vector<Sum> sum_of(const Table& table, const std::vector<std::size_t>& drawn) {
    std::vector<Sum> sums(table.columns.size());
    for (const std::size_t topic : drawn) Table::add(table.topics[topic], sums);
    return sums;
}

Figure figure_of(std::string name, double value, std::vector<double> samples) {
    std::erase_if(samples, [](double sample) { return std::isnan(sample); });
    if (samples.empty()) return {std::move(name), value, value, value};
    std::sort(samples.begin(), samples.end());
    const auto at = [&](double share) {
        return samples[std::min(
            samples.size() - 1,
            static_cast<std::size_t>(share * static_cast<double>(samples.size())))];
    };
    return {std::move(name), value, at(0.025), at(0.975)};
}

/// Figures of what `values_of` gives for a sample, or for all topics when it is given none.
template <class Values>
Figures collect(const Table& table, const Values& values_of) {
    const std::vector<double> whole = values_of(nullptr);
    std::vector<std::vector<double>> samples(whole.size());
    for_each_sample(table.topics.size(), [&](const std::vector<std::size_t>& drawn) {
        const std::vector<double> values = values_of(&drawn);
        for (std::size_t i = 0; i < values.size(); ++i) samples[i].push_back(values[i]);
    });
    Figures figures;
    const std::size_t means = std::size(kMeans);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (std::isnan(whole[i])) continue;
        const bool is_mean = i < means;
        std::string name = is_mean ? std::string(kMeans[i]) : table.columns[i - means].name;
        if (!is_mean && name == kMerged) continue;
        (is_mean ? figures.means : figures.columns)
            .push_back(figure_of(std::move(name), whole[i], std::move(samples[i])));
    }
    const std::size_t lowest = lowest_column(table, table.total());
    if (lowest < table.columns.size()) figures.lowest_pair = table.columns[lowest].name;
    return figures;
}

std::vector<Sum> sum_of(const Table& table, const std::vector<std::size_t>* drawn) {
    return drawn == nullptr ? table.total() : sum_of(table, *drawn);
}

/// Those of `values` whose query and column `others` have too.
std::vector<QueryValue> shared(const std::vector<QueryValue>& values,
                               const std::vector<QueryValue>& others) {
    std::unordered_map<std::string, int> known;
    for (const QueryValue& other : others) known[other.column + '\t' + other.query];
    std::vector<QueryValue> kept;
    for (const QueryValue& value : values) {
        if (known.contains(value.column + '\t' + value.query)) kept.push_back(value);
    }
    return kept;
}

}  // namespace

void order_as_evaluated(std::vector<Ranked>& hits) {
    const auto printed = [](double score) { return std::round(score * 1e6); };
    std::sort(hits.begin(), hits.end(), [&](const Ranked& a, const Ranked& b) {
        const double left = printed(a.second);
        const double right = printed(b.second);
        return left != right ? left > right : a.first > b.first;
    });
}

double ndcg_at_10(const std::vector<Ranked>& hits, const Judgements& relevance) {
    double gain = 0;
    for (std::size_t i = 0; i < std::min(kPlaces, hits.size()); ++i) {
        const auto found = relevance.find(hits[i].first);
        if (found != relevance.end()) gain += found->second / discount(i);
    }
    std::vector<double> best;
    for (const auto& [id, value] : relevance) best.push_back(value);
    std::sort(best.begin(), best.end(), std::greater<>());
    double ideal = 0;
    for (std::size_t i = 0; i < std::min(kPlaces, best.size()); ++i) ideal += best[i] / discount(i);
    return ideal > 0 ? gain / ideal : 0;
}

std::string pair_name(LanguageTag query, LanguageTag document) {
    return query.str() + '-' + document.str();
}

Figures figures_of(const std::vector<QueryValue>& values) {
    const Table table = table_of(values);
    return collect(table, [&](const std::vector<std::size_t>* drawn) {
        return all_of(table, sum_of(table, drawn));
    });
}

Figures differences(const std::vector<QueryValue>& values, const std::vector<QueryValue>& before) {
    const Table now = table_of(shared(values, before));
    const Table then = table_of(shared(before, values));
    if (now.topics.empty() || now.topics.size() != then.topics.size() ||
        now.columns.size() != then.columns.size()) {
        return {};
    }
    return collect(now, [&](const std::vector<std::size_t>* drawn) {
        std::vector<double> all = all_of(now, sum_of(now, drawn));
        const std::vector<double> old = all_of(then, sum_of(then, drawn));
        for (std::size_t i = 0; i < all.size(); ++i) all[i] -= old[i];
        return all;
    });
}

const Figure* find_figure(const std::vector<Figure>& figures, std::string_view name) {
    const auto found = std::find_if(figures.begin(), figures.end(),
                                    [&](const Figure& figure) { return figure.name == name; });
    return found == figures.end() ? nullptr : &*found;
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    const auto place = std::min(
        values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place),
                     values.end());
    return values[place];
}

}  // namespace evresi::bench

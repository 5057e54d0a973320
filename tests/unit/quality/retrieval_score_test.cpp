#include "bench/quality/retrieval_score.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace evresi;
using namespace evresi::bench;

namespace {

std::vector<Ranked> ranking(const std::vector<std::string>& ids) {
    std::vector<Ranked> hits;
    for (const std::string& id : ids) {
        hits.emplace_back(id, 100.0 - static_cast<double>(hits.size()));
    }
    return hits;
}

QueryValue value_of(const std::string& topic, const std::string& column, double value) {
    return {topic + '.' + column.substr(0, 2), topic, column, value};
}

/// Two topics in two languages: 0.8 within a language, 0.2 and 0.6 across.
std::vector<QueryValue> two_topics() {
    std::vector<QueryValue> values;
    for (const char* topic : {"a", "b"}) {
        values.push_back(value_of(topic, "el-el", 0.8));
        values.push_back(value_of(topic, "en-en", 0.8));
        values.push_back(value_of(topic, "el-en", 0.2));
        values.push_back(value_of(topic, "en-el", 0.6));
    }
    return values;
}

double mean(const Figures& figures, std::string_view name) {
    const Figure* const figure = find_figure(figures.means, name);
    REQUIRE(figure != nullptr);
    return figure->value;
}

}  // namespace

TEST_CASE("nDCG falls with the place of what is relevant and stops after ten") {
    const Judgements one = {{"a", 1}};
    CHECK(ndcg_at_10(ranking({"a", "b"}), one) == Approx(1));
    CHECK(ndcg_at_10(ranking({"b", "a"}), one) == Approx(1 / std::log2(3)));
    CHECK(ndcg_at_10(ranking({"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"}), one) == 0);
    CHECK(ndcg_at_10({}, one) == 0);
    CHECK(ndcg_at_10(ranking({"a"}), {}) == 0);
}

TEST_CASE("nDCG gains by how relevant a document is, against the best order of ten") {
    const double want = (1 + 2 / std::log2(3)) / (2 + 1 / std::log2(3));
    CHECK(ndcg_at_10(ranking({"low", "high"}), {{"high", 2}, {"low", 1}}) == Approx(want));
    Judgements twelve;
    std::vector<std::string> ids;
    for (int i = 0; i < 12; ++i) {
        ids.push_back("r" + std::to_string(i));
        twelve[ids.back()] = 1;
    }
    CHECK(ndcg_at_10(ranking(ids), twelve) == Approx(1));
}

TEST_CASE("Equal scores, as printed, are ordered by document id from the end of the alphabet") {
    std::vector<Ranked> hits = {{"a", 2.0}, {"c", 2.0000001}, {"b", 2.1}, {"d", 1.9}};
    order_as_evaluated(hits);
    std::string order;
    for (const auto& [id, score] : hits) order += id;
    CHECK(order == "bcad");
}

TEST_CASE("Means are taken over cells and over queries, within and across languages") {
    std::vector<QueryValue> values = two_topics();
    values.push_back(value_of("c", "en-el", 1.0));
    values.push_back(value_of("c", "merged", 0.5));
    const Figures figures = figures_of(values);
    CHECK(mean(figures, kSameCells) == Approx(0.8));
    // Cells 0.2 and (0.6 + 0.6 + 1.0) / 3; queries 0.2, 0.2, 0.6, 0.6, 1.0.
    CHECK(mean(figures, kCrossCells) == Approx((0.2 + 2.2 / 3) / 2));
    CHECK(mean(figures, kCrossQueries) == Approx(2.6 / 5));
    CHECK(mean(figures, kShare) == Approx(mean(figures, kCrossCells) / 0.8));
    CHECK(figures.lowest_pair == "el-en");
    CHECK(mean(figures, kLowestPair) == Approx(0.2));
    CHECK(mean(figures, kMerged) == Approx(0.5));
    CHECK(figures.columns.size() == 4);
}

TEST_CASE("A set of one language has no figures across languages") {
    const Figures figures = figures_of({value_of("a", "el-el", 0.5), value_of("b", "el-el", 0.7)});
    CHECK(mean(figures, kSameCells) == Approx(0.6));
    CHECK(find_figure(figures.means, kCrossCells) == nullptr);
    CHECK(find_figure(figures.means, kShare) == nullptr);
    CHECK(figures.lowest_pair.empty());
}

TEST_CASE("Intervals hold the figure, are the same each time, and are points where all is equal") {
    std::vector<QueryValue> values;
    for (int i = 0; i < 100; ++i) {
        values.push_back(value_of("t" + std::to_string(i), "el-el", i % 2));
    }
    const Figure first = *find_figure(figures_of(values).means, kSameCells);
    const Figure second = *find_figure(figures_of(values).means, kSameCells);
    CHECK(first.low < 0.5);
    CHECK(first.low > 0.35);
    CHECK(first.high > 0.5);
    CHECK(first.high < 0.65);
    CHECK(first.low == second.low);
    CHECK(first.high == second.high);
    const Figure constant = *find_figure(figures_of(two_topics()).means, kShare);
    CHECK(constant.low == Approx(0.5));
    CHECK(constant.high == Approx(0.5));
}

TEST_CASE("Differences are of the same queries only, and significant when all topics agree") {
    std::vector<QueryValue> before = two_topics();
    std::vector<QueryValue> after = two_topics();
    for (QueryValue& value : after) {
        if (value.column == "el-en") value.value += 0.1;
    }
    before.push_back(value_of("gone", "el-en", 1.0));
    after.push_back(value_of("new", "el-en", 1.0));
    const Figures changes = differences(after, before);
    const Figure* const cell = find_figure(changes.columns, "el-en");
    REQUIRE(cell != nullptr);
    CHECK(cell->value == Approx(0.1));
    CHECK(cell->is_significant());
    const Figure* const same = find_figure(changes.columns, "el-el");
    REQUIRE(same != nullptr);
    CHECK_FALSE(same->is_significant());
    CHECK(mean(changes, kCrossCells) == Approx(0.05));
    CHECK(differences(after, {}).means.empty());
}

TEST_CASE("A difference that goes up here and down there is not significant") {
    std::vector<QueryValue> before;
    std::vector<QueryValue> after;
    for (int i = 0; i < 20; ++i) {
        before.push_back(value_of("t" + std::to_string(i), "el-en", 0.5));
        after.push_back(value_of("t" + std::to_string(i), "el-en", i % 2 == 0 ? 0.9 : 0.12));
    }
    const Figure change = *find_figure(differences(after, before).means, kCrossCells);
    CHECK(change.value == Approx(0.01));
    CHECK_FALSE(change.is_significant());
}

TEST_CASE("A percentile is one of the values") {
    CHECK(percentile({5, 1, 4, 2, 3}, 0.5) == 3);
    CHECK(percentile({5, 1, 4, 2, 3}, 0.99) == 5);
    CHECK(percentile({}, 0.5) == 0);
}

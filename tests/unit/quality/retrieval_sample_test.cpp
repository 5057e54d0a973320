// Our own judged queries over corpus/sample, in all five languages: floors a little under what is
// reached, so that a change that costs quality is seen.
#include "bench/quality/retrieval_lists.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <algorithm>
#include <map>
#include <utility>

using namespace evresi;
using namespace evresi::bench;

namespace {

constexpr double kSameFloor = 0.94;
constexpr double kSameCellFloor = 0.91;
constexpr double kCrossFloor = 0.83;
constexpr double kMergedFloor = 0.79;
/// Share of the first ten hits that a query without carons and macrons has in common with the
/// query as it is written.
constexpr double kWithoutMarksFloor = 0.93;

struct Sample {
    tests::TemporaryFolder folder;
    RetrievalSet set;
    RetrievalIndex index;

    Sample() : set(opened(read_set(EVRESI_SOURCE_DIR "/bench/quality/sample"))), index(build()) {}

    template <class T>
    static T opened(Result<T> result) {
        if (!result) FAIL(result.error().message);
        return std::move(*result);
    }
    [[nodiscard]] RetrievalIndex build() const {
        IndexPlan plan;
        plan.folder = folder.path().string();
        plan.lexicon = opened(lexicon::open_lexicon(EVRESI_LEXICON, {}));
        return opened(RetrievalIndex::open(set, plan));
    }
    [[nodiscard]] static std::vector<TypedQuery> list(const std::string& name) {
        return opened(read_typed_queries(EVRESI_SOURCE_DIR "/bench/quality/sample/" + name));
    }
    [[nodiscard]] Figures run(RunSettings settings = {}) const {
        return figures_of(opened(run_queries(set, index, settings)).values);
    }
};

double mean(const Figures& figures, std::string_view name) {
    const Figure* const figure = find_figure(figures.means, name);
    REQUIRE(figure != nullptr);
    return figure->value;
}

}  // namespace

TEST_CASE("Queries on the sample find what is judged relevant, in every language") {
    const Sample sample;
    const Figures figures = sample.run();
    CHECK(mean(figures, kSameCells) >= kSameFloor);
    CHECK(mean(figures, kCrossCells) >= kCrossFloor);
    CHECK(mean(figures, kMerged) >= kMergedFloor);
    for (const char* cell : {"el-el", "bg-bg", "sl-sl", "lv-lv", "en-en"}) {
        INFO(cell);
        const Figure* const figure = find_figure(figures.columns, cell);
        REQUIRE(figure != nullptr);
        CHECK(figure->value >= kSameCellFloor);
    }
    CHECK(figures.columns.size() == 25);

    SECTION("threads do not change the figures") {
        RunSettings settings;
        settings.jobs = 2;
        CHECK(mean(sample.run(settings), kCrossCells) == Approx(mean(figures, kCrossCells)));
        CHECK(mean(sample.run(settings), kSameCells) == Approx(mean(figures, kSameCells)));
    }
    SECTION("within a language, nothing is lost when its texts are not searched across") {
        RunSettings settings;
        settings.cross = false;
        CHECK(mean(sample.run(settings), kSameCells) >= kSameFloor);
    }
}

TEST_CASE("An index of the same documents is taken up again") {
    const Sample sample;
    CHECK_FALSE(sample.index.is_reused());
    CHECK(sample.build().is_reused());
    CHECK(sample.build().documents() == sample.index.documents());
}

TEST_CASE("Lists of mistyped queries mean queries of the sample") {
    const Sample sample;
    for (const char* name : {"typos.tsv", "translit.tsv"}) {
        for (const TypedQuery& row : Sample::list(name)) {
            INFO(row.typed);
            CHECK(row.typed != row.intended);
            CHECK(std::any_of(sample.set.queries.begin(), sample.set.queries.end(),
                              [&](const JudgedQuery& query) {
                                  return query.lang == row.lang && query.text == row.intended;
                              }));
        }
    }
}

TEST_CASE("Slovenian and Latvian typed without marks find what they mean") {
    const Sample sample;
    search::Searcher searcher = Sample::opened(sample.index.searcher({}));
    RunSettings settings;
    settings.cross = false;
    const auto result =
        Sample::opened(run_translit(Sample::list("translit.tsv"), sample.set, searcher, settings));
    CHECK(result.judged == result.rows.size());
    std::map<LanguageTag, std::pair<double, double>> sums;
    for (const TranslitResult::Row& row : result.rows) {
        sums[row.query.lang].first += row.overlap;
        sums[row.query.lang].second += 1;
    }
    for (const char* lang : {"sl", "lv"}) {
        const auto& [sum, count] = sums[LanguageTag::of(lang)];
        CHECK(sum / count >= kWithoutMarksFloor);
    }
}

TEST_CASE("Queries without a mistake are rarely taken for one") {
    const Sample sample;
    search::Searcher searcher = Sample::opened(sample.index.searcher({}));
    const auto result = Sample::opened(run_typos(Sample::list("typos.tsv"), searcher, {}));
    CHECK(result.rows == 60);
    CHECK(result.exact <= result.folded);
    CHECK(result.folded + result.misses.size() == result.rows);
    CHECK(result.mistaken <= 3);
}

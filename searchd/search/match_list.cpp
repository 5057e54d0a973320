#include "searchd/search/match_list.hpp"

#include "analyzers/registry.hpp"
#include "searchd/search/filters.hpp"
#include "searchd/search/query_builder.hpp"
#include "searchd/search/ranking.hpp"
#include "searchd/search/score_windows.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace evresi::search {
namespace {

using database::Field;
using Clock = std::chrono::steady_clock;

struct DeadlinePassed {};

/// Sees every match and ends the matcher when the time is over: Xapian's own time limit only stops
/// it from looking at more than it needs. The docid that Xapian gives a spy is the shard's own:
/// right for one database, which is what a Snapshot opens.
class Collector final : public Xapian::MatchSpy {
public:
    Collector(Clock::time_point deadline, std::vector<Match>& matches)
        : deadline_(deadline), matches_(matches) {}

    void operator()(const Xapian::Document& document, double weight) override {
        const auto score = static_cast<float>(weight);
        matches_.push_back({document.get_docid(), score, score});
        if (matches_.size() % 256 == 0 && Clock::now() > deadline_) throw DeadlinePassed();
    }

private:
    const Clock::time_point deadline_;
    std::vector<Match>& matches_;
};

bool is_better(const Match& a, const Match& b) noexcept {
    return a.score != b.score ? a.score > b.score : a.docid < b.docid;
}

/// Looks at every match without Xapian's matcher.
MatchList find_by_plan(const database::Snapshot& snapshot,
                       const ScorePlan& plan,
                       const std::vector<Filter>& filters,
                       Clock::time_point deadline) {
    MatchList list;
    const FilterTests tests(filters, snapshot.columns());
    constexpr std::uint32_t kWindow = ScoreWindows::kWindow;
    ScoreWindows windows(snapshot, plan);
    for (std::uint32_t from = 1; windows.fill(from); from = windows.base() + kWindow) {
        for (std::uint32_t offset = windows.next_match(0); offset < kWindow;
             offset = windows.next_match(offset + 1)) {
            const std::uint32_t docid = windows.base() + offset;
            const float score = windows.score(offset);
            if (tests.pass(docid)) list.matches.push_back({docid, score, score});
        }
        if (Clock::now() > deadline) {
            list.is_complete = false;
            break;
        }
    }
    return list;
}

/// Sorts the first `wanted` of `items`, and drops the rest.
template <typename Item, typename Less>
void keep_first(std::vector<Item>& items, std::size_t wanted, Less less) {
    constexpr std::size_t kFew = 16;  // of so many items one, and a heap is faster
    if (wanted < items.size() / kFew) {
        std::partial_sort(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(wanted),
                          items.end(), less);
        items.resize(wanted);
        return;
    }
    if (wanted < items.size()) {
        std::nth_element(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(wanted),
                         items.end(), less);
        items.resize(wanted);
    }
    std::sort(items.begin(), items.end(), less);
}

/// Sorts by the first value of a column, documents last that have none, or the ordinal `unknown`.
/// Ordinals are in the order of the values.
void sort_by_value(std::vector<Match>& matches,
                   std::size_t wanted,
                   bool is_descending,
                   const database::Column& column,
                   std::int64_t unknown) {
    constexpr std::uint32_t kNoKey = std::numeric_limits<std::uint32_t>::max();
    struct Item {
        std::uint32_t key;
        Match match;
    };
    std::vector<Item> items;
    items.reserve(matches.size());
    column.with_sets([&](const auto& set_of) {
        for (const Match& match : matches) {
            const std::uint32_t set = set_of(match.docid);
            std::uint32_t key = kNoKey;
            if (set != database::Column::kNoSet) {
                const std::uint32_t ordinal = column.ordinals_of_set(set).front();
                if (ordinal != unknown) key = is_descending ? kNoKey - 1 - ordinal : ordinal;
            }
            items.push_back({key, match});
        }
    });
    keep_first(items, wanted, [](const Item& a, const Item& b) {
        return a.key != b.key ? a.key < b.key : is_better(a.match, b.match);
    });
    matches.clear();
    for (const Item& item : items) matches.push_back(item.match);
}

/// What was found in one language.
struct LanguageMatches {
    std::size_t matches = 0;
    double best = 0.0;     ///< score
    double telling = 1.0;  ///< rarity of the query's words, summed
    double scale = 0.0;    ///< of the scores

    /// How far its best and its words say something, 0 to 1.
    [[nodiscard]] double belief() const {
        const double squared = static_cast<double>(matches) * static_cast<double>(matches);
        return squared / (squared + ranking::kBelievedMatches * ranking::kBelievedMatches);
    }
};

void set_scales(std::vector<LanguageMatches>& found) {
    double best_of_all = 0;
    double sum = 0;
    double count = 0;
    for (const LanguageMatches& language : found) {
        if (language.matches == 0) continue;
        best_of_all = std::max(best_of_all, language.best);
        sum += language.telling;
        count += 1;
    }
    for (LanguageMatches& language : found) {
        if (language.best <= 0) continue;
        const double belief = language.belief();
        const double best = belief * language.best + (1.0 - belief) * best_of_all;
        const double telling = belief * language.telling + (1.0 - belief) * sum / count;
        language.scale =
            ranking::kScoreScale / (std::pow(best, ranking::kBestExponent) *
                                    std::pow(std::max(telling, 0.01), ranking::kTellingExponent));
    }
}

}  // namespace

MatchList find_matches(database::Snapshot& snapshot,
                       const BuiltQuery& query,
                       const std::vector<Filter>& filters,
                       Clock::time_point deadline) {
    if (query.plan) return find_by_plan(snapshot, *query.plan, filters, deadline);
    MatchList list;
    const Xapian::Database& database = snapshot.database();
    Xapian::Enquire enquire(database);
    enquire.set_query(restrict_query(query.query, filters, snapshot.columns()));
    enquire.set_weighting_scheme(ranking::weight());
    Collector collector(deadline, list.matches);
    enquire.add_matchspy(&collector);
    try {
        // Looking at every match makes totals and facet counts exact. One is asked for, since
        // Xapian leaves weights out when none is.
        (void)enquire.get_mset(0, 1, database.get_doccount());
    } catch (const DeadlinePassed&) {
        list.is_complete = false;
    }
    return list;
}

void merge_languages(std::vector<Match>& matches,
                     const database::Columns& columns,
                     const std::map<LanguageTag, double>& rarities,
                     LanguageTag query_language) {
    const database::Column& languages = columns.column(Field::lang);
    if (languages.values().empty()) return;
    std::vector<LanguageMatches> found(languages.values().size());
    // Calls `use` with each match and the number of its language.
    const auto with_languages = [&](const auto& use) {
        languages.with_sets([&](const auto& set_of) {
            for (Match& match : matches) {
                const std::uint32_t set = set_of(match.docid);
                use(match,
                    set == database::Column::kNoSet ? 0U : languages.ordinals_of_set(set).front());
            }
        });
    };
    with_languages([&](const Match& match, std::uint32_t lang) {
        LanguageMatches& language = found[lang];
        language.best = std::max(language.best, static_cast<double>(match.score));
        ++language.matches;
    });
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto tag = LanguageTag::parse(languages.values()[i]);
        const LanguageTag known = tag && analyzers::find_language(*tag) ? *tag : LanguageTag();
        const auto rarity = rarities.find(known);
        if (rarity != rarities.end() && rarity->second > 0) found[i].telling = rarity->second;
    }
    set_scales(found);
    const std::int64_t own = languages.find(query_language.view());
    if (own >= 0) {
        LanguageMatches& language = found[static_cast<std::size_t>(own)];
        language.scale *= ranking::kOwnLanguageBonus;
        if (language.matches < matches.size()) {
            language.scale *= 1.0 + (1.0 - language.belief()) * ranking::kBonusOfFew;
        }
    }
    with_languages([&](Match& match, std::uint32_t lang) {
        match.score *= static_cast<float>(found[lang].scale);
    });
}

void keep_best_of_groups(std::vector<Match>& matches, const database::Column& groups) {
    const std::int64_t alone = groups.find(database::kUnknown);
    std::vector<Match> best(groups.values().size());
    const auto group_of = [&](const Match& match) {
        const auto ordinals = groups.ordinals(match.docid);
        return ordinals.empty() || ordinals.front() == alone ? nullptr : &best[ordinals.front()];
    };
    for (const Match& match : matches) {
        Match* const known = group_of(match);
        if (known && (known->docid == 0 || is_better(match, *known))) *known = match;
    }
    std::erase_if(matches, [&](const Match& match) {
        const Match* const known = group_of(match);
        return known && known->docid != match.docid;
    });
}

void sort_matches(std::vector<Match>& matches,
                  Sort sort,
                  std::size_t wanted,
                  const database::Columns& columns) {
    if (sort == Sort::relevance) {
        keep_first(matches, wanted, is_better);
        return;
    }
    if (sort == Sort::title) {
        sort_by_value(matches, wanted, false, columns.titles(), -1);
        return;
    }
    // All years have four digits.
    const database::Column& years = columns.column(Field::year);
    sort_by_value(matches, wanted, sort == Sort::year_descending, years,
                  years.find(database::kUnknown));
}

}  // namespace evresi::search

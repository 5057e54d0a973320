#include "searchd/search/facets.hpp"

#include "base/check.hpp"
#include "searchd/search/filters.hpp"

#include <algorithm>
#include <utility>

namespace evresi::search {

using database::Column;
using database::Field;

namespace {

/// What FacetCounter::judge() says beside a field.
constexpr std::uint8_t kPassed = 0xFF;
constexpr std::uint8_t kFailed = 0xFE;

}  // namespace

FacetCounter::FacetCounter(const database::Columns& columns,
                           const std::vector<Field>& fields,
                           const std::vector<Filter>& selections) {
    for (const Field field : fields) {
        const Column& column = columns.column(field);
        counted_.push_back({field, &column, std::vector<std::uint64_t>(column.values().size())});
    }
    for (const Filter& filter : selections) {
        const Column& column = columns.column(filter.field);
        std::vector<char> is_selected(column.values().size());
        for (const std::uint32_t ordinal : selected_ordinals(filter, column)) {
            is_selected[ordinal] = 1;
        }
        Selection selection{filter.field, &column, std::vector<char>(column.sets() + 1)};
        for (std::uint32_t set = 0; set < column.sets(); ++set) {
            const auto ordinals = column.ordinals_of_set(set);
            selection.is_selected[set] =
                std::any_of(ordinals.begin(), ordinals.end(),
                            [&](std::uint32_t ordinal) { return is_selected[ordinal] != 0; });
        }
        selections_.push_back(std::move(selection));
    }
}

std::vector<std::uint8_t> FacetCounter::judge(const std::vector<Match>& matches) const {
    std::vector<std::uint8_t> verdicts(matches.size(), kPassed);
    for (const Selection& selection : selections_) {
        const auto field = static_cast<std::uint8_t>(selection.field);
        const std::size_t without = selection.column->sets();
        selection.column->with_sets([&](const auto& set_of) {
            for (std::size_t i = 0; i < matches.size(); ++i) {
                const std::size_t set = std::min<std::size_t>(set_of(matches[i].docid), without);
                if (selection.is_selected[set] != 0 || verdicts[i] == field) continue;
                verdicts[i] = verdicts[i] == kPassed ? field : kFailed;
            }
        });
    }
    return verdicts;
}

void FacetCounter::count(std::vector<Match>& matches) {
    const std::vector<std::uint8_t> verdicts =
        selections_.empty() ? std::vector<std::uint8_t>() : judge(matches);
    for (Counted& counted : counted_) {
        const std::size_t without = counted.column->sets();
        std::vector<std::uint32_t> of_set(without + 1);
        counted.column->with_sets([&](const auto& set_of) {
            if (verdicts.empty()) {
                for (const Match& match : matches) {
                    ++of_set[std::min<std::size_t>(set_of(match.docid), without)];
                }
                return;
            }
            const auto field = static_cast<std::uint8_t>(counted.field);
            for (std::size_t i = 0; i < matches.size(); ++i) {
                if (verdicts[i] != kPassed && verdicts[i] != field) continue;
                ++of_set[std::min<std::size_t>(set_of(matches[i].docid), without)];
            }
        });
        for (std::uint32_t set = 0; set < without; ++set) {
            if (of_set[set] == 0) continue;
            for (const std::uint32_t ordinal : counted.column->ordinals_of_set(set)) {
                counted.counts[ordinal] += of_set[set];
            }
        }
    }
    if (verdicts.empty()) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (verdicts[i] == kPassed) matches[kept++] = matches[i];
    }
    matches.resize(kept);
}

void FacetCounter::add_all() noexcept {
    EVRESI_CHECK(selections_.empty());
    for (Counted& counted : counted_) {
        for (std::size_t i = 0; i < counted.counts.size(); ++i) {
            counted.counts[i] += counted.column->documents(i);
        }
    }
}

std::vector<FacetCounts>
FacetCounter::counts(const std::vector<Filter>& filters, int size, const FacetLabel& label) const {
    std::vector<FacetCounts> result;
    for (const Counted& counted : counted_) {
        std::vector<char> is_selected(counted.counts.size());
        for (const Filter& filter : filters) {
            if (filter.exclude || filter.field != counted.field) continue;
            for (const std::uint32_t ordinal : selected_ordinals(filter, *counted.column)) {
                is_selected[ordinal] = 1;
            }
        }
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < counted.counts.size(); ++i) {
            if (counted.counts[i] > 0 || is_selected[i] != 0) order.push_back(i);
        }
        // Ordinals follow the values' order.
        const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
            if (is_selected[a] != is_selected[b]) return is_selected[a] > is_selected[b];
            if (counted.counts[a] != counted.counts[b])
                return counted.counts[a] > counted.counts[b];
            return a < b;
        };
        const auto selected =
            static_cast<std::size_t>(std::count(is_selected.begin(), is_selected.end(), char{1}));
        const std::size_t shown = std::min(order.size(), selected + static_cast<std::size_t>(size));
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown),
                          order.end(), is_before);
        FacetCounts facet;
        facet.field = counted.field;
        for (const std::uint32_t i : order) {
            if (is_selected[i] == 0 && facet.values.size() >= static_cast<std::size_t>(size)) {
                facet.other += counted.counts[i];
                continue;
            }
            const std::string_view value = counted.column->values()[i];
            facet.values.push_back({std::string(value), label(counted.field, value),
                                    counted.counts[i], is_selected[i] != 0});
        }
        result.push_back(std::move(facet));
    }
    return result;
}

}  // namespace evresi::search

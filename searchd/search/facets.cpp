#include "searchd/search/facets.hpp"

#include "base/check.hpp"
#include "searchd/search/filters.hpp"

#include <algorithm>
#include <utility>

namespace evresi::search {

using database::Column;
using database::Field;

FacetCounter::FacetCounter(const database::Columns& columns,
                           const std::vector<Field>& fields,
                           const std::vector<Filter>& selections) {
    for (const Field field : fields) {
        const Column& column = columns.column(field);
        counted_.push_back({field, &column, std::vector<std::uint64_t>(column.values().size())});
    }
    for (const Filter& filter : selections) {
        const Column& column = columns.column(filter.field);
        Selection selection{filter.field, &column, std::vector<char>(column.values().size())};
        for (const std::uint32_t ordinal : selected_ordinals(filter, column)) {
            selection.is_selected[ordinal] = 1;
        }
        selections_.push_back(std::move(selection));
    }
}

bool FacetCounter::passes(const Selection& selection, std::uint32_t docid) noexcept {
    const auto ordinals = selection.column->ordinals(docid);
    return std::any_of(ordinals.begin(), ordinals.end(),
                       [&](std::uint32_t ordinal) { return selection.is_selected[ordinal] != 0; });
}

void FacetCounter::add(const std::vector<Match>& matches) {
    if (!selections_.empty()) {
        for (const Match& match : matches) add_selected(match.docid);
        return;
    }
    // One column after the other: each is read once, from its beginning to its end.
    for (Counted& counted : counted_) {
        std::uint64_t* const counts = counted.counts.data();
        for (const Match& match : matches) {
            for (const std::uint32_t ordinal : counted.column->ordinals(match.docid)) {
                ++counts[ordinal];
            }
        }
    }
}

void FacetCounter::add_selected(std::uint32_t docid) noexcept {
    bool has_failed = false;
    Field failed{};
    for (const Selection& selection : selections_) {
        if (passes(selection, docid)) continue;
        if (has_failed && failed != selection.field) return;
        has_failed = true;
        failed = selection.field;
    }
    for (Counted& counted : counted_) {
        if (has_failed && counted.field != failed) continue;
        for (const std::uint32_t ordinal : counted.column->ordinals(docid)) {
            ++counted.counts[ordinal];
        }
    }
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
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            if (is_selected[a] != is_selected[b]) return is_selected[a] > is_selected[b];
            if (counted.counts[a] != counted.counts[b])
                return counted.counts[a] > counted.counts[b];
            return a < b;
        });
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

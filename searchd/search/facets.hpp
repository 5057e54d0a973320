// Facets: exact counts of field values over all matches, by the columns. A field's own selection
// does not restrict its own counts, so that its other values stay visible. Confined to one thread.
#pragma once

#include "indexer/database/columns.hpp"
#include "searchd/search/match_list.hpp"
#include "searchd/search/search_request.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

/// The label of a value, in the language of the answer.
using FacetLabel = std::function<std::string(database::Field field, std::string_view value)>;

class FacetCounter {
public:
    /// Counts `fields`. `selections`: filters that matches handed to count() may fail, none of them
    /// `exclude`, with canonical values. `columns` must outlive the counter.
    FacetCounter(const database::Columns& columns,
                 const std::vector<database::Field>& fields,
                 const std::vector<Filter>& selections);

    /// Counts each match: for every field when it passes all selections, for one field when it
    /// fails those of that field only. Removes those that fail any.
    void count(std::vector<Match>& matches);

    /// Counts every document of the index, at the cost of its values only. Requires a counter
    /// without selections.
    void add_all() noexcept;

    /// The counts so far, values selected by `filters` first, then by count, then by value; at most
    /// `size` values a field beside the selected ones.
    [[nodiscard]] std::vector<FacetCounts>
    counts(const std::vector<Filter>& filters, int size, const FacetLabel& label) const;

private:
    struct Counted {
        database::Field field{};
        const database::Column* column = nullptr;
        std::vector<std::uint64_t> counts;
    };
    struct Selection {
        database::Field field{};
        const database::Column* column = nullptr;
        std::vector<char> is_selected;  ///< by set of the column; one more for documents without
    };
    /// For each match kPassed, kFailed, or the field whose selections alone it fails.
    [[nodiscard]] std::vector<std::uint8_t> judge(const std::vector<Match>& matches) const;

    std::vector<Counted> counted_;
    std::vector<Selection> selections_;
};

}  // namespace evresi::search

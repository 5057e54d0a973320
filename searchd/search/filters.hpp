// Filters: restrictions by field values, as a database query and, for facet counts, as a test of
// one document by the columns. Pure functions over immutable columns.
#pragma once

#include "indexer/database/columns.hpp"
#include "searchd/search/search_request.hpp"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

/// The value under which the index knows what a person wrote: "Greece" -> "GR", "Interreg Europe"
/// -> "interreg-europe". What is not recognised comes back as it is, and matches nothing.
[[nodiscard]] std::string
canonical_value(database::Field field, std::string_view value, const database::Column& column);

/// The same filter with canonical values.
[[nodiscard]] Filter canonical(Filter filter, const database::Columns& columns);

/// Ordinals of the column that `filter` names, sorted; `exclude` is not looked at. Requires
/// canonical values.
[[nodiscard]] std::vector<std::uint32_t> selected_ordinals(const Filter& filter,
                                                           const database::Column& column);

/// Tells which documents filters let through. Immutable; `columns` must outlive it.
class FilterTests {
public:
    /// Requires canonical values.
    FilterTests(const std::vector<Filter>& filters, const database::Columns& columns);

    [[nodiscard]] bool pass(std::uint32_t docid) const noexcept;

private:
    struct Test {
        const database::Column* column = nullptr;
        std::vector<char> is_named;  ///< by ordinal
        bool excludes = false;
    };
    std::vector<Test> tests_;
};

/// Any of the filter's values, without weight; `exclude` is not looked at. Requires canonical
/// values.
[[nodiscard]] Xapian::Query value_query(const Filter& filter, const database::Columns& columns);

/// `query` restricted by all of `filters`; scores stay. Requires canonical values.
[[nodiscard]] Xapian::Query restrict_query(Xapian::Query query,
                                           const std::vector<Filter>& filters,
                                           const database::Columns& columns);

}  // namespace evresi::search

// Explanation: why a hit ranks where it does, in words and numbers. For people: one line a reason.
#pragma once

#include "indexer/database/columns.hpp"
#include "searchd/search/match_list.hpp"
#include "searchd/search/score_windows.hpp"

#include <xapian.h>

#include <memory>
#include <string>
#include <vector>

namespace evresi::search {

/// The layers of all sources of a query.
using QueryLayers = std::vector<std::shared_ptr<const std::vector<Layer>>>;

/// What each word of the query adds to the relevance of `match`, and how that becomes its score.
/// Throws Xapian::Error.
[[nodiscard]] std::string explain_match(const Match& match,
                                        const QueryLayers& layers,
                                        const Xapian::Database& database,
                                        const database::Columns& columns);

}  // namespace evresi::search

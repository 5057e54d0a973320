// Years and ranges of years as people write them. Pure function.
#pragma once

#include "searchd/search/search_request.hpp"

#include <string_view>

namespace evresi::search {

/// Reads a year or a range of years ("2021", "2019..2023", "..2020", "2021..") into `filter`; false
/// when it is neither.
[[nodiscard]] bool read_years(std::string_view text, Filter& filter);

}  // namespace evresi::search

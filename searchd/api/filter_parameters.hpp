// The values of filter parameters (programme, country, year, project): "a,b", "-a,b",
// "2019..2023". Pure functions.
#pragma once

#include "base/result.hpp"
#include "searchd/search/search_request.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace evresi::api {

/// The parts of a comma list without white space around them; nothing when a part is empty.
[[nodiscard]] std::optional<std::vector<std::string_view>> split_list(std::string_view text);

/// Reads `value` as a filter on `row`'s field. invalid_argument with the field's name as subject.
[[nodiscard]] Result<search::Filter> parse_filter(const database::FieldRow& row,
                                                  std::string_view value);

}  // namespace evresi::api

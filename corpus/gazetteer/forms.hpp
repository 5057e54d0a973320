// The forms that the tables of countries and regions stand for. Stateless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// Expands a pattern: "Grčij[a e i o]" is four forms, "-" among the endings is the bare stem; with
/// several bracketed words all combinations.
[[nodiscard]] std::vector<std::string> expand_forms(std::string_view pattern);

}  // namespace evresi::corpus

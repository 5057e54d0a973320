// Name-value pairs (of a URL's query, of a JSON body, of the command line) -> SearchRequest. One
// reading for all three, so that they can never differ. Pure functions.
#pragma once

#include "base/result.hpp"
#include "searchd/search/search_request.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::api {

/// Decoded names and values in the order given. A name may be repeated where docs/http-api.md says.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// invalid_argument or query_too_complex with the parameter's name as subject: an unknown name, a
/// single parameter given twice, a value out of range, bad UTF-8. With a `format` of exports
/// `size` is their limit unless it is given, and what an export has no place for is left out:
/// pages, facets, explanations, and excerpts where the format has none.
[[nodiscard]] Result<search::SearchRequest>
parse_search_parameters(const Parameters& parameters, const search::QueryLimits& limits);

/// Whether parse_search_parameters knows `name`.
[[nodiscard]] bool is_search_parameter(std::string_view name) noexcept;

/// Decodes "a=b&c=d" (application/x-www-form-urlencoded). invalid_argument for a broken escape.
[[nodiscard]] Result<Parameters> parse_query_string(std::string_view query);

/// Reads a JSON object with the same names; lists become comma lists or repeated names.
/// Names whose value is null are left out. invalid_argument for anything else, deeper than 32
/// levels, with duplicate keys, or with more than 32 of them.
[[nodiscard]] Result<Parameters> parse_json_body(std::string_view body);

}  // namespace evresi::api

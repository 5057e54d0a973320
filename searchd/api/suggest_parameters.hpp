// Name-value pairs of a URL's query -> SuggestRequest. Pure function.
#pragma once

#include "base/result.hpp"
#include "searchd/api/request_parameters.hpp"
#include "searchd/search/suggester.hpp"

#include <cstddef>
#include <string>

namespace evresi::api {

/// Nobody types more and still wants it to be completed.
inline constexpr std::size_t kSuggestBytes = 256;
inline constexpr int kMostSuggestions = 20;

/// invalid_argument or query_too_complex with the parameter's name as subject: no q, one that is
/// too long, an unknown name or language, a name given twice, a size out of range, bad UTF-8.
[[nodiscard]] Result<search::SuggestRequest>
parse_suggest_parameters(const Parameters& parameters, const search::QueryLimits& limits);

/// The request in one line: the same for requests with the same answer.
[[nodiscard]] std::string canonical_form(const search::SuggestRequest& request);

}  // namespace evresi::api

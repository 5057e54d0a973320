// A request in the words of its parameters: the way back from parse_search_parameters, for what
// tells of a search or repeats it. Pure functions.
#pragma once

#include "searchd/api/request_parameters.hpp"
#include "searchd/search/search_request.hpp"

#include <string>

namespace evresi::api {

/// The parameters of `request` that decide which hits there are and in which order, those with
/// their default values left out, but `q` always. parse_search_parameters reads them as the same
/// request.
[[nodiscard]] Parameters to_parameters(const search::SearchRequest& request);

/// "q=social%20economy&country=GR".
[[nodiscard]] std::string to_query_string(const Parameters& parameters);

/// "q=social economy; country=GR": for people.
[[nodiscard]] std::string to_text(const Parameters& parameters);

}  // namespace evresi::api

// Name-value pairs -> SimilarRequest, for documents like a given one. Pure function.
#pragma once

#include "base/result.hpp"
#include "searchd/api/request_parameters.hpp"
#include "searchd/search/search_request.hpp"

namespace evresi::api {

/// Which documents like a given one are wanted, and how they are shown.
struct SimilarRequest {
    search::SearchRequest search;  ///< without a query
    bool with_duplicates = false;  ///< also texts that are nearly the same as the given one
};

/// As parse_search_parameters, of whose names it takes those that mean something here. Without
/// facets and excerpts unless they are asked for.
[[nodiscard]] Result<SimilarRequest> parse_similar_parameters(const Parameters& parameters,
                                                              const search::QueryLimits& limits);

}  // namespace evresi::api

// One spelling for requests that have the same answer, for caches and entity tags. Pure function.
#pragma once

#include "searchd/search/search_request.hpp"

#include <string>

namespace evresi::api {

/// Everything of `request` that its answer depends on; equal requests give equal text, whatever the
/// order of parameters, defaults spelled out or left out, or names in place of codes.
[[nodiscard]] std::string canonical_form(const search::SearchRequest& request);

}  // namespace evresi::api

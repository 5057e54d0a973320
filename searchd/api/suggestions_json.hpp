// Suggestions -> JSON as docs/http-api.md describes it. Pure function.
#pragma once

#include "searchd/search/suggester.hpp"

#include <string>

namespace evresi::api {

[[nodiscard]] std::string to_json(const search::Suggestions& suggestions);

}  // namespace evresi::api

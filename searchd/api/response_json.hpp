// Answers -> JSON as docs/http-api.md describes it. Pure functions.
#pragma once

#include "base/error.hpp"
#include "corpus/document.hpp"
#include "searchd/search/search_request.hpp"
#include "searchd/search/searcher.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace evresi::api {

/// Gives the label of a programme id, in the language of the answer.
using ProgrammeLabel = std::function<std::string(std::string_view id)>;

[[nodiscard]] std::string to_json(const search::SearchResponse& response,
                                  const ProgrammeLabel& programme_label);
[[nodiscard]] std::string to_json(const corpus::Document& document,
                                  const ProgrammeLabel& programme_label);
[[nodiscard]] std::string to_json(const search::IndexStatistics& statistics,
                                  const database::Generation& generation);
/// RFC 9457 problem document.
[[nodiscard]] std::string problem_json(const Error& error, int status, std::string_view title);

}  // namespace evresi::api

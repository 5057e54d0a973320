// Answers -> JSON as docs/http-api.md describes it. Pure functions.
#pragma once

#include "base/error.hpp"
#include "corpus/document.hpp"
#include "searchd/api/request_parameters.hpp"
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
/// A hit by itself, as a line of an export: without marks and excerpts, and of its group the size
/// alone.
[[nodiscard]] std::string
to_json(const search::Hit& hit, bool is_grouped, const ProgrammeLabel& programme_label);
/// What an export says first: `parameters` in the form that POST takes, and the index that
/// answered.
[[nodiscard]] std::string export_head_json(const search::SearchResponse& head,
                                           const Parameters& parameters,
                                           std::string_view built_at);
/// RFC 9457 problem document.
[[nodiscard]] std::string problem_json(const Error& error, int status, std::string_view title);

}  // namespace evresi::api

// Name-value pairs of a URL's query -> AnalyzeRequest. Pure function.
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"
#include "searchd/api/request_parameters.hpp"

#include <optional>
#include <string>

namespace evresi::api {

/// A text whose analysis is to be shown.
struct AnalyzeRequest {
    std::string text;
    std::optional<LanguageTag> lang;  ///< nothing: to be detected
};

/// invalid_argument with the parameter's name as subject: no text, a text longer than a query may
/// be, an unknown language or name, a name given twice, bad UTF-8.
[[nodiscard]] Result<AnalyzeRequest> parse_analyze_parameters(const Parameters& parameters,
                                                              const search::QueryLimits& limits);

}  // namespace evresi::api

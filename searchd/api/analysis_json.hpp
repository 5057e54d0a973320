// An explained analysis -> JSON as docs/http-api.md describes it. Pure function.
#pragma once

#include "analyzers/explanation.hpp"
#include "base/language_tag.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::api {

/// A text as it was analysed.
struct Analysis {
    LanguageTag lang;
    std::optional<double> confidence;  ///< of the detection; nothing when `lang` was given
    std::vector<analyzers::ExplainedToken> tokens;
};

/// `text`: well-formed UTF-8, what the tokens are of; their offsets leave as code points.
[[nodiscard]] std::string to_json(std::string_view text, const Analysis& analysis);

}  // namespace evresi::api

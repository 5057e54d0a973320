// The value of `lang`: the language that a query or a text is to be taken for. Pure function.
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"

#include <optional>
#include <string_view>

namespace evresi::api {

/// A language of ours; nothing for "auto" or an empty value, as forms send it. invalid_argument
/// with the subject "lang" for any other value, which must be UTF-8; it names those there are.
[[nodiscard]] Result<std::optional<LanguageTag>> parse_language(std::string_view value);

}  // namespace evresi::api

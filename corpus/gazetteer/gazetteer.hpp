// The names of EU programmes and of countries, compiled into the program. Immutable; shared freely
// between threads. searchd reads labels from here.
#pragma once

#include "base/language_tag.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// The label of a programme id in `lang` (or its English name), empty for an id not in the table.
[[nodiscard]] std::string_view programme_label(std::string_view id, LanguageTag lang) noexcept;

/// The id of a programme named exactly (after folding) in any language, by name, abbreviation or
/// id; nothing when the table does not have it.
[[nodiscard]] std::optional<std::string> programme_id(std::string_view name);

/// A stable id for a name that is not in the table: lower-case letters and digits, hyphens.
[[nodiscard]] std::string programme_slug(std::string_view name);

/// The name of a country (ISO 3166-1 alpha-2) in `lang`, by CLDR; the code itself when unknown.
[[nodiscard]] std::string country_label(std::string_view code, LanguageTag lang);

/// All codes of ISO 3166-1 alpha-2, and XK; sorted.
[[nodiscard]] std::span<const std::string_view> country_codes();

/// The code of a country given as a code (EL and UK are taken as GR and GB, EU is kept) or as a
/// name in any of our languages; nothing otherwise.
[[nodiscard]] std::optional<std::string> country_code(std::string_view code_or_name);

}  // namespace evresi::corpus

// The languages that this build knows, from the generated list (one per folder of languages/).
#pragma once

#include "analyzers/language.hpp"

#include <span>
#include <string>

namespace evresi::analyzers {

/// All languages, `und` (text in no known language) last. Immutable.
[[nodiscard]] std::span<const Language* const> languages() noexcept;

/// The language for a tag, or null.
[[nodiscard]] const Language* find_language(LanguageTag tag) noexcept;

/// The language for a tag, or the `und` chain for a tag that we do not know.
[[nodiscard]] const Language& language_or_und(LanguageTag tag) noexcept;

/// Whether the language's stems have marks that the surface form has not (Slovenian č, Latvian ā).
[[nodiscard]] bool keeps_marks(const Language& language) noexcept;

/// Changes whenever any analysis output may change; stored in the index manifest.
[[nodiscard]] std::string analysis_fingerprint();

}  // namespace evresi::analyzers

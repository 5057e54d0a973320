// The cheap half of telling a paragraph's language: most paragraphs are in the language of their
// document and say so by their letters or small words, and need no detector. Stateless.
#pragma once

#include "base/language_tag.hpp"

#include <string_view>

namespace evresi::corpus {

/// Whether `text` is certainly in `lang`, one of our five languages: by its script for Greek, by
/// letters for Bulgarian, Slovenian and Latvian, by small words for English. False says nothing.
[[nodiscard]] bool is_clearly_in(LanguageTag lang, std::string_view text) noexcept;

/// The one of ours that `text` is certainly in, or `und`; for Slovenian too, as Croatian has its
/// letters and small words.
[[nodiscard]] LanguageTag clear_language(std::string_view text) noexcept;

}  // namespace evresi::corpus

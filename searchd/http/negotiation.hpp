// What a client would like: Accept, Accept-Language, If-None-Match (RFC 9110 sections 12.5 and
// 13.1.2). A field that cannot be read counts as not sent. Pure functions.
#pragma once

#include "base/language_tag.hpp"

#include <string_view>

namespace evresi::http {

/// Whether `accept` allows `media_type` ("application/json"); the most specific range decides.
[[nodiscard]] bool accepts(std::string_view accept, std::string_view media_type);

/// The language of ours that `accept_language` likes best; English when it names none.
[[nodiscard]] LanguageTag preferred_language(std::string_view accept_language);

/// Whether `if_none_match` names `entity_tag`, by weak comparison.
[[nodiscard]] bool names_entity_tag(std::string_view if_none_match, std::string_view entity_tag);

/// Whether `content_type` is application/json, with whatever parameters.
[[nodiscard]] bool is_json(std::string_view content_type);

}  // namespace evresi::http

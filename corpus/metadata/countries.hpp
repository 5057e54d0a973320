// The countries that take part in what a document tells of: by name in any case form, by adjective,
// by region or town, and by a code in brackets behind a place. Guests, hosts of study visits,
// markets, examples and origins take no part. Stateless.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// Countries in the order they are first named, each once. Each mention is judged by the cues of
/// its sentence, and what the mentions of a country say is weighed together: lists of partners,
/// towns, and sentences that name `project` (an acronym, or empty) speak for it; guests, markets,
/// origins and sentences on money other than `programmes` against it. A country that a sentence
/// denies is none, unless a list names it. Words of furniture (`is_furniture`, by word of `text`)
/// and of programme names are passed over. A programme in `programmes` between neighbours
/// (ir-gr-bg), found in the text, gives its countries and no others.
[[nodiscard]] std::vector<Sourced<std::string>>
find_countries(const ScannedText& title,
               const ScannedText& text,
               const std::vector<bool>& is_furniture,
               const std::vector<Sourced<std::string>>& programmes,
               std::string_view project = {});

}  // namespace evresi::corpus

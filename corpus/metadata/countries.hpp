// The countries that a document names: by name in any case form, by adjective, by region or town,
// and by a code in brackets behind a place. Stateless.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// Countries in the order they are first named, each once. Words of furniture (`is_furniture`, by
/// word of `text`) and of programme names are passed over; the countries of the programmes in
/// `programmes` whose ids name them (ir-gr-bg) are added.
[[nodiscard]] std::vector<Sourced<std::string>>
find_countries(const ScannedText& title,
               const ScannedText& text,
               const std::vector<bool>& is_furniture,
               const std::vector<Sourced<std::string>>& programmes);

}  // namespace evresi::corpus

// The visible text of HTML by lines, with what the page says of itself. Stateless.
#pragma once

#include "base/result.hpp"
#include "corpus/document.hpp"

#include <string_view>

namespace evresi::corpus {

/// Sets text, title, language, date, url and description of `document` from `html`, which is UTF-8.
/// too_large when its elements are nested too deep.
[[nodiscard]] Result<void> read_html_text(std::string_view html, Document& document);

}  // namespace evresi::corpus

// Page furniture: menus, skip links, cookie, share and subscribe lines, and the headline that
// stands among them. Judged a line at a time, from the words of all five languages. Stateless.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <string_view>

namespace evresi::corpus {

/// Whether the words of `line` (a line of `text`) are page furniture. A line that says when the
/// page was published or changed is furniture too: evidence for the year, no text to search.
[[nodiscard]] bool is_furniture(const ScannedText& text, WordRange line) noexcept;

/// The headline of a plain text: of its first lines the one that is no furniture and reads like a
/// title. A view into `text`; empty when there is none.
[[nodiscard]] std::string_view find_headline(std::string_view text);

}  // namespace evresi::corpus

// The programmes that fund what a document tells of. Stateless.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// Finds the programmes named in `title` and `text` and keeps those that the document says fund its
/// project: a name in the title or in a sentence about funding or about the project beats a name
/// elsewhere, and a name that stands nowhere near such a sentence is none. `project` is the
/// project's acronym, or empty.
[[nodiscard]] std::vector<Sourced<std::string>>
find_programmes(const ScannedText& title, const ScannedText& text, std::string_view project);

/// Words [first, last) that a programme's name takes up, chosen or not: no countries stand there.
[[nodiscard]] std::vector<WordRange> programme_words(const ScannedText& text);

}  // namespace evresi::corpus

// The acronym of the project that a document tells of. Stateless.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <optional>
#include <string>

namespace evresi::corpus {

/// The acronym: behind a word for "acronym", else the word of capitals that stands beside words for
/// "project", in the title and in brackets often enough to be trusted; nothing when none does.
[[nodiscard]] std::optional<Sourced<std::string>> find_project(const ScannedText& title,
                                                               const ScannedText& text);

}  // namespace evresi::corpus

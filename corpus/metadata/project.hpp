// The acronym of the project that a document tells of. Stateless.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evresi::corpus {

/// Adds a word of each line that may hold an acronym: what tells whether it is the project's stands
/// in the same line. Takes no cues.
void add_possible_projects(const ScannedText& text, std::vector<std::uint32_t>& words);

/// The acronym: behind a word for "acronym", else the word of capitals that stands beside words for
/// "project", in the title and in brackets often enough to be trusted; nothing when none does.
[[nodiscard]] std::optional<Sourced<std::string>> find_project(const ScannedText& title,
                                                               const ScannedText& text);

}  // namespace evresi::corpus

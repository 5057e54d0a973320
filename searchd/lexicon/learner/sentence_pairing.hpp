// Pairs the parts of two texts that translate each other by their lengths (Gale and Church, "A
// Program for Aligning Sentences in Bilingual Corpora", 1993). Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::lexicon {

using TextPair = std::pair<std::string, std::string>;

/// Pairs of lines, and of sentences where a line has several; parts without a counterpart are left
/// out.
[[nodiscard]] std::vector<TextPair> pair_texts(std::string_view english, std::string_view other);

}  // namespace evresi::lexicon

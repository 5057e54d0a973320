// The order of the words of a page: as its content puts them there, which programs that write
// pages nearly always do in reading order, columns and all. Stateless.
#pragma once

#include "corpus/page_text.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// The indices of `words` in the order in which they stand in `written`, the text of the page in
/// lines. A word that is not found there comes behind the one before it in `words`; when most are
/// not, the order stays as it is.
[[nodiscard]] std::vector<std::size_t> order_words(std::span<const std::string> words,
                                                   std::string_view written);

/// Whether `words`, in the order written, go through two columns line by line: most lines then run
/// on behind a gap as wide as that between columns, with several words on both sides.
[[nodiscard]] bool crosses_columns(std::span<const PlacedWord> words);

}  // namespace evresi::corpus

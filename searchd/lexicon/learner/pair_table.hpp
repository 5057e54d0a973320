// The learnt tables as they lie in the source tree, searchd/lexicon/data/en-<lang>.tsv.zst: terms
// as people write them, so that a change of the stemmer asks for no new learning. One pair a line:
//
//   english TAB other TAB how likely english gives other TAB how likely other gives english
//
// in thousandths; an empty first column repeats that of the line above. Sorted by the terms.
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"
#include "searchd/lexicon/learner/term_analyzer.hpp"
#include "searchd/lexicon/table_builder.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::lexicon {

struct TermPair {
    std::string english;
    std::string other;
    double to_other = 0.0;
    double to_english = 0.0;
};

/// The language of a table's path ("data/en-lv.tsv.zst": lv); nothing for another name.
[[nodiscard]] std::optional<LanguageTag> language_of_table(const std::string& path);

/// Writes the table, packed, into `folder`. The pairs may come in any order. io_error.
[[nodiscard]] Result<void>
write_pair_table(const std::string& folder, LanguageTag lang, std::vector<TermPair> pairs);

/// Adds the pairs of a table to `builder`. io_error, malformed_input.
[[nodiscard]] Result<void>
add_pair_table(const std::string& path, TermAnalyzer& analyzer, TableBuilder& builder);

}  // namespace evresi::lexicon

// Anyone's own terms: a table of terms in several languages -> pairs in every direction. Two forms:
// a row of language codes and then a concept a row, labels of a cell parted by '|'; or a label a
// row, concept_id TAB lang TAB label [TAB is_preferred [TAB part of speech]].
#pragma once

#include "base/result.hpp"
#include "searchd/lexicon/learner/term_analyzer.hpp"
#include "searchd/lexicon/table_builder.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace evresi::lexicon {

/// A row that was left out.
struct RefusedRow {
    std::string path;
    std::size_t line = 0;
    std::string reason;
};

struct OwnTermsReport {
    std::size_t concepts = 0;
    std::vector<RefusedRow> refused;
};

/// Adds the terms of a file (plain, gzip or zstd) to `builder`. A bad row is left out and reported.
/// io_error; malformed_input when the file is in neither form.
[[nodiscard]] Result<void> add_own_terms(const std::string& path,
                                         TermAnalyzer& analyzer,
                                         TableBuilder& builder,
                                         OwnTermsReport& report);

}  // namespace evresi::lexicon

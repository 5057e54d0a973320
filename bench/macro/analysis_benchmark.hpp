// The speed of tokenizer and analysis beside ICU's word breaking alone, in the same run.
#pragma once

#include "base/result.hpp"

#include <string>
#include <vector>

namespace evresi::bench {

/// Prints MB/s, ns a token and ratios to ICU over the documents of a corpus (a path; empty: none)
/// and the text files, whose languages are detected piece by piece.
[[nodiscard]] Result<void> measure_analysis(const std::string& corpus,
                                            const std::vector<std::string>& files);

}  // namespace evresi::bench

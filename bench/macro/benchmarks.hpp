// The measurements of evresi-bench; each prints its table to standard output.
#pragma once

#include "base/result.hpp"
#include "bench/macro/synthetic_corpus.hpp"
#include "bench/macro/usage.hpp"

#include <string>

namespace evresi::bench {

/// Builds an index of the corpus at `index_dir` and prints documents and megabytes a second.
[[nodiscard]] Result<Usage>
measure_build(const SyntheticCorpus& corpus, const std::string& index_dir, int jobs);

/// Indexes the same documents as Xapian's TermGenerator does, in one thread, as a yardstick.
[[nodiscard]] Result<Usage> measure_plain_xapian(const SyntheticCorpus& corpus,
                                                 const std::string& path);

/// Runs the corpus's queries one after the other and prints percentiles.
[[nodiscard]] Result<void> measure_queries(const SyntheticCorpus& corpus,
                                           const std::string& index_dir);

}  // namespace evresi::bench

// A corpus of any size in five languages, made to behave like a crawl of project texts, and queries
// to it. bench/README.md, "The corpus", says what it is made of. The same plan and sources give the
// same bytes on every machine. Memory does not grow with the corpus.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evresi::bench {

struct CorpusPlan {
    std::vector<std::string> sources;  ///< files and folders whose sentences are drawn from
    /// Folder of tables en-<language>.tsv.zst whose words vary the sentences; empty: none.
    std::string word_tables;
    std::uint64_t documents = 20000;
    std::uint64_t queries = 1000;
    std::uint64_t seed = 1;
};

/// What was made.
struct CorpusFacts {
    std::uint64_t documents = 0;
    std::uint64_t words = 0;
    std::uint64_t text_bytes = 0;  ///< of titles and texts
    std::uint64_t queries = 0;
};

/// Writes documents as JSONL to `corpus_path` and queries (query_mix.hpp) to `queries_path`.
/// io_error; invalid_argument when the sources lack sentences in one of the languages.
[[nodiscard]] Result<CorpusFacts> make_corpus(const CorpusPlan& plan,
                                              const std::string& corpus_path,
                                              const std::string& queries_path);

}  // namespace evresi::bench

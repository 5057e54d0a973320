// A corpus of any size made from the texts of real documents: sentences drawn by a seeded
// generator, a tail of rare words as real collections have, programme, country and year dealt out.
// The same seed gives the same bytes.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace evresi::bench {

struct CorpusPlan {
    std::vector<std::string> sources;  ///< files and folders whose sentences are drawn from
    std::uint64_t documents = 20000;
    std::uint64_t seed = 1;
};

struct SyntheticCorpus {
    std::string path;  ///< the JSONL file
    std::uint64_t bytes = 0;
    std::uint64_t text_bytes = 0;
    /// Queries of one to three words drawn from the documents: (language, text).
    std::vector<std::pair<std::string, std::string>> queries;
};

/// Writes the corpus to `path`.
[[nodiscard]] Result<SyntheticCorpus> make_corpus(const CorpusPlan& plan, const std::string& path);

/// Takes queries from the titles of an existing JSONL file instead.
[[nodiscard]] Result<SyntheticCorpus> use_corpus(const std::string& path, std::uint64_t seed);

}  // namespace evresi::bench

// The yardstick: what Xapian's own TermGenerator and QueryParser make of the same documents and
// queries, as its guide shows them (English stemmer for every language, words with positions, text
// stored, three value slots for facets).
#pragma once

#include "base/result.hpp"
#include "bench/corpus/query_mix.hpp"

#include <string>
#include <vector>

namespace evresi::bench {

/// Indexes the first `limit` documents (0: all) of a JSONL file at `path` in one thread; returns
/// {"documents": n, "text_bytes": n, "cpu_s": s, "wall_s": s, "index_bytes": n}.
[[nodiscard]] Result<std::string>
index_with_xapian(const std::string& corpus, std::uint64_t limit, const std::string& path);

/// Answers the queries, words joined by OR; returns {"top10": {...}, "facets": {...}} with the
/// members of Latencies::json.
[[nodiscard]] Result<std::string>
query_xapian(const std::string& path, const std::vector<MixQuery>& queries, int passes);

}  // namespace evresi::bench

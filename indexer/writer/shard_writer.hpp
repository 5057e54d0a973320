// write_shard: sorted runs and stored documents -> the folder of a shard: a glass database that
// Xapian reads, and beside its tables the files that are mapped at start (positions, columns). Each
// table is written once, from its beginning to its end (docs/index-format.md). Throws
// std::system_error and std::runtime_error.
#pragma once

#include "base/result.hpp"
#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/run_merger.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace evresi::indexer {

struct ShardInput {
    std::span<const std::string_view> runs;
    /// Sealed and linked: its i-th document gets docid i + 1.
    const DocumentSpool& documents;
    /// Further metadata of the database, by key.
    const std::map<std::string, std::string>& metadata;
    /// Also write the tables of positions and term lists, which Evresi does not read: with them
    /// other programs can look for phrases, and delete and replace documents.
    bool is_complete = false;
};

/// Writes the shard into `folder`, which it makes. io_error.
[[nodiscard]] Result<void> write_shard(const ShardInput& input, const std::string& folder);

}  // namespace evresi::indexer

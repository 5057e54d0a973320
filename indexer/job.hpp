// Jobs: build, update, delete, compact. Each makes a whole new generation and swaps it in at the
// end; until then, and after any failure, the old one stays live. Readers run on the caller's
// thread, workers annotate, analyse and invert (worker.hpp), and what they made is merged into the
// tables of a shard (writer/shard_writer.hpp). The same sources give the same bytes, however many
// workers there are and however much memory.
#pragma once

#include "base/result.hpp"
#include "corpus/reader.hpp"
#include "indexer/report.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace evresi::indexer {

/// How far a job is; handed to the caller's function now and then, on the caller's thread.
struct Progress {
    std::string_view stage;  ///< "reading", "linking", "writing", "publishing" and others
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;  ///< 0: unknown
    std::uint64_t documents = 0;
};

struct JobOptions {
    std::string index_dir;
    corpus::ReadOptions read;
    int jobs = 0;  ///< worker threads; 0: as many as there are processors
    /// Memory to stay within, about, whatever the size of the sources: more of it makes fewer runs
    /// that must be merged.
    std::uint64_t memory_bytes = std::uint64_t{1} << 30U;
    /// Also write the tables by which other programs look for phrases and change documents.
    bool is_complete = false;
    /// Set from a signal handler: the job ends soon with `interrupted`, the old index unchanged.
    const std::atomic<bool>* stop = nullptr;
    std::function<void(const Progress&)> progress;
    /// Called for each refusal as it happens, on the caller's thread.
    std::function<void(const corpus::Rejection&)> rejected;
};

/// Builds a generation from these sources alone.
[[nodiscard]] Result<Report> build_index(const JobOptions& options,
                                         const std::vector<std::string>& paths);

/// Adds what is new and replaces what changed, by id and content hash. `delete_missing`: documents
/// whose id the sources do not have are removed. Builds when there is no index yet; makes no new
/// generation when nothing has changed.
[[nodiscard]] Result<Report>
update_index(const JobOptions& options, const std::vector<std::string>& paths, bool delete_missing);

/// Removes documents by id; an id that the index does not have is a rejection.
[[nodiscard]] Result<Report> delete_documents(const JobOptions& options,
                                              const std::vector<std::string>& ids);

/// Rewrites the live generation as compactly as can be.
[[nodiscard]] Result<Report> compact_index(const JobOptions& options);

}  // namespace evresi::indexer

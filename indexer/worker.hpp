// Worker: one thread of a job's pool. Takes batches of documents, annotates and inverts them, puts
// what is stored of them into the spool, and writes a run to the disk when its memory is full. With
// an old shard it looks each document up there first and leaves out what has not changed.
#pragma once

#include "base/language_tag.hpp"
#include "corpus/boilerplate.hpp"
#include "corpus/document.hpp"
#include "indexer/bounded_queue.hpp"
#include "indexer/database/mapped_file.hpp"
#include "indexer/database/record_dictionary.hpp"
#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/posting.hpp"

#include <xapian.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::indexer {

struct BatchEntry {
    corpus::Document document;
    /// The id came before in this run. Such a document is never left out as unchanged: the earlier
    /// one may already have replaced what the old index has.
    bool is_repeat = false;
    corpus::LineRepeats line_repeats = {};  ///< what the site's other documents tell
};

struct Batch {
    bool is_first = false;  ///< of the job
    Sequence first = 0;     ///< of entries.front(); the others follow
    std::vector<BatchEntry> entries;
};

/// A sorted run (writer/run.hpp), in memory or in a file.
struct FinishedRun {
    std::string in_memory;
    database::MappedFile file;

    [[nodiscard]] std::string_view bytes() const noexcept {
        return in_memory.empty() ? file.bytes() : std::string_view(in_memory);
    }
};

/// What workers have done; guarded by `mutex`.
struct WorkerResults {
    std::mutex mutex;
    std::vector<FinishedRun> runs;
    std::vector<Xapian::docid> outdated;  ///< docids of the old shard that were replaced
    std::vector<corpus::Rejection> rejections;
    /// Names of programmes outside the gazetteer, by id, as the first document gave them.
    std::map<std::string, std::pair<Sequence, std::string>> programme_labels;
    std::uint64_t indexed = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t text_bytes = 0;
    std::uint64_t tokens = 0;
    std::string failure;  ///< the first failure that ends the run
};

/// The dictionary of the records that a job writes: of the old shard, or learnt from the first
/// batch so that it depends on the sources alone; who has another batch waits for it.
class SharedDictionary {
public:
    using Pointer = std::shared_ptr<const database::RecordDictionary>;

    SharedDictionary() : dictionary_(promise_.get_future()) {}
    /// Called once, null for none.
    void set(Pointer dictionary) { promise_.set_value(std::move(dictionary)); }
    [[nodiscard]] Pointer get() const { return dictionary_.get(); }
    [[nodiscard]] bool is_set() const {
        return dictionary_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }

private:
    std::promise<Pointer> promise_;
    std::shared_future<Pointer> dictionary_;
};

struct WorkerOptions {
    std::string scratch;  ///< folder for runs
    int number = 0;       ///< of the worker
    std::size_t memory_bytes = 0;
    std::string old_shard;  ///< folder; empty for none
    LanguageTag default_lang;
    std::string_view rules;  ///< corpus::annotation_fingerprint()
};

class Worker {
public:
    /// What is handed over must outlive the worker.
    Worker(BoundedQueue<Batch>& queue,
           WorkerResults& results,
           DocumentSpool& spool,
           SharedDictionary& dictionary,
           WorkerOptions options);
    ~Worker();

    /// Works until the queue is closed. Fails into the results.
    void run();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace evresi::indexer

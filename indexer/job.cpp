#include "indexer/job.hpp"

#include "corpus/annotator.hpp"
#include "corpus/site_lines.hpp"
#include "corpus/skipped_files.hpp"
#include "corpus/source_walk.hpp"
#include "indexer/bounded_queue.hpp"
#include "indexer/database/checksum.hpp"
#include "indexer/database/columns_writer.hpp"
#include "indexer/database/generation.hpp"
#include "indexer/database/positions_writer.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/database/snapshot.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/database/word_files.hpp"
#include "indexer/worker.hpp"
#include "indexer/writer/document_links.hpp"
#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/shard_reader.hpp"
#include "indexer/writer/shard_writer.hpp"
#include "indexer/writer/stored_document.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace evresi::indexer {
namespace {

namespace fs = std::filesystem;

using DocumentKey = database::Checksum;

DocumentKey key_of(std::string_view id) {
    return database::checksum(database::id_term(id));
}

class Stopwatch {
public:
    /// Seconds since the last call, or since construction.
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const std::chrono::duration<double> seconds = now - start_;
        start_ = now;
        return seconds.count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

struct CloseAtEnd {
    BoundedQueue<Batch>& queue;
    ~CloseAtEnd() { queue.close(); }
};

/// Collects documents into batches, in the order of the input, and remembers which
/// ids came twice and which lines a site repeats.
class Batcher {
public:
    /// Sequences begin at `first`.
    Batcher(BoundedQueue<Batch>& queue, Sequence first) : queue_(queue), next_(first) {}

    /// False when nobody takes batches any more.
    bool add(corpus::Document&& document) {
        const auto [entry, is_new] = seen_.try_emplace(key_of(document.id), next_);
        if (!is_new) {
            superseded_.push_back(entry->second);
            entry->second = next_;
        }
        if (batch_.entries.empty()) {
            batch_.first = next_;
            batch_.is_first = is_first_;
            is_first_ = false;
        }
        ++next_;
        sites_.add(document);
        batch_.entries.push_back({std::move(document), !is_new});
        return sites_.is_full() ? flush() : true;
    }

    bool flush() {
        if (batch_.entries.empty()) return true;
        std::vector<corpus::LineRepeats> repeats = sites_.end_batch();
        for (std::size_t i = 0; i < repeats.size(); ++i) {
            batch_.entries[i].line_repeats = std::move(repeats[i]);
        }
        return queue_.push(std::exchange(batch_, {}));
    }

    /// Documents whose id came again later, ascending.
    [[nodiscard]] std::vector<Sequence> take_superseded() {
        std::sort(superseded_.begin(), superseded_.end());
        return std::move(superseded_);
    }
    [[nodiscard]] bool has_seen(const DocumentKey& key) const { return seen_.count(key) != 0; }

private:
    BoundedQueue<Batch>& queue_;
    Batch batch_;
    corpus::SiteLines sites_;
    Sequence next_;
    bool is_first_ = true;  ///< no batch has been begun
    std::unordered_map<DocumentKey, Sequence> seen_;
    std::vector<Sequence> superseded_;
};

std::uint64_t folder_bytes(const std::string& folder) {
    std::uint64_t bytes = 0;
    std::error_code ignored;
    for (fs::recursive_directory_iterator entry(folder, ignored), end; entry != end;
         entry.increment(ignored)) {
        if (entry->is_regular_file(ignored)) bytes += entry->file_size(ignored);
    }
    return bytes;
}

/// One run from the lock to the swap. The members are the run's state, in the order of its stages.
class Run {
public:
    explicit Run(const JobOptions& options) : options_(options) {}

    /// Takes the lock; `needs_old`: fails without a live generation.
    Result<void> begin(bool needs_old) {
        Result<database::GenerationWriter> writer =
            database::GenerationWriter::begin(options_.index_dir, !needs_old);
        if (!writer) return writer.error();
        writer_.emplace(std::move(*writer));
        scratch_ = writer_->path() + "/scratch";
        fs::create_directory(scratch_);
        spool_.emplace(scratch_ + "/documents");
        if (!needs_old) return {};
        const Result<std::uint64_t> live = database::current_generation(options_.index_dir);
        if (!live) return live.error();
        if (const auto manifest = database::read_manifest(options_.index_dir, *live); !manifest) {
            return manifest.error();
        }
        old_path_ = database::shard_path(options_.index_dir, *live);
        Result<ShardReader> old = ShardReader::open(old_path_);
        if (!old) return old.error();
        old_.emplace(std::move(*old));
        return {};
    }

    /// Reads and inverts all sources; for an update also finds out which documents of the old
    /// shard are outdated.
    Result<void> read(const std::vector<std::string>& paths, bool delete_missing) {
        Result<std::vector<corpus::SourceFile>> files = corpus::list_sources(paths);
        if (!files) return files.error();
        if (old_ && old_->dictionaries().last()) dictionary_.set(old_->dictionaries().last());
        const std::string rules = corpus::annotation_fingerprint(options_.read.default_lang);
        BoundedQueue<Batch> queue(1);
        // Documents of the old shard come before all new ones.
        Batcher batcher(queue, old_ ? old_->last_sequence() + 1 : 1);
        WorkerResults results;
        {
            std::vector<std::jthread> threads;
            // Declared last, so that on every way out, an exception's too, the queue is closed
            // before the threads are waited for.
            const CloseAtEnd closing{queue};
            for (int i = 0; i < worker_count(); ++i) {
                auto worker = std::make_shared<Worker>(
                    queue, results, *spool_, dictionary_,
                    WorkerOptions{scratch_, i, memory_of_worker(), old_path_,
                                  options_.read.default_lang, rules});
                threads.emplace_back([worker] { worker->run(); });
            }
            read_files(*files, batcher);
        }
        for (corpus::Rejection& rejection : results.rejections) reject(std::move(rejection));
        if (!results.failure.empty()) return fail(ErrorCode::io_error, results.failure);
        if (is_stopped()) return fail(ErrorCode::interrupted, "stopped; the index is unchanged");
        report_.indexed = results.indexed;
        report_.unchanged = results.unchanged;
        report_.text_bytes = results.text_bytes;
        report_.tokens = results.tokens;
        runs_ = std::move(results.runs);
        for (const auto& [id, label] : results.programme_labels) {
            metadata_.insert_or_assign(database::programme_label_key(id), label.second);
        }
        left_out_ = batcher.take_superseded();
        report_.replaced = left_out_.size();
        report_.seconds.emplace_back("reading", watch_.lap());
        if (old_) {
            outdated_ = std::move(results.outdated);
            if (delete_missing && lost_ == 0) add_missing(batcher);
            if (delete_missing && lost_ > 0) {
                reject({options_.index_dir, 0, "",
                        std::string(error_code_name(ErrorCode::invalid_argument)),
                        "nothing was deleted: what was refused may still be in the index; mend the "
                        "sources and run again with --delete-missing"});
            }
        }
        return {};
    }

    /// Finds the documents to delete.
    void remove(const std::vector<std::string>& ids) {
        for (const std::string& id : ids) {
            ++report_.read;
            const std::optional<Xapian::docid> docid =
                database::find_document(old_->database(), id);
            if (!docid) {
                reject({options_.index_dir, 0, id,
                        std::string(error_code_name(ErrorCode::not_found)),
                        "the index has no document with this id"});
                continue;
            }
            outdated_.push_back(*docid);
        }
        sort_outdated();
        report_.deleted = outdated_.size();
    }

    /// Whether the new generation would have anything that the old one has not, or lack anything.
    [[nodiscard]] bool has_changes() const { return report_.indexed > 0 || !outdated_.empty(); }

    /// Leaves the old generation live.
    Result<Report> keep() {
        report_.generation = writer_->previous();
        report_.documents = old_->database().get_doccount();
        report_.index_bytes =
            folder_bytes(database::generation_path(options_.index_dir, report_.generation));
        return std::move(report_);
    }

    /// Writes the new generation and swaps it in.
    Result<Report> publish() {
        if (old_) carry_over();
        show("linking", 0, 0);
        std::ranges::sort(left_out_);
        const std::size_t before = spool_->seal(left_out_);
        report_.indexed -= std::min<std::uint64_t>(report_.indexed, before - spool_->size());
        const LinkCounts links = link_documents(*spool_, dictionaries());
        report_.near_duplicates = links.near_duplicates;
        report_.inherited = links.inherited;
        report_.documents = spool_->size();
        report_.seconds.emplace_back("linking", watch_.lap());
        show("writing", 0, 0);
        if (const auto done = write_tables(); !done) return done.error();
        if (is_stopped()) return fail(ErrorCode::interrupted, "stopped; the index is unchanged");
        show("publishing", 0, 0);
        spool_.reset();
        runs_.clear();
        fs::remove_all(scratch_);
        const Result<database::Manifest> manifest = writer_->publish(report_.documents, 1);
        if (!manifest) return manifest.error();
        report_.generation = manifest->generation;
        report_.index_bytes = folder_bytes(writer_->path());
        report_.seconds.emplace_back("publishing", watch_.lap());
        return std::move(report_);
    }

private:
    [[nodiscard]] int worker_count() const {
        if (options_.jobs > 0) return options_.jobs;
        return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    }

    /// What a worker may keep before it writes a run to the disk. The rest is for tables of names
    /// and words, texts on their way, and merging.
    [[nodiscard]] std::size_t memory_of_worker() const {
        const std::uint64_t all = options_.memory_bytes;
        const auto workers = static_cast<std::uint64_t>(worker_count());
        const std::uint64_t fixed = kFixedMemory + workers * kMemoryOfWorker;
        const std::uint64_t share = std::max(kLeastMemory, all > fixed ? all - fixed : 0) / workers;
        return static_cast<std::size_t>(std::min(share, kMostMemory));
    }

    [[nodiscard]] bool is_stopped() const { return options_.stop != nullptr && *options_.stop; }

    void reject(corpus::Rejection rejection) {
        if (options_.rejected) options_.rejected(rejection);
        lost_ += rejection.code == corpus::kNotText ? 0u : 1u;
        report_.reject(std::move(rejection));
    }

    void show(std::string_view stage, std::uint64_t done, std::uint64_t total) const {
        if (options_.progress) options_.progress({stage, done, total, report_.read});
    }

    void read_files(const std::vector<corpus::SourceFile>& files, Batcher& batcher) {
        std::uint64_t total = 0;
        for (const corpus::SourceFile& file : files) total += file.bytes;
        std::uint64_t done = 0;
        const corpus::ReadSink sink{[&](corpus::Document&& document) {
                                        ++report_.read;
                                        if (report_.read % 64 == 0) show("reading", done, total);
                                        return !is_stopped() && batcher.add(std::move(document));
                                    },
                                    [&](corpus::Rejection&& rejection) {
                                        reject(std::move(rejection));
                                        return !is_stopped();
                                    }};
        for (const corpus::SourceFile& file : files) {
            show("reading", done, total);
            if (!corpus::read_source(file, options_.read, sink)) break;
            done += file.bytes;
        }
        batcher.flush();
        report_.source_bytes = done;
        show("reading", done, total);
    }

    /// Adds the docids of documents that the sources no longer have.
    void add_missing(const Batcher& batcher) {
        const Xapian::Database& old = old_->database();
        for (auto term = old.allterms_begin("Q"); term != old.allterms_end("Q"); ++term) {
            if (batcher.has_seen(database::checksum(*term))) continue;
            outdated_.push_back(*old.postlist_begin(*term));
            ++report_.deleted;
        }
    }

    void sort_outdated() {
        std::ranges::sort(outdated_);
        outdated_.erase(std::unique(outdated_.begin(), outdated_.end()), outdated_.end());
    }

    /// Takes over the documents of the old shard, less those that are outdated.
    void carry_over() {
        show("carrying over", 0, 0);
        sort_outdated();
        old_->read_documents(outdated_, *spool_);
        runs_.push_back({old_->read_terms(), {}});
        old_->read_metadata(metadata_);
        report_.seconds.emplace_back("carrying over", watch_.lap());
    }

    /// Of the records in the spool. Also puts the new one into the metadata.
    database::RecordDictionaries dictionaries() {
        database::RecordDictionaries all;
        if (old_) all = old_->dictionaries();
        if (!dictionary_.is_set() || !dictionary_.get()) return all;
        const SharedDictionary::Pointer dictionary = dictionary_.get();
        const std::string key = database::record_dictionary_key(dictionary->id());
        if (metadata_.try_emplace(key, dictionary->bytes()).second) all.add(dictionary);
        return all;
    }

    Result<void> write_tables() {
        const std::string target = writer_->path() + "/" + std::string(database::kShardName);
        std::vector<std::string_view> runs;
        for (const FinishedRun& run : runs_) runs.push_back(run.bytes());
        if (const auto done = write_shard({runs, *spool_, metadata_, options_.is_complete}, target);
            !done) {
            return done.error();
        }
        report_.seconds.emplace_back("writing", watch_.lap());
        show("gathering words", 0, 0);
        const Xapian::Database shard(target);
        if (const auto done = database::write_word_files(shard, writer_->path()); !done) {
            return done.error();
        }
        report_.seconds.emplace_back("gathering words", watch_.lap());
        return {};
    }

    static constexpr std::uint64_t kFixedMemory = std::uint64_t{64} << 20U;
    static constexpr std::uint64_t kMemoryOfWorker = std::uint64_t{96} << 20U;
    static constexpr std::uint64_t kLeastMemory = std::uint64_t{16} << 20U;
    /// Runs number their postings by 32 bits.
    static constexpr std::uint64_t kMostMemory = std::uint64_t{16} << 30U;

    const JobOptions& options_;
    Report report_;
    std::uint64_t lost_ = 0;  ///< refusals that may have cost a document: not pictures and the like
    Stopwatch watch_;
    std::optional<database::GenerationWriter> writer_;
    std::string scratch_;
    std::string old_path_;  ///< live shard, for jobs that keep some of it
    std::optional<ShardReader> old_;
    std::optional<DocumentSpool> spool_;
    SharedDictionary dictionary_;
    std::vector<FinishedRun> runs_;
    std::map<std::string, std::string> metadata_;  ///< of the shard
    std::vector<Sequence> left_out_;               ///< whose id came again
    std::vector<Xapian::docid> outdated_;          ///< of the old shard
};

/// Runs a job; what libraries throw becomes an Error, and the old generation stays live.
template <class Job>
Result<Report> guarded(const JobOptions& options, const Job& job) {
    const auto failed = [&](const std::string& reason) {
        return fail(ErrorCode::io_error,
                    "cannot write the index " + options.index_dir + ": " + reason +
                        "; the index is unchanged",
                    options.index_dir);
    };
    try {
        Run run(options);
        return job(run);
    } catch (const Xapian::Error& fault) {
        return failed(fault.get_description());
    } catch (const std::exception& fault) {
        return failed(fault.what());
    }
}

}  // namespace

Result<Report> build_index(const JobOptions& options, const std::vector<std::string>& paths) {
    return guarded(options, [&](Run& run) -> Result<Report> {
        if (const auto begun = run.begin(false); !begun) return begun.error();
        if (const auto done = run.read(paths, false); !done) return done.error();
        return run.publish();
    });
}

Result<Report> update_index(const JobOptions& options,
                            const std::vector<std::string>& paths,
                            bool delete_missing) {
    const Result<std::uint64_t> live = database::current_generation(options.index_dir);
    if (!live && live.error().code == ErrorCode::index_missing) return build_index(options, paths);
    return guarded(options, [&](Run& run) -> Result<Report> {
        if (const auto begun = run.begin(true); !begun) return begun.error();
        if (const auto done = run.read(paths, delete_missing); !done) return done.error();
        return run.has_changes() ? run.publish() : run.keep();
    });
}

Result<Report> delete_documents(const JobOptions& options, const std::vector<std::string>& ids) {
    return guarded(options, [&](Run& run) -> Result<Report> {
        if (const auto begun = run.begin(true); !begun) return begun.error();
        run.remove(ids);
        return run.publish();
    });
}

Result<Report> compact_index(const JobOptions& options) {
    return delete_documents(options, {});
}

}  // namespace evresi::indexer

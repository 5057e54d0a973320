#include "indexer/job.hpp"

#include "corpus/annotator.hpp"
#include "corpus/site_lines.hpp"
#include "corpus/skipped_files.hpp"
#include "corpus/source_walk.hpp"
#include "indexer/bounded_queue.hpp"
#include "indexer/database/checksum.hpp"
#include "indexer/database/columns_writer.hpp"
#include "indexer/database/document_record.hpp"
#include "indexer/database/generation.hpp"
#include "indexer/database/positions_writer.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/database/script_bridge.hpp"
#include "indexer/database/snapshot.hpp"
#include "indexer/database/spellings.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/database/vocabulary.hpp"
#include "indexer/writer/document_builder.hpp"
#include "indexer/writer/document_links.hpp"
#include "indexer/writer/part_writer.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
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

struct BatchEntry {
    corpus::Document document;
    /// The id came before in this run. Such a document is never left out as unchanged: the earlier
    /// one may already have replaced what the old index has.
    bool is_repeat = false;
    corpus::LineRepeats line_repeats = {};  ///< what the site's other documents tell
};

struct Batch {
    std::size_t number = 0;
    Sequence first = 0;  ///< of entries.front(); the others follow
    std::vector<BatchEntry> entries;
};

struct CloseAtEnd {
    BoundedQueue<Batch>& queue;
    ~CloseAtEnd() { queue.close(); }
};

/// What workers have done; guarded by `mutex`.
struct WorkerResults {
    std::mutex mutex;
    std::vector<Part> parts;
    std::vector<Xapian::docid> outdated;  ///< docids of the old database that were replaced
    std::vector<corpus::Rejection> rejections;
    std::uint64_t indexed = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t text_bytes = 0;
    std::uint64_t tokens = 0;
    std::string failure;  ///< the first failure that ends the run
};

/// One thread of the pool: takes batches, makes parts. With an old database it looks each document
/// up there first and leaves out what has not changed.
class Worker {
public:
    Worker(BoundedQueue<Batch>& queue,
           WorkerResults& results,
           std::string scratch,
           const std::string& old_database,
           LanguageTag default_lang)
        : queue_(queue), results_(results), scratch_(std::move(scratch)), annotator_(default_lang) {
        if (!old_database.empty()) old_.emplace(old_database);
    }

    void run() {
        while (std::optional<Batch> batch = queue_.pop()) {
            try {
                index(*batch);
            } catch (const Xapian::Error& fault) {
                give_up("cannot write the index: " + fault.get_description());
            } catch (const std::exception& fault) {
                give_up(std::string("cannot write the index: ") + fault.what());
            }
        }
    }

private:
    void index(Batch& batch) {
        PartWriter part(scratch_ + "/part-" + std::to_string(batch.number));
        WorkerResults local;
        Sequence sequence = batch.first;
        for (BatchEntry& entry : batch.entries) {
            add(entry, sequence++, part, local);
            entry = {};  // frees the text before the batch ends
        }
        for (const auto& [key, value] : builder_.take_notes()) part.set_metadata(key, value);
        Part finished = part.finish();
        const std::lock_guard lock(results_.mutex);
        results_.parts.push_back(std::move(finished));
        results_.outdated.insert(results_.outdated.end(), local.outdated.begin(),
                                 local.outdated.end());
        std::move(local.rejections.begin(), local.rejections.end(),
                  std::back_inserter(results_.rejections));
        results_.indexed += local.indexed;
        results_.unchanged += local.unchanged;
        results_.text_bytes += local.text_bytes;
        results_.tokens += builder_.tokens() - counted_tokens_;
        counted_tokens_ = builder_.tokens();
    }

    void add(BatchEntry& entry, Sequence sequence, PartWriter& part, WorkerResults& local) {
        corpus::Document& document = entry.document;
        annotator_.annotate(document, entry.line_repeats);
        local.text_bytes += document.title.size() + document.text.size();
        std::string record = database::pack_record(document);
        std::optional<Xapian::docid> outdated;
        if (old_) {
            const std::optional<Xapian::docid> before = database::find_document(*old_, document.id);
            if (before && !entry.is_repeat &&
                old_->get_document(*before).get_value(database::kSlotContentHash) ==
                    content_hash(record)) {
                ++local.unchanged;
                return;
            }
            outdated = before;
        }
        const Xapian::Document built = builder_.build(document, std::move(record));
        try {
            for (const auto& [id, label] : document.programme_labels) {
                part.set_metadata(database::programme_label_key(id), label);
            }
            part.add(sequence, built);
        } catch (const Xapian::InvalidArgumentError& fault) {
            local.rejections.push_back({document.source, document.line, document.id,
                                        std::string(error_code_name(ErrorCode::internal)),
                                        "cannot be indexed: " + fault.get_msg()});
            return;
        }
        if (outdated) local.outdated.push_back(*outdated);
        ++local.indexed;
    }

    void give_up(std::string reason) {
        const std::lock_guard lock(results_.mutex);
        if (results_.failure.empty()) results_.failure = std::move(reason);
        queue_.close();
    }

    BoundedQueue<Batch>& queue_;
    WorkerResults& results_;
    const std::string scratch_;
    std::optional<Xapian::Database> old_;
    corpus::Annotator annotator_;
    DocumentBuilder builder_;
    std::uint64_t counted_tokens_ = 0;
};

/// Collects documents into batches (and so parts), in the order of the input, and remembers which
/// ids came twice and which lines a site repeats.
class Batcher {
public:
    explicit Batcher(BoundedQueue<Batch>& queue) : queue_(queue) {}

    /// False when nobody takes batches any more.
    bool add(corpus::Document&& document) {
        const auto [entry, is_new] = seen_.try_emplace(key_of(document.id), next_);
        if (!is_new) {
            superseded_.push_back(entry->second);
            entry->second = next_;
        }
        if (batch_.entries.empty()) batch_.first = next_;
        ++next_;
        sites_.add(document);
        batch_.entries.push_back({std::move(document), !is_new});
        return sites_.is_full() ? flush() : true;
    }

    bool flush() {
        if (batch_.entries.empty()) return true;
        batch_.number = number_++;
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
    std::size_t number_ = 0;
    Sequence next_ = 1;
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
        scratch_ = writer_->path() + "/parts";
        fs::create_directory(scratch_);
        if (!needs_old) return {};
        const Result<std::uint64_t> live = database::current_generation(options_.index_dir);
        if (!live) return live.error();
        if (const auto manifest = database::read_manifest(options_.index_dir, *live); !manifest) {
            return manifest.error();
        }
        old_path_ = database::shard_path(options_.index_dir, *live);
        return {};
    }

    /// Reads all sources and makes parts; for an update also deletes what is outdated from a copy
    /// of the old database, which becomes the first part.
    Result<void> read(const std::vector<std::string>& paths, bool delete_missing) {
        Result<std::vector<corpus::SourceFile>> files = corpus::list_sources(paths);
        if (!files) return files.error();
        BoundedQueue<Batch> queue(1);
        Batcher batcher(queue);
        WorkerResults results;
        {
            std::vector<std::jthread> threads;
            // Declared last, so that on every way out, an exception's too, the queue is closed
            // before the threads are waited for.
            const CloseAtEnd closing{queue};
            for (int i = 0; i < worker_count(); ++i) {
                auto worker = std::make_shared<Worker>(queue, results, scratch_, old_path_,
                                                       options_.read.default_lang);
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
        parts_ = std::move(results.parts);
        std::erase_if(parts_, [](const Part& part) { return part.documents == 0; });
        std::sort(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) {
            return a.sequences.front() < b.sequences.front();
        });
        drop_superseded(batcher.take_superseded());
        report_.seconds.emplace_back("reading", watch_.lap());
        if (!old_path_.empty()) {
            std::vector<Xapian::docid> doomed = std::move(results.outdated);
            if (delete_missing && lost_ == 0) add_missing(batcher, doomed);
            if (delete_missing && lost_ > 0) {
                reject({options_.index_dir, 0, "",
                        std::string(error_code_name(ErrorCode::invalid_argument)),
                        "nothing was deleted: what was refused may still be in the index; mend the "
                        "sources and run again with --delete-missing"});
            }
            carry_over(std::move(doomed));
        }
        return {};
    }

    /// Finds the documents to delete; the rest is carried over.
    void remove(const std::vector<std::string>& ids) {
        const Xapian::Database old(old_path_);
        std::vector<Xapian::docid> doomed;
        for (const std::string& id : ids) {
            ++report_.read;
            const std::optional<Xapian::docid> docid = database::find_document(old, id);
            if (!docid) {
                reject({options_.index_dir, 0, id,
                        std::string(error_code_name(ErrorCode::not_found)),
                        "the index has no document with this id"});
                continue;
            }
            doomed.push_back(*docid);
        }
        std::sort(doomed.begin(), doomed.end());
        doomed.erase(std::unique(doomed.begin(), doomed.end()), doomed.end());
        report_.deleted = doomed.size();
        carry_over(std::move(doomed));
    }

    /// Merges the parts and swaps the new generation in.
    Result<Report> publish() {
        show("merging", 0, 0);
        const std::string target = writer_->path() + "/" + std::string(database::kShardName);
        merge_parts(std::move(parts_), scratch_, target);
        fs::remove_all(scratch_);
        report_.seconds.emplace_back("merging", watch_.lap());
        show("linking", 0, 0);
        const LinkCounts links = link_documents(target);
        report_.near_duplicates = links.near_duplicates;
        report_.inherited = links.inherited;
        const Xapian::Database merged(target);
        report_.documents = merged.get_doccount();
        if (const auto done = database::write_columns(merged, target); !done) return done.error();
        if (const auto done = database::write_spellings(merged, writer_->path()); !done) {
            return done.error();
        }
        if (const auto done = database::write_script_bridge(merged, writer_->path()); !done) {
            return done.error();
        }
        if (const auto done = database::write_vocabulary(merged, writer_->path()); !done) {
            return done.error();
        }
        if (const auto done = database::write_positions(merged, target); !done) {
            return done.error();
        }
        report_.seconds.emplace_back("linking", watch_.lap());
        if (is_stopped()) return fail(ErrorCode::interrupted, "stopped; the index is unchanged");
        show("publishing", 0, 0);
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

    void drop_superseded(const std::vector<Sequence>& superseded) {
        report_.replaced = superseded.size();
        std::uint64_t before = 0;
        std::uint64_t after = 0;
        for (const Part& part : parts_) before += part.documents;
        delete_sequences(parts_, superseded);
        for (const Part& part : parts_) after += part.documents;
        report_.indexed -= before - after;
    }

    /// Adds the docids of documents that the sources no longer have.
    void add_missing(const Batcher& batcher, std::vector<Xapian::docid>& doomed) {
        const Xapian::Database old(old_path_);
        for (auto term = old.allterms_begin("Q"); term != old.allterms_end("Q"); ++term) {
            if (batcher.has_seen(database::checksum(*term))) continue;
            doomed.push_back(*old.postlist_begin(*term));
            ++report_.deleted;
        }
    }

    /// Takes over the documents of the old database, less those in `doomed`, as the first parts.
    void carry_over(std::vector<Xapian::docid> doomed) {
        std::sort(doomed.begin(), doomed.end());
        doomed.erase(std::unique(doomed.begin(), doomed.end()), doomed.end());
        const Xapian::Database old(old_path_);
        // Deleted documents leave gaps in the docids; once most are gaps they are worth closing.
        const bool is_sparse = old.get_lastdocid() / 2 > old.get_doccount() - doomed.size();
        std::vector<Part> carried =
            is_sparse ? copy_documents(old, doomed) : copy_files(old, doomed);
        parts_.insert(parts_.begin(), std::make_move_iterator(carried.begin()),
                      std::make_move_iterator(carried.end()));
        report_.seconds.emplace_back("carrying over", watch_.lap());
    }

    /// The old database's files, and the deletions made in the copy: cheap, but docids keep their
    /// gaps.
    std::vector<Part> copy_files(const Xapian::Database& old,
                                 const std::vector<Xapian::docid>& doomed) const {
        Part part{scratch_ + "/carried", {}, old.get_doccount()};
        fs::copy(old_path_, part.path, fs::copy_options::recursive);
        delete_from_part(part, doomed);
        return {std::move(part)};
    }

    /// Document after document into new parts: dearer, and without gaps.
    std::vector<Part> copy_documents(const Xapian::Database& old,
                                     const std::vector<Xapian::docid>& doomed) const {
        std::vector<Part> parts;
        std::optional<PartWriter> writer;
        const auto finish = [&] {
            if (writer) parts.push_back(writer->finish());
            writer.reset();
        };
        for (auto docid = old.postlist_begin(""); docid != old.postlist_end(""); ++docid) {
            if (std::ranges::binary_search(doomed, *docid)) continue;
            if (!writer) writer.emplace(scratch_ + "/carried-" + std::to_string(parts.size()));
            writer->add(*docid, old.get_document(*docid));
            if (writer->documents() == corpus::kBatchDocuments) finish();
        }
        finish();
        if (parts.empty()) return parts;
        Xapian::WritableDatabase first(parts.front().path, Xapian::DB_OPEN);
        for (auto key = old.metadata_keys_begin(); key != old.metadata_keys_end(); ++key) {
            first.set_metadata(*key, old.get_metadata(*key));
        }
        first.commit();
        return parts;
    }

    const JobOptions& options_;
    Report report_;
    std::uint64_t lost_ = 0;  ///< refusals that may have cost a document: not pictures and the like
    Stopwatch watch_;
    std::optional<database::GenerationWriter> writer_;
    std::string scratch_;
    std::string old_path_;  ///< live database, for jobs that keep some of it
    std::vector<Part> parts_;
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
        return run.publish();
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

#include "indexer/worker.hpp"

#include "base/check.hpp"
#include "corpus/annotator.hpp"
#include "indexer/database/document_record.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/database/snapshot.hpp"
#include "indexer/source_hash.hpp"
#include "indexer/writer/inverter.hpp"
#include "indexer/writer/output_file.hpp"
#include "indexer/writer/stored_document.hpp"

#include <exception>
#include <optional>
#include <system_error>

namespace evresi::indexer {
namespace {

SharedDictionary::Pointer learn_dictionary(const Batch& batch) {
    std::vector<const corpus::Document*> documents;
    for (const BatchEntry& entry : batch.entries) {
        if (!entry.document.id.empty()) documents.push_back(&entry.document);
    }
    std::string bytes = database::train_record_dictionary(documents);
    if (bytes.empty()) return nullptr;
    auto dictionary = database::RecordDictionary::open(std::move(bytes));
    EVRESI_CHECK(dictionary.has_value());
    return std::move(*dictionary);
}

}  // namespace

struct Worker::State {
    State(BoundedQueue<Batch>& its_queue,
          WorkerResults& its_results,
          DocumentSpool& its_spool,
          SharedDictionary& its_dictionary,
          WorkerOptions its_options)
        : queue(its_queue), results(its_results), spool(its_spool), dictionary(its_dictionary),
          options(std::move(its_options)), hasher(options.rules), annotator(options.default_lang) {
        if (!options.old_shard.empty()) old.emplace(options.old_shard);
    }

    void index(Batch& batch);
    [[nodiscard]] bool
    is_unchanged(const BatchEntry& entry, const std::string& hash, WorkerResults& local) const;
    void add(const corpus::Document& document,
             std::string hash,
             Sequence sequence,
             WorkerResults& local);
    void spill();
    void finish();
    void give_up(const std::string& reason);

    BoundedQueue<Batch>& queue;
    WorkerResults& results;
    DocumentSpool& spool;
    SharedDictionary& dictionary;
    const WorkerOptions options;
    std::optional<Xapian::Database> old;
    SourceHasher hasher;
    corpus::Annotator annotator;
    std::optional<database::RecordPacker> packer;  ///< made with the dictionary
    Inverter inverter;
    std::string stored;  ///< of the batch
    std::size_t spilled = 0;
};

void Worker::State::index(Batch& batch) {
    // Others wait for the first batch's dictionary, also when that batch fails.
    struct SetAtEnd {
        SharedDictionary& dictionary;
        bool must_set;
        ~SetAtEnd() {
            if (must_set && !dictionary.is_set()) dictionary.set(nullptr);
        }
    };
    const SetAtEnd setting{dictionary, batch.is_first};
    WorkerResults local;
    Sequence sequence = batch.first;
    stored.clear();
    std::vector<std::string> hashes;
    for (BatchEntry& entry : batch.entries) {
        const corpus::Document& document = entry.document;
        local.text_bytes += document.title.size() + document.text.size();
        hashes.push_back(database::to_bytes(hasher.hash(document, entry.line_repeats)));
        if (is_unchanged(entry, hashes.back(), local)) {
            ++local.unchanged;
            entry = {};
            hashes.back().clear();
        } else {
            annotator.annotate(entry.document, entry.line_repeats);
        }
    }
    if (batch.is_first && !dictionary.is_set()) dictionary.set(learn_dictionary(batch));
    if (!packer) packer.emplace(dictionary.get());
    for (std::size_t i = 0; i < batch.entries.size(); ++i, ++sequence) {
        if (hashes[i].empty()) continue;
        add(batch.entries[i].document, std::move(hashes[i]), sequence, local);
        batch.entries[i] = {};  // frees the text before the batch ends
    }
    inverter.end_batch();
    spool.append(stored);
    if (inverter.memory() > options.memory_bytes) spill();
    const std::lock_guard lock(results.mutex);
    results.outdated.insert(results.outdated.end(), local.outdated.begin(), local.outdated.end());
    for (auto& [id, label] : local.programme_labels) {
        const auto [known, is_new] = results.programme_labels.try_emplace(id, label);
        if (!is_new && label.first < known->second.first) known->second = label;
    }
    results.indexed += local.indexed;
    results.unchanged += local.unchanged;
    results.text_bytes += local.text_bytes;
}

/// Whether the old shard has the same document. If it has another one, that is outdated.
bool Worker::State::is_unchanged(const BatchEntry& entry,
                                 const std::string& hash,
                                 WorkerResults& local) const {
    if (!old) return false;
    const std::optional<Xapian::docid> before = database::find_document(*old, entry.document.id);
    if (!before) return false;
    if (!entry.is_repeat &&
        old->get_document(*before).get_value(database::kSlotContentHash) == hash) {
        return true;
    }
    local.outdated.push_back(*before);
    return false;
}

void Worker::State::add(const corpus::Document& document,
                        std::string hash,
                        Sequence sequence,
                        WorkerResults& local) {
    StoredDocument target;
    target.sequence = sequence;
    target.record = packer->pack(document);
    target.value(database::kSlotContentHash) = std::move(hash);
    for (const auto& [id, label] : document.programme_labels) {
        local.programme_labels.try_emplace(id, sequence, label);
    }
    set_stored_values(document, inverter.add(sequence, document), target);
    append_stored(target, stored);
    ++local.indexed;
}

void Worker::State::spill() {
    OutputFile file(options.scratch + "/run-" + std::to_string(options.number) + "-" +
                    std::to_string(spilled++));
    file.write(inverter.take_run());
    file.close();
    Result<database::MappedFile> mapped = database::MappedFile::open(file.path());
    if (!mapped) {
        throw std::system_error(std::make_error_code(std::errc::io_error), mapped.error().message);
    }
    const std::lock_guard lock(results.mutex);
    results.runs.push_back({{}, std::move(*mapped)});
}

void Worker::State::finish() {
    std::string run = inverter.take_run();
    const std::lock_guard lock(results.mutex);
    if (!run.empty()) results.runs.push_back({std::move(run), {}});
    results.tokens += inverter.tokens();
}

void Worker::State::give_up(const std::string& reason) {
    const std::lock_guard lock(results.mutex);
    if (results.failure.empty()) results.failure = "cannot write the index: " + reason;
    queue.close();
}

Worker::Worker(BoundedQueue<Batch>& queue,
               WorkerResults& results,
               DocumentSpool& spool,
               SharedDictionary& dictionary,
               WorkerOptions options)
    : state_(std::make_unique<State>(queue, results, spool, dictionary, std::move(options))) {}
Worker::~Worker() = default;

void Worker::run() {
    try {
        while (std::optional<Batch> batch = state_->queue.pop()) state_->index(*batch);
        state_->finish();
    } catch (const Xapian::Error& fault) {
        state_->give_up(fault.get_description());
    } catch (const std::exception& fault) {
        state_->give_up(fault.what());
    }
}

}  // namespace evresi::indexer

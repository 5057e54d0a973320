#include "indexer/database/snapshot.hpp"

#include "indexer/database/document_record.hpp"
#include "indexer/database/generation.hpp"
#include "indexer/database/term_codec.hpp"

namespace evresi::database {
namespace {

Error unreadable(const std::string& path, const Xapian::Error& fault) {
    return fail(ErrorCode::index_damaged,
                "cannot read the index at " + path + ": " + fault.get_msg() +
                    "; run 'evresi-indexer check' on it",
                path);
}

/// Runs `read` on the stored bytes of a document.
template <class Read>
Result<corpus::Document> read_record(const Xapian::Database& database,
                                     Xapian::docid docid,
                                     const RecordDictionaries& dictionaries,
                                     const Read& read) {
    try {
        // Nearly all callers have the docid from the index; to ask first whether it exists costs
        // half as much as a head.
        const std::string record =
            database.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data();
        if (record.empty()) {
            return fail(ErrorCode::not_found, "no document " + std::to_string(docid));
        }
        return read(record, dictionaries);
    } catch (const Xapian::Error& fault) {
        return fail(ErrorCode::index_damaged, "cannot read a stored document: " + fault.get_msg());
    }
}

}  // namespace

Result<std::shared_ptr<const Generation>> open_generation(const std::string& index_dir,
                                                          Verification verification) {
    const Result<std::uint64_t> number = current_generation(index_dir);
    if (!number) return number.error();
    Result<Manifest> manifest = read_manifest(index_dir, *number);
    if (!manifest) return manifest.error();
    std::vector<Error> faults = verify_files(index_dir, *manifest, verification);
    if (!faults.empty()) return std::move(faults.front());
    auto generation = std::make_shared<Generation>();
    generation->index_dir = index_dir;
    generation->manifest = std::move(*manifest);
    const std::string path = shard_path(index_dir, generation->manifest.generation);
    Result<Columns> columns = Columns::open(path);
    if (!columns) return columns.error();
    generation->columns = std::make_unique<const Columns>(std::move(*columns));
    try {
        Result<RecordDictionaries> dictionaries = read_record_dictionaries(Xapian::Database(path));
        if (!dictionaries) return dictionaries.error();
        generation->dictionaries = std::move(*dictionaries);
    } catch (const Xapian::Error& fault) {
        return unreadable(path, fault);
    }
    Result<Spellings> spellings =
        Spellings::read(generation_path(index_dir, generation->manifest.generation));
    if (!spellings) return spellings.error();
    generation->spellings = std::move(*spellings);
    Result<ScriptBridge> bridge =
        ScriptBridge::open(generation_path(index_dir, generation->manifest.generation));
    if (!bridge) return bridge.error();
    generation->bridge = std::move(*bridge);
    Result<Vocabulary> vocabulary =
        Vocabulary::open(generation_path(index_dir, generation->manifest.generation));
    if (!vocabulary) return vocabulary.error();
    generation->vocabulary = std::move(*vocabulary);
    Result<Postings> postings = Postings::open(path);
    if (!postings) return postings.error();
    generation->postings = std::move(*postings);
    Result<Positions> positions = Positions::open(path);
    if (!positions) return positions.error();
    generation->positions = std::move(*positions);
    return std::shared_ptr<const Generation>(std::move(generation));
}

Result<Snapshot> Snapshot::open(std::shared_ptr<const Generation> generation) {
    Snapshot snapshot;
    const std::string path = shard_path(generation->index_dir, generation->manifest.generation);
    try {
        snapshot.database_ = Xapian::Database(path);
    } catch (const Xapian::Error& fault) {
        return unreadable(path, fault);
    }
    snapshot.generation_ = std::move(generation);
    return snapshot;
}

std::optional<Xapian::docid> find_document(const Xapian::Database& database, std::string_view id) {
    const std::string term = id_term(id);
    const Xapian::PostingIterator posting = database.postlist_begin(term);
    if (posting == database.postlist_end(term)) return std::nullopt;
    return *posting;
}

std::optional<Xapian::docid> Snapshot::find(std::string_view id) const {
    return find_document(database_, id);
}

Result<corpus::Document> Snapshot::head(Xapian::docid docid) const {
    return read_record(database_, docid, generation_->dictionaries, unpack_head);
}

Result<corpus::Document> Snapshot::document(Xapian::docid docid) const {
    return read_record(database_, docid, generation_->dictionaries, unpack_record);
}

std::string Snapshot::programme_label(std::string_view id) const {
    try {
        return database_.get_metadata(programme_label_key(id));
    } catch (const Xapian::Error&) {
        return {};
    }
}

}  // namespace evresi::database

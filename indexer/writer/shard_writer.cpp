#include "indexer/writer/shard_writer.hpp"

#include "analyzers/unicode/folder.hpp"
#include "indexer/database/checksum.hpp"
#include "indexer/database/columns_writer.hpp"
#include "indexer/database/positions_writer.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/database/vocabulary.hpp"
#include "indexer/writer/field_terms.hpp"
#include "indexer/writer/glass_database_writer.hpp"
#include "indexer/writer/inverter.hpp"
#include "indexer/writer/term_lists.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <optional>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

namespace evresi::indexer {
namespace {

using database::Field;
using glass::PostlistWriter;

/// The terms that documents have by their ids and fields, as a run.
std::string field_run(const DocumentSpool& documents) {
    std::map<std::string, std::vector<Posting>, std::less<>> fields;
    std::vector<std::pair<std::string, Sequence>> ids;
    ids.reserve(documents.size());
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const StoredDocumentView document = documents[i];
        ids.emplace_back(database::id_term(document.id), document.sequence);
        for_each_field_term(document, [&](std::string_view term) {
            auto list = fields.find(term);
            if (list == fields.end()) list = fields.try_emplace(std::string(term)).first;
            // Two acronyms of a document may be one without case.
            if (list->second.empty() || list->second.back().document != document.sequence) {
                list->second.push_back({document.sequence, 0, 0});
            }
        });
    }
    std::ranges::sort(ids);
    RunWriter run;
    // All prefixes of fields begin with X, which sorts behind the Q of ids.
    for (const auto& [term, sequence] : ids) {
        const Posting posting{sequence, 0, 0};
        run.add(term, EntryKind::postings, std::span(&posting, 1), {});
    }
    for (const auto& [term, postings] : fields) run.add(term, EntryKind::postings, postings, {});
    return run.take();
}

/// What is noted beside the terms. Whether a word without marks competes with one that has some is
/// only known when all of those have been seen, which come first.
class Metadata {
public:
    explicit Metadata(const std::map<std::string, std::string>& given) : values_(given) {}

    void add(std::string_view entry, std::uint64_t count) {
        if (entry.starts_with(kMetadataEntry)) {
            const std::string_view key = entry.substr(kMetadataEntry.size());
            if (database::is_form_key(key)) {
                forms_[std::string(key)] += count;
                note_bare(key);
            } else {
                values_.insert_or_assign(std::string(key), "1");
            }
            return;
        }
        const std::string_view form = entry.substr(kBareFormEntry.size());
        if (!bare_.contains(database::checksum(form).low)) return;
        std::string key(database::kFormPrefix);
        key += form;
        forms_[std::move(key)] += count;
    }

    void write(PostlistWriter& postlist) {
        for (const auto& [key, count] : forms_) values_.emplace(key, std::to_string(count));
        for (const auto& [key, value] : values_) postlist.add_metadata(key, value);
    }

private:
    /// Of "form:lang<TAB>word": that word without marks is competing.
    void note_bare(std::string_view key) {
        key.remove_prefix(database::kFormPrefix.size());
        const std::size_t tab = key.find('\t');
        std::string bare(key.substr(0, tab + 1));
        analyzers::fold_surface(key.substr(tab + 1), bare);
        bare_.insert(database::checksum(bare).low);
    }

    std::map<std::string, std::string> values_;
    std::map<std::string, std::uint64_t> forms_;
    std::unordered_set<std::uint64_t> bare_;
};

void write_values(const DocumentSpool& documents, PostlistWriter& postlist) {
    std::array<glass::SlotStatistics, kSlots.size()> statistics;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const StoredDocumentView document = documents[i];
        for (std::size_t k = 0; k < kSlots.size(); ++k) {
            const std::string_view value = document.values[k];
            if (value.empty()) continue;
            glass::SlotStatistics& slot = statistics[k];
            if (slot.count == 0 || value < slot.lowest) slot.lowest = value;
            if (slot.count == 0 || value > slot.highest) slot.highest = value;
            ++slot.count;
        }
    }
    for (std::size_t k = 0; k < kSlots.size(); ++k) {
        statistics[k].slot = kSlots[k];
        if (statistics[k].count > 0) postlist.add_slot(statistics[k]);
    }
    for (std::size_t k = 0; k < kSlots.size(); ++k) {
        if (statistics[k].count == 0) continue;
        for (std::size_t i = 0; i < documents.size(); ++i) {
            const std::string_view value = documents[i].values[k];
            if (value.empty()) continue;
            postlist.add_value(kSlots[k], static_cast<std::uint32_t>(i + 1), value);
        }
    }
}

/// Writes the lengths of all documents, and tells what the version file says of them.
glass::Statistics write_lengths(const DocumentSpool& documents, PostlistWriter& postlist) {
    glass::Statistics statistics;
    statistics.documents = statistics.last_docid = static_cast<std::uint32_t>(documents.size());
    std::vector<Posting> lengths;
    lengths.reserve(documents.size());
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const std::uint32_t length = documents[i].length;
        lengths.push_back({static_cast<std::uint32_t>(i + 1), length, 0});
        statistics.total_length += length;
        statistics.greatest_length = std::max(statistics.greatest_length, length);
        if (length > 0 && (statistics.least_length == 0 || length < statistics.least_length)) {
            statistics.least_length = length;
        }
    }
    postlist.add_lengths(lengths);
    return statistics;
}

/// What does not depend on terms: stored records and columns.
class DocumentTables {
public:
    DocumentTables(const DocumentSpool& documents, const std::string& folder)
        : documents_(documents), folder_(folder), docdata_(folder) {}

    void write() {
        database::ColumnsWriter columns;
        for (std::size_t i = 0; i < documents_.size(); ++i) {
            const auto docid = static_cast<std::uint32_t>(i + 1);
            const StoredDocumentView document = documents_[i];
            docdata_.add(docid, document.record);
            database::ColumnEntry entry;
            entry.length = document.length;
            for (const database::FieldRow& row : database::fields()) {
                entry.fields[static_cast<std::size_t>(row.field)] = document.value(row.slot);
            }
            for (std::size_t group = 0; group < entry.groups.size(); ++group) {
                entry.groups[group] =
                    document.value(database::group_slot(static_cast<database::Grouping>(group)));
            }
            entry.title = document.value(database::kSlotTitle);
            columns.add(docid, entry);
        }
        info_ = docdata_.finish();
        result_ = columns.finish(folder_);
    }

    [[nodiscard]] const glass::TableInfo& info() const noexcept { return info_; }
    [[nodiscard]] const Result<void>& result() const noexcept { return result_; }

private:
    const DocumentSpool& documents_;
    const std::string& folder_;
    glass::DocdataWriter docdata_;
    glass::TableInfo info_;
    Result<void> result_;
};

/// A name for the database that two of different content do not share (RFC 9562, version 8).
std::array<std::uint8_t, 16> uuid_of(const DocumentSpool& documents, std::uint64_t entries) {
    std::string content = std::to_string(entries);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const StoredDocumentView document = documents[i];
        content += database::to_bytes(database::checksum(document.record));
        content += document.value(database::kSlotDuplicateGroup);
        content = database::to_bytes(database::checksum(content));
    }
    const std::string bytes = database::to_bytes(database::checksum(content));
    std::array<std::uint8_t, 16> uuid{};
    std::ranges::copy(bytes, uuid.begin());
    uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0fU) | 0x80U);
    uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3fU) | 0x80U);
    return uuid;
}

/// Merges the terms into the tables that are ordered by them.
class TermTables {
public:
    TermTables(const ShardInput& input, const std::string& folder)
        : input_(input), postlist_(folder) {
        if (!input.is_complete) return;
        position_.emplace(folder);
        term_lists_.emplace(folder, input.documents.size());
    }

    [[nodiscard]] Result<void> write(RunMerger& runs, const std::string& folder) {
        Result<database::PositionsWriter> positions = database::PositionsWriter::create(folder);
        if (!positions) return positions.error();
        Metadata metadata(input_.metadata);
        bool has_more = runs.next();
        for (; has_more && runs.kind() == EntryKind::count; has_more = runs.next()) {
            metadata.add(runs.term(), runs.count());
        }
        metadata.write(postlist_);
        write_values(input_.documents, postlist_);
        statistics_ = write_lengths(input_.documents, postlist_);
        for (; has_more; has_more = runs.next()) {
            postlist_.add_term(runs.term(), runs.postings());
            if (runs.kind() == EntryKind::positions) add_positions(runs, *positions);
            if (term_lists_) term_lists_->add(runs.term(), runs.postings());
        }
        tables_.postlist = postlist_.finish();
        statistics_.greatest_frequency = postlist_.greatest_frequency();
        if (position_) tables_.position = position_->finish();
        if (term_lists_) tables_.termlist = term_lists_->write(input_.documents);
        return positions->finish();
    }

    [[nodiscard]] glass::Tables& tables() noexcept { return tables_; }
    [[nodiscard]] const glass::Statistics& statistics() const noexcept { return statistics_; }

private:
    void add_positions(const RunMerger& runs, database::PositionsWriter& positions) {
        positions.begin_term(runs.term());
        std::size_t next = 0;
        for (const Posting& posting : runs.postings()) {
            const auto places = runs.positions().subspan(next, posting.positions);
            next += posting.positions;
            positions.add(posting.document, places);
            if (position_ && !places.empty()) {
                position_->add(runs.term(), posting.document, places);
            }
        }
        positions.end_term();
    }

    const ShardInput& input_;
    PostlistWriter postlist_;
    std::optional<glass::PositionWriter> position_;
    std::optional<TermLists> term_lists_;
    glass::Tables tables_;
    glass::Statistics statistics_;
};

}  // namespace

Result<void> write_shard(const ShardInput& input, const std::string& folder) {
    std::filesystem::create_directories(folder);
    DocumentTables documents(input.documents, folder);
    std::exception_ptr fault;
    std::jthread other([&] {
        try {
            documents.write();
        } catch (...) {
            fault = std::current_exception();
        }
    });
    DocidMap docids;
    for (std::size_t i = 0; i < input.documents.size(); ++i) {
        const Sequence sequence = input.documents[i].sequence;
        docids.resize(sequence + 1);
        docids[sequence] = static_cast<std::uint32_t>(i + 1);
    }
    const std::string fields = field_run(input.documents);
    std::vector<std::string_view> runs(input.runs.begin(), input.runs.end());
    runs.push_back(fields);
    RunMerger merger(runs, docids);
    TermTables terms(input, folder);
    const Result<void> done = terms.write(merger, folder);
    other.join();
    if (fault) std::rethrow_exception(fault);
    if (!done) return done.error();
    if (!documents.result()) return documents.result().error();
    terms.tables().docdata = documents.info();
    glass::write_version_file(folder, uuid_of(input.documents, terms.tables().postlist.entries),
                              terms.tables(), terms.statistics());
    return {};
}

}  // namespace evresi::indexer

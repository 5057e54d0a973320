// A shard over documents made by hand, written as a job writes one, but for links between them.
#pragma once

#include "indexer/database/checksum.hpp"
#include "indexer/database/document_record.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/inverter.hpp"
#include "indexer/writer/shard_writer.hpp"
#include "indexer/writer/stored_document.hpp"
#include "tests/support/catch.hpp"

#include <filesystem>
#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace evresi::tests {

class ShardBuilder {
public:
    /// `scratch`: the name of a file to keep documents in. `inverters`: as many as a job has
    /// workers.
    explicit ShardBuilder(const std::string& scratch, std::size_t inverters = 1)
        : inverters_(inverters), spool_(scratch) {}

    /// Adds a document, which must be annotated, and returns what is stored of it.
    indexer::StoredDocument add(const corpus::Document& document, std::size_t inverter = 0) {
        indexer::StoredDocument stored;
        stored.sequence = ++sequence_;
        stored.record = database::pack_record(document);
        stored.value(database::kSlotContentHash) =
            database::to_bytes(database::checksum(stored.record));
        indexer::set_stored_values(document, inverters_[inverter].add(sequence_, document), stored);
        for (const auto& [id, label] : document.programme_labels) {
            metadata_.try_emplace(database::programme_label_key(id), label);
        }
        std::string bytes;
        indexer::append_stored(stored, bytes);
        spool_.append(bytes);
        return stored;
    }

    void end_batch(std::size_t inverter = 0) { inverters_[inverter].end_batch(); }
    /// Makes a run of what was added to an inverter.
    void end_run(std::size_t inverter = 0) { runs_.push_back(inverters_[inverter].take_run()); }

    /// Ends all batches and runs, and writes the shard. To be called once.
    void write(const std::string& folder, bool is_complete = false) {
        for (std::size_t i = 0; i < inverters_.size(); ++i) {
            end_batch(i);
            end_run(i);
        }
        (void)spool_.seal({});
        std::vector<std::string_view> runs(runs_.begin(), runs_.end());
        const auto done = indexer::write_shard({runs, spool_, metadata_, is_complete}, folder);
        if (!done) FAIL(done.error().message);
    }

    [[nodiscard]] const indexer::Inverter& inverter() const noexcept { return inverters_.front(); }
    [[nodiscard]] const std::list<std::string>& runs() const noexcept { return runs_; }
    /// Given metadata, without what runs tell.
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const noexcept {
        return metadata_;
    }

private:
    indexer::Sequence sequence_ = 0;
    std::vector<indexer::Inverter> inverters_;
    indexer::DocumentSpool spool_;
    std::list<std::string> runs_;
    std::map<std::string, std::string> metadata_;
};

/// Writes a shard of these documents into `folder`, beside which it has a scratch file.
inline void write_documents(const std::vector<corpus::Document>& documents,
                            const std::string& folder,
                            bool is_complete = false) {
    ShardBuilder builder(folder + ".documents");
    for (const corpus::Document& document : documents) builder.add(document);
    builder.write(folder, is_complete);
    std::filesystem::remove(folder + ".documents");
}

}  // namespace evresi::tests

// ShardReader: takes a shard that is there apart again, so that it can be written anew together
// with what has changed: its documents as a spool has them, under their docids as sequences, and
// its terms as a run. Confined to one thread. Throws Xapian::Error.
#pragma once

#include "base/result.hpp"
#include "indexer/database/positions.hpp"
#include "indexer/database/postings.hpp"
#include "indexer/database/record_dictionary.hpp"
#include "indexer/writer/document_spool.hpp"

#include <xapian.h>

#include <map>
#include <span>
#include <string>

namespace evresi::indexer {

class ShardReader {
public:
    /// Opens the shard in `folder`. index_damaged.
    [[nodiscard]] static Result<ShardReader> open(const std::string& folder);

    /// Sequences that its documents take: 1 to this one.
    [[nodiscard]] Sequence last_sequence() const { return database_.get_lastdocid(); }

    /// Appends all documents but those in `left_out` (docids, ascending) to the spool.
    void read_documents(std::span<const Xapian::docid> left_out, DocumentSpool& spool) const;

    /// The terms of all documents (of those left out too: who merges runs passes over them), but
    /// for those that stand for ids and fields, which are made of the documents.
    [[nodiscard]] std::string read_terms() const;

    /// Metadata that no run has, by key.
    void read_metadata(std::map<std::string, std::string>& metadata) const;

    [[nodiscard]] const Xapian::Database& database() const noexcept { return database_; }
    /// Of its records.
    [[nodiscard]] const database::RecordDictionaries& dictionaries() const noexcept {
        return dictionaries_;
    }

private:
    Xapian::Database database_;
    database::Postings postings_;
    database::Positions positions_;
    database::RecordDictionaries dictionaries_;
};

}  // namespace evresi::indexer

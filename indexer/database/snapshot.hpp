// Snapshot: a read-only view of one generation. Generation is the part that threads share
// (manifest, columns, postings, positions, spellings and vocabulary, immutable); Snapshot adds the
// Xapian database, which is confined to one thread.
#pragma once

#include "base/result.hpp"
#include "corpus/document.hpp"
#include "indexer/database/columns.hpp"
#include "indexer/database/generation.hpp"
#include "indexer/database/manifest.hpp"
#include "indexer/database/positions.hpp"
#include "indexer/database/postings.hpp"
#include "indexer/database/record_dictionary.hpp"
#include "indexer/database/script_bridge.hpp"
#include "indexer/database/spellings.hpp"
#include "indexer/database/vocabulary.hpp"

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace evresi::database {

/// What all searchers of one generation share. Immutable.
struct Generation {
    std::string index_dir;
    Manifest manifest;
    std::unique_ptr<const Columns> columns;
    RecordDictionaries dictionaries;
    Spellings spellings;
    ScriptBridge bridge;
    Vocabulary vocabulary;
    Postings postings;
    Positions positions;
};

/// Opens the live generation: manifest checked, spellings loaded, columns, positions, postings,
/// script bridge and vocabulary mapped, files compared with the manifest as far as asked for.
/// index_missing,
/// index_incompatible, index_damaged, io_error.
[[nodiscard]] Result<std::shared_ptr<const Generation>>
open_generation(const std::string& index_dir, Verification verification = Verification::none);

/// The docid of the document with this id, in any database of ours. Throws Xapian::Error.
[[nodiscard]] std::optional<Xapian::docid> find_document(const Xapian::Database& database,
                                                         std::string_view id);

class Snapshot {
public:
    /// Opens the databases of `generation` for this thread.
    [[nodiscard]] static Result<Snapshot> open(std::shared_ptr<const Generation> generation);

    [[nodiscard]] const Generation& generation() const noexcept { return *generation_; }
    [[nodiscard]] const std::shared_ptr<const Generation>& shared_generation() const noexcept {
        return generation_;
    }
    [[nodiscard]] const Columns& columns() const noexcept { return *generation_->columns; }
    [[nodiscard]] const Spellings& spellings() const noexcept { return generation_->spellings; }
    [[nodiscard]] const ScriptBridge& bridge() const noexcept { return generation_->bridge; }
    [[nodiscard]] const Vocabulary& vocabulary() const noexcept { return generation_->vocabulary; }
    /// Reading damaged postings or positions throws Xapian::DatabaseCorruptError.
    [[nodiscard]] const Postings& postings() const noexcept { return generation_->postings; }
    [[nodiscard]] const Positions& positions() const noexcept { return generation_->positions; }
    /// Callers catch Xapian::Error: reading a damaged table throws.
    [[nodiscard]] Xapian::Database& database() noexcept { return database_; }

    /// The docid for a document's id. Throws Xapian::Error.
    [[nodiscard]] std::optional<Xapian::docid> find(std::string_view id) const;
    /// Stored fields without text. not_found, index_damaged.
    [[nodiscard]] Result<corpus::Document> head(Xapian::docid docid) const;
    /// Stored fields with text and paragraphs. not_found, index_damaged.
    [[nodiscard]] Result<corpus::Document> document(Xapian::docid docid) const;
    /// Label of a programme that the gazetteer does not know; empty when there is none.
    [[nodiscard]] std::string programme_label(std::string_view id) const;

private:
    Snapshot() = default;
    std::shared_ptr<const Generation> generation_;
    Xapian::Database database_;
};

}  // namespace evresi::database

// Writes the tables of a glass database in one pass each, in exactly the form that Xapian 1.4 reads
// and goes on writing (docs/glass-format.md). Callers bring everything in the order of keys. Each
// writer is confined to one thread; the tables share nothing, so they may be written side by side.
// Throws std::system_error.
#pragma once

#include "indexer/writer/glass_table_writer.hpp"
#include "indexer/writer/posting.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace evresi::indexer::glass {

/// What the version file says of the whole database.
struct Statistics {
    std::uint32_t documents = 0;
    std::uint32_t last_docid = 0;
    std::uint32_t least_length = 0;  ///< of documents that are not empty; 0 for none
    std::uint32_t greatest_length = 0;
    std::uint32_t greatest_frequency = 0;  ///< of any posting
    std::uint64_t total_length = 0;
};

/// What the database has of a value slot.
struct SlotStatistics {
    std::uint32_t slot = 0;
    std::uint32_t count = 0;  ///< of documents with a value
    std::string lowest;
    std::string highest;
};

/// The postings of terms, and with them metadata, values and lengths of documents. Calls come in
/// the order of the methods here.
class PostlistWriter {
public:
    explicit PostlistWriter(const std::string& folder) : table_(folder + "/postlist.glass") {}

    /// Keys rise; values are not empty.
    void add_metadata(std::string_view key, std::string_view value);
    /// Slots rise, and are below 128.
    void add_slot(const SlotStatistics& slot);
    /// Slots rise, and docids within a slot. Values are not empty.
    void add_value(std::uint32_t slot, std::uint32_t docid, std::string_view value);
    /// The lengths of all documents, as frequencies.
    void add_lengths(std::span<const Posting> lengths);
    /// Terms rise, and docids within a term. Requires a posting.
    void add_term(std::string_view term, std::span<const Posting> postings);

    [[nodiscard]] std::uint32_t greatest_frequency() const noexcept { return greatest_frequency_; }
    [[nodiscard]] TableInfo finish();

private:
    void finish_values();
    void add_list(std::string_view term, std::span<const Posting> postings, bool is_lengths);

    TableWriter table_;
    std::string key_;
    std::string tag_;
    std::string body_;
    std::uint32_t slot_ = 0;
    std::uint32_t last_docid_ = 0;  ///< of the values at hand
    std::uint32_t greatest_frequency_ = 0;
};

/// What is stored of each document.
class DocdataWriter {
public:
    explicit DocdataWriter(const std::string& folder) : table_(folder + "/docdata.glass") {}
    /// Docids rise.
    void add(std::uint32_t docid, std::string_view data);
    [[nodiscard]] TableInfo finish() { return table_.finish(); }

private:
    TableWriter table_;
    std::string key_;
};

/// Positions of terms in documents, for programs that look for phrases by Xapian alone.
class PositionWriter {
public:
    explicit PositionWriter(const std::string& folder) : table_(folder + "/position.glass") {}
    /// Terms rise, and docids within a term. Requires a position; they rise.
    void add(std::string_view term, std::uint32_t docid, std::span<const std::uint32_t> positions);
    [[nodiscard]] TableInfo finish() { return table_.finish(); }

private:
    TableWriter table_;
    std::string key_;
    std::string tag_;
};

/// The terms of each document, for programs that delete or replace documents by Xapian.
class TermlistWriter {
public:
    explicit TermlistWriter(const std::string& folder) : table_(folder + "/termlist.glass") {}
    /// Begins the list of a document with so many terms. Docids rise.
    void begin(std::uint32_t docid, std::uint32_t length, std::uint32_t terms);
    /// Terms rise.
    void add(std::string_view term, std::uint32_t frequency);
    /// Ends the list; `slots`: those in which the document has values, ascending.
    void end(std::span<const std::uint32_t> slots);
    [[nodiscard]] TableInfo finish() { return table_.finish(true); }

private:
    TableWriter table_;
    std::string key_;
    std::string tag_;
    std::string last_;
    bool is_first_ = true;
};

struct Tables {
    TableInfo postlist;
    TableInfo docdata;
    TableInfo termlist;
    TableInfo position;
};

/// Writes the version file, which makes the tables in `folder` a database. `uuid`: new for each
/// content.
void write_version_file(const std::string& folder,
                        const std::array<std::uint8_t, 16>& uuid,
                        const Tables& tables,
                        const Statistics& statistics);

}  // namespace evresi::indexer::glass

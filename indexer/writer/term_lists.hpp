// TermLists: turns postings, which come by term, round into the lists of terms that documents have.
// Postings wait in a scratch file for each range of documents, of which one at a time is read into
// memory; all terms are kept. Confined to one thread. Throws std::system_error.
#pragma once

#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/glass_database_writer.hpp"
#include "indexer/writer/output_file.hpp"
#include "indexer/writer/posting.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::indexer {

class TermLists {
public:
    /// For so many documents, by docid; the table goes to `folder`.
    TermLists(const std::string& folder, std::size_t documents);

    /// Terms rise, and docids within a term.
    void add(std::string_view term, std::span<const Posting> postings);

    /// Writes the table.
    [[nodiscard]] glass::TableInfo write(const DocumentSpool& documents);

private:
    struct Item {
        std::uint32_t docid = 0;
        std::uint32_t term = 0;  ///< number
        std::uint32_t frequency = 0;
    };
    void write_range(std::size_t range,
                     const DocumentSpool& documents,
                     glass::TermlistWriter& table) const;

    std::string folder_;
    std::string terms_;
    std::vector<std::uint64_t> starts_ = {0};
    std::vector<OutputFile> ranges_;
};

}  // namespace evresi::indexer

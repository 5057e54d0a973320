// What documents of one index tell of each other: which are nearly the same, and what one that
// lacks its project's acronym or programme inherits. Done when all documents are there and before
// the tables are written; what an earlier run linked is worked out anew.
#pragma once

#include "indexer/database/record_dictionary.hpp"
#include "indexer/writer/document_spool.hpp"

#include <cstdint>

namespace evresi::indexer {

struct LinkCounts {
    std::uint64_t near_duplicates = 0;  ///< documents with at least one near-duplicate
    std::uint64_t inherited = 0;        ///< documents with an inherited acronym or programme
};

/// Links the documents of a sealed spool:
/// - near-duplicates share a value of kSlotDuplicateGroup;
/// - one without an acronym takes that of its near-duplicates, if they agree on one;
/// - one without a programme takes those that all documents of its project agree on that have any.
/// Inherited values name the document that they are taken from. Throws std::system_error.
/// `dictionaries`: of the records, of which the last serves those that are written anew.
[[nodiscard]] LinkCounts link_documents(DocumentSpool& documents,
                                        const database::RecordDictionaries& dictionaries);

}  // namespace evresi::indexer

// What documents of one index tell of each other: which are nearly the same, and what one that
// lacks its project's acronym or programme inherits. Done on the finished database, since only that
// has all documents; what an earlier run linked is worked out anew.
#pragma once

#include <cstdint>
#include <string>

namespace evresi::indexer {

struct LinkCounts {
    std::uint64_t near_duplicates = 0;  ///< documents with at least one near-duplicate
    std::uint64_t inherited = 0;        ///< documents with an inherited acronym or programme
};

/// Links the documents of the database at `path`:
/// - near-duplicates share a value of kSlotDuplicateGroup;
/// - one without an acronym takes that of its near-duplicates, if they agree on one;
/// - one without a programme takes those that all documents of its project agree on that have any.
/// Inherited values name the document that they are taken from. Throws Xapian::Error.
[[nodiscard]] LinkCounts link_documents(const std::string& path);

}  // namespace evresi::indexer

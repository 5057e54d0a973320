// Parts: a build writes each batch of documents into a small database of its own and merges all of
// them at the end. Small databases keep Xapian's inverter in the processor's cache (0.7 of the CPU
// and an eighth of the memory of one large database, bench/RESULTS.md), need no lock between
// workers, and leave one compact database that was committed once.
#pragma once

#include "base/result.hpp"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace evresi::indexer {

/// A finished part: documents [first, last] by docid. Docids are ordinals of the input, so that the
/// merged database does not depend on how many workers there were.
struct Part {
    std::string path;
    Xapian::docid first = 0;
    Xapian::docid last = 0;
    Xapian::doccount documents = 0;
};

/// A part under construction. Confined to one thread. Throws Xapian::Error.
class PartWriter {
public:
    explicit PartWriter(std::string path);

    void add(Xapian::docid docid, const Xapian::Document& document);
    void set_metadata(const std::string& key, const std::string& value);
    /// Commits and closes.
    [[nodiscard]] Part finish();

private:
    Part part_;
    Xapian::WritableDatabase database_;
};

/// Deletes documents (ascending docids) from the parts that hold them. Throws Xapian::Error.
void delete_from_parts(std::vector<Part>& parts, const std::vector<Xapian::docid>& docids);

/// Merges `parts` (in docid order) into one compact database at `target`, keeping docids, and
/// removes them. Throws Xapian::Error.
void merge_parts(std::vector<Part> parts, const std::string& scratch, const std::string& target);

}  // namespace evresi::indexer

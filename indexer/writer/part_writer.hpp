// Parts: a build writes each batch of documents into a small database of its own and merges all of
// them at the end. Small databases keep Xapian's inverter in the processor's cache (0.7 of the CPU
// and an eighth of the memory of one large database), need no lock between workers, and leave one
// compact database that was committed once.
#pragma once

#include "base/result.hpp"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace evresi::indexer {

/// Ordinal of a document in the input of a run, from 1.
using Sequence = std::uint32_t;

/// A finished part: its i-th document (docid i + 1) is the input's sequences[i]; ascending. A part
/// that was carried over from an older database has no sequences.
struct Part {
    std::string path;
    std::vector<Sequence> sequences;
    Xapian::doccount documents = 0;
};

/// A part under construction. Confined to one thread. Throws Xapian::Error.
class PartWriter {
public:
    explicit PartWriter(std::string path);

    void add(Sequence sequence, const Xapian::Document& document);
    void set_metadata(const std::string& key, const std::string& value);
    [[nodiscard]] Xapian::doccount documents() const noexcept { return part_.documents; }
    /// Commits and closes.
    [[nodiscard]] Part finish();

private:
    Part part_;
    Xapian::WritableDatabase database_;
};

/// Deletes documents from a part by docid; those that it does not have are passed over. Throws
/// Xapian::Error.
void delete_from_part(Part& part, const std::vector<Xapian::docid>& docids);

/// Deletes documents (ascending sequences) from the parts that hold them. Throws Xapian::Error.
void delete_sequences(std::vector<Part>& parts, const std::vector<Sequence>& sequences);

/// Merges `parts`, in their order, into one compact database at `target` and removes them. Docids
/// are given anew, part after part; only documents deleted from within a part leave a gap. Throws
/// Xapian::Error.
void merge_parts(std::vector<Part> parts, const std::string& scratch, const std::string& target);

}  // namespace evresi::indexer

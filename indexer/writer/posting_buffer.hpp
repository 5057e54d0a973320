// PostingBuffer: the terms of documents as they come, one document after the other, until they are
// sorted by term into a run: a counting sort, so that each posting is moved twice and compared never.
// 16 bytes a posting with its position, and as much again while a run is made. Confined to one thread.
#pragma once

#include "indexer/writer/posting.hpp"
#include "indexer/writer/term_dictionary.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace evresi::indexer {

/// A term of a document and its frequency there.
struct TermFrequency {
    TermNumber term = 0;
    std::uint32_t frequency = 0;
};
/// A term at a position.
struct Occurrence {
    TermNumber term = 0;
    std::uint32_t position = 0;
};

class PostingBuffer {
public:
    /// Adds a document behind all others: each of its terms once, and the positions of terms that
    /// have any, rising for each term.
    void add(Sequence document,
             std::span<const TermFrequency> terms,
             std::span<const Occurrence> occurrences);
    /// Adds to the number that a term stands for in place of postings.
    void add_count(TermNumber term, std::uint64_t count);

    /// Bytes of memory, about, and what making a run takes beside them.
    [[nodiscard]] std::size_t memory() const noexcept;

    /// A run (run.hpp) of all that was added, whose terms `dictionary` has; forgets it.
    [[nodiscard]] std::string take_run(const TermDictionary& dictionary);

    /// The document that was added last: for tests and for the reference writer.
    [[nodiscard]] std::span<const TermFrequency> last_terms() const noexcept;
    [[nodiscard]] std::span<const Occurrence> last_occurrences() const noexcept;

private:
    struct Document {
        Sequence sequence = 0;
        std::size_t terms_end = 0;
        std::size_t occurrences_end = 0;
    };

    std::vector<Document> documents_;
    std::vector<TermFrequency> terms_;
    std::vector<Occurrence> occurrences_;
    std::vector<std::uint64_t> counts_;  ///< by term
};

}  // namespace evresi::indexer

// PostingBuffer: the terms of documents as they come, one document after the other, until they are
// sorted by term into a run: a counting sort, so that each posting is moved twice and compared
// never. 8 bytes a posting and 8 a position, as much again while a run is made, and 16 a term.
// Confined to one thread.
#pragma once

#include "indexer/writer/posting.hpp"
#include "indexer/writer/term_dictionary.hpp"

#include <algorithm>
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

/// A list that grows without moving what it has. Items are added by several at a time.
template <class Item>
class ChunkedList {
public:
    void append(std::span<const Item> items) {
        for (size_ += items.size(); !items.empty();) {
            if (chunks_.empty() || chunks_.back().size() == kChunkItems) {
                chunks_.emplace_back().reserve(kChunkItems);
            }
            std::vector<Item>& chunk = chunks_.back();
            const std::size_t count = std::min(items.size(), kChunkItems - chunk.size());
            chunk.insert(chunk.end(), items.begin(),
                         items.begin() + static_cast<std::ptrdiff_t>(count));
            items = items.subspan(count);
        }
    }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const Item& operator[](std::size_t index) const noexcept {
        return chunks_[index / kChunkItems][index % kChunkItems];
    }
    void clear() { *this = {}; }

private:
    static constexpr std::size_t kChunkItems = std::size_t{1} << 16U;
    std::vector<std::vector<Item>> chunks_;
    std::size_t size_ = 0;
};

class PostingBuffer {
public:
    /// Begins a document, whose sequence is greater than the last one's. What follows is its.
    void begin_document(Sequence sequence) {
        documents_.push_back({sequence, 0, 0});
        last_terms_.clear();
        last_occurrences_.clear();
    }

    /// Counts a term of the document at hand so many times more.
    void count(TermNumber term, std::uint32_t times) {
        TermState& state = state_of(term);
        const auto document = static_cast<std::uint32_t>(documents_.size());
        if (state.document != document) {
            state.document = document;
            state.place = static_cast<std::uint32_t>(last_terms_.size());
            ++state.postings;
            last_terms_.push_back({term, times});
        } else {
            last_terms_[state.place].frequency += times;
        }
    }
    /// Fetches what count() needs of a term into the processor's cache.
    void fetch(TermNumber term) const noexcept {
        if (term < states_.size()) __builtin_prefetch(&states_[term], 1);
    }
    /// Adds a position of a term that the document has; they rise for each term.
    void add_position(TermNumber term, std::uint32_t position) {
        ++state_of(term).positions;
        last_occurrences_.push_back({term, position});
    }
    void end_document() {
        terms_.append(last_terms_);
        occurrences_.append(last_occurrences_);
        documents_.back().terms_end = terms_.size();
        documents_.back().occurrences_end = occurrences_.size();
    }

    /// Adds to the number that a term stands for in place of postings.
    void add_count(TermNumber term, std::uint64_t count) {
        if (term >= counts_.size()) counts_.resize(std::max<std::size_t>(term + 1, 2 * term));
        counts_[term] += count;
    }

    /// Bytes of memory, about, with what making a run takes beside them.
    [[nodiscard]] std::size_t memory() const noexcept;

    /// A run (run.hpp) of all that was added, whose terms `dictionary` has; forgets it.
    [[nodiscard]] std::string take_run(const TermDictionary& dictionary);

    /// The document that was added last: for tests and for the reference writer.
    [[nodiscard]] std::span<const TermFrequency> last_terms() const noexcept { return last_terms_; }
    [[nodiscard]] std::span<const Occurrence> last_occurrences() const noexcept {
        return last_occurrences_;
    }

private:
    struct Document {
        Sequence sequence = 0;
        std::size_t terms_end = 0;
        std::size_t occurrences_end = 0;
    };
    struct TermState {
        std::uint32_t document = 0;  ///< number of the last one that has it, from 1
        std::uint32_t place = 0;     ///< among its terms
        std::uint32_t postings = 0;
        std::uint32_t positions = 0;
    };
    TermState& state_of(TermNumber term) {
        if (term >= states_.size()) states_.resize(std::max<std::size_t>(term + 1, 2 * term));
        return states_[term];
    }

    std::vector<Document> documents_;
    ChunkedList<TermFrequency> terms_;
    ChunkedList<Occurrence> occurrences_;
    std::vector<TermFrequency> last_terms_;  ///< of the document at hand
    std::vector<Occurrence> last_occurrences_;
    std::vector<TermState> states_;      ///< by term
    std::vector<std::uint64_t> counts_;  ///< by term
};

}  // namespace evresi::indexer

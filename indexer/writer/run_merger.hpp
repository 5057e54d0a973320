// RunMerger: the entries of several runs in the order of their terms; what they have under one term
// is brought together: counts are added up, postings put in the order of documents, numbered anew.
// Confined to one thread.
#pragma once

#include "indexer/writer/posting.hpp"
#include "indexer/writer/run.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::indexer {

/// Docids by sequence; 0 for documents that were left out. Sequences behind the end are left out.
using DocidMap = std::vector<std::uint32_t>;

class RunMerger {
public:
    /// `runs` and `docids` must outlive the merger.
    RunMerger(std::span<const std::string_view> runs, const DocidMap& docids);

    /// Goes to the next term that has a count or a posting; false at the end.
    bool next();

    [[nodiscard]] const std::string& term() const noexcept { return term_; }
    [[nodiscard]] EntryKind kind() const noexcept { return kind_; }
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    /// By docid.
    [[nodiscard]] std::span<const Posting> postings() const noexcept { return postings_; }
    /// Of all postings, one after the other.
    [[nodiscard]] std::span<const std::uint32_t> positions() const noexcept { return positions_; }

private:
    /// What one run has under the term.
    struct Part {
        std::vector<Posting> postings;
        std::vector<std::uint32_t> positions;
    };
    void gather();
    /// Renumbers the documents of a part and takes out those that were left out.
    void renumber(Part& part) const;
    void interleave(std::span<const Part> parts);

    const DocidMap& docids_;
    std::vector<RunReader> readers_;
    std::vector<std::size_t> heap_;     ///< readers that have an entry, the least term on top
    std::vector<std::size_t> current_;  ///< readers of the entry at hand
    std::vector<Part> parts_;
    std::string term_;
    EntryKind kind_ = EntryKind::count;
    std::uint64_t count_ = 0;
    std::vector<Posting> postings_;
    std::vector<std::uint32_t> positions_;
};

}  // namespace evresi::indexer

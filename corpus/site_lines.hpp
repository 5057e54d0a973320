// SiteLines: which lines stand in several documents of one site. Counts hashed (site, line) pairs
// in a table of fixed size: rare lines give way to newer ones, so that memory stays bounded however
// long the run. Confined to one thread.
#pragma once

#include "corpus/boilerplate.hpp"
#include "corpus/document.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// The site of a document: the host of its URL, else the folder of its file. Empty for a row
/// without a URL: what rows repeat is more often a register's or a manual's own text than a site's,
/// and the source has said what is text. A view into `document`.
[[nodiscard]] std::string_view site_of(const Document& document) noexcept;

/// How many documents are looked at together, whichever comes first: each sees the lines of the
/// others, those behind it too.
inline constexpr std::size_t kBatchDocuments = 1000;
inline constexpr std::size_t kBatchBytes = 8u << 20;

class SiteLines {
public:
    SiteLines();

    /// Counts the lines of `document`, each once, as the next document of the batch.
    void add(const Document& document);

    /// Whether the batch has as much as is looked at together.
    [[nodiscard]] bool is_full() const noexcept {
        return batch_.size() >= kBatchDocuments || bytes_ >= kBatchBytes;
    }

    /// Ends the batch: for each of its documents, in order, in how many documents added so far each
    /// of its lines stands.
    [[nodiscard]] std::vector<LineRepeats> end_batch();

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint16_t last_document = 0;  // the lower bits of its number
        std::uint16_t count = 0;          // at most 255
    };
    static constexpr std::size_t kWays = 4;
    static constexpr std::size_t kBuckets = std::size_t{1} << 17;

    void count_line(std::uint64_t line);
    [[nodiscard]] std::uint8_t count_of(std::uint64_t line) const noexcept;

    std::vector<Slot> slots_;
    std::vector<std::vector<std::uint64_t>> batch_;  // hashed lines of each document
    std::size_t bytes_ = 0;                          // of its titles and texts
    std::uint16_t document_ = 0;
};

}  // namespace evresi::corpus

// Runs: what one worker has inverted, sorted by terms: for each its postings and positions, or a
// count. Runs are merged into the tables; one that memory has no room for waits in a file. The form
// is private to one job: front-coded terms, numbers as varints, gaps between documents and
// positions.
#pragma once

#include "indexer/writer/posting.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::indexer {

enum class EntryKind : std::uint8_t {
    postings,   ///< documents and frequencies
    positions,  ///< and positions
    count,      ///< one number, to be added up
};

class RunWriter {
public:
    /// Entries come in the order of the bytes of their terms, each term once.
    void add_count(std::string_view term, std::uint64_t count);
    /// `positions`: those of all postings, one after the other. The frequency and the number of
    /// positions of each are its own. Requires documents that rise.
    void add(std::string_view term,
             EntryKind kind,
             std::span<const Posting> postings,
             std::span<const std::uint32_t> positions);

    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    void add_term(std::string_view term, EntryKind kind);
    /// So many bytes to write to, until the next call.
    [[nodiscard]] char* room(std::size_t bytes);

    std::string bytes_;
    std::string last_;
    std::vector<char> scratch_;
};

/// Reads what a RunWriter wrote, entry by entry.
class RunReader {
public:
    explicit RunReader(std::string_view bytes) noexcept : left_(bytes) {}

    /// Goes to the next entry; false at the end.
    bool next();

    [[nodiscard]] const std::string& term() const noexcept { return term_; }
    [[nodiscard]] EntryKind kind() const noexcept { return kind_; }
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    /// Appends the postings and positions of the entry.
    void read(std::vector<Posting>& postings, std::vector<std::uint32_t>& positions) const;

private:
    std::string_view left_;
    std::string term_;
    EntryKind kind_ = EntryKind::count;
    std::uint64_t count_ = 0;  ///< or of postings
    std::string_view postings_;
    std::string_view positions_;
};

}  // namespace evresi::indexer

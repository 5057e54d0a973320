// PositionsWriter: writes the positions file of a shard (positions.hpp) term by term, in one pass.
// Data goes to the file as it comes; kept in memory are one block of postings, one of terms, and
// eight bytes for every 128 postings of the term at hand and every 16 terms of all. Confined to one
// thread. Not here: fsync, which the publishing of a generation does for all files.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::database {

class PositionsWriter {
public:
    /// Makes the file in `folder`, which must exist; io_error.
    [[nodiscard]] static Result<PositionsWriter> create(const std::string& folder);

    /// Terms must come in the order of their bytes, each once. One without documents is left out.
    void begin_term(std::string_view term);
    /// Documents must come by ascending docid, from 1; `positions` ascending, each once. A document
    /// without any is left out.
    void add(std::uint32_t docid, std::span<const std::uint32_t> positions);
    void end_term();

    /// Completes the file. io_error, also for all that could not be written before.
    [[nodiscard]] Result<void> finish();

private:
    PositionsWriter() = default;
    void write(std::string_view bytes);
    void finish_postings();
    void finish_terms();

    std::string path_;
    std::ofstream file_;
    std::uint64_t written_ = 0;  ///< bytes

    std::string term_;
    std::uint64_t documents_ = 0;   ///< of the term so far
    std::uint64_t term_begin_ = 0;  ///< offset of its data
    std::uint32_t last_docid_ = 0;  ///< of the block before
    std::string skips_;
    std::vector<std::uint32_t> gaps_;       ///< of the block at hand
    std::uint32_t docid_ = 0;               ///< its last so far
    std::vector<std::uint32_t> counts_;     ///< positions of each posting
    std::vector<std::uint32_t> positions_;  ///< of all its postings, as they are coded
    std::string bits_;

    std::string listed_;  ///< the dictionary block at hand
    std::string previous_term_;
    std::size_t listed_terms_ = 0;
    std::uint64_t block_begin_ = 0;  ///< offset of the data of its first term
    std::uint64_t terms_ = 0;
    std::vector<std::uint64_t> index_;
};

}  // namespace evresi::database

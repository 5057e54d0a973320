// Positions: where the words of a shard stand in its documents, for phrases and words near each
// other; one mapped file beside the shard's tables (docs/index-format.md, "Positions"). Immutable,
// shared by threads. PositionCursor goes through the documents of one term without reading the
// positions that nobody asks for; confined to one thread. What is read in a damaged file never lies
// outside of it: functions of a cursor then throw Xapian::DatabaseCorruptError, as reading a
// damaged table does.
#pragma once

#include "base/result.hpp"
#include "indexer/database/mapped_file.hpp"
#include "indexer/database/positions_format.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::database {

class PositionCursor {
public:
    /// At the end.
    PositionCursor() = default;

    /// The current document; 0 at the end.
    [[nodiscard]] std::uint32_t docid() const noexcept { return docid_; }
    /// All documents of the term.
    [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }

    void next();
    /// To the first document at or behind `docid`; never backwards.
    void skip_to(std::uint32_t docid);

    /// The positions of the term in the current document, ascending. Requires one.
    void positions(std::vector<std::uint32_t>& found);

private:
    friend class Positions;
    /// `data`: of one term, followed by positions_format::kPadding bytes at least.
    PositionCursor(std::string_view data, std::uint32_t documents);

    void load_block(std::size_t block);
    void load_starts();

    std::string_view data_;
    std::uint32_t documents_ = 0;
    std::size_t blocks_ = 0;
    std::uint32_t docid_ = 0;

    std::size_t block_ = 0;     ///< at hand
    std::size_t at_ = 0;        ///< posting within the block
    std::size_t postings_ = 0;  ///< of the block
    std::array<std::uint32_t, positions_format::kBlockPostings> docids_{};

    unsigned position_width_ = 0;
    std::uint64_t counts_at_ = 0;  ///< bit in data_ where the counts of the block begin
    bool has_starts_ = false;
    std::uint64_t lows_at_ = 0;  ///< bit of the first position's
    /// By posting: the number of its first position within the block; one past the last at the end.
    std::array<std::uint32_t, positions_format::kBlockPostings + 1> starts_{};
    std::uint32_t coded_ = 0;     ///< positions of the block whose highs lie before coded_at_
    std::uint64_t coded_at_ = 0;  ///< bit
};

class Positions {
public:
    /// No terms.
    Positions() = default;

    /// Maps the file in the folder of a shard. index_damaged.
    [[nodiscard]] static Result<Positions> open(const std::string& folder);

    /// The documents of a term, the first of them current. The cursor must not outlive this object.
    /// Throws Xapian::DatabaseCorruptError.
    [[nodiscard]] PositionCursor find(std::string_view term) const;

    [[nodiscard]] std::size_t terms() const noexcept { return terms_; }

private:
    struct Term {
        std::uint64_t begin = 0;  ///< offset of its data
        std::uint64_t bytes = 0;
        std::uint64_t documents = 0;
    };
    [[nodiscard]] std::uint64_t block_begin(std::size_t block) const;
    [[nodiscard]] std::optional<Term> find_in_block(std::size_t block,
                                                    std::string_view wanted) const;

    MappedFile file_;
    std::size_t terms_ = 0;
    std::size_t blocks_ = 0;  ///< of the dictionary
    std::size_t index_begin_ = 0;
};

}  // namespace evresi::database

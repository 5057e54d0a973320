// ColumnsWriter: makes the columns file of a shard (columns.hpp) from its documents, one after the
// other. Keeps a number of each document and one copy of each distinct value in memory. Confined to
// one thread.
#pragma once

#include "base/result.hpp"
#include "indexer/database/columns_format.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::database {

/// What the columns have of one document; views need to live for the call only.
struct ColumnEntry {
    std::uint32_t length = 0;  ///< as Xapian counts it
    /// By Field: what stands in its value slot (values joined by kValueSeparator); empty for
    /// unknown.
    std::array<std::string_view, kFieldCount> fields;
    std::array<std::string_view, kGroupingCount> groups;  ///< by Grouping; empty: it is alone
    std::string_view title;  ///< folded, as in kSlotTitle; empty: it has none
};

class ColumnsWriter {
public:
    ColumnsWriter();

    /// Takes the next document. Docids rise; those left out do not exist.
    void add(std::uint32_t docid, const ColumnEntry& entry);

    /// Writes the file into the folder of its shard, without flushing it to the disk. The writer is
    /// used up. io_error.
    [[nodiscard]] Result<void> finish(const std::string& shard_folder);

private:
    /// Gives each distinct string the next number, and keeps it.
    class Numbering {
    public:
        Numbering();
        std::uint32_t number(std::string_view text);
        [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
        [[nodiscard]] std::size_t bytes() const noexcept { return text_.size(); }
        [[nodiscard]] std::uint32_t size() const noexcept {
            return static_cast<std::uint32_t>(starts_.size() - 1);
        }
        [[nodiscard]] std::string_view operator[](std::uint32_t number) const noexcept {
            return std::string_view(text_).substr(starts_[number],
                                                  starts_[number + 1] - starts_[number]);
        }

    private:
        [[nodiscard]] std::size_t place(std::string_view text, std::uint64_t hash) const;
        void grow();

        std::string text_;
        std::vector<std::size_t> starts_;    ///< one past the last at the end
        std::vector<std::uint64_t> hashes_;  ///< by number
        std::vector<std::uint32_t> table_;   ///< number + 1 where a hash leads; 0: nothing
    };

    struct ColumnData {
        Numbering sets;                    ///< joined values
        std::vector<std::uint32_t> codes;  ///< number of the set, by docid
        bool has_parts = false;            ///< some sets are of several values
    };
    struct Sets;
    static Sets take_apart(const Numbering& joined,
                           const Numbering& values,
                           const std::vector<std::uint32_t>& value_rank);
    void put(std::size_t column, std::string_view joined);
    static columns_format::ColumnHeader append(const ColumnData& column, std::string& bytes);

    std::array<ColumnData, columns_format::kColumnCount> columns_;
    std::vector<std::uint32_t> lengths_;  ///< by docid
    std::uint64_t total_length_ = 0;
    std::uint32_t documents_ = 0;
};

}  // namespace evresi::database

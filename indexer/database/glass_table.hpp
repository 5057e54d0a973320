// GlassTable: one B-tree of a glass database, mapped and read in place; docs/index-format.md names
// the database, its form is Xapian's. Immutable, shared by threads; only databases that nobody
// writes any more may be read so. Entries is a place among its entries; confined to one thread.
// Damaged bytes never lead outside of the file: they throw Xapian::DatabaseCorruptError. Not here:
// what is in an entry.
#pragma once

#include "base/result.hpp"
#include "indexer/database/mapped_file.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::database {

class GlassTable {
public:
    class Entries;

    /// No entries.
    GlassTable() = default;

    /// Maps the posting table of the database in `folder`. index_damaged.
    [[nodiscard]] static Result<GlassTable> open_postings(const std::string& folder);

private:
    static constexpr std::size_t kMostLevels = 10;

    [[nodiscard]] bool read_root(std::string_view iamglass);

    MappedFile file_;
    std::size_t block_size_ = 0;
    std::uint32_t root_ = 0;
    std::uint32_t level_ = 0;  ///< of the root; leaves have 0
};

class GlassTable::Entries {
public:
    /// Nowhere. `table` must outlive this object.
    explicit Entries(const GlassTable& table) : table_(&table) {}

    /// Goes to the last entry whose key is not greater than `key`. There always is one: the first
    /// of a table has an empty key and an empty tag.
    void seek(std::string_view key);
    /// Goes to the next entry; false when there is none. Requires a place.
    bool next();

    [[nodiscard]] std::string_view key() const noexcept { return key_; }
    /// The value; valid until the next call. Leaves the place where it is.
    [[nodiscard]] std::string_view tag();

private:
    struct Item {
        std::string_view key;
        std::string_view rest;   ///< the child's number and more, or the tag's part
        std::uint32_t part = 1;  ///< of the tag, from 1
        bool is_last_part = true;
    };
    struct Place {
        std::string_view block;
        std::size_t item = 0;
        std::size_t items = 0;
    };

    [[nodiscard]] Place open_block(std::uint32_t number, std::uint32_t level) const;
    [[nodiscard]] static Item leaf_item(const Place& place, std::size_t number);
    [[nodiscard]] static Item branch_item(const Place& place, std::size_t number);
    /// Down to the first or the last leaf below the place on `level`.
    void descend(std::uint32_t level, bool to_last);
    bool step_forward();
    bool step_backward();
    void read_item() { item_ = leaf_item(path_[0], path_[0].item); }

    const GlassTable* table_;
    std::array<Place, kMostLevels> path_{};  ///< by level
    Item item_;
    std::string_view key_;
    /// Put together, when it has several parts. No string: its bytes stay where they are when this
    /// object is moved.
    std::vector<char> tag_;
};

}  // namespace evresi::database

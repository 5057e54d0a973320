// Columns: for every document the ordinals of its facet values and its length, in memory, so that
// counting facets costs an array look-up instead of a value fetch (3x the whole query,
// bench/RESULTS.md). Built from the database when a generation is opened. Immutable; shared by all
// searchers of a generation.
#pragma once

#include "indexer/database/schema.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

namespace evresi::database {

/// The values of one field: a dictionary and, for each document, the ordinals of its values.
class Column {
public:
    /// Reads a value slot of `database`, a single glass shard. Throws Xapian::Error.
    Column(const Xapian::Database& database, std::uint32_t slot);

    /// Distinct values, sorted by bytes; kUnknown stands for documents without a value.
    [[nodiscard]] std::span<const std::string> values() const noexcept { return values_; }

    /// Ordinals into values() of document `docid` (1-based). At least one; documents that do not
    /// exist have none.
    [[nodiscard]] std::span<const std::uint32_t> ordinals(std::uint32_t docid) const noexcept {
        if (docid + 1 >= starts_.size()) return {};
        // Asked for each match of each query: without the checks of the library's operator[].
        const std::uint32_t* const starts = starts_.data() + docid;
        return {ordinals_.data() + starts[0], ordinals_.data() + starts[1]};
    }

    /// Documents that have the value with this ordinal.
    [[nodiscard]] std::uint32_t documents(std::size_t ordinal) const noexcept {
        return documents_[ordinal];
    }

    /// Ordinal of a value, or -1.
    [[nodiscard]] std::int64_t find(std::string_view value) const noexcept;

private:
    std::vector<std::string> values_;
    std::vector<std::uint32_t> starts_;  ///< per docid, one past the last at the end
    std::vector<std::uint32_t> ordinals_;
    std::vector<std::uint32_t> documents_;  ///< per value
};

class Columns {
public:
    /// Reads all fields and groupings of `database`, a single glass shard. Throws Xapian::Error.
    explicit Columns(const Xapian::Database& database);

    [[nodiscard]] const Column& column(Field field) const noexcept {
        return columns_[static_cast<std::size_t>(field)];
    }
    /// Length of a document in parts of the average length; 0 for one that does not exist.
    [[nodiscard]] float relative_length(std::uint32_t docid) const noexcept {
        return docid < relative_lengths_.size() ? relative_lengths_.data()[docid] : 0.0F;
    }
    /// The group of each document; kUnknown for one that is alone.
    [[nodiscard]] const Column& groups(Grouping grouping) const noexcept {
        return columns_[kFieldCount + static_cast<std::size_t>(grouping)];
    }

private:
    std::vector<Column> columns_;          ///< of the fields, then of the groupings
    std::vector<float> relative_lengths_;  ///< by docid
};

}  // namespace evresi::database

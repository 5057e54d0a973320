// Columns: for every document its facet values, its groups, its title and its length, as numbers
// that are found by docid: counting a facet costs an array look-up instead of a value fetch (3x the
// whole query, bench/RESULTS.md). A file beside the tables of each shard, mapped when a generation
// is opened. Immutable; shared by all searchers of a generation. Not here: how the file is made
// (columns_writer.hpp).
#pragma once

#include "base/result.hpp"
#include "indexer/database/columns_format.hpp"
#include "indexer/database/mapped_file.hpp"
#include "indexer/database/schema.hpp"

#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::database {

/// The file's name inside the folder of a shard.
inline constexpr std::string_view kColumnsName = "columns";

/// The distinct values of a column, sorted by bytes. A view into the mapped file.
class ColumnValues {
public:
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = std::string_view;
        using difference_type = std::ptrdiff_t;
        using pointer = const std::string_view*;
        using reference = std::string_view;

        Iterator(const ColumnValues* values, std::size_t at) : values_(values), at_(at) {}
        std::string_view operator*() const noexcept { return (*values_)[at_]; }
        Iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        bool operator==(const Iterator& other) const noexcept { return at_ == other.at_; }

    private:
        const ColumnValues* values_;
        std::size_t at_;
    };

    ColumnValues() = default;
    /// `starts`: of each value in `text`, and the end of the last.
    ColumnValues(std::span<const std::uint32_t> starts, std::string_view text)
        : starts_(starts), text_(text) {}

    [[nodiscard]] std::size_t size() const noexcept {
        return starts_.empty() ? 0 : starts_.size() - 1;
    }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] std::string_view operator[](std::size_t ordinal) const noexcept {
        const std::uint32_t begin = starts_[ordinal];
        const std::uint32_t end = starts_[ordinal + 1];
        if (begin > end || end > text_.size()) return {};
        return text_.substr(begin, end - begin);
    }
    [[nodiscard]] Iterator begin() const noexcept { return {this, 0}; }
    [[nodiscard]] Iterator end() const noexcept { return {this, size()}; }

private:
    std::span<const std::uint32_t> starts_;
    std::string_view text_;
};

/// The values of one field: a dictionary, the sets of values that documents have, and the number of
/// its set for each document.
class Column {
public:
    /// The set of a document that has none, because it does not exist.
    static constexpr std::uint32_t kNoSet = 0xFFFFFFFF;

    /// kUnknown stands for documents without a value (in titles: nothing does).
    [[nodiscard]] ColumnValues values() const noexcept { return values_; }

    /// Ordinals into values() of document `docid` (1-based). At least one; documents that do not
    /// exist have none.
    [[nodiscard]] std::span<const std::uint32_t> ordinals(std::uint32_t docid) const noexcept {
        const std::uint32_t number = set(docid);
        return number == kNoSet ? std::span<const std::uint32_t>() : ordinals_of_set(number);
    }

    /// Documents that have the value with this ordinal.
    [[nodiscard]] std::uint32_t documents(std::size_t ordinal) const noexcept {
        return documents_[ordinal];
    }

    /// Ordinal of a value, or -1.
    [[nodiscard]] std::int64_t find(std::string_view value) const noexcept;

    /// Distinct sets of values that documents have.
    [[nodiscard]] std::size_t sets() const noexcept { return sets_; }
    /// The number of the document's set, or kNoSet.
    [[nodiscard]] std::uint32_t set(std::uint32_t docid) const noexcept {
        std::uint32_t number = kNoSet;
        with_sets([&](const auto& set_of) { number = set_of(docid); });
        return number;
    }
    /// At least one. Requires a set of this column.
    [[nodiscard]] std::span<const std::uint32_t> ordinals_of_set(std::uint32_t set) const noexcept {
        if (set_starts_.empty()) return ordinals_.subspan(set, 1);
        return ordinals_.subspan(set_starts_[set], set_starts_[set + 1] - set_starts_[set]);
    }

    /// Calls `use` once with what does set(docid), for loops over many documents: how wide the
    /// stored numbers are is then asked before the loop.
    template <typename Use>
    void with_sets(const Use& use) const {
        switch (code_bytes_) {
        case 1:
            use(SetOf<std::uint8_t>{codes_, size_, sets_});
            break;
        case 2:
            use(SetOf<std::uint16_t>{codes_, size_, sets_});
            break;
        default:
            use(SetOf<std::uint32_t>{codes_, size_, sets_});
            break;
        }
    }

private:
    friend class Columns;

    template <typename Code>
    struct SetOf {
        const void* codes;
        std::uint32_t size;
        std::uint32_t sets;
        std::uint32_t operator()(std::uint32_t docid) const noexcept {
            if (docid >= size) return kNoSet;
            const std::uint32_t code = static_cast<const Code*>(codes)[docid];
            return code < sets ? code : kNoSet;
        }
    };

    ColumnValues values_;
    std::span<const std::uint32_t> documents_;   ///< per value
    std::span<const std::uint32_t> set_starts_;  ///< one past the last at the end, or nothing
    std::span<const std::uint32_t> ordinals_;    ///< per set
    const void* codes_ = nullptr;                ///< by docid
    std::uint32_t code_bytes_ = 1;
    std::uint32_t size_ = 0;  ///< of codes
    std::uint32_t sets_ = 0;
};

/// The values of one field in several shards together: each shard has ordinals of its own, and what
/// is counted by them is added up by value.
struct MergedValues {
    std::vector<std::string_view> values;              ///< distinct, sorted by bytes
    std::vector<std::vector<std::uint32_t>> ordinals;  ///< by shard and its ordinal: into values
};

/// Merges the values of `shards`, whose files must outlive the result.
[[nodiscard]] MergedValues merge_values(std::span<const Column* const> shards);

class Columns {
public:
    /// Maps the columns in the folder of a shard. index_damaged when the file is missing or
    /// malformed. What is read for each document and value later is checked then.
    [[nodiscard]] static Result<Columns> open(const std::string& folder);

    [[nodiscard]] const Column& column(Field field) const noexcept {
        return columns_[static_cast<std::size_t>(field)];
    }
    /// The group of each document; kUnknown for one that is alone.
    [[nodiscard]] const Column& groups(Grouping grouping) const noexcept {
        return columns_[kFieldCount + static_cast<std::size_t>(grouping)];
    }
    /// The folded title of each document that has one.
    [[nodiscard]] const Column& titles() const noexcept {
        return columns_[columns_format::kTitleColumn];
    }

    /// Length of a document in parts of the average length; 0 for one that does not exist.
    [[nodiscard]] float relative_length(std::uint32_t docid) const noexcept {
        return docid < lengths_.size() ? static_cast<float>(lengths_[docid]) * inverse_average_
                                       : 0.0F;
    }

    [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }
    /// Of all documents together.
    [[nodiscard]] std::uint64_t total_length() const noexcept { return total_length_; }

private:
    Columns() = default;
    [[nodiscard]] bool read();

    MappedFile file_;
    std::vector<Column> columns_;             ///< of the fields, the groupings, the titles
    std::span<const std::uint32_t> lengths_;  ///< by docid
    std::uint64_t total_length_ = 0;
    std::uint32_t documents_ = 0;
    float inverse_average_ = 1.0F;
};

}  // namespace evresi::database

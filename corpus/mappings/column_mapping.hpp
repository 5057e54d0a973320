// ColumnMapping: what the columns of a table mean: which of our fields they go to, and how their
// values are written there. Mappings for exports of others are files of this folder, compiled into
// the program; a user's is a file of the same form. Immutable after construction.
#pragma once

#include "base/result.hpp"
#include "corpus/row_fields.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// How one field is made of the columns of a row. Heads are compared without regard to case.
struct ColumnRule {
    std::string field;                 ///< a key of ours, or the name of a stored field
    std::vector<std::string> columns;  ///< `text` takes all that have a value, others the first
    std::vector<std::string> start;    ///< of a period: columns with a date
    std::vector<std::string> end;
    std::vector<std::string> dates;  ///< forms of dates: "dd/mm/yyyy"
    std::string separators;          ///< characters between the values of a list in one cell
    bool drops_faults = false;       ///< a value that cannot be taken is kept as a stored field
};

struct ColumnMapping {
    /// Heads that a file has if this mapping is meant for it; each may name others with '|'.
    std::vector<std::string> recognise;
    std::vector<ColumnRule> rules;

    /// Adds one column to a field.
    void add(std::string_view head, std::string_view field);
};

/// A mapping that is compiled into the program.
struct MappingText {
    std::string_view name;
    std::string_view toml;
};
extern const std::span<const MappingText> kMappingTexts;

/// Reads a mapping; invalid_argument names the line at fault.
[[nodiscard]] Result<ColumnMapping> parse_mapping(std::string_view toml);

/// The mapping compiled in under `name`, else the one in the file of that path.
[[nodiscard]] Result<ColumnMapping> load_mapping(const std::string& name);

/// The compiled-in mapping that alone recognises these heads, or null.
[[nodiscard]] const ColumnMapping* recognise_mapping(std::span<const std::string> heads);

/// A date written in one of `forms` ('d', 'm' and 'y' stand for digits; a time may follow), as
/// ISO 8601; nothing when it is in none of them.
[[nodiscard]] std::optional<std::string> iso_date(std::string_view text,
                                                  std::span<const std::string> forms);

/// One value of a row, under the name of the field it is for.
struct NamedValue {
    std::string name;
    RowValue value;
    std::string head = {};      ///< the column it came from, for a value that is to be kept
    bool drops_faults = false;  ///< kept as a stored field under `head` when it cannot be taken
};

/// Sets `values` in `document`. Returns what is wrong with the first that cannot be taken.
[[nodiscard]] std::optional<std::string> set_row_fields(Document& document,
                                                        std::vector<NamedValue>&& values);

/// A mapping applied to the head line of one file: turns cells into named values.
class ColumnPlan {
public:
    /// `mapping` may be null: columns then go by their heads.
    ColumnPlan(std::vector<std::string> heads, const ColumnMapping* mapping);

    [[nodiscard]] std::size_t columns() const noexcept { return heads_.size(); }
    [[nodiscard]] bool has_field(std::string_view field) const noexcept;

    /// The values of one row. Requires as many cells as columns. What is wrong with a date goes to
    /// `fault`.
    [[nodiscard]] std::vector<NamedValue> values(std::vector<std::string>&& cells,
                                                 std::optional<std::string>& fault) const;

private:
    struct Step {
        const ColumnRule* rule = nullptr;
        std::vector<std::size_t> columns;
        std::vector<std::size_t> start;
        std::vector<std::size_t> end;
    };
    struct RowState;

    void take_rules();
    [[nodiscard]] std::vector<std::size_t> find(std::span<const std::string> names) const;
    void take_period(const Step& step, RowState& state) const;
    void take_field(const Step& step, RowState& state) const;

    std::vector<std::string> heads_;
    std::vector<ColumnRule> rules_;
    std::vector<Step> steps_;
};

}  // namespace evresi::corpus

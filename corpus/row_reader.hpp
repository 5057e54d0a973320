// The rows of a table (CSV, TSV) or of JSON lines as named values, before anyone takes them for
// documents: what the readers of such files and of lists of files share. Stateless.
#pragma once

#include "corpus/mappings/column_mapping.hpp"
#include "corpus/reader.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace evresi::corpus {

struct Row {
    std::uint64_t line = 0;    ///< in the source
    std::uint64_t number = 0;  ///< of the row, from 1; rejected rows count
    std::vector<NamedValue> values;
};

struct RowSink {
    /// Says what is wrong with the fields that a table's head line names, or nothing.
    std::function<std::optional<std::string>(const ColumnPlan&)> heads;
    /// Takes a row; returns false to stop.
    std::function<bool(Row&&)> row;
    /// Takes a refusal; returns false to stop.
    std::function<bool(Rejection&&)> rejected;
};

/// Reads CSV or TSV. An Error means that the source as a whole failed.
[[nodiscard]] Result<void> read_csv_rows(const ReadInput& input, const RowSink& sink);

/// Reads JSON lines.
[[nodiscard]] Result<void> read_jsonl_rows(const ReadInput& input, const RowSink& sink);

/// The id that stands in `values` and is fit to be one, or empty.
[[nodiscard]] std::string row_id(const std::vector<NamedValue>& values);

/// Makes a document of `row`, with `default_id` if it has none of its own, and hands it or a
/// refusal to `sink`. Returns false when the sink asked to stop.
bool hand_on_row(Row&& row, std::string default_id, const ReadInput& input, const ReadSink& sink);

}  // namespace evresi::corpus

// The field table: each field's name, term prefix, value slot, and whether it is a facet. Writer,
// query parser, facets and JSON all read this table; a new field is one row in schema.cpp.
//
// Terms in the database:
//   word           folded surface form, shared by all languages, no positions
//   Z<lang>:stem   stem of a language, with positions; "Zund:word" for text in no known language
//   S<lang>:stem   the same from the title only, with positions
//   R<lang>:root   first four letters of a surface form, for ranking only, no positions
//   M<lang>:word   a short word with the marks that its stem lacks, for ranking only, no positions,
//                  not counted in a document's length
//   Q<id>          the document's own id
//   XP XC XY XL XA XE boolean terms of the fields below
// Surface forms are lower case, so that no prefix can collide with one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace evresi::database {

/// Fields that documents are filtered and counted by.
enum class Field : std::uint8_t { programme, country, year, lang, project, evidence };
inline constexpr int kFieldCount = 6;

struct FieldRow {
    Field field;
    std::string_view name;    ///< as in queries, parameters and JSON
    std::string_view prefix;  ///< of its boolean terms
    std::uint32_t slot;       ///< value slot; several values are joined by kValueSeparator
    bool is_facet;            ///< counted over the matches
    bool is_ordered;          ///< takes ranges (year=2019..2023)
    bool is_in_queries;       ///< can be typed in a query (year:2021), beside being a parameter
};

[[nodiscard]] std::span<const FieldRow> fields() noexcept;
[[nodiscard]] const FieldRow& row_of(Field field) noexcept;
/// The row with this name, or null.
[[nodiscard]] const FieldRow* find_field(std::string_view name) noexcept;

/// The value that a document without any value of a field is counted and filtered under.
inline constexpr std::string_view kUnknown = "unknown";

inline constexpr char kValueSeparator = '\x1f';

/// Slots that are not fields.
inline constexpr std::uint32_t kSlotTitle = 16;        ///< folded title, for sorting
inline constexpr std::uint32_t kSlotContentHash = 17;  ///< 16 bytes over all that was indexed
inline constexpr std::uint32_t kSlotSignature = 18;  ///< for near-duplicates (writer/min_hash.hpp)
inline constexpr std::uint32_t kSlotDuplicateGroup = 19;  ///< see group_slot()
inline constexpr std::uint32_t kSlotProjectGroup = 20;

/// What makes documents belong together.
enum class Grouping : std::uint8_t { near_duplicate, project };
inline constexpr int kGroupingCount = 2;

/// The value slot that the documents of a group share; one without a value is alone.
[[nodiscard]] constexpr std::uint32_t group_slot(Grouping grouping) noexcept {
    return grouping == Grouping::project ? kSlotProjectGroup : kSlotDuplicateGroup;
}

/// Positions: the title starts at 1, the text after a gap that neither phrase nor NEAR crosses.
inline constexpr std::uint32_t kTitleGap = 32;

/// Folder of the database inside a generation.
inline constexpr std::string_view kShardName = "shard-0";

/// Key of the database's metadata that holds the name of a programme outside the gazetteer.
[[nodiscard]] inline std::string programme_label_key(std::string_view id) {
    return "programme:" + std::string(id);
}

}  // namespace evresi::database

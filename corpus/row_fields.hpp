// Sets the fields of a Document from the named values of a row (JSONL, CSV), checking each: the one
// place that knows the keys of a row and what each takes. Stateless.
#pragma once

#include "corpus/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// What stood in a row, before anyone knows what it ought to be.
struct RowValue {
    enum class Kind { null, text, number, boolean, list, structure };
    Kind kind = Kind::null;
    std::string text;             ///< of a text, number or boolean; JSON of a structure
    std::vector<RowValue> items;  ///< of a list that holds no list and no object
};

/// The value as a message shows it: in quotation marks, one line, at most 80 bytes of it.
[[nodiscard]] std::string quoted(std::string_view value);

/// Sets what `name` means in `document`; a name that is no key of ours is kept in
/// Document::fields. A null, or a text of white space only, is as if absent. Returns what is wrong
/// with the value, naming key and value, or nothing.
[[nodiscard]] std::optional<std::string>
set_row_field(Document& document, std::string_view name, RowValue&& value);

/// Keeps a value among Document::fields under `name`; an empty one is as if absent.
void keep_row_field(Document& document, std::string_view name, RowValue&& value);

/// Overrides what `document` says of itself by what `given` says (title, language, url, date,
/// metadata, stored fields); its id, text and source stay.
void give_metadata(Document& document, const Document& given);

/// What is wrong with the finished row (no id, neither text nor title), or nothing.
[[nodiscard]] std::optional<std::string> check_row(const Document& document);

/// Whether `name` is a key of ours.
[[nodiscard]] bool is_row_key(std::string_view name) noexcept;

/// Reads "2014-2020" (any dash), "2014-" (open end, 0) or "2014"; years from 1900 to 2100.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// Whether `text` begins as an ISO 8601 calendar date: a year, a month, a day; what follows a 'T'
/// or a space is a time.
[[nodiscard]] bool is_iso_date(std::string_view text) noexcept;

}  // namespace evresi::corpus

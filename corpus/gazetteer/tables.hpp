// The tables of this folder, compiled into the program: tab-separated rows with a head line.
#pragma once

#include <string_view>
#include <vector>

namespace evresi::corpus {

/// programmes.tsv: id, canonical_en, periods, lang (comma list), surface, kind, match.
extern const std::string_view kProgrammesTsv;

/// programme_forms.tsv: id, lang, surface, match: forms of ours beside the converted table.
extern const std::string_view kProgrammeFormsTsv;

/// countries.tsv: code, lang, kind (name; adjective; people, which is no name to give; context, a
/// name that is mostly another word), form. A form "stem[a b c]" stands for "stema", "stemb",
/// "stemc".
extern const std::string_view kCountriesTsv;

/// regions.tsv: code, lang, form: case forms of regions and towns that follow no rule.
extern const std::string_view kRegionsTsv;

/// places.tsv: code, lang ('*': any language, as written; else names in base form), match (free;
/// word, a word of the language too; context), names between '|' in the form of countries.tsv.
extern const std::string_view kPlacesTsv;

/// The cells of each row after the head line. Views into the table.
[[nodiscard]] std::vector<std::vector<std::string_view>> table_rows(std::string_view table);

}  // namespace evresi::corpus

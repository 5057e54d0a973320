// The exporters, one file each, and what they share. For make_exporter() alone.
#pragma once

#include "searchd/api/export/exporter.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace evresi::api {

/// What every exporter is made of.
struct ExportSource {
    ExportOrigin origin;
    ProgrammeLabel programme_label;
};

[[nodiscard]] std::unique_ptr<Exporter> csv_exporter(ExportSource source);
[[nodiscard]] std::unique_ptr<Exporter> jsonl_exporter(ExportSource source);
[[nodiscard]] std::unique_ptr<Exporter> ris_exporter(ExportSource source);
[[nodiscard]] std::unique_ptr<Exporter> bibtex_exporter(ExportSource source);
[[nodiscard]] std::unique_ptr<Exporter> atom_exporter(ExportSource source);

/// `text` in one line of well-formed UTF-8: control characters and separators of lines and
/// paragraphs become spaces, several spaces one; none at the ends.
[[nodiscard]] std::string one_line(std::string_view text);

/// `text` without what XML 1.0 has no place for (section 2.2), escaped for content and for
/// attributes in double quotes.
[[nodiscard]] std::string escape_xml(std::string_view text);

/// `url` in one word: spaces, control characters and the signs that no URL has are escaped, other
/// letters are left as they are (RFC 3987).
[[nodiscard]] std::string one_word_url(std::string_view url);

/// Whether `url` leads to a page: "javascript:" and the like are no links to follow.
[[nodiscard]] bool is_web_url(std::string_view url) noexcept;

/// The title, or the id of a document without one; in one line.
[[nodiscard]] std::string title_of(const corpus::Document& document);

/// The names of the hit's programmes and countries, as keywords; in one line each.
[[nodiscard]] std::vector<std::string> keywords_of(const corpus::Document& document,
                                                   const ExportSource& source);

/// "Evresi search (q=social economy; country=GR), generation 7 of the index, built 2026-...".
[[nodiscard]] std::string provenance_of(const search::SearchResponse& head,
                                        const ExportOrigin& origin);

}  // namespace evresi::api

#include "searchd/api/export/export_format.hpp"

#include "base/utf8.hpp"
#include "searchd/api/percent_encoding.hpp"

#include <algorithm>
#include <array>

namespace evresi::api {
namespace {

// In the order of the enumeration. RIS and BibTeX have no registered types; these are the ones
// that reference managers listen to.
constexpr std::array<ExportFormatRow, 5> kFormats = {{
    {ExportFormat::csv, "csv", "text/csv", "; charset=utf-8; header=present", ".csv", 0},
    {ExportFormat::jsonl, "jsonl", "application/jsonl", "", ".jsonl", 0},
    {ExportFormat::ris, "ris", "application/x-research-info-systems", "; charset=utf-8", ".ris", 0},
    {ExportFormat::bibtex, "bibtex", "application/x-bibtex", "; charset=utf-8", ".bib", 0},
    {ExportFormat::atom, "atom", "application/atom+xml", "; charset=utf-8", ".atom", 1},
}};

/// Bytes of a query that a file is named by: file systems take 255, and escapes are three times as
/// long.
constexpr std::size_t kNameBytes = 60;

/// What may stand in the name of a file: letters and digits of the scripts of our languages. No
/// sign of another kind can then turn the direction of the name or part it.
bool is_name_character(char32_t c) noexcept {
    return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x386 && c <= 0x3CE) ||
           (c >= 0x1F00 && c <= 0x1FFC) || (c >= 0x400 && c <= 0x481);
}

/// "evresi-" and the words of `query`, joined by hyphens.
std::string stem_of(std::string_view query, bool is_ascii_only) {
    std::string name = "evresi";
    bool is_parted = true;
    for (std::size_t at = 0; at < query.size();) {
        const char32_t c = next_utf8(query, at);
        if (!is_name_character(c) || (is_ascii_only && c >= 0x80)) {
            is_parted = true;
            continue;
        }
        std::string character;
        append_utf8(c, character);
        if (name.size() + character.size() + 1 > kNameBytes) break;
        if (is_parted) name += '-';
        is_parted = false;
        name += character;
    }
    return name;
}

}  // namespace

std::span<const ExportFormatRow> export_formats() noexcept {
    return kFormats;
}

const ExportFormatRow& row_of(ExportFormat format) noexcept {
    return kFormats[static_cast<std::size_t>(format)];
}

std::optional<ExportFormat> export_format_of(const Parameters& parameters) noexcept {
    for (const auto& [name, value] : parameters) {
        if (name != "format") continue;
        const auto row = std::ranges::find(kFormats, value, &ExportFormatRow::name);
        if (row != kFormats.end()) return row->format;
    }
    return std::nullopt;
}

std::string content_disposition(ExportFormat format, std::string_view query) {
    const std::string suffix(row_of(format).suffix);
    const std::string plain = stem_of(query, true);
    const std::string whole = stem_of(query, false);
    std::string field = "attachment; filename=\"" + plain + suffix + '"';
    if (whole != plain) field += "; filename*=UTF-8''" + percent_encode(whole + suffix);
    return field;
}

}  // namespace evresi::api

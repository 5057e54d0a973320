// ExportFormat: the forms in which a whole result leaves, and how each is called over HTTP.
// Immutable tables and pure functions.
#pragma once

#include "base/result.hpp"
#include "searchd/api/request_parameters.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace evresi::api {

enum class ExportFormat : std::uint8_t { csv, jsonl, ris, bibtex, atom };

struct ExportFormatRow {
    ExportFormat format;
    std::string_view name;        ///< value of the parameter `format`
    std::string_view media_type;  ///< without parameters, as Accept has it
    std::string_view parameters;  ///< of the media type, "; charset=utf-8"
    std::string_view suffix;      ///< of files, with its dot
    int snippets;                 ///< excerpts that are needed of a hit
};

[[nodiscard]] std::span<const ExportFormatRow> export_formats() noexcept;
[[nodiscard]] const ExportFormatRow& row_of(ExportFormat format) noexcept;

/// The format that `parameters` ask for; nothing for an answer in JSON. `parameters` must have
/// passed parse_search_parameters.
[[nodiscard]] std::optional<ExportFormat> export_format_of(const Parameters& parameters) noexcept;

/// The Content-Disposition (RFC 6266) that saves an export of `query` under a name made of its
/// words: in ASCII for old readers, and with the letters of our languages (RFC 8187) for others.
[[nodiscard]] std::string content_disposition(ExportFormat format, std::string_view query);

}  // namespace evresi::api

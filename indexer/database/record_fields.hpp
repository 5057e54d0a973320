// The fields of a stored document as bytes, before these are packed: one run of bytes for what a
// list of hits shows, one for the text. For document_record.cpp and record_dictionary.cpp alone.
// Stateless.
#pragma once

#include "base/result.hpp"
#include "corpus/document.hpp"

#include <string>
#include <string_view>

namespace evresi::database {

/// Replaces `out` by everything of `document` but text, paragraphs, source and line.
void write_head_fields(const corpus::Document& document, std::string& out);

/// Replaces `out` by the text and its paragraphs.
void write_body_fields(const corpus::Document& document, std::string& out);

/// Reads what write_head_fields wrote. index_damaged.
[[nodiscard]] Result<corpus::Document> read_head_fields(std::string_view bytes);

/// Adds what write_body_fields wrote to the document that read_head_fields made. index_damaged.
[[nodiscard]] Result<void> read_body_fields(std::string_view bytes, corpus::Document& document);

/// The Error of all that is wrong with a stored document.
[[nodiscard]] Error damaged_record(const char* what);

}  // namespace evresi::database

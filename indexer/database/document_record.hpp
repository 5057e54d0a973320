// DocumentRecord: what is stored for a document beside its terms: everything that an answer shows
// and the text for snippets. Packed by zstd in two parts, so that a hit list need not unpack texts.
// (Xapian's own zlib layer can write repetitive data over 8 KiB that it cannot read back; what we
// hand it does not compress, so that layer leaves it alone.)
#pragma once

#include "base/result.hpp"
#include "corpus/document.hpp"

#include <string>
#include <string_view>

namespace evresi::database {

/// Packs `document` (all but source and line). Confined to one thread per packer.
[[nodiscard]] std::string pack_record(const corpus::Document& document);

/// Unpacks everything but text and paragraphs. index_damaged when the bytes are not a record.
[[nodiscard]] Result<corpus::Document> unpack_head(std::string_view record);

/// Unpacks the whole document. index_damaged when the bytes are not a record.
[[nodiscard]] Result<corpus::Document> unpack_record(std::string_view record);

}  // namespace evresi::database

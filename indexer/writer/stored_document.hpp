// What is stored of a document beside its terms. Stateless.
#pragma once

#include "corpus/document.hpp"
#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/inverter.hpp"

#include <string>
#include <string_view>

namespace evresi::indexer {

/// Sets id, length and all values but the content hash of an annotated document.
void set_stored_values(const corpus::Document& document,
                       const InvertedDocument& inverted,
                       StoredDocument& target);

/// The checksum under which `update` knows an unchanged document: 16 bytes, as stored in its slot.
[[nodiscard]] std::string content_hash(std::string_view record);

}  // namespace evresi::indexer

// What is stored of a document beside its terms. Stateless.
#pragma once

#include "corpus/document.hpp"
#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/inverter.hpp"

namespace evresi::indexer {

/// Sets id, length and all values but the content hash of an annotated document.
void set_stored_values(const corpus::Document& document,
                       const InvertedDocument& inverted,
                       StoredDocument& target);

}  // namespace evresi::indexer

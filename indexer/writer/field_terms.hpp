// The value slots and boolean terms that a document's metadata become. Stateless.
#pragma once

#include "corpus/document.hpp"
#include "indexer/writer/document_spool.hpp"

#include <functional>
#include <string_view>

namespace evresi::indexer {

/// Sets the values of all fields, and of the project that a document belongs to.
void set_field_values(const corpus::Document& document, StoredDocument& target);

/// Calls `take` with each boolean term that the values of a document's fields stand for.
void for_each_field_term(const StoredDocumentView& document,
                         const std::function<void(std::string_view term)>& take);

}  // namespace evresi::indexer

// The boolean terms and value slots that a document's metadata become. Stateless.
#pragma once

#include "corpus/document.hpp"

#include <xapian.h>

namespace evresi::indexer {

/// Adds the fields of `document` to `target`, which has none.
void add_fields(const corpus::Document& document, Xapian::Document& target);

/// Takes the terms of all fields out of `target`; values are written over by add_fields().
void clear_fields(Xapian::Document& target);

}  // namespace evresi::indexer

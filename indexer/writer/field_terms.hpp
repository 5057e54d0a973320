// The boolean terms and value slots that a document's metadata become. Stateless.
#pragma once

#include "corpus/document.hpp"

#include <xapian.h>

namespace evresi::indexer {

/// Adds the fields of `document` to `target`, in place of those that it has.
void set_fields(const corpus::Document& document, Xapian::Document& target);

}  // namespace evresi::indexer

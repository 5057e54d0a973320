// What a person reads in place of a field's stored value. Confined to the snapshot's thread.
#pragma once

#include "indexer/database/snapshot.hpp"

#include <string>
#include <string_view>

namespace evresi::search {

/// The label of `value` in `lang`: the gazetteer's name, or for a programme the name that a
/// document gave; a language's own name; the value itself where there is none.
[[nodiscard]] std::string value_label(const database::Snapshot& snapshot,
                                      database::Field field,
                                      std::string_view value,
                                      LanguageTag lang);

}  // namespace evresi::search

// The words of an index that a typed word may stand for: what ScriptBridge::typed_as does. Not
// here: names as other languages spell them.
#pragma once

#include "base/language_tag.hpp"
#include "indexer/database/bridge_file.hpp"
#include "indexer/database/script_bridge.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace evresi::database {

/// The language that words in these letters are of; `und` for Latin letters and mixed ones.
[[nodiscard]] LanguageTag language_of_letters(std::string_view word);

/// See ScriptBridge::typed_as.
[[nodiscard]] std::vector<BridgedWord> words_typed_as(const BridgeFile& file,
                                                      std::string_view typed,
                                                      std::size_t most,
                                                      LanguageTag believed);

}  // namespace evresi::database

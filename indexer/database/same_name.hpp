// Names of an index that may be the same as a word: what ScriptBridge::same_name does.
#pragma once

#include "indexer/database/bridge_file.hpp"
#include "indexer/database/script_bridge.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace evresi::database {

/// See ScriptBridge::same_name.
[[nodiscard]] std::vector<BridgedWord>
words_of_same_name(const BridgeFile& file, std::string_view word, std::size_t most);

}  // namespace evresi::database

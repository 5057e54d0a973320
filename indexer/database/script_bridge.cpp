#include "indexer/database/script_bridge.hpp"

#include "indexer/database/bridge_file.hpp"
#include "indexer/database/same_name.hpp"
#include "indexer/database/typed_word.hpp"

#include <utility>

namespace evresi::database {

struct ScriptBridge::State {
    BridgeFile file;
};

ScriptBridge::ScriptBridge() : state_(std::make_unique<State>()) {}
ScriptBridge::ScriptBridge(ScriptBridge&&) noexcept = default;
ScriptBridge& ScriptBridge::operator=(ScriptBridge&&) noexcept = default;
ScriptBridge::~ScriptBridge() = default;

Result<ScriptBridge> ScriptBridge::open(const std::string& folder) {
    const std::string path = folder + "/" + std::string(kScriptBridgeName);
    const auto damaged = [&](const char* what) {
        return fail(ErrorCode::index_damaged, path + " " + what + "; rebuild the index", path);
    };
    Result<MappedFile> mapped = MappedFile::open(path);
    if (!mapped) return damaged("cannot be read");
    std::optional<BridgeFile> file = BridgeFile::read(std::move(*mapped));
    if (!file) return damaged("is cut short or not of this version");
    ScriptBridge bridge;
    bridge.state_->file = std::move(*file);
    return bridge;
}

std::vector<BridgedWord>
ScriptBridge::typed_as(std::string_view typed, std::size_t most, LanguageTag believed) const {
    return words_typed_as(state_->file, typed, most, believed);
}

std::vector<BridgedWord> ScriptBridge::same_name(std::string_view word, std::size_t most) const {
    return words_of_same_name(state_->file, word, most);
}

}  // namespace evresi::database

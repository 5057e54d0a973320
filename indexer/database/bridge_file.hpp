// BridgeFile: the sections of a mapped script bridge and how to find words in them. Immutable.
// Numbers in the sections are checked when they are used, so that opening reads the header alone.
// Not here: which words are wanted (typed_word.hpp,
// same_name.hpp), how the file is made
// (script_bridge_writer.cpp).
#pragma once

#include "analyzers/language.hpp"
#include "analyzers/name_keys.hpp"
#include "analyzers/script_keys.hpp"
#include "indexer/database/mapped_file.hpp"
#include "indexer/database/script_bridge_format.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace evresi::database {

class BridgeFile {
public:
    using Entries = std::span<const bridge_format::KeyEntry>;

    /// No words.
    BridgeFile() = default;

    /// Takes the sections of `file`; nothing when it is malformed.
    [[nodiscard]] static std::optional<BridgeFile> read(MappedFile file);

    [[nodiscard]] std::size_t size() const noexcept { return documents_.size(); }
    /// A word by its number; empty for a number that the file has not. Words are in the order of
    /// their bytes.
    [[nodiscard]] std::string_view word(std::size_t number) const noexcept;
    [[nodiscard]] std::uint32_t documents(std::size_t number) const noexcept {
        return number < documents_.size() ? documents_[number] : 0;
    }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view word) const noexcept;
    /// The number of the first word that is not before `prefix`, which may be the size.
    [[nodiscard]] std::size_t first_from(std::string_view prefix) const noexcept;

    /// The words of a script whose class keys begin as `key` does, in its first `symbols`.
    [[nodiscard]] Entries
    with_key(analyzers::Script script, analyzers::ClassKey key, int symbols) const noexcept;
    /// Words that mix letters of several scripts and look like `plain`.
    [[nodiscard]] Entries mixed_like(std::string_view plain) const noexcept;
    /// Names whose keys begin with the same symbol as `key`.
    [[nodiscard]] Entries names_like(analyzers::NameKey key) const noexcept;

private:
    MappedFile file_;
    std::span<const std::uint32_t> starts_;
    std::span<const std::uint32_t> documents_;
    Entries greek_;
    Entries cyrillic_;
    Entries mixed_;
    Entries names_;
    std::string_view letters_;
};

}  // namespace evresi::database

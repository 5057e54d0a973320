#include "indexer/database/bridge_file.hpp"

#include <algorithm>
#include <cstring>

namespace evresi::database {
namespace {

using bridge_format::Header;
using bridge_format::KeyEntry;

/// The entries whose keys are from `first` to `last`.
BridgeFile::Entries
between(BridgeFile::Entries entries, std::uint64_t first, std::uint64_t last) noexcept {
    const auto begin =
        std::lower_bound(entries.begin(), entries.end(), first,
                         [](const KeyEntry& entry, std::uint64_t key) { return entry.key < key; });
    const auto end =
        std::upper_bound(begin, entries.end(), last,
                         [](std::uint64_t key, const KeyEntry& entry) { return key < entry.key; });
    return {begin, end};
}

}  // namespace

std::optional<BridgeFile> BridgeFile::read(MappedFile file) {
    const std::string_view bytes = file.bytes();
    Header header;
    if (bytes.size() < sizeof header) return std::nullopt;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::string_view(header.magic.data(), header.magic.size()) != bridge_format::kMagic) {
        return std::nullopt;
    }
    std::size_t at = sizeof header;
    const auto take = [&]<typename T>(std::span<const T>& section, std::size_t count) {
        const std::size_t begin = at;
        at = bridge_format::end_of(begin, count * sizeof(T));
        if (at > bytes.size()) return false;
        // Sections begin at multiples of 8 of a mapped page, and hold plain numbers.
        section = {reinterpret_cast<const T*>(bytes.data() + begin), count};
        return true;
    };
    BridgeFile bridge;
    if (!take(bridge.starts_, std::size_t{header.words} + 1) ||
        !take(bridge.documents_, header.words) || !take(bridge.greek_, header.greek) ||
        !take(bridge.cyrillic_, header.cyrillic) || !take(bridge.mixed_, header.mixed) ||
        !take(bridge.names_, header.names) || bytes.size() - at != header.letters) {
        return std::nullopt;
    }
    bridge.letters_ = bytes.substr(at);
    bridge.file_ = std::move(file);
    return bridge;
}

std::string_view BridgeFile::word(std::size_t number) const noexcept {
    if (number >= documents_.size()) return {};
    const std::uint32_t begin = starts_[number];
    const std::uint32_t end = starts_[number + 1];
    if (begin > end || end > letters_.size()) return {};
    return letters_.substr(begin, end - begin);
}

std::size_t BridgeFile::first_from(std::string_view prefix) const noexcept {
    std::size_t first = 0;
    std::size_t last = size();
    while (first < last) {
        const std::size_t middle = (first + last) / 2;
        if (word(middle) < prefix) {
            first = middle + 1;
        } else {
            last = middle;
        }
    }
    return first;
}

std::optional<std::size_t> BridgeFile::find(std::string_view wanted) const noexcept {
    const std::size_t number = first_from(wanted);
    if (number == size() || word(number) != wanted) return std::nullopt;
    return number;
}

BridgeFile::Entries BridgeFile::with_key(analyzers::Script script,
                                         analyzers::ClassKey key,
                                         int symbols) const noexcept {
    const Entries entries = script == analyzers::Script::greek ? greek_ : cyrillic_;
    const analyzers::ClassKey rest =
        symbols >= analyzers::kClassKeySymbols ? 0 : ~analyzers::ClassKey{0} >> (4 * symbols);
    return between(entries, key & ~rest, key | rest);
}

BridgeFile::Entries BridgeFile::mixed_like(std::string_view plain) const noexcept {
    const std::uint64_t hash = bridge_format::hash_of(plain);
    return between(mixed_, hash, hash);
}

BridgeFile::Entries BridgeFile::names_like(analyzers::NameKey key) const noexcept {
    return between(names_, analyzers::first_name_key(key), analyzers::last_name_key(key));
}

}  // namespace evresi::database

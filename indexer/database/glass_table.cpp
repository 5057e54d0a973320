#include "indexer/database/glass_table.hpp"

#include "base/varint.hpp"

#include <xapian.h>

#include <optional>

namespace evresi::database {
namespace {

constexpr std::size_t kBlockHeader = 11;
constexpr std::size_t kItemHeader = 3;  // size and length of key
constexpr std::size_t kBlockUnit = 2048;

[[noreturn]] void damaged() {
    throw Xapian::DatabaseCorruptError("a table of postings is damaged");
}

std::uint32_t read_big(std::string_view bytes, std::size_t at, std::size_t width) noexcept {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

}  // namespace

Result<GlassTable> GlassTable::open_postings(const std::string& folder) {
    const std::string path = folder + "/postlist.glass";
    const auto unreadable = [&] {
        return fail(ErrorCode::index_damaged,
                    "cannot read the postings at " + folder + "; run 'evresi-indexer check' on it",
                    path);
    };
    Result<MappedFile> about = MappedFile::open(folder + "/iamglass");
    Result<MappedFile> file = MappedFile::open(path);
    if (!about || !file) return unreadable();
    GlassTable table;
    table.file_ = std::move(*file);
    if (!table.read_root(about->bytes())) return unreadable();
    return table;
}

// Magic, format version, identifier of the database, revision; then the root of the posting table,
// before those of the others.
bool GlassTable::read_root(std::string_view iamglass) {
    constexpr std::string_view kMagic = "\x0f\x0d"
                                        "Xapian Glass";
    constexpr std::string_view kVersion = "\x04\x6e";
    constexpr std::size_t kIdentifier = 16;
    if (!iamglass.starts_with(kMagic)) return false;
    iamglass.remove_prefix(kMagic.size());
    if (!iamglass.starts_with(kVersion)) return false;
    iamglass.remove_prefix(kVersion.size());
    if (iamglass.size() < kIdentifier) return false;
    iamglass.remove_prefix(kIdentifier);
    const auto revision = take_varint(iamglass);
    const auto root = take_varint(iamglass);
    const auto kind = take_varint(iamglass);
    const auto entries = take_varint(iamglass);
    const auto units = take_varint(iamglass);
    if (!revision || !root || !kind || !entries || !units) return false;
    if ((*kind & 1) != 0) return true;  // no block was ever written
    level_ = static_cast<std::uint32_t>(*kind / 4);
    if (*units == 0 || *units > 32 || *kind / 4 >= kMostLevels) return false;
    block_size_ = *units * kBlockUnit;
    if (*root >= file_.bytes().size() / block_size_) return false;
    root_ = static_cast<std::uint32_t>(*root);
    return true;
}

auto GlassTable::Entries::open_block(std::uint32_t number, std::uint32_t level) const -> Place {
    const std::string_view bytes = table_->file_.bytes();
    if (number >= bytes.size() / table_->block_size_) damaged();
    Place place;
    place.block = bytes.substr(number * table_->block_size_, table_->block_size_);
    const std::uint32_t end = read_big(place.block, 9, 2);
    if (read_big(place.block, 4, 1) != level || end <= kBlockHeader || end > place.block.size()) {
        damaged();
    }
    place.items = (end - kBlockHeader) / 2;
    if (place.items == 0) damaged();
    return place;
}

auto GlassTable::Entries::leaf_item(const Place& place, std::size_t number) -> Item {
    const std::string_view block = place.block;
    const std::size_t at = read_big(block, kBlockHeader + 2 * number, 2);
    if (at + kItemHeader > block.size()) damaged();
    const std::uint32_t flags = read_big(block, at, 2);
    const std::size_t size = (flags & 0x1FFF) + kItemHeader;
    const std::size_t key = read_big(block, at + 2, 1);
    const bool is_first_part = (flags & 0x2000) != 0;
    const std::size_t begin = at + kItemHeader + key + (is_first_part ? 0 : 2);
    // Postings are never compressed.
    if (at + size > block.size() || begin > at + size || (flags & 0x8000) != 0) damaged();
    Item item;
    item.key = block.substr(at + kItemHeader, key);
    item.rest = block.substr(begin, at + size - begin);
    item.part = is_first_part ? 1 : read_big(block, begin - 2, 2);
    item.is_last_part = (flags & 0x4000) != 0;
    return item;
}

auto GlassTable::Entries::branch_item(const Place& place, std::size_t number) -> Item {
    const std::string_view block = place.block;
    const std::size_t at = read_big(block, kBlockHeader + 2 * number, 2);
    if (at + 5 > block.size()) damaged();
    const std::size_t key = read_big(block, at + 4, 1);
    if (at + 5 + key + 2 > block.size()) damaged();
    Item item;
    item.key = block.substr(at + 5, key);
    item.rest = block.substr(at, 4);
    item.part = read_big(block, at + 5 + key, 2);
    return item;
}

void GlassTable::Entries::seek(std::string_view key) {
    if (table_->block_size_ == 0) return;
    std::uint32_t block = table_->root_;
    for (std::uint32_t level = table_->level_ + 1; level-- > 0;) {
        Place& place = path_[level] = open_block(block, level);
        // The last item that is not greater; the first of a branch block is compared with nothing.
        std::size_t first = level > 0 ? 1 : 0;
        for (std::size_t count = place.items - first; count > 0;) {
            const std::size_t half = count / 2;
            const Item item =
                level > 0 ? branch_item(place, first + half) : leaf_item(place, first + half);
            const int order = item.key.compare(key);
            if (order < 0 || (order == 0 && item.part <= 1)) {
                first += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        place.item = first == 0 ? 0 : first - 1;
        if (level > 0) block = read_big(branch_item(place, place.item).rest, 0, 4);
        // Dividers are shortened keys: what is wanted may lie between one and the leaf's first.
        if (first == 0 && !step_backward()) damaged();
    }
    read_item();
    while (item_.part > 1) {
        if (!step_backward()) damaged();
        read_item();
    }
    key_ = item_.key;
}

void GlassTable::Entries::descend(std::uint32_t level, bool to_last) {
    for (; level > 0; --level) {
        const std::uint32_t block =
            read_big(branch_item(path_[level], path_[level].item).rest, 0, 4);
        path_[level - 1] = open_block(block, level - 1);
        if (to_last) path_[level - 1].item = path_[level - 1].items - 1;
    }
}

bool GlassTable::Entries::step_forward() {
    for (std::uint32_t level = 0; level <= table_->level_; ++level) {
        if (path_[level].item + 1 == path_[level].items) continue;
        ++path_[level].item;
        descend(level, false);
        return true;
    }
    return false;
}

bool GlassTable::Entries::step_backward() {
    for (std::uint32_t level = 0; level <= table_->level_; ++level) {
        if (path_[level].item == 0) continue;
        --path_[level].item;
        descend(level, true);
        return true;
    }
    return false;
}

bool GlassTable::Entries::next() {
    if (table_->block_size_ == 0) return false;
    do {
        if (!step_forward()) return false;
        read_item();
    } while (item_.part > 1);
    key_ = item_.key;
    return true;
}

std::string_view GlassTable::Entries::tag() {
    if (table_->block_size_ == 0) return {};
    if (item_.is_last_part) return item_.rest;
    tag_.assign(item_.rest.begin(), item_.rest.end());
    const std::array<Place, kMostLevels> place = path_;
    for (std::uint32_t part = 2;; ++part) {
        if (!step_forward()) damaged();
        const Item more = leaf_item(path_[0], path_[0].item);
        if (more.key != key_ || more.part != part) damaged();
        tag_.insert(tag_.end(), more.rest.begin(), more.rest.end());
        if (more.is_last_part) break;
    }
    path_ = place;
    return {tag_.data(), tag_.size()};
}

}  // namespace evresi::database

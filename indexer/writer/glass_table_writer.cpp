#include "indexer/writer/glass_table_writer.hpp"

#include "base/check.hpp"
#include "indexer/writer/common_prefix.hpp"

#include <algorithm>
#include <utility>

namespace evresi::indexer::glass {
namespace {

/// Of every block: a fresh database has been committed once.
constexpr std::uint32_t kRevision = 1;

/// Less of a tag than this is not worth an item of its own in what is left of a block.
constexpr std::size_t kLeastPart = 64;

/// Size and flags, length of the key.
constexpr std::size_t kItemHead = 3;
constexpr std::size_t kPartNumberBytes = 2;
constexpr std::size_t kPlaceBytes = 2;

constexpr unsigned kFirstPart = 1U << 13U;
constexpr unsigned kLastPart = 1U << 14U;

char* put(std::uint32_t value, unsigned bytes, char* at) {
    for (unsigned i = bytes; i-- > 0;) *at++ = static_cast<char>(value >> (8 * i) & 0xff);
    return at;
}

char* put(std::string_view text, char* at) {
    return std::copy(text.begin(), text.end(), at);
}

}  // namespace

TableWriter::Block::Block() : bytes_(kBlockBytes, '\0') {}

char* TableWriter::Block::add(std::size_t bytes) {
    begin_ -= bytes;
    put(static_cast<std::uint32_t>(begin_), kPlaceBytes, &bytes_[end_]);
    end_ += kPlaceBytes;
    return &bytes_[begin_];
}

std::string_view TableWriter::Block::finish(unsigned level) {
    const auto gap = static_cast<std::uint32_t>(begin_ - end_);
    char* at = put(kRevision, 4, bytes_.data());
    at = put(level, 1, at);
    at = put(gap, 2, at);
    at = put(gap, 2, at);
    put(static_cast<std::uint32_t>(end_), 2, at);
    std::fill(&bytes_[end_], bytes_.data() + begin_, '\0');
    return bytes_;
}

void TableWriter::Block::clear() noexcept {
    end_ = kHead;
    begin_ = kBlockBytes;
}

TableWriter::TableWriter(std::string path) : path_(std::move(path)) {}

std::size_t TableWriter::room_for_tag(std::size_t key_bytes, std::size_t least) const noexcept {
    const std::size_t most = kMostItemBytes - kItemHead - key_bytes;
    if (levels_.empty()) return most;
    const std::size_t head = kPlaceBytes + kItemHead + key_bytes;
    const std::size_t room = levels_.front().block.room();
    if (room < head + least) return most;
    return std::min(most, room - head);
}

void TableWriter::start() {
    levels_.emplace_back();
    // Cursors start on an item without key at the very beginning.
    put(0, 1, put(kFirstPart | kLastPart, 2, levels_.front().block.add(kItemHead)));
}

void TableWriter::add(std::string_view key, std::string_view tag, bool is_whole) {
    EVRESI_CHECK(!key.empty() && key.size() <= kMostKeyBytes);
    if (levels_.empty()) start();
    std::uint16_t number = 1;
    for (;; ++number) {
        EVRESI_CHECK(number != 0);
        const std::size_t head = kItemHead + key.size() + (number == 1 ? 0 : kPartNumberBytes);
        const std::size_t room = levels_.front().block.room();
        std::size_t most = kMostItemBytes - head;
        if (tag.size() > most || head + kPlaceBytes + tag.size() > room) {
            // It does not fit here: a part of it does, if that is worth while.
            const bool may_cut = !is_whole || tag.size() > most;
            if (may_cut && room >= head + kPlaceBytes + kLeastPart) {
                most = std::min(most, room - head - kPlaceBytes);
            } else {
                start_leaf(key, number);
            }
        }
        const std::size_t bytes = std::min(tag.size(), most);
        add_item(key, tag.substr(0, bytes), number, bytes == tag.size());
        tag.remove_prefix(bytes);
        if (tag.empty()) break;
    }
    last_key_ = key;
    ++entries_;
}

void TableWriter::add_item(std::string_view key,
                           std::string_view part,
                           std::uint16_t number,
                           bool is_last) {
    const std::size_t bytes =
        kItemHead + key.size() + (number == 1 ? 0 : kPartNumberBytes) + part.size();
    char* at = levels_.front().block.add(bytes);
    const auto size = static_cast<unsigned>(bytes - kItemHead);
    at = put(size | (number == 1 ? kFirstPart : 0U) | (is_last ? kLastPart : 0U), 2, at);
    at = put(static_cast<std::uint32_t>(key.size()), 1, at);
    at = put(key, at);
    if (number != 1) at = put(number, kPartNumberBytes, at);
    put(part, at);
}

void TableWriter::start_leaf(std::string_view key, std::uint16_t number) {
    // The shortest beginning of the key that tells the new leaf from the one before; a tag cut
    // between them is told by the part.
    const std::size_t same = common_prefix(key, last_key_);
    Divider next{std::string(key.substr(0, std::min(same + 1, key.size()))), number};
    if (number != 1) next.key = key;
    write_block(0);
    levels_.front().first = std::move(next);
}

void TableWriter::write_block(unsigned level) {
    if (!file_) file_.emplace(path_);
    file_->write(levels_[level].block.finish(level));
    levels_[level].block.clear();
    const std::uint32_t number = blocks_++;
    const Divider divider = std::move(levels_[level].first);
    add_branch(level + 1, divider, number);
}

void TableWriter::add_branch(unsigned level, const Divider& divider, std::uint32_t block) {
    if (level == levels_.size()) levels_.emplace_back();
    const std::size_t whole = 4 + 1 + divider.key.size() + kPartNumberBytes;
    if (!levels_[level].block.is_empty() && levels_[level].block.room() < whole + kPlaceBytes) {
        write_block(level);
        levels_[level].first = divider;
    }
    // Nothing is compared with the first entry of a block.
    const bool is_first = levels_[level].block.is_empty();
    const std::string_view key = is_first ? std::string_view() : divider.key;
    char* at = levels_[level].block.add(4 + 1 + key.size() + kPartNumberBytes);
    at = put(block, 4, at);
    at = put(static_cast<std::uint32_t>(key.size()), 1, at);
    at = put(key, at);
    put(is_first ? 0U : divider.part, kPartNumberBytes, at);
}

TableInfo TableWriter::finish(bool is_needed) {
    if (levels_.empty()) {
        if (!is_needed) return {};
        start();
    }
    // The block of the highest level is the root; writing one may add a level only if it was full.
    unsigned level = 0;
    for (; level + 1 < levels_.size(); ++level) write_block(level);
    if (!file_) file_.emplace(path_);
    file_->write(levels_[level].block.finish(level));
    const TableInfo info{blocks_, level, entries_, blocks_ + 1};
    file_->close();
    return info;
}

}  // namespace evresi::indexer::glass

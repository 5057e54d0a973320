#include "analyzers/word_cache.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace evresi::analyzers {
namespace {

constexpr std::size_t kFirstSlots = 4096;  // a power of two, as all sizes are
constexpr std::size_t kMaxEntries = 200'000;
constexpr std::size_t kMaxBytes = std::size_t{32} << 20U;
constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;
/// Places of entries are numbered by these units, so that 32 bits reach over all blocks.
constexpr std::size_t kUnitBytes = 8;
constexpr std::size_t kUnitsPerBlock = kBlockBytes / kUnitBytes;
/// What clear() keeps: enough to fill the cache again without an allocation.
constexpr std::size_t kMostKeptSlots = std::size_t{1} << 19U;
constexpr std::size_t kMostKeptBlocks = kMaxBytes / kBlockBytes + 2;

std::uint64_t mix(std::uint64_t state, std::uint64_t word) noexcept {
    // Multiply and fold: both halves of the product matter for the low bits used as slot number.
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(state ^ word) * 0x9E3779B97F4A7C15U;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace

WordCache::WordCache() : slots_(kFirstSlots) {}

std::uint64_t WordCache::hash(std::string_view raw) noexcept {
    std::uint64_t state = 0x2545F4914F6CDD1DU ^ raw.size();
    const char* at = raw.data();
    std::size_t left = raw.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        state = mix(state, word);
    }
    if (left > 0) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, left);
        state = mix(state, word);
    }
    state = mix(state, state >> 32U);
    return state == 0 ? 1 : state;
}

const WordCache::Entry& WordCache::entry_at(std::uint32_t place) const noexcept {
    const std::uint32_t at = place - 1;
    const char* block = blocks_[at / kUnitsPerBlock].get();
    return *std::launder(
        reinterpret_cast<const Entry*>(block + std::size_t{at % kUnitsPerBlock} * kUnitBytes));
}

std::string_view WordCache::raw_of(const Entry& entry) noexcept {
    return {reinterpret_cast<const char*>(&entry + 1), entry.raw_bytes};
}

std::size_t WordCache::slot_of(std::string_view raw, std::uint64_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    const auto tag = static_cast<std::uint32_t>(hash >> 32U);
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    while (slots_[at].place != 0 &&
           (slots_[at].tag != tag || raw_of(entry_at(slots_[at].place)) != raw)) {
        at = (at + 1) & mask;
    }
    return at;
}

void WordCache::fetch_slot(std::uint64_t hash) const noexcept {
    __builtin_prefetch(&slots_[static_cast<std::size_t>(hash) & (slots_.size() - 1)]);
}

void WordCache::fetch_entry(std::uint64_t hash) const noexcept {
    const Slot& slot = slots_[static_cast<std::size_t>(hash) & (slots_.size() - 1)];
    if (slot.place == 0) return;
    const Entry* entry = &entry_at(slot.place);
    __builtin_prefetch(entry);
    __builtin_prefetch(entry + 1);
}

const AnalyzedWord* WordCache::find(std::string_view raw, std::uint64_t hash) const noexcept {
    const Slot& slot = slots_[slot_of(raw, hash)];
    return slot.place == 0 ? nullptr : &entry_at(slot.place).word;
}

const AnalyzedWord& WordCache::insert(std::string_view raw, const AnalyzedWord& word) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    const bool shares_surface = word.surface == raw;
    const bool shares_stem = word.stem == word.surface;
    char* at = room_for(sizeof(Entry) + raw.size() + (shares_surface ? 0 : word.surface.size()) +
                        (shares_stem ? 0 : word.stem.size()));
    const std::size_t offset = static_cast<std::size_t>(at - blocks_[block_].get());
    const std::uint64_t key = hash(raw);
    Slot& slot = slots_[slot_of(raw, key)];
    slot.tag = static_cast<std::uint32_t>(key >> 32U);
    slot.place = static_cast<std::uint32_t>(block_ * kUnitsPerBlock + offset / kUnitBytes + 1);
    auto* entry = new (at) Entry{.word = {}, .raw_bytes = raw.size()};
    at += sizeof(Entry);
    const auto keep = [&at](std::string_view text) {
        const std::string_view kept(at, text.size());
        at = std::copy(text.begin(), text.end(), at);
        return kept;
    };
    const std::string_view kept_raw = keep(raw);
    entry->word.surface = shares_surface ? kept_raw : keep(word.surface);
    entry->word.stem = shares_stem ? entry->word.surface : keep(word.stem);
    entry->word.is_stop = word.is_stop;
    entry->word.number = static_cast<std::uint32_t>(count_++);
    return entry->word;
}

bool WordCache::is_full() const noexcept {
    return count_ > kMaxEntries || kept_bytes_ > kMaxBytes;
}

void WordCache::clear() {
    count_ = 0;
    kept_bytes_ = 0;
    block_ = 0;
    used_bytes_ = 0;
    if (has_large_block_ || slots_.size() > kMostKeptSlots) {
        // One huge text or word must not cost its memory for ever.
        slots_ = std::vector<Slot>(kFirstSlots);
        blocks_.clear();
        block_bytes_ = 0;
        has_large_block_ = false;
        return;
    }
    std::fill(slots_.begin(), slots_.end(), Slot{});
    block_bytes_ = blocks_.empty() ? 0 : kBlockBytes;
    if (blocks_.size() > kMostKeptBlocks) blocks_.resize(kMostKeptBlocks);
}

/// Room at an aligned place of a block; an entry never straddles two.
char* WordCache::room_for(std::size_t bytes) {
    const std::size_t rounded = (bytes + kUnitBytes - 1) / kUnitBytes * kUnitBytes;
    if (blocks_.empty() || block_bytes_ - used_bytes_ < rounded) {
        const bool is_large = rounded > kBlockBytes;
        if (!blocks_.empty()) ++block_;
        if (is_large || block_ == blocks_.size()) {
            has_large_block_ = has_large_block_ || is_large;
            block_bytes_ = std::max(kBlockBytes, rounded);
            blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(block_),
                           std::make_unique<char[]>(block_bytes_));
        } else {
            block_bytes_ = kBlockBytes;
        }
        used_bytes_ = 0;
    }
    char* room = blocks_[block_].get() + used_bytes_;
    used_bytes_ += rounded;
    kept_bytes_ += rounded;
    return room;
}

void WordCache::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.place == 0) continue;
        std::size_t at = static_cast<std::size_t>(hash(raw_of(entry_at(slot.place)))) & mask;
        while (slots_[at].place != 0) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

}  // namespace evresi::analyzers

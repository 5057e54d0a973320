#include "analyzers/word_cache.hpp"

#include <algorithm>
#include <cstring>

namespace evresi::analyzers {
namespace {

constexpr std::size_t kFirstSlots = 4096;  // a power of two, as all sizes are
constexpr std::size_t kMaxEntries = 200'000;
constexpr std::size_t kMaxBytes = std::size_t{32} << 20U;
constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;

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

std::size_t WordCache::slot_of(std::string_view raw, std::uint64_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    while (slots_[at].hash != 0 && (slots_[at].hash != hash || slots_[at].raw != raw)) {
        at = (at + 1) & mask;
    }
    return at;
}

const AnalyzedWord* WordCache::find(std::string_view raw) const noexcept {
    const Slot& slot = slots_[slot_of(raw, hash(raw))];
    return slot.hash == 0 ? nullptr : &slot.word;
}

const AnalyzedWord& WordCache::insert(std::string_view raw, const AnalyzedWord& word) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    const std::uint64_t key = hash(raw);
    Slot& slot = slots_[slot_of(raw, key)];
    slot.raw = keep(raw);
    slot.word.surface = word.surface == raw ? slot.raw : keep(word.surface);
    slot.word.stem = word.stem == word.surface ? slot.word.surface : keep(word.stem);
    slot.word.is_stop = word.is_stop;
    slot.hash = key;
    ++count_;
    return slot.word;
}

bool WordCache::is_full() const noexcept {
    return count_ > kMaxEntries || kept_bytes_ > kMaxBytes;
}

void WordCache::clear() {
    slots_ = std::vector<Slot>(kFirstSlots);
    count_ = 0;
    blocks_.clear();
    free_ = nullptr;
    free_bytes_ = 0;
    kept_bytes_ = 0;
}

std::string_view WordCache::keep(std::string_view text) {
    if (text.empty()) return {};
    if (free_bytes_ < text.size()) {
        const std::size_t size = std::max(kBlockBytes, text.size());
        blocks_.push_back(std::make_unique<char[]>(size));
        free_ = blocks_.back().get();
        free_bytes_ = size;
    }
    std::memcpy(free_, text.data(), text.size());
    const std::string_view kept(free_, text.size());
    free_ += text.size();
    free_bytes_ -= text.size();
    kept_bytes_ += text.size();
    return kept;
}

void WordCache::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.hash != 0) slots_[slot_of(slot.raw, slot.hash)] = slot;
    }
}

}  // namespace evresi::analyzers

#include "corpus/gazetteer/stem_memory.hpp"

namespace evresi::corpus {
namespace {

constexpr std::size_t kFirstSlots = 1024;  // a power of two, as all sizes are
constexpr std::size_t kMostWords = 50'000;
constexpr std::size_t kMostProbes = 32;

}  // namespace

StemCache::StemCache(LanguageTag lang) : stemmer_(lang), slots_(kFirstSlots) {}

std::optional<std::uint32_t> StemCache::find(std::string_view word,
                                             std::uint64_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t probe = 0; probe < kMostProbes; ++probe) {
        const Slot& slot = slots_[(static_cast<std::size_t>(hash) + probe) & mask];
        if (slot.bytes == 0) return std::nullopt;
        if (slot.hash == hash &&
            std::string_view(letters_).substr(slot.begin, slot.bytes) == word) {
            return slot.number;
        }
    }
    return std::nullopt;
}

void StemCache::insert(std::string_view word, std::uint64_t hash, std::uint32_t number) {
    if (word.empty()) return;
    if (count_ == kMostWords) clear();
    if ((count_ + 1) * 2 > slots_.size()) grow();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t probe = 0; probe < kMostProbes; ++probe) {
        Slot& slot = slots_[(static_cast<std::size_t>(hash) + probe) & mask];
        if (slot.bytes != 0) continue;
        slot = {hash, number, static_cast<std::uint32_t>(letters_.size()),
                static_cast<std::uint32_t>(word.size())};
        letters_ += word;
        ++count_;
        return;
    }
}

void StemCache::clear() {
    slots_.assign(slots_.size(), Slot());
    letters_.clear();
    count_ = 0;
}

void StemCache::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.bytes == 0) continue;
        // Where there is no room near its place, the word is met again and stemmed again.
        for (std::size_t probe = 0; probe < kMostProbes; ++probe) {
            Slot& free = slots_[(static_cast<std::size_t>(slot.hash) + probe) & mask];
            if (free.bytes != 0) continue;
            free = slot;
            break;
        }
    }
}

StemCache& StemMemory::of(std::size_t index, LanguageTag lang) {
    if (caches_.size() <= index) caches_.resize(index + 1);
    if (!caches_[index]) caches_[index] = std::make_unique<StemCache>(lang);
    return *caches_[index];
}

}  // namespace evresi::corpus

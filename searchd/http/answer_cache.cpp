#include "searchd/http/answer_cache.hpp"

#include <utility>

namespace evresi::http {
namespace {

/// About what the list, the table and the shared body take beside the text.
constexpr std::size_t kEntryBytes = 256;

}  // namespace

std::size_t AnswerCache::Entry::bytes() const noexcept {
    return key.size() + body->size() + kEntryBytes;
}

// The build time tells apart two indexes that were built in the same place one after the other.
bool AnswerCache::is_served(const database::Manifest& manifest) const {
    return manifest.generation == generation_ && manifest.built_at == built_at_;
}

void AnswerCache::drop(Entries::iterator entry) {
    counters_.bytes -= entry->bytes();
    --counters_.answers;
    by_key_.erase(entry->key);
    entries_.erase(entry);
}

AnswerCache::Body AnswerCache::find(const database::Manifest& live, std::string_view key) {
    if (limit_ == 0) return nullptr;
    const std::lock_guard lock(mutex_);
    if (!is_served(live)) {
        by_key_.clear();
        entries_.clear();
        counters_.answers = counters_.bytes = 0;
        generation_ = live.generation;
        built_at_ = live.built_at;
    }
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) {
        ++counters_.misses;
        return nullptr;
    }
    ++counters_.hits;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->body;
}

void AnswerCache::keep(const database::Manifest& source, std::string_view key, Body body) {
    if (limit_ == 0) return;
    Entries added;
    added.push_front({std::string(key), std::move(body)});
    const std::size_t bytes = added.front().bytes();
    if (bytes > limit_) return;
    const std::lock_guard lock(mutex_);
    if (!is_served(source)) return;
    // Two searchers may have answered the same at once.
    if (by_key_.contains(key)) return;
    while (counters_.bytes + bytes > limit_) {
        drop(std::prev(entries_.end()));
        ++counters_.evictions;
    }
    entries_.splice(entries_.begin(), added);
    by_key_.emplace(entries_.front().key, entries_.begin());
    counters_.bytes += bytes;
    ++counters_.answers;
}

AnswerCache::Counters AnswerCache::counters() const {
    const std::lock_guard lock(mutex_);
    return counters_;
}

}  // namespace evresi::http

// AnswerCache: bodies of whole answers by what they are the answer to, for as many bytes as it may
// have; those used longest ago go first. Holds answers from one generation of the index at a time.
// Thread-safe. Not here: which answers may be kept, and under what key (routes).
#pragma once

#include "indexer/database/manifest.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace evresi::http {

class AnswerCache {
public:
    using Body = std::shared_ptr<const std::string>;

    struct Counters {
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;
        std::uint64_t evictions = 0;  ///< for want of room
        std::uint64_t answers = 0;    ///< now held
        std::uint64_t bytes = 0;      ///< now held
    };

    /// Holds `bytes` at most, keys and a share of its own included; 0: nothing is ever held.
    explicit AnswerCache(std::size_t bytes) : limit_(bytes) {}

    /// What was kept for `key` from the same generation, or null. Of another generation everything
    /// is dropped: `live` is the one that is served now.
    [[nodiscard]] Body find(const database::Manifest& live, std::string_view key);

    /// Keeps `body`, unless it came from another generation than the last that find() was asked
    /// for, or is too large.
    void keep(const database::Manifest& source, std::string_view key, Body body);

    [[nodiscard]] Counters counters() const;

private:
    struct Entry {
        std::string key;
        Body body;
        [[nodiscard]] std::size_t bytes() const noexcept;
    };
    using Entries = std::list<Entry>;

    [[nodiscard]] bool is_served(const database::Manifest& manifest) const;
    void drop(Entries::iterator entry);

    const std::size_t limit_;
    mutable std::mutex mutex_;  // Guards all below.
    Entries entries_;           ///< the one used last in front
    std::unordered_map<std::string_view, Entries::iterator> by_key_;  ///< keys are the entries' own
    std::uint64_t generation_ = 0;
    std::string built_at_;
    Counters counters_;
};

}  // namespace evresi::http

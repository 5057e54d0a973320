// GenerationWatch: the live generation of the index, and the thread that notices a new one. Opening
// happens on that thread, checksums compared; readers only copy a pointer. A generation that cannot
// be opened leaves the old one in service. Thread-safe.
#pragma once

#include "base/result.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/http/log.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace evresi::http {

/// Why the newest generation is not the one in service.
struct ReloadFault {
    std::uint64_t generation = 0;  ///< 0: CURRENT itself cannot be read
    Error error;
};

class GenerationWatch {
public:
    /// Serves `first` until a newer generation opens. `log` must outlive the watch.
    GenerationWatch(std::shared_ptr<const database::Generation> first,
                    std::chrono::milliseconds interval,
                    Log& log);
    GenerationWatch(const GenerationWatch&) = delete;
    GenerationWatch& operator=(const GenerationWatch&) = delete;
    /// Ends the thread; waits for an opening under way.
    ~GenerationWatch() = default;

    /// Never null.
    [[nodiscard]] std::shared_ptr<const database::Generation> current() const;
    [[nodiscard]] std::optional<ReloadFault> fault() const;

    /// Looks now, also at a generation that failed before.
    void request_reload();

private:
    void run(const std::stop_token& stop);
    void look(bool is_forced);
    void report(std::uint64_t generation, const Error& error);

    const std::string index_dir_;
    const std::chrono::milliseconds interval_;
    Log& log_;

    mutable std::mutex mutex_;  // Guards the four below.
    std::condition_variable_any wake_;
    std::shared_ptr<const database::Generation> current_;
    std::optional<ReloadFault> fault_;
    bool reload_requested_ = false;

    std::chrono::steady_clock::time_point retry_at_;  // The watch's thread alone.
    std::jthread thread_;                             // Last: it uses all the others.
};

}  // namespace evresi::http

// SearchPool: a fixed number of search threads behind a bounded queue. What does not fit, or has
// waited so long that its client has likely gone, is answered with 503 at once: under overload the
// threads then work for those who still wait. Thread-safe.
#pragma once

#include "searchd/http/log.hpp"
#include "searchd/http/route.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace evresi::http {

struct SearchPoolOptions {
    int threads = 1;
    std::size_t queue = 64;
    std::chrono::milliseconds longest_wait{1000};
    search::QueryLimits limits;
    bool opens_early = true;  ///< each thread opens the index when it starts
};

class SearchPool {
public:
    /// Called once for each submitted work, on a search thread; must not block or throw.
    using Done = std::function<void(Response)>;

    /// `log` must outlive the pool.
    SearchPool(const SearchPoolOptions& options, GenerationSource source, Log& log);
    SearchPool(const SearchPool&) = delete;
    SearchPool& operator=(const SearchPool&) = delete;
    /// Ends the threads after their present work; what is queued is dropped.
    ~SearchPool();

    /// Queues `work`. False when the queue is full: `done` is not called then.
    [[nodiscard]] bool submit(Work work, Done done);

private:
    struct Job {
        Work work;
        Done done;
        std::chrono::steady_clock::time_point queued_at;
    };

    void run(const std::stop_token& stop, const GenerationSource& source);
    [[nodiscard]] Response answer(const Job& job, SearchWorker& worker);

    const SearchPoolOptions options_;
    Log& log_;
    std::mutex mutex_;  // Guards queue_.
    std::condition_variable_any filled_;
    std::deque<Job> queue_;
    std::vector<std::jthread> threads_;
};

}  // namespace evresi::http

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
    std::size_t queue = 64;  ///< work that waits for a thread at most
    std::chrono::milliseconds longest_wait{1000};
    search::QueryLimits limits;
    std::shared_ptr<const lexicon::Lexicon> lexicon = nullptr;  ///< null: none
    /// Each thread opens the index when it starts and keeps it open; otherwise it is opened for
    /// each work.
    bool keeps_open = true;
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

    /// Queues `work`. False when no thread is free and the queue is full: `done` is not called
    /// then.
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
    std::mutex mutex_;  // Guards queue_ and working_.
    std::condition_variable_any filled_;
    std::deque<Job> queue_;
    std::size_t working_ = 0;  ///< threads with work in hand
    std::vector<std::jthread> threads_;
};

}  // namespace evresi::http

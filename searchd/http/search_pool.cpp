#include "searchd/http/search_pool.hpp"

#include "searchd/http/error_response.hpp"

#include <exception>

namespace evresi::http {

SearchPool::SearchPool(const SearchPoolOptions& options, GenerationSource source, Log& log)
    : options_(options), log_(log) {
    for (int i = 0; i < options_.threads; ++i) {
        threads_.emplace_back([this, source](const std::stop_token& stop) { run(stop, source); });
    }
}

SearchPool::~SearchPool() {
    for (std::jthread& thread : threads_) thread.request_stop();
    threads_.clear();
}

bool SearchPool::submit(Work work, Done done) {
    {
        const std::lock_guard lock(mutex_);
        const auto threads = static_cast<std::size_t>(options_.threads);
        if (queue_.size() + working_ >= options_.queue + threads) return false;
        queue_.push_back({std::move(work), std::move(done), std::chrono::steady_clock::now()});
    }
    filled_.notify_one();
    return true;
}

void SearchPool::run(const std::stop_token& stop, const GenerationSource& source) {
    SearchWorker worker(source, options_.limits, options_.lexicon, stop);
    // Before the first request: should the generation be replaced and removed meanwhile, this
    // thread has it open. An error shows at the first request.
    if (options_.keeps_open) static_cast<void>(worker.searcher());
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            if (!filled_.wait(lock, stop, [this] { return !queue_.empty(); })) return;
            if (stop.stop_requested()) return;
            job = std::move(queue_.front());
            queue_.pop_front();
            ++working_;
        }
        Response response = answer(job, worker);
        if (!options_.keeps_open) worker.close();
        {
            // Before the answer goes out: who has it may ask for more at once.
            const std::lock_guard lock(mutex_);
            --working_;
        }
        job.done(std::move(response));
    }
}

Response SearchPool::answer(const Job& job, SearchWorker& worker) {
    if (std::chrono::steady_clock::now() - job.queued_at > options_.longest_wait) {
        return overloaded_response();
    }
    // No route throws on purpose; what a library throws ends here, as a bug to be looked into.
    try {
        return job.work(worker);
    } catch (const std::exception& fault) {
        log_.error("work-threw", {{"what", fault.what()}});
    } catch (...) {
        log_.error("work-threw", {{"what", "not an exception"}});
    }
    return error_response(Error{ErrorCode::internal, {}, {}});
}

}  // namespace evresi::http

#include "searchd/http/generation_watch.hpp"

#include "indexer/database/generation.hpp"

namespace evresi::http {
namespace {

/// A generation that failed is tried again now and then: its disk may have come back.
constexpr std::chrono::seconds kRetry{10};

}  // namespace

GenerationWatch::GenerationWatch(std::shared_ptr<const database::Generation> first,
                                 std::chrono::milliseconds interval,
                                 Log& log)
    : index_dir_(first->index_dir), interval_(interval), log_(log), current_(std::move(first)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

std::shared_ptr<const database::Generation> GenerationWatch::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

std::optional<ReloadFault> GenerationWatch::fault() const {
    const std::lock_guard lock(mutex_);
    return fault_;
}

void GenerationWatch::request_reload() {
    {
        const std::lock_guard lock(mutex_);
        reload_requested_ = true;
    }
    wake_.notify_all();
}

void GenerationWatch::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        bool is_forced = false;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, stop, interval_, [this] { return reload_requested_; });
            is_forced = std::exchange(reload_requested_, false);
        }
        if (stop.stop_requested()) return;
        look(is_forced);
    }
}

void GenerationWatch::look(bool is_forced) {
    const Result<std::uint64_t> newest = database::current_generation(index_dir_);
    if (!newest) {
        report(0, newest.error());
        return;
    }
    const std::shared_ptr<const database::Generation> served = current();
    if (*newest == served->manifest.generation && !is_forced) {
        const std::lock_guard lock(mutex_);
        fault_.reset();
        return;
    }
    const std::optional<ReloadFault> before = fault();
    const bool has_failed = before && before->generation == *newest;
    if (has_failed && !is_forced && std::chrono::steady_clock::now() < retry_at_) return;
    auto opened = database::open_generation(index_dir_, database::Verification::contents);
    if (!opened) {
        retry_at_ = std::chrono::steady_clock::now() + kRetry;
        report(*newest, opened.error());
        return;
    }
    const auto documents = (*opened)->manifest.documents;
    const auto generation = (*opened)->manifest.generation;
    {
        const std::lock_guard lock(mutex_);
        current_ = *std::move(opened);
        fault_.reset();
    }
    log_.info("index-opened", {{"generation", std::to_string(generation)},
                               {"documents", std::to_string(documents)}});
}

void GenerationWatch::report(std::uint64_t generation, const Error& error) {
    bool is_new = false;
    {
        const std::lock_guard lock(mutex_);
        is_new =
            !fault_ || fault_->generation != generation || fault_->error.message != error.message;
        fault_ = ReloadFault{generation, error};
    }
    if (!is_new) return;
    log_.error("index-not-opened", {{"generation", std::to_string(generation)},
                                    {"code", std::string(error_code_name(error.code))},
                                    {"message", error.message}});
}

}  // namespace evresi::http

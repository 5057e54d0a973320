// ProgressBar: one line on standard error that tells how far a run is. Confined to one thread.
#pragma once

#include "indexer/job.hpp"

#include <chrono>

namespace evresi::indexer {

class ProgressBar {
public:
    /// A bar that is not `enabled` draws nothing.
    explicit ProgressBar(bool enabled);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Draws, at most ten times a second and at every change of stage.
    void show(const Progress& progress);
    /// Takes the line away, so that other output can stand there.
    void clear();

private:
    using Clock = std::chrono::steady_clock;
    const bool enabled_;
    const Clock::time_point start_ = Clock::now();
    Clock::time_point last_drawn_{};
    std::string_view stage_;
    bool is_drawn_ = false;
};

}  // namespace evresi::indexer

// What a piece of work took: wall and CPU seconds of this process, and its largest memory so far.
#pragma once

#include <chrono>

namespace evresi::bench {

struct Usage {
    double wall_seconds = 0;
    double cpu_seconds = 0;  ///< user and system, all threads
};

class UsageMeter {
public:
    UsageMeter();
    /// Since construction.
    [[nodiscard]] Usage read() const;

private:
    std::chrono::steady_clock::time_point wall_;
    double cpu_;
};

/// Largest resident set of this process so far, in MiB.
[[nodiscard]] double peak_memory_mib();

}  // namespace evresi::bench

#include "indexer/progress_bar.hpp"

#include <cstdio>
#include <string>

namespace evresi::indexer {
namespace {

constexpr int kWidth = 24;

std::string bar_of(double share) {
    const int filled = static_cast<int>(share * kWidth);
    return "[" + std::string(static_cast<std::size_t>(filled), '#') +
           std::string(static_cast<std::size_t>(kWidth - filled), '.') + "]";
}

}  // namespace

ProgressBar::ProgressBar(bool enabled) : enabled_(enabled) {}

ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::show(const Progress& progress) {
    if (!enabled_) return;
    const Clock::time_point now = Clock::now();
    if (progress.stage == stage_ && now - last_drawn_ < std::chrono::milliseconds(100)) return;
    stage_ = progress.stage;
    last_drawn_ = now;
    is_drawn_ = true;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    std::fprintf(stderr, "\r\x1b[K%-10.*s ", static_cast<int>(progress.stage.size()),
                 progress.stage.data());
    if (progress.bytes_total > 0) {
        const double share =
            static_cast<double>(progress.bytes_done) / static_cast<double>(progress.bytes_total);
        std::fprintf(stderr, "%s %3.0f%%  ", bar_of(share).c_str(), share * 100);
        if (share > 0.02 && share < 1) {
            std::fprintf(stderr, "%.0f s left  ", seconds / share - seconds);
        }
    }
    std::fprintf(stderr, "%llu documents  %.0f/s",
                 static_cast<unsigned long long>(progress.documents),
                 static_cast<double>(progress.documents) / std::max(seconds, 0.001));
    std::fflush(stderr);
}

void ProgressBar::clear() {
    if (!is_drawn_) return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    is_drawn_ = false;
}

}  // namespace evresi::indexer

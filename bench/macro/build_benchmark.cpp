#include "bench/macro/benchmarks.hpp"
#include "indexer/job.hpp"

#include <cstdio>

namespace evresi::bench {

Result<Usage> measure_build(const SyntheticCorpus& corpus, const std::string& index_dir, int jobs) {
    indexer::JobOptions options;
    options.index_dir = index_dir;
    options.jobs = jobs;
    const UsageMeter meter;
    const Result<indexer::Report> report = build_index(options, {corpus.path});
    if (!report) return report.error();
    const Usage usage = meter.read();
    const double megabytes = static_cast<double>(corpus.text_bytes) / 1e6;
    const auto documents = static_cast<double>(report->documents);
    std::printf(
        "%-24s %8.0f docs/s %7.2f MB/s wall %7.2f MB per CPU s %6.1f s %7.1f CPU s %6.0f MiB "
        "peak %7.1f MB index\n",
        ("build, " + std::to_string(jobs) + " jobs").c_str(), documents / usage.wall_seconds,
        megabytes / usage.wall_seconds, megabytes / usage.cpu_seconds, usage.wall_seconds,
        usage.cpu_seconds, peak_memory_mib(), static_cast<double>(report->index_bytes) / 1e6);
    for (const auto& [stage, seconds] : report->seconds) {
        std::printf("    %-20s %6.2f s\n", stage.c_str(), seconds);
    }
    std::fflush(stdout);
    return usage;
}

}  // namespace evresi::bench

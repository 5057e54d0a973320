// Report: what one run read, wrote and refused, as `--report` gives it. A plain value, filled by
// one thread at a time.
#pragma once

#include "corpus/document.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace evresi::indexer {

/// Refusals kept whole; further ones are only counted.
inline constexpr std::size_t kReportedRejections = 1000;

struct Report {
    std::uint64_t read = 0;       ///< documents that readers made
    std::uint64_t indexed = 0;    ///< new or changed documents in the new generation
    std::uint64_t unchanged = 0;  ///< documents that an update left as they were
    std::uint64_t replaced = 0;   ///< documents whose id came again in the same run: the last wins
    std::uint64_t deleted = 0;
    std::uint64_t rejected = 0;
    std::uint64_t documents = 0;        ///< in the index after the run
    std::uint64_t near_duplicates = 0;  ///< of these, with at least one text nearly the same
    std::uint64_t inherited = 0;        ///< of these, with a value from another of their project
    std::uint64_t generation = 0;
    std::uint64_t source_bytes = 0;
    std::uint64_t text_bytes = 0;
    std::uint64_t tokens = 0;
    std::uint64_t index_bytes = 0;
    /// Stage name and wall seconds, in order.
    std::vector<std::pair<std::string, double>> seconds;
    std::vector<corpus::Rejection> rejections;  ///< the first kReportedRejections

    void reject(corpus::Rejection rejection);
};

[[nodiscard]] std::string to_json(const Report& report);

/// "file:line: id: message", for standard error.
[[nodiscard]] std::string to_text(const corpus::Rejection& rejection);

}  // namespace evresi::indexer

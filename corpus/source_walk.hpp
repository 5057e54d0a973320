// Walks PATH arguments: files and folders in a fixed order, symbolic links not followed out of the
// given folder, hidden files passed over; then opens each file and hands it to its reader.
#pragma once

#include "corpus/reader.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace evresi::corpus {

struct SourceFile {
    std::string path;         ///< to open; "-" for standard input
    std::string id;           ///< path relative to the PATH argument, '/' between parts
    std::uint64_t bytes = 0;  ///< size on disk; 0 for standard input
    bool is_given = false;    ///< a PATH argument itself: an unknown suffix is sniffed, not refused
};

/// Lists every file below `paths` (bytes order). A path that does not exist is an Error (nothing is
/// read before the whole list is known); a file that cannot be read later is a Rejection.
[[nodiscard]] Result<std::vector<SourceFile>> list_sources(const std::vector<std::string>& paths);

/// Opens one file, finds its reader, reads it. Every failure becomes a Rejection in the sink.
/// Returns false when the sink asked to stop.
bool read_source(const SourceFile& file, const ReadOptions& options, const ReadSink& sink);

}  // namespace evresi::corpus

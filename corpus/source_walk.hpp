// Walks PATH arguments: files and folders in a fixed order, hidden files passed over, symbolic
// links too (what they show inside the folder is met anyway, what lies outside was not asked for);
// then opens each file and hands it to its reader.
#pragma once

#include "corpus/reader.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

struct SourceFile {
    std::string path;         ///< to open; "-" for standard input
    std::string id;           ///< path relative to the PATH argument, '/' between parts; printable
    std::uint64_t bytes = 0;  ///< size on disk; 0 for standard input
    bool is_given = false;    ///< a PATH argument itself
    std::string namesake = {};    ///< a different file listed before with the same id, printable
    std::string fault = {};       ///< why there is nothing to open here
    std::string fault_code = {};  ///< Rejection::code of the fault; io-error when empty
};

/// `path` with '%' and two hexadecimal digits for each byte that no id may hold and no terminal
/// should be sent: control characters and what is not UTF-8.
[[nodiscard]] std::string printable_path(std::string_view path);

/// Lists every file below `paths` (bytes order). A path that does not exist is an Error (nothing is
/// read before the whole list is known); a file that cannot be read later is a Rejection.
/// Files of a folder that hold no text by their suffix (pictures, style sheets, scripts) have a
/// fault; several of one suffix come last, as one, with the pattern "**/*.png" for path and id.
/// Of two different files with one id the later has a `namesake`: it is refused if it is a document
/// itself; if it holds rows or is an archive, what has no id of its own is named by its whole path.
[[nodiscard]] Result<std::vector<SourceFile>> list_sources(const std::vector<std::string>& paths);

/// Opens one file, finds its reader by content and name, reads it. Every failure becomes a
/// Rejection in the sink. Returns false when the sink asked to stop.
bool read_source(const SourceFile& file, const ReadOptions& options, const ReadSink& sink);

}  // namespace evresi::corpus

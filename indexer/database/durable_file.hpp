// Writes that survive a power cut: fsync of files and folders, and replacement of a file by rename.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace evresi::database {

/// fsync of a file or a folder. A failure is final: the kernel may have dropped what it could not
/// write, so nobody may try again on the same file. io_error.
[[nodiscard]] Result<void> flush_to_disk(const std::string& path);

/// Replaces `path` whole or not at all: a temporary file beside it, fsync, rename, fsync of the
/// folder. io_error.
[[nodiscard]] Result<void> write_durably(const std::string& path, std::string_view content);

}  // namespace evresi::database

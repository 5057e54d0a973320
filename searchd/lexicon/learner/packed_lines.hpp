// Lines of a text file that may be packed with gzip or zstd, and the packing of what we write.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::lexicon {

/// The content of a file, unpacked where its first bytes say that it is packed. io_error,
/// malformed_input (damaged packing), too_large (over 1 GiB unpacked).
[[nodiscard]] Result<std::string> read_unpacked(const std::string& path);

/// Calls `line` for each line of `content` (without its end) with its number from 1.
void for_each_line(std::string_view content,
                   const std::function<void(std::size_t number, std::string_view line)>& line);

/// The columns of a line with tabs between them. Views into it.
void split_columns(std::string_view line, std::vector<std::string_view>& columns);

/// `content` packed with zstd, the same bytes each time. internal.
[[nodiscard]] Result<std::string> packed(std::string_view content);

}  // namespace evresi::lexicon

// Lists of files with given metadata: a table (.list.csv, .list.tsv) or JSON lines (.list.jsonl)
// whose rows have a `path`, relative to the list's folder, and any of our keys but `text`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// Whether `file_name` is that of a list of files (".gz" and ".zst" looked through).
[[nodiscard]] bool is_file_list(std::string_view file_name) noexcept;

/// The canonical paths of the files that the list at `path` names and that exist. Empty for a list
/// that cannot be read: reading it says why.
[[nodiscard]] std::vector<std::string> listed_files(const std::string& path);

}  // namespace evresi::corpus

// Names of archive members: from bytes in an unknown code page to one relative path that is safe to
// show and to use in an id. Stateless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// The encoding of names that are not UTF-8, judged over all of an archive: the DOS and Windows
/// code pages of Bulgarian, Greek, Slovenian and Latvian, or IBM437. "UTF-8" when all are UTF-8.
[[nodiscard]] std::string detect_name_encoding(const std::vector<std::string_view>& names);

/// `name`, UTF-8, as a path with '/' between parts, "." and empty parts left out.
[[nodiscard]] std::string normal_member_name(std::string_view name);

/// Whether the name as it stands in the archive leads out of it: absolute, of a drive, with "..".
[[nodiscard]] bool leads_outside(std::string_view name) noexcept;

/// Whether a part of the path begins with a dot, or is what macOS adds to archives.
[[nodiscard]] bool is_hidden_member(std::string_view name) noexcept;

}  // namespace evresi::corpus

// The files of furniture/, compiled into the program.
#pragma once

#include <array>
#include <string_view>

namespace evresi::corpus {

/// Rows "kind: phrase; phrase; ..."; a row that begins with '#' is a comment.
extern const std::array<std::string_view, 6> kFurnitureTables;

}  // namespace evresi::corpus

// Office files of the old kind (OLE compound files): read for one thing only, to name what they
// are. Stateless.
#pragma once

#include "corpus/byte_source.hpp"

#include <string_view>

namespace evresi::corpus {

struct OleKind {
    bool is_encrypted = false;     ///< a .docx, .xlsx or .pptx locked with a password
    std::string_view description;  ///< "a Word document of the old kind (.doc)"
    std::string_view remedy;
};

[[nodiscard]] bool is_ole(std::string_view head) noexcept;

/// Requires bytes that begin as is_ole asks; a damaged file is named in general words.
[[nodiscard]] OleKind kind_of_ole(const RandomBytes& bytes);

}  // namespace evresi::corpus

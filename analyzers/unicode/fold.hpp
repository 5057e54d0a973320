// The folding of surface forms by itself, for values that are compared as a whole (project acronyms,
// sort keys) and never tokenised.
#pragma once

#include <string>
#include <string_view>

namespace evresi::analyzers {

/// `text` folded as surface forms are (case, marks, final sigma), spaces and signs kept.
[[nodiscard]] std::string fold_surface(std::string_view text);

}  // namespace evresi::analyzers

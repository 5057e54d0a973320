// Annotated documents of source files, for benchmarks that want their texts.
#pragma once

#include "base/result.hpp"
#include "corpus/document.hpp"

#include <functional>
#include <string>
#include <vector>

namespace evresi::bench {

/// Calls `take` for each document of `paths`; refusals are of no interest here.
[[nodiscard]] Result<void>
for_each_document(const std::vector<std::string>& paths,
                  const std::function<void(const corpus::Document&)>& take);

}  // namespace evresi::bench

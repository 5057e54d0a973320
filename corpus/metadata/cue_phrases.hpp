// The cue words of the five languages as data. A '*' ends a word whose endings do not matter.
#pragma once

#include "corpus/metadata/lexicon.hpp"

#include <span>
#include <string_view>

namespace evresi::corpus {

struct CuePhrases {
    Cue cue;
    std::uint32_t index = 0;  ///< of a month: 1 to 12
    std::span<const std::string_view> phrases;
};

[[nodiscard]] std::span<const CuePhrases> cue_phrases() noexcept;

}  // namespace evresi::corpus

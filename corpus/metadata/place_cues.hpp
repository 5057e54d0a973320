// The words of the five languages that tell whether a place takes part in what a text tells of.
#pragma once

#include "corpus/metadata/cue_phrases.hpp"

#include <span>

namespace evresi::corpus {

[[nodiscard]] std::span<const CuePhrases> place_cues() noexcept;

}  // namespace evresi::corpus

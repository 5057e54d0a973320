// Alphabet: which characters are letters of a script, and their small form. Immutable after
// construction.
#pragma once

#include "analyzers/detection/grams.hpp"
#include "analyzers/language.hpp"

#include <array>
#include <cstdint>

namespace evresi::analyzers::detection {

/// The script of a letter, by blocks: the few signs inside them do not matter to a majority.
[[nodiscard]] Script script_of(char32_t c) noexcept;

class Alphabet {
public:
    /// Of Latin or Cyrillic.
    explicit Alphabet(Script script);

    /// The small form of a letter of the script, below 1 << kLetterBits; 0 for all else.
    [[nodiscard]] char32_t letter(char32_t c) const noexcept {
        if (c < small_.size()) return small_[c];
        return script_ == Script::latin && c >= 0x1E00 && c < 0x1F00 ? kRareLetter : 0;
    }

private:
    Script script_;
    std::array<std::uint16_t, 0x530> small_{};
};

/// The alphabets of the two models. Made once.
[[nodiscard]] const Alphabet& latin_alphabet();
[[nodiscard]] const Alphabet& cyrillic_alphabet();

}  // namespace evresi::analyzers::detection

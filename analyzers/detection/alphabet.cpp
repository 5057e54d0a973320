#include "analyzers/detection/alphabet.hpp"

#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <string>

namespace evresi::analyzers::detection {
namespace {

constexpr bool within(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

/// Romanian is written with cedilla or comma below, whichever the fonts of the day had.
char32_t without_variants(char32_t c) {
    if (c == 0x219) return 0x15F;
    if (c == 0x21B) return 0x163;
    return c;
}

}  // namespace

Script script_of(char32_t c) noexcept {
    if (c < 0x80) {
        return within(c | 0x20U, U'a', U'z') ? Script::latin : Script::none;
    }
    if (c < 0xAA || c == 0xD7 || c == 0xF7) return Script::none;
    if (within(c, 0xC0, 0x24F) || within(c, 0x1E00, 0x1EFF) || within(c, 0x2C60, 0x2C7F) ||
        within(c, 0xFF21, 0xFF5A)) {
        return Script::latin;
    }
    if (within(c, 0x370, 0x3FF) || within(c, 0x1F00, 0x1FFF)) return Script::greek;
    if (within(c, 0x400, 0x52F) || within(c, 0x1C80, 0x1C8F) || within(c, 0xA640, 0xA69F)) {
        return Script::cyrillic;
    }
    const bool is_letter_block = within(c, 0x530, 0x1DBF) || within(c, 0x2C00, 0x2DDF) ||
                                 within(c, 0x3041, 0xD7FF) || within(c, 0xF900, 0xFDFF) ||
                                 within(c, 0xFE70, 0xFEFC) || within(c, 0xFF66, 0xFFDC) ||
                                 within(c, 0x10000, 0x1CFFF) || within(c, 0x20000, 0x3FFFF);
    return is_letter_block ? Script::other : Script::none;
}

Alphabet::Alphabet(Script script) : script_(script) {
    for (char32_t c = 0; c < small_.size(); ++c) {
        if (script_of(c) != script) continue;
        std::string typed;
        std::string folded;
        append_utf8(c, typed);
        casefold(typed, folded);
        std::size_t at = 0;
        const char32_t small = folded.empty() ? c : next_utf8(folded, at);
        // A letter that folds to two (German sz) stays itself.
        small_[c] = static_cast<std::uint16_t>(without_variants(at == folded.size() ? small : c));
    }
    // The capital I of Turkish folds to an i and a dot.
    if (script == Script::latin) small_[0x130] = U'i';
}

const Alphabet& latin_alphabet() {
    static const Alphabet alphabet(Script::latin);
    return alphabet;
}

const Alphabet& cyrillic_alphabet() {
    static const Alphabet alphabet(Script::cyrillic);
    return alphabet;
}

}  // namespace evresi::analyzers::detection

// What else the letters of a typed word may be: letters of another script that look alike (Greek Α,
// Latin A), or the letters on the same keys of another keyboard layout. Pure functions, usable from
// any thread. Not here: other spellings (script_keys.hpp, romanised_spelling.hpp).
#pragma once

#include "analyzers/language.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evresi::analyzers {

/// The scripts of a word's letters.
struct ScriptsOfWord {
    bool latin = false;
    bool greek = false;
    bool cyrillic = false;
    bool other = false;  ///< anything else, digits among it
    [[nodiscard]] bool is_mixed() const noexcept {
        return int{latin} + int{greek} + int{cyrillic} > 1;
    }
    [[nodiscard]] bool is_only(Script script) const noexcept;
};
[[nodiscard]] ScriptsOfWord scripts_of(std::string_view folded);

/// `folded` with the letters of other scripts replaced by those of `script` (Latin, Greek or
/// Cyrillic) that look alike as capitals, or, in a word of mixed scripts, as small letters. Several
/// where a letter looks like several; none where a letter looks like none.
[[nodiscard]] std::vector<std::string> look_alikes(std::string_view folded, Script script);

struct OtherLayout {
    std::string word;
    Script script = Script::none;
};

/// What the keys pressed for `raw`, one word as typed, give with another layout: Latin letters as
/// Greek, Bulgarian phonetic (both) and Bulgarian BDS, letters of these as Latin. Signs inside the
/// word count: on some layouts they are letters. Folded forms, each once; `raw` itself left out.
[[nodiscard]] std::vector<OtherLayout> on_other_layouts(std::string_view raw);

}  // namespace evresi::analyzers

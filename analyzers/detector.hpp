// LanguageDetector: text -> one of our languages or `und`. Immutable after construction; shared
// freely between threads.
#pragma once

#include "analyzers/language.hpp"
#include "base/language_tag.hpp"

#include <string_view>

namespace evresi::analyzers {

struct Detection {
    LanguageTag tag;          ///< `und` where no language of ours fits
    double confidence = 0.0;  ///< 0 to 1; how far to trust `tag`
};

class LanguageDetector {
public:
    /// Detects the language of `text` (UTF-8). `hint` is what the surrounding document is believed
    /// to be in (`und`: unknown): it decides where the text alone is too short to tell.
    [[nodiscard]] Detection detect(std::string_view text, LanguageTag hint = {}) const;
};

/// The script of most letters in `text`; `none` without letters.
[[nodiscard]] Script dominant_script(std::string_view text) noexcept;

}  // namespace evresi::analyzers

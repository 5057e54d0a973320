// Language: what a language must supply to be analysed. One constant object per folder of
// analyzers/languages/, collected by the generated registry (see registry.hpp).
#pragma once

#include "analyzers/stemming/stem_step.hpp"
#include "base/language_tag.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::analyzers {

/// The scripts that our languages are written in; `none` for digits and signs.
enum class Script : std::uint8_t { none, latin, greek, cyrillic, other };

/// Reduces a folded word to its stem. Confined to one thread; made by Language::make_stemmer.
class Stemmer {
public:
    Stemmer() = default;
    Stemmer(const Stemmer&) = delete;
    Stemmer& operator=(const Stemmer&) = delete;
    virtual ~Stemmer() = default;

    /// `word`: folded as the language folds, UTF-8. Writes the stem to `out`; a word without one
    /// is its own stem. Never empty for a non-empty word.
    virtual void stem(std::string_view word, std::string& out) = 0;

    /// Appends to `steps` how stem() comes to the stem of `word`: at least one step, the last of
    /// which has the stem. For people; slower than stem().
    virtual void explain(std::string_view word, std::vector<StemStep>& steps) = 0;
};

struct Language {
    LanguageTag tag;
    std::string_view english_name;  ///< "Greek"
    std::string_view native_name;   ///< "Ελληνικά"
    Script script = Script::none;
    std::span<const std::string_view> stop_words;  ///< folded, sorted by bytes
    /// Folds for this language's stemmer and stop words: the marks that are letters of their own
    /// here (Latvian ā, Slovenian č, Bulgarian й) stay; Greek tonos, dialytika and final sigma go.
    /// Appends to `out`.
    void (*fold)(std::string_view nfkc_casefolded, std::string& out) = nullptr;
    std::unique_ptr<Stemmer> (*make_stemmer)() = nullptr;
    /// Identifies rules and tables: a change of any output changes it. Part of the fingerprint.
    std::uint32_t version = 0;
};

}  // namespace evresi::analyzers

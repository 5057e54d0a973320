// RuleTable: a language's stemming rules as constant data. Made by the build from rules.tsv and
// exceptions.tsv (see compile_language.cpp and README.md); nothing is read or built at run time.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace evresi::analyzers {

/// "A word that ends in this suffix loses `strip_bytes` and gains `append`."
struct SuffixRule {
    std::uint16_t offset;  ///< in RuleTable::suffix_text: reversed suffix, then `append`
    std::uint8_t suffix_bytes;
    std::uint8_t append_bytes;
    std::uint8_t strip_bytes;    ///< whole letters; never more than suffix_bytes
    std::uint8_t least_letters;  ///< letters that the word must have for the rule to apply
};

/// "This word has that stem."
struct WholeWord {
    std::uint16_t offset;  ///< in RuleTable::word_text: the word, then its stem
    std::uint8_t word_bytes;
    std::uint8_t stem_bytes;
};

/// "A word that begins so loses the prefix first, if what is left ends so."
struct PrefixRule {
    std::string_view prefix;
    std::string_view required_ending;  ///< may be empty
    std::uint8_t least_letters;        ///< letters that must be left
};

struct RuleTable {
    std::span<const PrefixRule> prefixes;
    std::span<const SuffixRule> suffixes;  ///< sorted by the bytes of the reversed suffix
    std::span<const WholeWord> words;      ///< sorted by the bytes of the word
    std::string_view suffix_text;
    std::string_view word_text;

    [[nodiscard]] constexpr std::string_view reversed_suffix(const SuffixRule& r) const {
        return suffix_text.substr(r.offset, r.suffix_bytes);
    }
    [[nodiscard]] constexpr std::string_view append(const SuffixRule& r) const {
        return suffix_text.substr(std::size_t{r.offset} + r.suffix_bytes, r.append_bytes);
    }
    [[nodiscard]] constexpr std::string_view word(const WholeWord& w) const {
        return word_text.substr(w.offset, w.word_bytes);
    }
    [[nodiscard]] constexpr std::string_view stem(const WholeWord& w) const {
        return word_text.substr(std::size_t{w.offset} + w.word_bytes, w.stem_bytes);
    }
};

/// What the build compiles from a language's folder.
struct LanguageTables {
    std::span<const std::string_view> stop_words;  ///< sorted by bytes
    RuleTable rules;
    std::uint32_t version;  ///< a hash of the files
};

}  // namespace evresi::analyzers

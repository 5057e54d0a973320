// RuleTable: a language's stemming rules as constant data: two small automata that read a word from
// its end (one for suffix rules, one for alternations) and a hash table of whole words. Made by the
// build from rules.tsv, corrections.tsv and exceptions.tsv (see compile_language.cpp and
// README.md); nothing is read or built at run time.
//
// Letters are numbered from 1 within a table, so that a letter is a byte whatever its script; 0
// stands for all characters that no rule knows.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace evresi::analyzers {

/// "Strip so many letters, append these."
struct StemChange {
    std::uint8_t strip;
    std::uint8_t least_letters;  ///< that the word must have for the change to apply
    std::uint8_t append_letters;
    std::uint16_t append;  ///< where they begin in RuleTable::text
};

/// A state of an automaton: the letters read so far, from the end of the word.
struct SuffixNode {
    std::uint8_t letter;    ///< read last
    std::uint8_t children;  ///< states that one more letter leads to, in the order of the letter
    std::uint16_t first_child;
    std::uint16_t change;  ///< in RuleTable::changes, or kNoChange
};
inline constexpr std::uint16_t kNoChange = 0xFFFF;

/// "This word has that stem."
struct WholeWord {
    std::uint16_t offset;  ///< of its letters in RuleTable::text
    std::uint8_t letters;
    std::uint16_t change;  ///< that makes the stem of it
};
inline constexpr std::uint16_t kNoWord = 0xFFFF;

/// "A word that begins so loses the prefix first, if what is left ends so."
struct PrefixRule {
    std::string_view prefix;
    std::string_view required_ending;  ///< may be empty
    std::uint8_t least_letters;        ///< letters that must be left
};

struct RuleTable {
    std::span<const PrefixRule> prefixes;
    std::span<const SuffixNode> suffixes;      ///< the first is the start; empty: no rules
    std::span<const SuffixNode> alternations;  ///< likewise, for what the suffix rules leave
    std::span<const StemChange> changes;
    std::span<const WholeWord> words;
    std::span<const std::uint16_t> word_slots;  ///< index of a word, or kNoWord; never full
    std::string_view text;                      ///< letters of words and of what is appended
    std::span<const std::uint16_t> alphabet;    ///< code point of each letter number
    std::uint16_t first_code_point = 0;
    std::span<const std::uint8_t> letter_numbers;  ///< of first_code_point and those behind it
};

[[nodiscard]] constexpr std::uint32_t hash_letters(std::string_view letters) noexcept {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char letter : letters) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    }
    return (hash ^ (hash >> 15U)) * 0x9E3779B1U;
}

/// The slot, of so many, that the search for a word begins at.
[[nodiscard]] constexpr std::size_t first_slot(std::string_view letters,
                                               std::size_t slots) noexcept {
    return static_cast<std::size_t>((std::uint64_t{hash_letters(letters)} * slots) >> 32U);
}

/// What the build compiles from a language's folder.
struct LanguageTables {
    std::span<const std::string_view> stop_words;  ///< sorted by bytes
    RuleTable rules;
    std::uint32_t version;  ///< a hash of the files
};

}  // namespace evresi::analyzers

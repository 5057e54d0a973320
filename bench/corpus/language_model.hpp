// LanguageModel: what the synthetic corpus knows of one language: real sentences, which words
// follow each other in them, real word forms by their endings, and which letters follow each other.
// All that it draws comes from a SeededRandom. Immutable once learnt.
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"
#include "bench/corpus/seeded_random.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evresi::bench {

/// Words of a text with the punctuation that is written to them.
using Words = std::vector<std::string>;

/// The word that stood in for others of its ending in the document at hand: texts repeat
/// themselves.
using RecentWords = std::unordered_map<std::uint32_t, std::uint32_t>;

class LanguageModel {
public:
    /// Takes a real sentence; for learn().
    void add_sentence(std::string_view sentence);
    /// Takes a word form seen `count` times in a list of words; passed over unless it is made of
    /// small letters of the language.
    void add_form(std::string_view form, std::uint32_t count, LanguageTag lang);
    /// Works out what the drawing needs. Requires at least one sentence.
    void learn();

    [[nodiscard]] bool has_sentences() const { return !sentences_.empty(); }

    [[nodiscard]] Words draw_sentence(SeededRandom& random) const;
    /// Up to `most` words, each one that follows the one before in some sentence, content words
    /// changed into others with the same ending.
    [[nodiscard]] Words
    draw_walk(std::uint64_t most, RecentWords& recent, SeededRandom& random) const;
    /// A word of the endless tail: rank r or more with a share of 1 / (1 + r / 5000).
    [[nodiscard]] std::string draw_rare(SeededRandom& random) const;

private:
    /// Forms with the same last letters, the most frequent first.
    struct EndingGroup {
        std::vector<std::uint32_t> forms;
        ZipfTable ranks;
    };
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    std::uint32_t number_of(std::string_view word);
    void group_forms();
    void learn_letters();
    [[nodiscard]] std::string made_up(std::uint64_t rank) const;

    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> words_;
    std::vector<std::uint32_t> counts_;  ///< in the sentences, by word
    std::vector<std::vector<std::uint32_t>> followers_;
    std::vector<std::uint32_t> ending_of_;  ///< group that may stand in for a word, or kNone
    std::vector<std::vector<std::uint32_t>> sentences_;
    std::map<std::string, std::uint32_t> forms_;
    std::vector<std::string> form_list_;
    std::vector<EndingGroup> groups_;
    /// By the two letters before: letters with running sums of their counts. 0 ends a word.
    std::map<std::array<char32_t, 2>, std::vector<std::pair<char32_t, std::uint32_t>>> letters_;
};

/// `text` cut at white space.
[[nodiscard]] Words words_of(std::string_view text);

}  // namespace evresi::bench

// What a mistyped word may have been meant to be: words of the index, and words of which it has
// other forms. Confined to one thread; made for one query. Not here: which of them is meant
// (spelling_corrector.hpp).
#pragma once

#include "searchd/search/spelling_distance.hpp"
#include "searchd/search/spelling_words.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace evresi::search {

struct SpellingCandidate {
    std::string written;  ///< as people write it; with a space where it is two words
    std::string folded;
    int cost = 0;  ///< spelling_distance.hpp
    LanguageTag lang;
    std::uint32_t documents = 0;       ///< that have the word; of two words, both
    std::uint32_t stem_documents = 0;  ///< that have its stem
    /// Terms that a document which has it has; of one word its stem.
    std::vector<std::string> terms;
    bool is_unseen = false;  ///< a form that the index does not have
    WordInLanguage in;       ///< of such a form
    double together = 0.0;   ///< what standing together with the other words adds
    double chance = 0.0;     ///< logarithm of how likely it is, whatever was typed
    double score = 0.0;      ///< and how likely it is to be mistyped so
};

class CandidateFinder {
public:
    CandidateFinder(database::Snapshot& snapshot,
                    analyzers::AnalyzerSet& analyzers,
                    const KnownStem& known)
        : snapshot_(snapshot), analyzers_(analyzers), known_(known) {}

    /// Words of the vocabulary within `limit`, in languages of some share.
    [[nodiscard]] std::vector<SpellingCandidate> similar_words(
        const SpelledWord& word, const std::vector<LanguageChance>& languages, int limit) const;

    /// Words one mistake away that the vocabulary lacks though it has their stem, and others that
    /// end so.
    [[nodiscard]] std::vector<SpellingCandidate>
    unseen_forms(const SpelledWord& word, const std::vector<LanguageChance>& languages) const;

    /// Two words of the vocabulary that were typed as one.
    [[nodiscard]] std::vector<SpellingCandidate>
    two_words(const SpelledWord& word, const std::vector<LanguageChance>& languages) const;

    /// The word that is both, one behind the other, if the vocabulary has it.
    [[nodiscard]] std::vector<SpellingCandidate>
    one_word(const SpelledWord& first,
             const SpelledWord& second,
             const std::vector<LanguageChance>& languages) const;

private:
    void add_variant(const SpelledWord& word,
                     SpellingDistance& distance,
                     std::u32string variant,
                     std::size_t changed,
                     LanguageTag lang,
                     std::vector<SpellingCandidate>& found) const;
    /// The candidate for a word of the vocabulary, in its likeliest language.
    [[nodiscard]] SpellingCandidate
    candidate(std::size_t number, int cost, const std::vector<LanguageChance>& languages) const;

    database::Snapshot& snapshot_;
    analyzers::AnalyzerSet& analyzers_;
    const KnownStem& known_;
};

}  // namespace evresi::search

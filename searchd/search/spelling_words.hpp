// The words of a query as the index knows them, for the spelling corrector: in which languages, how
// often, and which of them is in doubt. Confined to one thread.
#pragma once

#include "analyzers/analyzer.hpp"
#include "base/language_tag.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/search/spelling_corrector.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

/// A word in one language.
struct WordInLanguage {
    LanguageTag lang;
    std::string stem;
    std::uint32_t documents = 0;  ///< that have the stem
    lexicon::KnownWord known;     ///< beside the index
    bool is_stop = false;
    bool has_foreign_letter = false;  ///< one that words of the language do not have
};

enum class WordState : std::uint8_t {
    settled,  ///< nothing to correct: a stop word, a number, an abbreviation, a common word
    rare,     ///< the index has it, seldom
    foreign,  ///< the index has it, but not in a language that the query may be in
    unknown,  ///< the index does not have it, though it may have its stem
};

struct SpelledWord {
    std::size_t begin = 0;  ///< bytes of the query
    std::size_t end = 0;
    std::string written;  ///< as typed, lower case
    std::string folded;
    WordState state = WordState::settled;
    bool is_stop = false;
    std::int64_t number = -1;  ///< in the vocabulary
    std::uint32_t documents = 0;
    std::vector<WordInLanguage> languages;  ///< those of its script
};

struct LanguageChance {
    LanguageTag lang;
    double share = 0.0;
};

class SpelledQuery {
public:
    SpelledQuery(const SpellingQuery& query,
                 database::Snapshot& snapshot,
                 analyzers::AnalyzerSet& analyzers,
                 const KnownStem& known);

    [[nodiscard]] const std::vector<SpelledWord>& words() const noexcept { return words_; }
    /// The languages written in the script of `word`, one of words(), and how likely the other
    /// words of the query are of each; shares sum to 1.
    [[nodiscard]] std::vector<LanguageChance> languages_of(const SpelledWord& word) const;

private:
    void add_words(const SpellingQuery& query, std::size_t begin, std::size_t end);
    [[nodiscard]] double vote(const SpelledWord& word, LanguageTag lang) const;
    void judge(SpelledWord& word) const;

    database::Snapshot& snapshot_;
    analyzers::AnalyzerSet& analyzers_;
    const KnownStem& known_;
    const LanguageTag given_;
    std::vector<SpelledWord> words_;
};

/// A word in lower case without its marks.
[[nodiscard]] std::string folded_of(std::string_view written);

/// The stems of one word in one language, the first that of the word as it stands; where stems keep
/// marks, those of the words that it may be typed for without them follow.
[[nodiscard]] WordInLanguage in_language(std::string_view word,
                                         LanguageTag lang,
                                         database::Snapshot& snapshot,
                                         analyzers::AnalyzerSet& analyzers);

}  // namespace evresi::search

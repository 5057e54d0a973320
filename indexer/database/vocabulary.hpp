// Vocabulary: the words of the index, that is its folded surface forms, with their frequencies and
// the way people write them (folded κοινωνικη, written κοινωνική). Written at the end of each job,
// one file of the generation, mapped by the daemon. Immutable; shared by all searchers of a
// generation. Not here: keys of words in other scripts (script_bridge.hpp).
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Xapian {
class Database;
}

namespace evresi::database {

/// The file's name inside a generation.
inline constexpr std::string_view kVocabularyName = "vocabulary";

/// Letters of an ending (Vocabulary::ending_share).
inline constexpr std::size_t kEndingLetters = 3;

/// Letters that forms of one word have in common at least (Vocabulary::form_likelihood).
inline constexpr std::size_t kFamilyLetters = 4;

class Vocabulary {
public:
    /// No words.
    Vocabulary();
    Vocabulary(Vocabulary&&) noexcept;
    Vocabulary& operator=(Vocabulary&&) noexcept;
    ~Vocabulary();

    /// Maps what write_vocabulary wrote. index_damaged when the file is missing or malformed.
    [[nodiscard]] static Result<Vocabulary> open(const std::string& folder);

    /// Words are numbered from 0 in the order of their bytes.
    [[nodiscard]] std::size_t size() const noexcept;
    /// The folded surface form.
    [[nodiscard]] std::string word(std::size_t number) const;
    /// As people write it in lower case, with accents and carons; the folded form where no other
    /// was seen.
    [[nodiscard]] std::string written(std::size_t number) const;
    /// Documents that have the word.
    [[nodiscard]] std::uint32_t documents(std::size_t number) const noexcept;
    /// Documents that have the stem of the word in `lang`: 0 where it is no word of that language
    /// in this index.
    [[nodiscard]] std::uint32_t documents(std::size_t number, LanguageTag lang) const noexcept;
    /// The number of a folded surface form, or -1.
    [[nodiscard]] std::int64_t find(std::string_view word) const noexcept;
    /// The numbers [first, last) of the words that begin with `prefix`.
    [[nodiscard]] std::pair<std::size_t, std::size_t>
    with_prefix(std::string_view prefix) const noexcept;

    class Scan;

    /// The letters that words of `lang` are written with in lower case, the most frequent first;
    /// rare ones, which stand in foreign names, are left out.
    [[nodiscard]] std::u32string alphabet(LanguageTag lang) const;
    /// Of the words of `lang`, the share that ends as this folded word does, in its last
    /// kEndingLetters letters. A word with no more letters than these has no ending: 0.
    [[nodiscard]] double ending_share(std::string_view word, LanguageTag lang) const;
    /// The logarithm (base 10) of how likely a word of `lang` that begins with the first `from`
    /// letters of this folded word is this word, by the letters that follow each other in the words
    /// that the index has.
    [[nodiscard]] double
    likelihood(std::string_view word, LanguageTag lang, std::size_t from = 0) const;
    /// The logarithm (base 10) of how likely a language that has the folded word `known` also has
    /// `other`, as another form of it: from the ends of the words that the index has in both forms.
    /// Minus infinity where they have less than kFamilyLetters letters in common at the beginning,
    /// or more than kEndingLetters others behind.
    [[nodiscard]] double
    form_likelihood(std::string_view known, std::string_view other, LanguageTag lang) const;
    /// How likely the next word in a text in `lang` is one that the index does not have, above 0
    /// and at most 1 (Good and Turing's estimate).
    [[nodiscard]] double unseen_share(LanguageTag lang) const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Words one after another, without a look-up for each: for those that compare a word with all of
/// them. Must not outlive the vocabulary.
class Vocabulary::Scan {
public:
    /// Over the words [first, last).
    Scan(const Vocabulary& vocabulary, std::size_t first, std::size_t last);

    /// Goes to the next word that shares at most `shared` bytes with the current one. False at the
    /// end.
    [[nodiscard]] bool next(std::size_t shared = 255);

    [[nodiscard]] std::size_t number() const noexcept { return number_; }
    [[nodiscard]] std::string_view word() const noexcept { return word_; }
    /// Bytes, whole letters, that it has in common with the word before that next() went to.
    [[nodiscard]] std::size_t shared() const noexcept { return shared_; }

private:
    const State* state_;
    std::size_t next_;
    std::size_t last_;
    std::size_t number_ = 0;
    std::size_t at_ = 0;  ///< where the letters of the next word are
    std::size_t shared_ = 0;
    std::string word_;
};

/// Key of the database's metadata that says: texts in `lang` have the word `form` (lower case, with
/// its marks). The value is how much it occurs, counted as the writer counts words; values of
/// merged databases are added up. Folded words are all that the database has of words with marks
/// otherwise, save for short ones (term_codec.hpp, marked_term). Empty for a word that is too long
/// for the vocabulary or begins with a digit.
[[nodiscard]] std::string form_key(LanguageTag lang, std::string_view form);

inline constexpr std::string_view kFormPrefix = "form:";
[[nodiscard]] constexpr bool is_form_key(std::string_view key) noexcept {
    return key.starts_with(kFormPrefix);
}

/// Writes the vocabulary of `database`, a single glass shard, into the folder of its generation.
/// io_error. Throws Xapian::Error.
[[nodiscard]] Result<void> write_vocabulary(const Xapian::Database& database,
                                            const std::string& folder);

}  // namespace evresi::database

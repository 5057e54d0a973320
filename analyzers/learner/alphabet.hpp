// Alphabet: a language's letters as small numbers, so that the learner can count letters where
// others count bytes. Immutable.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::analyzers::learner {

/// A word with one byte a letter, each the letter's number in an Alphabet.
using Letters = std::string;

class Alphabet {
public:
    /// `letters`: all letters of the language's words, UTF-8, at most 250.
    explicit Alphabet(std::string_view letters);

    /// Nothing if the word has other characters.
    [[nodiscard]] std::optional<Letters> encode(std::string_view word) const;
    /// Of a word that must have no others, such as a setting. Throws std::runtime_error naming it.
    [[nodiscard]] Letters letters_of(std::string_view word) const;
    [[nodiscard]] std::string decode(std::string_view letters) const;

private:
    std::vector<char32_t> letters_;
    std::map<char32_t, char> numbers_;
};

}  // namespace evresi::analyzers::learner

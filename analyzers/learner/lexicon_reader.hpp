// LexiconReader: pairs of word form and lemma from files into a Lexicon.
#pragma once

#include "analyzers/language.hpp"
#include "analyzers/learner/lexicon.hpp"
#include "analyzers/learner/settings.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace evresi::analyzers::learner {

class LexiconReader {
public:
    /// Borrows all three. Words are folded as the language folds them.
    LexiconReader(const Language& language, const Alphabet& alphabet, const Settings& settings);

    /// Rows `form TAB lemma [TAB tag [TAB count]]`, plain or gzip; rows with other letters than the
    /// alphabet's, and auxiliaries (tag AUX: stop words with forms of their own), are left out.
    /// `trusted`: pairs that the rules must serve. Throws std::runtime_error naming the file.
    void add(const std::string& path, bool trusted);

    /// Rows `word TAB times met`: for words whose pairs have no counts. Throws likewise.
    void add_frequencies(const std::string& path);

    [[nodiscard]] Lexicon lexicon() const;

    /// The word folded; nothing if it has letters that are none of the alphabet's.
    [[nodiscard]] std::optional<Letters> letters(std::string_view word) const;
    /// The word without a prefix that a prefix rule takes off.
    [[nodiscard]] Letters bare(const Letters& word) const;

private:
    struct Prefix {
        Letters prefix;
        Letters ending;
        std::size_t least_letters;
    };
    struct Row {
        Letters form;
        Letters lemma;
        std::int64_t count;
        bool trusted;
    };

    [[nodiscard]] std::map<Letters, Letters> renamed_lemmas() const;

    const Language& language_;
    const Alphabet& alphabet_;
    const Settings& settings_;
    void add_frequencies_to(Lemma& lemma, const Lexicon& lexicon) const;

    std::vector<Prefix> prefixes_;
    std::vector<Row> rows_;
    std::map<Letters, std::int64_t> frequencies_;
};

/// Calls `row` with the columns of each line of a file, plain or gzip. Throws std::runtime_error.
void read_rows(const std::string& path,
               const std::function<void(const std::vector<std::string_view>&)>& row);

}  // namespace evresi::analyzers::learner

// Bitext: the material of English and one other language as numbers of terms: sentences to train
// on, and how many lists vote for a pair of terms. Confined to one thread.
#pragma once

#include "searchd/lexicon/learner/material.hpp"
#include "searchd/lexicon/learner/model1.hpp"
#include "searchd/lexicon/learner/term_analyzer.hpp"
#include "searchd/lexicon/learner/written_forms.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace evresi::lexicon {

/// One language's words and phrases: a term is known by the number of its stems. Words have their
/// numbers among the terms of several words.
class TermNumbers {
public:
    [[nodiscard]] std::uint32_t number(std::string_view stems);
    [[nodiscard]] const std::string& stems(std::uint32_t number) const { return *stems_[number]; }
    [[nodiscard]] std::size_t size() const noexcept { return stems_.size(); }

private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<const std::string*> stems_;
};

struct Side {
    LanguageTag lang;
    TermNumbers terms;
    WrittenForms forms;
    std::vector<bool> is_stop;  ///< by the number of a word
};

/// A string as the analyzers see it.
struct AnalyzedString {
    std::vector<std::uint32_t> words;
    /// Where each word stands in the text.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> extents;
};

struct HeldOut {
    std::vector<std::uint32_t> english;
    std::vector<std::uint32_t> other;
};

class Bitext {
public:
    /// Every `hold_out`-th pair of parallel strings is kept from the training, where that is not 0.
    Bitext(const Material& material, LanguageTag lang, std::size_t hold_out);

    /// The strings of `measured` as numbers, by source; to be called last, as it may meet new
    /// words.
    void add_measured(const Material& measured);

    [[nodiscard]] AnalyzedString analyze(Side& side, std::string_view text);
    /// Words [begin, end) of a string as people write them in the midst of a sentence.
    [[nodiscard]] static std::string written(const Side& side,
                                             const AnalyzedString& string,
                                             std::string_view text,
                                             std::size_t begin,
                                             std::size_t end);

    Side english;
    Side other;
    std::vector<SentencePair> sentences;
    /// Where a sentence's words stand in the text of its pair of strings; for sentences from
    /// parallel strings, which come first.
    std::vector<const StringPair*> strings;
    std::map<std::pair<std::uint32_t, std::uint32_t>, float> votes;
    /// Strings to measure on, by the name of their set.
    std::map<std::string, std::vector<HeldOut>> held_out;

private:
    /// A label of a list; a term where it is short enough.
    struct ListedTerm {
        const Label* label = nullptr;
        AnalyzedString string;
        std::optional<std::uint32_t> term;
    };

    /// Which sources begin their labels with a capital whatever the word.
    void note_habits(const Material& material);
    [[nodiscard]] std::vector<ListedTerm> labels_in(const LabelSet& labels, Side& side);
    void note_phrase_forms(const Material& material);
    void add_strings(const Material& material, std::size_t hold_out);
    void add_concepts(const Material& material);
    void note_forms(Side& side,
                    const AnalyzedString& string,
                    std::string_view text,
                    double weight,
                    bool tells_first_case);

    TermAnalyzer analyzer_;
    std::set<std::pair<std::uint32_t, LanguageTag>> capital_habits_;
};

}  // namespace evresi::lexicon

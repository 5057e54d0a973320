// WrittenForms: how people write a term, gathered while texts are read: the most frequent form of
// its stems, in lower case unless it is mostly written otherwise where the place in the sentence
// asks for no capital. Confined to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evresi::lexicon {

/// `text` in lower case, with final sigma where Greek writes one.
[[nodiscard]] std::string lower_case(std::string_view text);

class WrittenForms {
public:
    /// One occurrence of word `word` as `text`. `tells_case`: nothing but the word itself asks for
    /// a capital here.
    void add(std::uint32_t word, std::string_view text, double weight, bool tells_case);

    /// The form to show; empty for a word that was never added.
    [[nodiscard]] std::string best(std::uint32_t word) const;

    /// `text` of `word` with its letters' case as best for this form.
    [[nodiscard]] std::string with_best_case(std::uint32_t word, std::string_view text) const;

private:
    struct Form {
        std::string lower;
        std::string capitals;  ///< the first spelling met that is not in lower case
        double weight = 0.0;
    };
    struct Word {
        std::vector<Form> forms;
        double lower_weight = 0.0;
        double capitals_weight = 0.0;
    };

    [[nodiscard]] static std::string shown(const Word& word, const Form& form);

    std::unordered_map<std::uint32_t, Word> words_;
};

}  // namespace evresi::lexicon

// LatinWordStemmer: for a language that is not written in Latin letters. Greek and Bulgarian texts
// are full of English terms (projects, smart cities, start-ups); those are stemmed as English, all
// other words by the language's own rules.
#pragma once

#include "analyzers/stemming/rule_stemmer.hpp"

#include <algorithm>

namespace evresi::analyzers {

class LatinWordStemmer final : public Stemmer {
public:
    /// Borrows both tables (tables are constants).
    LatinWordStemmer(const RuleTable& own, const RuleTable& english)
        : own_(own), english_(english) {}

    void stem(std::string_view word, std::string& out) override {
        stemmer_of(word).stem(word, out);
    }
    void explain(std::string_view word, std::vector<StemStep>& steps) override {
        stemmer_of(word).explain(word, steps);
    }

private:
    [[nodiscard]] Stemmer& stemmer_of(std::string_view word) {
        const bool is_latin =
            std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        return is_latin ? english_ : own_;
    }

    RuleStemmer own_;
    RuleStemmer english_;
};

}  // namespace evresi::analyzers

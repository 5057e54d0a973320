// RuleStemmer: stems by a RuleTable, whatever the language: whole words first, then a prefix rule,
// then the longest suffix rule that leaves enough letters, then the longest alternation of the end
// that this leaves.
#pragma once

#include "analyzers/language.hpp"
#include "analyzers/stemming/rule_table.hpp"

namespace evresi::analyzers {

class RuleStemmer final : public Stemmer {
public:
    /// Borrows `table`, which must outlive the stemmer (tables are constants).
    explicit RuleStemmer(const RuleTable& table) : table_(table) {}

    /// A word of more than 64 letters is its own stem. Cost: a few steps for each letter of the
    /// suffix, no allocation beyond `out`.
    void stem(std::string_view word, std::string& out) override;
    void explain(std::string_view word, std::vector<StemStep>& steps) override;

private:
    const RuleTable& table_;
};

}  // namespace evresi::analyzers

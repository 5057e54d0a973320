// RuleStemmer: stems by a RuleTable, whatever the language: whole-word exceptions first, then a
// prefix rule, then the longest suffix rule that leaves enough letters.
#pragma once

#include "analyzers/language.hpp"
#include "analyzers/stemming/rule_table.hpp"

namespace evresi::analyzers {

class RuleStemmer final : public Stemmer {
public:
    /// Borrows `table`, which must outlive the stemmer (tables are constants).
    explicit RuleStemmer(const RuleTable& table) : table_(table) {}

    void stem(std::string_view word, std::string& out) override;
    /// A listed word does not tell whether it is an exception or a correction: the table does not.
    void explain(std::string_view word, std::vector<StemStep>& steps) override;

private:
    const RuleTable& table_;
};

}  // namespace evresi::analyzers

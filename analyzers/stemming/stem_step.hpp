// StemStep: one step on the way from a folded word to its stem, for people who want to know why two
// words meet or not. A plain value; made by Stemmer::explain, never on the way of stem().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::analyzers {

/// In the comments, `rule` is StemStep::rule; it is empty where none is named.
enum class StemStepKind : std::uint8_t {
    whole_word,   ///< the word is listed with its stem; rule: the word
    prefix,       ///< rule: the prefix that was taken off
    suffix,       ///< rule: the suffix that decided, which is not always what was removed
    alternation,  ///< rule: the end of the stem that another one stands for
    algorithm,    ///< rule: the name of the algorithm, which does not tell more
    no_rule,      ///< no rule fits what is left of the word
    no_stemmer,   ///< words have no stems here: text in no known language
    digits,       ///< a word with a digit is its own stem
    too_long,     ///< a word of so many letters is its own stem
};

struct StemStep {
    StemStepKind kind = StemStepKind::no_rule;
    std::string rule;
    std::string removed;   ///< by a rule for prefix, suffix or alternation; may be empty
    std::string appended;  ///< by a rule for a suffix or an alternation; may be empty
    std::string result;    ///< the word after this step; after the last one, its stem
};

/// The name in JSON: "whole-word".
[[nodiscard]] std::string_view name_of(StemStepKind kind) noexcept;

/// Whether the step says what it removed and appended.
[[nodiscard]] constexpr bool is_affix_rule(StemStepKind kind) noexcept {
    return kind == StemStepKind::prefix || kind == StemStepKind::suffix ||
           kind == StemStepKind::alternation;
}

}  // namespace evresi::analyzers

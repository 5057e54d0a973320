#include "analyzers/stemming/rule_stemmer.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace evresi::analyzers {
namespace {

const WholeWord* find_word(const RuleTable& table, std::string_view word) {
    const auto found = std::lower_bound(
        table.words.begin(), table.words.end(), word,
        [&](const WholeWord& entry, std::string_view w) { return table.word(entry) < w; });
    return found != table.words.end() && table.word(*found) == word ? &*found : nullptr;
}

std::string_view without_prefix(const RuleTable& table, std::string_view word) {
    for (const PrefixRule& rule : table.prefixes) {
        if (!word.starts_with(rule.prefix) || !word.ends_with(rule.required_ending)) continue;
        const std::string_view rest = word.substr(rule.prefix.size());
        if (count_utf8(rest) >= rule.least_letters) return rest;
    }
    return word;
}

/// The longest rule that fits. The rules that share a reversed suffix stand side by side, so each
/// byte read from the word's end narrows a range of the table, as a walk down a trie would.
const SuffixRule* find_rule(const RuleTable& table, std::string_view word) {
    const std::size_t letters = count_utf8(word);
    const SuffixRule* best = nullptr;
    const SuffixRule* low = table.suffixes.data();
    const SuffixRule* high = low + table.suffixes.size();
    for (std::size_t depth = 0; low != high; ++depth) {
        if (low->suffix_bytes == depth) {
            if (letters >= low->least_letters) best = low;
            ++low;
        }
        if (depth == word.size()) break;
        const auto wanted = static_cast<unsigned char>(word[word.size() - 1 - depth]);
        const auto byte_of = [&](const SuffixRule& rule) {
            return static_cast<unsigned char>(table.suffix_text[rule.offset + depth]);
        };
        low = std::partition_point(low, high,
                                   [&](const SuffixRule& rule) { return byte_of(rule) < wanted; });
        high = std::partition_point(
            low, high, [&](const SuffixRule& rule) { return byte_of(rule) == wanted; });
    }
    return best;
}

}  // namespace

void RuleStemmer::stem(std::string_view word, std::string& out) {
    if (const WholeWord* exception = find_word(table_, word)) {
        out.assign(table_.stem(*exception));
        return;
    }
    const std::string_view bare = without_prefix(table_, word);
    const SuffixRule* rule = find_rule(table_, bare);
    if (rule == nullptr) {
        out.assign(bare);
        return;
    }
    out.assign(bare.substr(0, bare.size() - rule->strip_bytes));
    out.append(table_.append(*rule));
    if (out.empty()) out.assign(bare);
}

}  // namespace evresi::analyzers

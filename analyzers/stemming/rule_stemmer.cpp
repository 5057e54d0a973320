#include "analyzers/stemming/rule_stemmer.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <utility>

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

void RuleStemmer::explain(std::string_view word, std::vector<StemStep>& steps) {
    if (find_word(table_, word) != nullptr) {
        steps.push_back({StemStepKind::whole_word, std::string(word), {}, {}, {}});
        stem(word, steps.back().result);
        return;
    }
    const std::string_view bare = without_prefix(table_, word);
    if (bare.size() < word.size()) {
        const std::string prefix(word.substr(0, word.size() - bare.size()));
        steps.push_back({StemStepKind::prefix, prefix, prefix, {}, std::string(bare)});
    }
    StemStep last;
    if (const SuffixRule* rule = find_rule(table_, bare)) {
        last.kind = StemStepKind::suffix;
        last.rule = bare.substr(bare.size() - rule->suffix_bytes);
        last.removed = bare.substr(bare.size() - rule->strip_bytes);
        last.appended = table_.append(*rule);
    }
    stem(word, last.result);
    steps.push_back(std::move(last));
}

}  // namespace evresi::analyzers

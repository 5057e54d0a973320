#include "analyzers/stemming/rule_stemmer.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace evresi::analyzers {
namespace {

constexpr std::size_t kMaxLetters = 64;

/// A word on its way to the stem: its beginning as it was given, and letters that rules appended.
class Letters {
public:
    Letters(const RuleTable& table, std::string_view word) : table_(&table), word_(word) {
        std::size_t at = 0;
        while (at < word.size()) {
            if (count_ == kMaxLetters) {
                is_too_long_ = true;
                return;
            }
            ends_[count_] = static_cast<std::uint16_t>(at);
            numbers_[count_] = number_of(next_utf8(word, at));
            ++count_;
        }
        ends_[count_] = static_cast<std::uint16_t>(at);
        kept_ = count_;
    }

    [[nodiscard]] bool is_too_long() const { return is_too_long_; }
    [[nodiscard]] std::string_view numbers() const { return {numbers_.data(), count_}; }

    void apply(const StemChange& change) {
        count_ -= change.strip;
        kept_ = std::min(kept_, count_);
        const std::string_view appended = table_->text.substr(change.append, change.append_letters);
        if (count_ + appended.size() > kMaxLetters) return;
        std::copy(appended.begin(), appended.end(), numbers_.begin() + static_cast<long>(count_));
        count_ += appended.size();
    }

    /// The last `letters` letters.
    [[nodiscard]] std::string tail(std::size_t letters) const {
        std::string out;
        write(count_ - letters, out);
        return out;
    }

    void write(std::size_t from, std::string& out) const {
        if (from < kept_) out.append(word_.substr(ends_[from], ends_[kept_] - ends_[from]));
        for (std::size_t i = std::max(from, kept_); i < count_; ++i) {
            append_utf8(table_->alphabet[static_cast<unsigned char>(numbers_[i])], out);
        }
    }

private:
    [[nodiscard]] char number_of(char32_t letter) const {
        const char32_t index = letter - table_->first_code_point;  // wraps for smaller ones
        return index < table_->letter_numbers.size()
                   ? static_cast<char>(table_->letter_numbers[index])
                   : '\0';
    }

    const RuleTable* table_;
    std::string_view word_;
    std::array<char, kMaxLetters> numbers_{};
    std::array<std::uint16_t, kMaxLetters + 1> ends_{};  ///< where each letter begins in word_
    std::size_t count_ = 0;
    std::size_t kept_ = 0;  ///< letters that still are word_'s own
    bool is_too_long_ = false;
};

const StemChange* find_word(const RuleTable& table, std::string_view letters) {
    if (table.word_slots.empty()) return nullptr;
    const std::size_t slots = table.word_slots.size();
    for (std::size_t slot = first_slot(letters, slots); table.word_slots[slot] != kNoWord;
         slot = slot + 1 == slots ? 0 : slot + 1) {
        const WholeWord& word = table.words[table.word_slots[slot]];
        if (table.text.substr(word.offset, word.letters) == letters) {
            return &table.changes[word.change];
        }
    }
    return nullptr;
}

std::string_view without_prefix(const RuleTable& table, std::string_view word) {
    for (const PrefixRule& rule : table.prefixes) {
        if (!word.starts_with(rule.prefix) || !word.ends_with(rule.required_ending)) continue;
        const std::string_view rest = word.substr(rule.prefix.size());
        if (count_utf8(rest) >= rule.least_letters) return rest;
    }
    return word;
}

struct FoundChange {
    const StemChange* change = nullptr;
    std::size_t suffix_letters = 0;
};

/// The change of the longest suffix that has one which leaves enough letters.
FoundChange
find_change(const RuleTable& table, std::span<const SuffixNode> nodes, std::string_view letters) {
    FoundChange found;
    if (nodes.empty()) return found;
    const SuffixNode* node = nodes.data();
    for (std::size_t depth = 0;; ++depth) {
        if (node->change != kNoChange) {
            const StemChange& change = table.changes[node->change];
            if (letters.size() >= change.least_letters) found = {&change, depth};
        }
        if (depth == letters.size() || node->children == 0) return found;
        const auto wanted = static_cast<std::uint8_t>(letters[letters.size() - 1 - depth]);
        const SuffixNode* first = nodes.data() + node->first_child;
        const SuffixNode* last = first + node->children;
        node =
            std::lower_bound(first, last, wanted, [](const SuffixNode& child, std::uint8_t letter) {
                return child.letter < letter;
            });
        if (node == last || node->letter != wanted) return found;
    }
}

}  // namespace

void RuleStemmer::stem(std::string_view word, std::string& out) {
    out.clear();
    Letters letters(table_, word);
    if (letters.is_too_long()) {
        out.assign(word);
        return;
    }
    if (const StemChange* change = find_word(table_, letters.numbers())) {
        letters.apply(*change);
        letters.write(0, out);
        return;
    }
    const std::string_view bare = without_prefix(table_, word);
    if (bare.size() < word.size()) letters = Letters(table_, bare);
    for (const auto nodes : {table_.suffixes, table_.alternations}) {
        const FoundChange found = find_change(table_, nodes, letters.numbers());
        if (found.change != nullptr) letters.apply(*found.change);
    }
    letters.write(0, out);
}

void RuleStemmer::explain(std::string_view word, std::vector<StemStep>& steps) {
    Letters letters(table_, word);
    const bool is_listed =
        !letters.is_too_long() && find_word(table_, letters.numbers()) != nullptr;
    if (is_listed || letters.is_too_long()) {
        StemStep step{
            is_listed ? StemStepKind::whole_word : StemStepKind::too_long, {}, {}, {}, {}};
        if (is_listed) step.rule = word;
        stem(word, step.result);
        steps.push_back(std::move(step));
        return;
    }
    const std::string_view bare = without_prefix(table_, word);
    if (bare.size() < word.size()) {
        const std::string prefix(word.substr(0, word.size() - bare.size()));
        steps.push_back({StemStepKind::prefix, prefix, prefix, {}, std::string(bare)});
        letters = Letters(table_, bare);
    }
    for (const auto kind : {StemStepKind::suffix, StemStepKind::alternation}) {
        const auto nodes = kind == StemStepKind::suffix ? table_.suffixes : table_.alternations;
        const FoundChange found = find_change(table_, nodes, letters.numbers());
        if (found.change == nullptr) continue;
        StemStep step{
            kind, letters.tail(found.suffix_letters), letters.tail(found.change->strip), {}, {}};
        letters.apply(*found.change);
        step.appended = letters.tail(found.change->append_letters);
        letters.write(0, step.result);
        steps.push_back(std::move(step));
    }
    if (steps.empty() || steps.back().kind == StemStepKind::prefix) {
        steps.push_back({StemStepKind::no_rule, {}, {}, {}, std::string(bare)});
    }
}

}  // namespace evresi::analyzers

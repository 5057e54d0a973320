// RuleSet: suffix rules while they are being learnt, and the change that turns one word into
// another.
#pragma once

#include "analyzers/learner/alphabet.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace evresi::analyzers::learner {

/// "Strip so many letters, append these."
struct Change {
    int strip = 0;
    Letters append;

    auto operator<=>(const Change&) const = default;

    /// The smallest change that turns `from` into `to`.
    [[nodiscard]] static Change between(std::string_view from, std::string_view to);
    [[nodiscard]] Letters apply(std::string_view word) const;
};

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
        return std::hash<std::string_view>{}(text);
    }
};

class RuleSet {
public:
    using Map = std::unordered_map<Letters, Change, StringHash, std::equal_to<>>;

    RuleSet(int max_suffix, int least_stem) : max_suffix_(max_suffix), least_stem_(least_stem) {}

    [[nodiscard]] const Map& rules() const { return rules_; }
    [[nodiscard]] const Change* find(std::string_view suffix) const;
    void put(Letters suffix, Change change) { rules_[std::move(suffix)] = std::move(change); }
    void remove(const Letters& suffix) { rules_.erase(suffix); }

    /// Length of the longest rule that fits the word and is shorter than `below`; -1 if none is.
    [[nodiscard]] int longest(std::string_view word, int below) const;
    [[nodiscard]] int longest(std::string_view word) const {
        return longest(word, max_suffix_ + 1);
    }
    /// What the rule of that length makes of the word; the word itself for -1.
    [[nodiscard]] Letters cut(std::string_view word, int length) const;
    /// Then the alternation for the longest ending that has one and leaves enough of the stem.
    [[nodiscard]] Letters alternate(Letters stem) const;
    /// The stem by the rule of that length and the alternations.
    [[nodiscard]] Letters stem(std::string_view word, int length) const {
        return alternate(cut(word, length));
    }
    [[nodiscard]] Letters stem(std::string_view word) const { return stem(word, longest(word)); }
    /// Whether the change leaves enough of the word.
    [[nodiscard]] bool fits(std::string_view word, const Change& change) const {
        return static_cast<int>(word.size()) - change.strip >= least_stem_;
    }
    /// Letters that an alternation leaves: one more than a suffix rule, as short stems are soon
    /// alike.
    [[nodiscard]] int least_alternated() const { return least_stem_ < 3 ? 3 : least_stem_; }
    [[nodiscard]] int max_suffix() const { return max_suffix_; }

    [[nodiscard]] const Map& alternations() const { return alternations_; }
    void put_alternation(Letters ending, Change change);
    void remove_alternation(const Letters& ending) { alternations_.erase(ending); }
    [[nodiscard]] int longest_alternation(std::string_view stem) const;

private:
    Map rules_;
    Map alternations_;
    int longest_alternation_ = 0;
    int max_suffix_;
    int least_stem_;
};

}  // namespace evresi::analyzers::learner

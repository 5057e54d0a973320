#include "analyzers/learner/rule_set.hpp"

#include "analyzers/learner/ending_order.hpp"

#include <algorithm>

namespace evresi::analyzers::learner {

Change Change::between(std::string_view from, std::string_view to) {
    const auto parting = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
    return {static_cast<int>(from.end() - parting.first), Letters(parting.second, to.end())};
}

Letters Change::apply(std::string_view word) const {
    Letters out(word.substr(0, word.size() - static_cast<std::size_t>(strip)));
    out += append;
    return out;
}

const Change* RuleSet::find(std::string_view suffix) const {
    const auto found = rules_.find(suffix);
    return found == rules_.end() ? nullptr : &found->second;
}

int RuleSet::longest(std::string_view word, int below) const {
    for (int length = std::min({below - 1, max_suffix_, static_cast<int>(word.size())});
         length >= 0; --length) {
        const Change* change = find(last_letters(word, length));
        if (change != nullptr && fits(word, *change)) return length;
    }
    return -1;
}

void RuleSet::put_alternation(Letters ending, Change change) {
    longest_alternation_ = std::max(longest_alternation_, static_cast<int>(ending.size()));
    alternations_[std::move(ending)] = std::move(change);
}

int RuleSet::longest_alternation(std::string_view stem) const {
    for (int length = std::min(longest_alternation_, static_cast<int>(stem.size())); length > 0;
         --length) {
        const auto found = alternations_.find(last_letters(stem, length));
        if (found != alternations_.end() &&
            static_cast<int>(stem.size()) - found->second.strip >= least_alternated()) {
            return length;
        }
    }
    return 0;
}

Letters RuleSet::alternate(Letters stem) const {
    const int length = longest_alternation(stem);
    if (length == 0) return stem;
    return alternations_.find(last_letters(stem, length))->second.apply(stem);
}

Letters RuleSet::cut(std::string_view word, int length) const {
    if (length < 0) return Letters(word);
    const Change* change = find(last_letters(word, length));
    return change->apply(word);
}

}  // namespace evresi::analyzers::learner

#include "analyzers/learner/rule_refiner.hpp"

#include "analyzers/learner/ending_order.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace evresi::analyzers::learner {
namespace {

constexpr std::size_t kTrials = 4;
constexpr std::size_t kAlternationTrials = 150;

}  // namespace

RuleRefiner::RuleRefiner(const Lexicon& lexicon,
                         const Settings& settings,
                         const std::vector<int>& by_ending,
                         RuleSet& rules)
    : lexicon_(lexicon), settings_(settings), by_ending_(by_ending), rules_(rules),
      conflation_(lexicon, settings.precision_weight), length_(lexicon.forms.size()) {
    for (std::size_t form = 0; form < lexicon.forms.size(); ++form) {
        const Letters& word = lexicon.forms[form].bare;
        length_[form] = rules.longest(word);
        conflation_.move(static_cast<int>(form), rules.stem(word, length_[form]));
    }
}

int RuleRefiner::pass() {
    changed_ = 0;
    visit(0, by_ending_.size(), 0);
    return changed_;
}

void RuleRefiner::visit(std::size_t low, std::size_t high, int depth) {
    double weight = 0;
    for (std::size_t i = low; i < high; ++i) {
        const Form& form = at(lexicon_.forms, by_ending_[i]);
        for (const int lemma : form.lemmas) {
            const Lemma& its = at(lexicon_.lemmas, lemma);
            weight += its.weight / static_cast<double>(its.forms.size());
        }
    }
    if (2 * weight < settings_.refine_support) return;
    if (depth > 0) improve(low, high, depth);
    if (depth == settings_.max_suffix) return;
    for_each_longer_ending(
        low, high, depth,
        [&](std::size_t i) -> const Letters& { return at(lexicon_.forms, by_ending_[i]).bare; },
        [&](std::size_t from, std::size_t to) { visit(from, to, depth + 1); });
}

const Letters& RuleRefiner::wanted_stem(int lemma) const {
    std::map<std::string_view, std::pair<int, int>> stems;  // stem -> forms, one of them
    for (const int form : at(lexicon_.lemmas, lemma).forms) {
        auto& entry = stems[conflation_.stem_of(form)];
        ++entry.first;
        entry.second = form;
    }
    const auto best =
        std::max_element(stems.begin(), stems.end(), [](const auto& a, const auto& b) {
            return a.second.first < b.second.first;
        });
    return conflation_.stem_of(best->second.second);
}

std::vector<Change> RuleRefiner::candidates(const std::vector<int>& forms, int depth) const {
    std::map<Change, double> votes;
    std::map<int, const Letters*> wanted;
    for (const int form : forms) {
        const Form& its = at(lexicon_.forms, form);
        for (const int lemma : its.lemmas) {
            const Letters*& stem = wanted[lemma];
            if (stem == nullptr) stem = &wanted_stem(lemma);
            Change change = Change::between(its.bare, *stem);
            if (change.strip > depth ||
                static_cast<int>(change.append.size()) > settings_.max_append ||
                !rules_.fits(its.bare, change)) {
                continue;
            }
            const Lemma& of = at(lexicon_.lemmas, lemma);
            votes[std::move(change)] += of.weight / std::sqrt(static_cast<double>(of.forms.size()));
        }
    }
    std::vector<std::pair<double, Change>> ranked;
    for (const auto& [change, weight] : votes) ranked.emplace_back(-weight, change);
    std::sort(ranked.begin(), ranked.end());
    std::vector<Change> best;
    for (const auto& [weight, change] : ranked) {
        if (best.size() == kTrials || -weight * 3 < settings_.refine_support) break;
        best.push_back(change);
    }
    return best;
}

int RuleRefiner::deciding_length(int form, int depth, const Change* change) const {
    const Letters& word = at(lexicon_.forms, form).bare;
    const bool decides = change != nullptr && rules_.fits(word, *change);
    return decides ? depth : rules_.longest(word, depth);
}

Letters RuleRefiner::stem_with(int form, int depth, const Change* change) const {
    const Letters& word = at(lexicon_.forms, form).bare;
    const int length = deciding_length(form, depth, change);
    return length == depth ? rules_.alternate(change->apply(word)) : rules_.stem(word, length);
}

double RuleRefiner::try_rule(const std::vector<int>& forms, int depth, const Change* change) {
    std::vector<Letters> before;
    before.reserve(forms.size());
    conflation_.start();
    for (const int form : forms) {
        before.push_back(conflation_.stem_of(form));
        conflation_.move(form, stem_with(form, depth, change));
    }
    const double gain = conflation_.gain();
    for (std::size_t i = 0; i < forms.size(); ++i) conflation_.move(forms[i], before[i]);
    return gain;
}

void RuleRefiner::apply(const std::vector<int>& forms, int depth, const Change* change) {
    for (const int form : forms) {
        at(length_, form) = deciding_length(form, depth, change);
        conflation_.move(form, stem_with(form, depth, change));
    }
}

std::vector<std::pair<Letters, Change>> RuleRefiner::alternation_candidates() const {
    std::map<std::pair<Letters, Change>, double> votes;
    for (std::size_t number = 0; number < lexicon_.lemmas.size(); ++number) {
        const Lemma& lemma = lexicon_.lemmas[number];
        const Letters& wanted = wanted_stem(static_cast<int>(number));
        for (const int form : lemma.forms) {
            const Letters cut = rules_.cut(at(lexicon_.forms, form).bare, at(length_, form));
            if (conflation_.stem_of(form) == wanted) continue;
            const Change change = Change::between(cut, wanted);
            if (change.strip > settings_.max_alternation ||
                static_cast<int>(change.append.size()) > settings_.max_alternation) {
                continue;
            }
            // The shorter end is the better: the longer one becomes it, whichever was wanted.
            const bool shrinks = static_cast<int>(change.append.size()) <= change.strip;
            const Letters& longer = shrinks ? cut : wanted;
            const Change made =
                shrinks ? change
                        : Change{static_cast<int>(change.append.size()),
                                 cut.substr(cut.size() - static_cast<std::size_t>(change.strip))};
            for (std::size_t context = 0; context <= 2; ++context) {
                const std::size_t length = static_cast<std::size_t>(made.strip) + context;
                if (length >= longer.size()) break;
                votes[{longer.substr(longer.size() - length), made}] +=
                    lemma.weight / static_cast<double>(lemma.forms.size());
            }
        }
    }
    std::vector<std::pair<double, std::pair<Letters, Change>>> ranked;
    for (const auto& [candidate, weight] : votes) {
        if (weight >= 1.0) ranked.emplace_back(-weight, candidate);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::pair<Letters, Change>> best;
    for (const auto& [weight, candidate] : ranked) {
        if (best.size() == kAlternationTrials) break;
        best.push_back(candidate);
    }
    return best;
}

/// Puts all stems that end so in their place and says what that gained.
double RuleRefiner::gain_of_alternation(const Letters& ending) {
    conflation_.start();
    for (std::size_t i = 0; i < lexicon_.forms.size(); ++i) {
        Letters cut = rules_.cut(lexicon_.forms[i].bare, length_[i]);
        if (!cut.ends_with(ending)) continue;
        conflation_.move(static_cast<int>(i), rules_.alternate(std::move(cut)));
    }
    return conflation_.gain();
}

int RuleRefiner::alternate() {
    int made = 0;
    for (const auto& [ending, change] : alternation_candidates()) {
        const auto now = rules_.alternations().find(ending);
        const bool is_new = now == rules_.alternations().end();
        const Change old = is_new ? Change() : now->second;
        if (!is_new && old == change) continue;
        rules_.put_alternation(ending, change);
        if (gain_of_alternation(ending) > settings_.refine_support) {
            ++made;
            continue;
        }
        if (is_new) {
            rules_.remove_alternation(ending);
        } else {
            rules_.put_alternation(ending, old);
        }
        static_cast<void>(gain_of_alternation(ending));
    }
    return made;
}

void RuleRefiner::improve(std::size_t low, std::size_t high, int depth) {
    std::vector<int> forms;
    for (std::size_t i = low; i < high; ++i) {
        if (at(length_, by_ending_[i]) <= depth) forms.push_back(by_ending_[i]);
    }
    if (forms.empty()) return;
    const Letters& word = at(lexicon_.forms, by_ending_[low]).bare;
    const Letters suffix(last_letters(word, depth));
    const Change* now = rules_.find(suffix);
    const Change old = now == nullptr ? Change() : *now;
    Trial best;
    bool found = false;
    const auto consider = [&](double gain, bool removes, const Change& change) {
        if (gain <= (found ? best.gain : 0.0) + 1e-6) return;
        best = {gain, removes, change};
        found = true;
    };
    if (now != nullptr) {
        consider(try_rule(forms, depth, nullptr) + settings_.refine_support, true, {});
    }
    for (const Change& change : candidates(forms, depth)) {
        if (now != nullptr && change == old) continue;
        const double price = now == nullptr ? settings_.refine_support : 0.1;
        consider(try_rule(forms, depth, &change) - price, false, change);
    }
    if (!found) return;
    ++changed_;
    if (best.removes) {
        rules_.remove(suffix);
        apply(forms, depth, nullptr);
    } else {
        rules_.put(suffix, best.change);
        apply(forms, depth, &best.change);
    }
}

}  // namespace evresi::analyzers::learner

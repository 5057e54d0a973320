#include "analyzers/learner/rule_learner.hpp"

#include "analyzers/learner/ending_order.hpp"
#include "analyzers/learner/rule_refiner.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace evresi::analyzers::learner {
namespace {

bool ends_before(const Letters& a, const Letters& b) {
    return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

}  // namespace

RuleLearner::RuleLearner(const Lexicon& lexicon, const Alphabet& alphabet, const Settings& settings)
    : lexicon_(lexicon), alphabet_(alphabet), settings_(settings),
      by_ending_(lexicon.forms.size()) {
    std::iota(by_ending_.begin(), by_ending_.end(), 0);
    std::sort(by_ending_.begin(), by_ending_.end(), [&](int a, int b) {
        const Letters& first = at(lexicon.forms, a).bare;
        const Letters& second = at(lexicon.forms, b).bare;
        return first == second ? a < b : ends_before(first, second);
    });
}

RuleSet RuleLearner::learn() {
    std::vector<Letters> targets = first_targets();
    RuleSet rules = vote(targets);
    for (int round = 1; round < settings_.rounds; ++round) {
        retarget(rules, targets);
        rules = vote(targets);
    }
    RuleRefiner refiner(lexicon_, settings_, by_ending_, rules);
    for (int round = 0; round < settings_.refine_rounds; ++round) {
        const int alternations = refiner.alternate();
        if (refiner.pass() + alternations == 0) break;
    }
    return rules;
}

std::vector<Letters> RuleLearner::first_targets() const {
    std::vector<std::pair<Letters, Letters>> endings;
    for (const auto& [from, to] : settings_.replace) {
        endings.emplace_back(alphabet_.letters_of(from), alphabet_.letters_of(to));
    }
    const auto longer = [](const auto& a, const auto& b) {
        return a.first.size() > b.first.size();
    };
    std::stable_sort(endings.begin(), endings.end(), longer);
    const auto plain = static_cast<std::ptrdiff_t>(endings.size());
    for (const std::string& ending : settings_.endings) {
        endings.emplace_back(alphabet_.letters_of(ending), Letters());
    }
    std::stable_sort(endings.begin() + plain, endings.end(), longer);
    std::vector<Letters> targets;
    for (const Lemma& lemma : lexicon_.lemmas) {
        Letters target = lemma.word;
        for (const auto& [from, to] : endings) {
            if (!lemma.word.ends_with(from)) continue;
            if (static_cast<int>(lemma.word.size() - from.size()) < settings_.least_target)
                continue;
            target = lemma.word.substr(0, lemma.word.size() - from.size()) + to;
            break;
        }
        targets.push_back(std::move(target));
    }
    return targets;
}

void RuleLearner::retarget(const RuleSet& rules, std::vector<Letters>& targets) const {
    for (std::size_t i = 0; i < targets.size(); ++i) {
        std::map<Letters, int> stems;
        for (const int form : lexicon_.lemmas[i].forms)
            ++stems[rules.stem(at(lexicon_.forms, form).bare)];
        const auto best =
            std::max_element(stems.begin(), stems.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        const auto now = stems.find(targets[i]);
        if (now == stems.end() || best->second > now->second) targets[i] = best->first;
    }
}

int RuleLearner::change_number(const Change& change) {
    const auto [found, is_new] = change_numbers_.emplace(change, static_cast<int>(changes_.size()));
    if (is_new) changes_.push_back(change);
    return found->second;
}

RuleSet RuleLearner::vote(const std::vector<Letters>& targets) {
    std::vector<Sample> samples;
    const int no_change = change_number({});
    for (const int form : by_ending_) {
        const Form& its = at(lexicon_.forms, form);
        for (const int lemma : its.lemmas) {
            const Lemma& of = at(lexicon_.lemmas, lemma);
            const Change change = Change::between(its.bare, at(targets, lemma));
            if (static_cast<int>(change.append.size()) > settings_.max_append ||
                change.strip > settings_.max_suffix ||
                static_cast<int>(its.bare.size()) - change.strip < settings_.least_stem) {
                continue;
            }
            samples.push_back({form, change_number(change),
                               of.weight / std::pow(static_cast<double>(of.forms.size()), 0.7)});
        }
    }
    RuleSet rules(settings_.max_suffix, settings_.least_stem);
    rules.put({}, at(changes_, no_change));
    vote_below(samples, 0, samples.size(), 0, no_change, rules);
    prune(samples, rules);
    return rules;
}

/// The samples from `low` to `high` share their last `depth` letters.
void RuleLearner::vote_below(std::vector<Sample>& samples,
                             std::size_t low,
                             std::size_t high,
                             int depth,
                             int inherited,
                             RuleSet& rules) {
    std::map<int, double> votes;
    double all = 0;
    for (std::size_t i = low; i < high; ++i) {
        votes[samples[i].change] += samples[i].weight;
        all += samples[i].weight;
    }
    if (all < settings_.support) return;
    int best = -1;
    for (const auto& [change, weight] : votes) {
        if (at(changes_, change).strip > depth) continue;
        if (best < 0 || weight > votes[best] + 1e-9 ||
            (weight > votes[best] - 1e-9 &&
             at(changes_, change).strip < at(changes_, best).strip)) {
            best = change;
        }
    }
    if (depth > 0 && best >= 0 && best != inherited &&
        votes[best] - votes[inherited] >= settings_.support) {
        const Letters& word = at(lexicon_.forms, samples[low].form).bare;
        rules.put(Letters(last_letters(word, depth)), at(changes_, best));
        inherited = best;
    }
    if (depth == settings_.max_suffix) return;
    for_each_longer_ending(
        low, high, depth,
        [&](std::size_t i) -> const Letters& { return at(lexicon_.forms, samples[i].form).bare; },
        [&](std::size_t from, std::size_t to) {
            vote_below(samples, from, to, depth + 1, inherited, rules);
        });
}

/// Takes out rules that gain less than the support where no longer rule decides.
void RuleLearner::prune(const std::vector<Sample>& samples, RuleSet& rules) const {
    for (int round = 0; round < 12; ++round) {
        std::unordered_map<Letters, double> gain;
        for (const Sample& sample : samples) {
            const Letters& word = at(lexicon_.forms, sample.form).bare;
            const int length = rules.longest(word);
            if (length <= 0) continue;
            const Letters suffix(last_letters(word, length));
            const int next = rules.longest(word, length);
            const Change& wanted = at(changes_, sample.change);
            const Change* first = rules.find(suffix);
            const Change* second = next < 0 ? nullptr : rules.find(last_letters(word, next));
            const int better =
                ((*first == wanted ? 1 : 0) - (second != nullptr && *second == wanted ? 1 : 0));
            gain[suffix] += sample.weight * better;
        }
        std::set<Letters> weak;
        for (const auto& [suffix, change] : rules.rules()) {
            if (!suffix.empty() && gain[suffix] < settings_.support) weak.insert(suffix);
        }
        if (weak.empty()) break;
        // A rule and the longer one that leans on it must not fall together.
        std::vector<Letters> gone;
        for (const Letters& suffix : weak) {
            bool leans = false;
            for (std::size_t i = 1; i < suffix.size(); ++i)
                leans |= weak.contains(suffix.substr(i));
            if (!leans) gone.push_back(suffix);
        }
        for (const Letters& suffix : gone) rules.remove(suffix);
    }
}

}  // namespace evresi::analyzers::learner

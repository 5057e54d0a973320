#include "analyzers/learner/exceptions.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace evresi::analyzers::learner {
namespace {

/// Weight of a form that was never met beside one that was met once.
constexpr double kUnmet = 0.2;

Letters usual_stem(const Lexicon& lexicon, const Lemma& lemma, const RuleSet& rules) {
    std::map<Letters, double> stems;
    for (std::size_t i = 0; i < lemma.forms.size(); ++i) {
        const Form& form = lexicon.forms[static_cast<std::size_t>(lemma.forms[i])];
        stems[rules.stem(form.bare)] += kUnmet + static_cast<double>(lemma.counts[i]);
    }
    return std::max_element(stems.begin(), stems.end(), [](const auto& a, const auto& b) {
               return a.second < b.second;
           })->first;
}

}  // namespace

std::map<Letters, Letters> learn_exceptions(const Lexicon& lexicon,
                                            const RuleSet& rules,
                                            const Settings& settings) {
    struct Candidate {
        std::int64_t count;
        std::int64_t lemma_count;
        Letters word;
        Letters stem;
    };
    std::vector<Candidate> candidates;
    std::vector<std::int64_t> met(lexicon.lemmas.size());
    for (std::size_t i = 0; i < lexicon.lemmas.size(); ++i) {
        for (const std::int64_t count : lexicon.lemmas[i].counts) met[i] += count;
    }
    for (std::size_t number = 0; number < lexicon.forms.size(); ++number) {
        const Form& form = lexicon.forms[number];
        std::int64_t count = -1;
        int chosen = -1;
        for (const int id : form.lemmas) {
            const Lemma& lemma = lexicon.lemmas[static_cast<std::size_t>(id)];
            const auto at = std::find(lemma.forms.begin(), lemma.forms.end(), static_cast<int>(number));
            const std::int64_t its = lemma.counts[static_cast<std::size_t>(at - lemma.forms.begin())];
            if (its > count || (its == count && met[static_cast<std::size_t>(id)] >
                                                    met[static_cast<std::size_t>(chosen)])) {
                count = its;
                chosen = id;
            }
        }
        const std::int64_t lemma_count = met[static_cast<std::size_t>(chosen)];
        if (count < settings.least_count && lemma_count < settings.least_lemma) continue;
        Letters stem = usual_stem(lexicon, lexicon.lemmas[static_cast<std::size_t>(chosen)], rules);
        if (stem == rules.stem(form.bare)) continue;
        candidates.push_back({count, lemma_count, form.word, std::move(stem)});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.count, b.lemma_count, a.word) < std::tie(a.count, a.lemma_count, b.word);
    });
    std::map<Letters, Letters> exceptions;
    for (Candidate& candidate : candidates) {
        if (static_cast<int>(exceptions.size()) >= settings.max_exceptions) break;
        exceptions.emplace(std::move(candidate.word), std::move(candidate.stem));
    }
    return exceptions;
}

}  // namespace evresi::analyzers::learner

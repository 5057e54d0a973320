#include "analyzers/learner/exceptions.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

namespace evresi::analyzers::learner {
namespace {

/// Weight of a form that was never met beside one that was met once.
constexpr double kUnmet = 0.2;

struct Candidate {
    std::int64_t count;
    std::int64_t lemma_count;
    Letters word;
    Letters stem;
};

class Learner {
public:
    Learner(const Lexicon& lexicon,
            const RuleSet& rules,
            const WordStems& corrections,
            const Settings& settings)
        : lexicon_(lexicon), rules_(rules), corrections_(corrections), settings_(settings) {
        for (const Lemma& lemma : lexicon.lemmas) met_.push_back(lemma.count());
    }

    /// Nothing if the rules, or a person, have put the form right or it is too rare.
    [[nodiscard]] std::optional<Candidate> candidate(int number) const {
        const Form& form = lexicon_.forms[static_cast<std::size_t>(number)];
        if (corrections_.contains(form.word)) return std::nullopt;
        const auto [chosen, count, is_certain] = lemma_of(number);
        const Lemma& lemma = lexicon_.lemmas[static_cast<std::size_t>(chosen)];
        std::optional<Letters> stem = corrected_stem(lemma);
        // Half a lemma put right by hand would be worse than none of it.
        const bool must = stem && form.lemmas.size() == 1;
        if (!must && !is_certain) return std::nullopt;
        if (!must && count < settings_.least_count && met(chosen) < settings_.least_lemma) {
            return std::nullopt;
        }
        if (!stem) stem = usual_stem(lemma);
        if (*stem == rules_.stem(form.bare)) return std::nullopt;
        return Candidate{must ? std::numeric_limits<std::int64_t>::max() : count, met(chosen),
                         form.word, std::move(*stem)};
    }

private:
    [[nodiscard]] std::int64_t met(int lemma) const {
        return met_[static_cast<std::size_t>(lemma)];
    }

    [[nodiscard]] std::int64_t count_as(int form, int id) const {
        const Lemma& lemma = lexicon_.lemmas[static_cast<std::size_t>(id)];
        const auto at = std::lower_bound(lemma.forms.begin(), lemma.forms.end(), form);
        return lemma.counts[static_cast<std::size_t>(at - lemma.forms.begin())];
    }

    struct Reading {
        int lemma;
        std::int64_t count;
        bool is_certain;  ///< no other lemma is as likely
    };

    /// The lemma that the form is met as most often; what the trusted pairs say goes before all
    /// else.
    [[nodiscard]] Reading lemma_of(int number) const {
        Reading best{-1, -1, true};
        bool is_trusted = false;
        for (const int id : lexicon_.forms[static_cast<std::size_t>(number)].lemmas) {
            const Lemma& lemma = lexicon_.lemmas[static_cast<std::size_t>(id)];
            const std::int64_t count = count_as(number, id);
            if (best.lemma >= 0 && (lemma.is_trusted < is_trusted ||
                                    (lemma.is_trusted == is_trusted && count < best.count))) {
                continue;
            }
            const bool is_tie =
                best.lemma >= 0 && lemma.is_trusted == is_trusted && count == best.count;
            best = {id, count, !is_tie};
            is_trusted = lemma.is_trusted;
        }
        return best;
    }

    /// The stem that a person gave to most of the lemma's forms. A form of several lemmas speaks
    /// for the one whose word is most like the stem.
    [[nodiscard]] std::optional<Letters> corrected_stem(const Lemma& lemma) const {
        std::map<Letters, int> stems;
        for (const int number : lemma.forms) {
            const Form& form = lexicon_.forms[static_cast<std::size_t>(number)];
            const auto found = corrections_.find(form.word);
            if (found == corrections_.end()) continue;
            const auto likeness = [&](const Letters& word) {
                const auto parting = std::mismatch(word.begin(), word.end(), found->second.begin(),
                                                   found->second.end());
                return parting.first - word.begin();
            };
            const bool is_its_own = std::ranges::all_of(form.lemmas, [&](int id) {
                const Lemma& other = lexicon_.lemmas[static_cast<std::size_t>(id)];
                return &other == &lemma || likeness(other.word) < likeness(lemma.word);
            });
            if (is_its_own) ++stems[found->second];
        }
        if (stems.empty()) return std::nullopt;
        return best(stems);
    }

    [[nodiscard]] Letters usual_stem(const Lemma& lemma) const {
        std::map<Letters, double> stems;
        for (std::size_t i = 0; i < lemma.forms.size(); ++i) {
            const Form& form = lexicon_.forms[static_cast<std::size_t>(lemma.forms[i])];
            stems[rules_.stem(form.bare)] += kUnmet + static_cast<double>(lemma.counts[i]);
        }
        return best(stems);
    }

    template <typename Stems>
    [[nodiscard]] static Letters best(const Stems& stems) {
        return std::max_element(stems.begin(), stems.end(),
                                [](const auto& a, const auto& b) { return a.second < b.second; })
            ->first;
    }

    const Lexicon& lexicon_;
    const RuleSet& rules_;
    const WordStems& corrections_;
    const Settings& settings_;
    std::vector<std::int64_t> met_;
};

}  // namespace

WordStems learn_exceptions(const Lexicon& lexicon,
                           const RuleSet& rules,
                           const WordStems& corrections,
                           const Settings& settings) {
    const Learner learner(lexicon, rules, corrections, settings);
    std::vector<Candidate> candidates;
    for (std::size_t number = 0; number < lexicon.forms.size(); ++number) {
        auto candidate = learner.candidate(static_cast<int>(number));
        if (candidate) candidates.push_back(std::move(*candidate));
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.count, b.lemma_count, a.word) < std::tie(a.count, a.lemma_count, b.word);
    });
    WordStems exceptions;
    for (Candidate& candidate : candidates) {
        if (static_cast<int>(exceptions.size()) >= settings.max_exceptions) break;
        exceptions.emplace(std::move(candidate.word), std::move(candidate.stem));
    }
    return exceptions;
}

}  // namespace evresi::analyzers::learner

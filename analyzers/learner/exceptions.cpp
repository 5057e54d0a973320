#include "analyzers/learner/exceptions.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
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
        std::int64_t count = -1;
        int chosen = -1;
        for (const int id : form.lemmas) {
            const std::int64_t its = count_as(number, id);
            if (its > count || (its == count && met(id) > met(chosen))) {
                count = its;
                chosen = id;
            }
        }
        const Lemma& lemma = lexicon_.lemmas[static_cast<std::size_t>(chosen)];
        std::optional<Letters> stem = corrected_stem(lemma);
        // Half a lemma put right by hand would be worse than none of it.
        const bool must = stem && form.lemmas.size() == 1;
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

    /// The stem by hand that most of the lemma's corrected forms have, if they are forms of no
    /// other lemma.
    [[nodiscard]] std::optional<Letters> corrected_stem(const Lemma& lemma) const {
        std::map<Letters, int> stems;
        for (const int number : lemma.forms) {
            const Form& form = lexicon_.forms[static_cast<std::size_t>(number)];
            const auto found = corrections_.find(form.word);
            if (found != corrections_.end() && form.lemmas.size() == 1) ++stems[found->second];
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

/// Tokens that must be confused before words are listed for it.
constexpr double kLeastConfusion = 1.0;
/// A lemma of more forms is not worth its place.
constexpr std::size_t kMostForms = 40;

/// Finds lemmas that share a stem and gives one of two a stem of its own.
class Separator {
public:
    Separator(const Lexicon& lexicon, const RuleSet& rules, const WordStems& listed)
        : lexicon_(lexicon), listed_(listed) {
        for (const Form& form : lexicon.forms) {
            const auto found = listed.find(form.word);
            stems_.push_back(found != listed.end() ? found->second : rules.stem(form.bare));
        }
        for (std::size_t id = 0; id < lexicon.lemmas.size(); ++id) {
            const Lemma& lemma = lexicon.lemmas[id];
            std::map<Letters, std::int64_t> met;
            for (std::size_t i = 0; i < lemma.forms.size(); ++i) {
                met[stems_[static_cast<std::size_t>(lemma.forms[i])]] += lemma.counts[i];
            }
            for (const auto& [stem, count] : met)
                classes_[stem].push_back({static_cast<int>(id), count});
        }
    }

    struct Separation {
        double worth;  ///< confused tokens for each word to list
        int lemma;
        std::vector<int> forms;
    };

    [[nodiscard]] std::vector<Separation> separations() const {
        std::vector<Separation> found;
        for (const auto& [stem, members] : classes_) {
            const auto most = std::max_element(
                members.begin(), members.end(),
                [](const Member& a, const Member& b) { return a.count < b.count; });
            for (const Member& other : members) {
                if (&other == &*most || other.count == 0 || are_related(other.lemma, most->lemma)) {
                    continue;
                }
                const auto ours = static_cast<double>(other.count);
                const auto theirs = static_cast<double>(most->count);
                const double confused = 2 * ours * theirs / (ours + theirs);
                if (confused < kLeastConfusion) continue;
                if (auto one = separation(other.lemma, stem, confused)) {
                    found.push_back(std::move(*one));
                } else if (auto two = separation(most->lemma, stem, confused)) {
                    found.push_back(std::move(*two));
                }
            }
        }
        std::sort(found.begin(), found.end(), [](const Separation& a, const Separation& b) {
            return std::tie(b.worth, a.lemma) < std::tie(a.worth, b.lemma);
        });
        return found;
    }

private:
    struct Member {
        int lemma;
        std::int64_t count;
    };

    [[nodiscard]] const Lemma& lemma(int id) const {
        return lexicon_.lemmas[static_cast<std::size_t>(id)];
    }

    [[nodiscard]] bool are_related(int a, int b) const {
        return std::ranges::any_of(lemma(a).forms, [&](int form) {
            return std::ranges::binary_search(lemma(b).forms, form);
        });
    }

    /// Nothing if the lemma's own word is another word's stem, or it has too many forms.
    [[nodiscard]] std::optional<Separation>
    separation(int id, const Letters& stem, double confused) const {
        if (classes_.contains(lemma(id).word)) return std::nullopt;
        Separation found{0.0, id, {}};
        for (const int number : lemma(id).forms) {
            const Form& form = lexicon_.forms[static_cast<std::size_t>(number)];
            if (stems_[static_cast<std::size_t>(number)] != stem || listed_.contains(form.word))
                continue;
            if (form.lemmas.size() > 1) return std::nullopt;
            found.forms.push_back(number);
        }
        if (found.forms.empty() || found.forms.size() > kMostForms) return std::nullopt;
        found.worth = confused / static_cast<double>(found.forms.size());
        return found;
    }

    const Lexicon& lexicon_;
    const WordStems& listed_;
    std::vector<Letters> stems_;
    std::map<Letters, std::vector<Member>> classes_;
};

}  // namespace

WordStems learn_separations(const Lexicon& lexicon,
                            const RuleSet& rules,
                            const WordStems& listed,
                            int limit) {
    WordStems separated;
    std::set<Letters> taken;
    for (const Separator::Separation& one : Separator(lexicon, rules, listed).separations()) {
        const Letters& stem = lexicon.lemmas[static_cast<std::size_t>(one.lemma)].word;
        if (static_cast<int>(separated.size() + one.forms.size()) > limit) continue;
        if (!taken.insert(stem).second) continue;
        for (const int form : one.forms) {
            separated.emplace(lexicon.forms[static_cast<std::size_t>(form)].word, stem);
        }
    }
    return separated;
}

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

#include "analyzers/learner/validation.hpp"

#include "analyzers/learner/rule_learner.hpp"
#include "analyzers/stemming/rule_table.hpp"

namespace evresi::analyzers::learner {
namespace {

constexpr int kParts = 5;

/// What refining may ask of a rule.
constexpr double kSupports[] = {0.5, 0.7, 1.0, 1.5, 2.0};

}  // namespace

bool is_in(Part part, const Lemma& lemma) {
    return lemma.is_trusted && hash_letters(lemma.word) % kParts == static_cast<unsigned>(part);
}

Lexicon without(Part part, const Lexicon& lexicon) {
    return lexicon.part([part](const Lemma& lemma) { return !is_in(part, lemma); });
}

Conflation::Figures
figures_on(Part part, const Lexicon& lexicon, const RuleSet& rules, const WordStems& listed) {
    const Lexicon trusted = lexicon.part([](const Lemma& lemma) { return lemma.is_trusted; });
    Conflation conflation(trusted, 1.0);
    for (std::size_t i = 0; i < trusted.forms.size(); ++i) {
        const auto found = listed.find(trusted.forms[i].word);
        conflation.move(static_cast<int>(i),
                        found != listed.end() ? found->second : rules.stem(trusted.forms[i].bare));
    }
    return conflation.figures([part](const Lemma& lemma) { return is_in(part, lemma); });
}

double validated_support(const Lexicon& lexicon,
                         const Alphabet& alphabet,
                         Settings settings,
                         std::ostream& log) {
    const Lexicon seen = without(Part::chosen_by, lexicon);
    double best = -1.0;
    double support = 0.0;
    for (const double tried : kSupports) {
        settings.refine_support = tried;
        const RuleSet rules = RuleLearner(seen, alphabet, settings).learn();
        const double f1 = figures_on(Part::chosen_by, lexicon, rules, {}).f1();
        log << "support " << tried << ": " << rules.rules().size() << " rules, F1 " << f1
            << " on lemmas kept aside\n";
        if (f1 <= best) continue;
        best = f1;
        support = tried;
    }
    return support;
}

}  // namespace evresi::analyzers::learner

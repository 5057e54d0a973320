#include "analyzers/learner/conflation.hpp"

#include <algorithm>

namespace evresi::analyzers::learner {

Conflation::Conflation(const Lexicon& lexicon, double precision_weight)
    : lexicon_(lexicon), precision_weight_(precision_weight), tallies_(lexicon.lemmas.size()),
      class_of_(lexicon.forms.size(), -1) {
    start();
}

double Conflation::precision(int lemma) const {
    const Tally& tally = tallies_[static_cast<std::size_t>(lemma)];
    return tally.brought > 0 ? tally.related / tally.brought : 1.0;
}

double Conflation::recall(int lemma) const {
    const auto forms =
        static_cast<double>(lexicon_.lemmas[static_cast<std::size_t>(lemma)].forms.size());
    if (forms < 2) return 1.0;
    return tallies_[static_cast<std::size_t>(lemma)].together / (forms * (forms - 1) / 2);
}

double Conflation::worth(int lemma) const {
    return lexicon_.lemmas[static_cast<std::size_t>(lemma)].weight *
           (precision_weight_ * precision(lemma) + recall(lemma));
}

Conflation::Figures Conflation::figures(const std::function<bool(const Lemma&)>& measured) const {
    Figures sum;
    double lemmas = 0;
    double with_forms = 0;
    for (std::size_t i = 0; i < lexicon_.lemmas.size(); ++i) {
        if (!measured(lexicon_.lemmas[i])) continue;
        ++lemmas;
        sum.precision += precision(static_cast<int>(i));
        if (lexicon_.lemmas[i].forms.size() < 2) continue;
        ++with_forms;
        sum.recall += recall(static_cast<int>(i));
    }
    return {sum.precision / std::max(1.0, lemmas), sum.recall / std::max(1.0, with_forms)};
}

void Conflation::touch(int lemma) {
    Tally& tally = tallies_[static_cast<std::size_t>(lemma)];
    if (tally.stamp == stamp_) return;
    tally.stamp = stamp_;
    tally.worth_before = worth(lemma);
    touched_.push_back(lemma);
}

void Conflation::start() {
    ++stamp_;
    touched_.clear();
}

double Conflation::gain() const {
    double sum = 0;
    for (const int lemma : touched_) {
        sum += worth(lemma) - tallies_[static_cast<std::size_t>(lemma)].worth_before;
    }
    return sum;
}

void Conflation::count(int form, int class_id, double sign) {
    const std::vector<int>& mine = lexicon_.forms[static_cast<std::size_t>(form)].lemmas;
    for (const int lemma : mine) touch(lemma);
    for (const int other : classes_[static_cast<std::size_t>(class_id)]) {
        if (other == form) continue;
        const std::vector<int>& its = lexicon_.forms[static_cast<std::size_t>(other)].lemmas;
        bool related = false;
        for (const int lemma : its) {
            touch(lemma);
            if (std::find(mine.begin(), mine.end(), lemma) != mine.end()) {
                related = true;
                tallies_[static_cast<std::size_t>(lemma)].together += sign;
            }
        }
        for (const std::vector<int>* side : {&mine, &its}) {
            for (const int lemma : *side) {
                Tally& tally = tallies_[static_cast<std::size_t>(lemma)];
                tally.brought += sign;
                if (related) tally.related += sign;
            }
        }
    }
}

int Conflation::class_id(std::string_view stem) {
    const auto found = ids_.find(stem);
    if (found != ids_.end()) return found->second;
    const int id = static_cast<int>(classes_.size());
    ids_.emplace(Letters(stem), id);
    stems_.emplace_back(stem);
    classes_.emplace_back();
    return id;
}

void Conflation::move(int form, std::string_view stem) {
    const int to = class_id(stem);
    int& now = class_of_[static_cast<std::size_t>(form)];
    if (now == to) return;
    if (now >= 0) {
        count(form, now, -1.0);
        std::vector<int>& members = classes_[static_cast<std::size_t>(now)];
        *std::find(members.begin(), members.end(), form) = members.back();
        members.pop_back();
    }
    count(form, to, 1.0);
    classes_[static_cast<std::size_t>(to)].push_back(form);
    now = to;
}

}  // namespace evresi::analyzers::learner

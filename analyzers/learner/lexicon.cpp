#include "analyzers/learner/lexicon.hpp"

#include <numeric>

namespace evresi::analyzers::learner {

std::int64_t Lemma::count() const {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

Lexicon Lexicon::part(const std::function<bool(const Lemma&)>& keep) const {
    Lexicon out;
    std::vector<int> new_number(forms.size(), -1);
    for (const Lemma& lemma : lemmas) {
        if (!keep(lemma)) continue;
        for (const int form : lemma.forms) new_number[static_cast<std::size_t>(form)] = 0;
    }
    for (std::size_t i = 0; i < forms.size(); ++i) {
        if (new_number[i] < 0) continue;
        new_number[i] = static_cast<int>(out.forms.size());
        out.forms.push_back({forms[i].word, forms[i].bare, {}});
    }
    for (const Lemma& lemma : lemmas) {
        if (!keep(lemma)) continue;
        Lemma kept = lemma;
        for (int& form : kept.forms) {
            form = new_number[static_cast<std::size_t>(form)];
            out.forms[static_cast<std::size_t>(form)].lemmas.push_back(
                static_cast<int>(out.lemmas.size()));
        }
        out.lemmas.push_back(std::move(kept));
    }
    return out;
}

}  // namespace evresi::analyzers::learner

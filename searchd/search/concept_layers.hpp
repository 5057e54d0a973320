// ConceptLayers: concepts -> layers of weighted terms that exist in the index, each as rare as it
// is within its language. Keeps how telling each concept is in each language. Confined to one
// thread; made for one query.
#pragma once

#include "indexer/database/snapshot.hpp"
#include "searchd/search/query_expander.hpp"
#include "searchd/search/score_windows.hpp"

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

namespace evresi::search {

class ConceptLayers {
public:
    explicit ConceptLayers(database::Snapshot& snapshot);

    struct Scope {
        bool in_title = false;
        bool keeps_stop_words = false;  ///< else stop words of a language are left out there
        double weight = 1.0;
        /// Whether it is a word of the query of its own, and not words that are there already.
        bool counts = true;
    };

    /// Appends what `word` has in each language: its alternatives as one layer a language, and its
    /// exact spelling.
    void add_concept(const Concept& word, Scope scope, std::vector<Layer>& layers);

    /// Appends words of the same family, which only rank.
    void add_roots(const Concept& word, std::vector<Layer>& layers);
    /// Appends words of the same families as the translations, which only rank.
    void add_translated_roots(const Concept& word, std::vector<Layer>& layers);
    /// Appends the word with its very marks, where its stems have lost them; only ranks.
    void add_marked(const Concept& word, std::vector<Layer>& layers);

    /// How telling the words of the query are together in each language that texts are in. A word
    /// that a language lacks is as telling as it is in the others.
    [[nodiscard]] std::map<LanguageTag, double> rarities() const;

    /// Documents in a language; for `und`, those in none of ours.
    [[nodiscard]] double documents_in(LanguageTag lang) const;
    [[nodiscard]] std::string term_of(LanguageTag lang, std::string_view stem, bool in_title) const;
    [[nodiscard]] bool exists(const std::string& term) const;

private:
    /// Adds a term and its frequency to the layer, unless the index lacks it.
    void add_term(WeightedTerm term, Layer& layer) const;
    void
    add_alternative(const Alternative& alternative, Scope scope, bool matches, Layer& layer) const;
    /// Adds a layer that only ranks, unless the index has none of its terms.
    void add_boost(Layer::Kind kind,
                   Layer layer,
                   LanguageTag lang,
                   const Concept& word,
                   double weight,
                   std::vector<Layer>& layers);

    database::Snapshot& snapshot_;
    const Xapian::Database& database_;
    std::vector<std::map<LanguageTag, double>> rarities_;  ///< of each concept
    std::map<LanguageTag, double> boosts_;                 ///< what only ranks beside them
};

}  // namespace evresi::search

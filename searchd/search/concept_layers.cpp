#include "searchd/search/concept_layers.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/ascii.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/ranking.hpp"

#include <algorithm>
#include <utility>

namespace evresi::search {
namespace {

/// Rarity of what `frequency` of the `documents` of a language have, `everywhere` being the share
/// of documents that have it in all languages.
double smoothed_rarity(double frequency, double documents, double everywhere) {
    return ranking::rarity(std::min(frequency, documents) +
                               ranking::kSmoothingDocuments * everywhere,
                           documents + ranking::kSmoothingDocuments);
}

}  // namespace

ConceptLayers::ConceptLayers(database::Snapshot& snapshot)
    : snapshot_(snapshot), database_(snapshot.database()) {}

double ConceptLayers::documents_in(LanguageTag lang) const {
    const database::Column& column = snapshot_.columns().column(database::Field::lang);
    const auto documents = [&](LanguageTag tag) {
        const std::int64_t ordinal = column.find(tag.view());
        return ordinal < 0 ? 0.0 : column.documents(static_cast<std::size_t>(ordinal));
    };
    if (!lang.is_undetermined()) return documents(lang);
    double others = database_.get_doccount();
    for (const analyzers::Language* language : analyzers::languages()) {
        if (!language->tag.is_undetermined()) others -= documents(language->tag);
    }
    return others;
}

std::string ConceptLayers::term_of(LanguageTag lang, std::string_view stem, bool in_title) const {
    return in_title ? database::title_term(lang, stem) : database::stem_term(lang, stem);
}

bool ConceptLayers::exists(const std::string& term) const {
    return snapshot_.postings().documents(term) > 0;
}

void ConceptLayers::add_term(WeightedTerm term, Layer& layer) const {
    const double found = term.postings ? static_cast<double>(term.postings->size())
                                       : snapshot_.postings().documents(term.term);
    if (found == 0) return;
    const bool is_there = std::ranges::any_of(
        layer.terms, [&](const WeightedTerm& other) { return other.term == term.term; });
    if (is_there) return;
    layer.frequency += static_cast<double>(term.weight) * found;
    layer.terms.push_back(std::move(term));
}

void ConceptLayers::add_alternative(const Alternative& alternative,
                                    Scope scope,
                                    bool matches,
                                    Layer& layer) const {
    WeightedTerm term;
    term.weight = static_cast<float>(alternative.weight);
    term.matches = matches;
    term.origin = alternative.origin;
    term.text = alternative.text;
    const std::vector<std::string_view> words = split_at_spaces(alternative.stems);
    if (words.size() == 1) {
        term.term = term_of(alternative.lang, words.front(), scope.in_title);
    } else {
        std::vector<std::string> terms;
        for (const std::string_view stem : words) {
            terms.push_back(term_of(alternative.lang, stem, scope.in_title));
        }
        term.term = alternative.lang.str() + ':' + alternative.stems;
        term.postings = std::make_shared<const std::vector<PhrasePosting>>(
            phrase_postings(snapshot_, terms, ranking::kMostPhraseDocuments));
    }
    add_term(std::move(term), layer);
}

void ConceptLayers::add_concept(const Concept& word, Scope scope, std::vector<Layer>& layers) {
    std::vector<Layer> drafts;
    double frequency = 0;
    double documents = 0;
    const auto& all = word.alternatives;
    for (std::size_t first = 0; first < all.size();) {
        Layer draft;
        draft.of = word.typed;
        draft.lang = all[first].lang;
        std::size_t last = first;
        double best = 0;
        for (; last < all.size() && all[last].lang == draft.lang; ++last) {
            best = std::max(best, all[last].weight);
        }
        for (; first < last; ++first) {
            // A stop word of another language is not what was meant there ("on", "most").
            if (all[first].is_stop && !scope.keeps_stop_words) continue;
            const bool matches = all[first].weight >= best * ranking::kLeastMatchingShare;
            add_alternative(all[first], scope, matches, draft);
        }
        if (draft.terms.empty()) continue;
        // The likeliest alternative counts like a word of the query, the others less.
        for (WeightedTerm& term : draft.terms) term.weight /= static_cast<float>(best);
        // A paragraph may be in another language than its document.
        draft.documents = std::max(documents_in(draft.lang), draft.frequency);
        frequency += draft.frequency;
        documents += draft.documents;
        drafts.push_back(std::move(draft));
    }
    const double everywhere = documents > 0 ? frequency / documents : 0;
    const bool is_known = !drafts.empty();
    std::map<LanguageTag, double> rarities;
    for (Layer& draft : drafts) {
        const double rarity = smoothed_rarity(draft.frequency, draft.documents, everywhere);
        rarities.emplace(draft.lang, scope.weight * rarity);
        draft.factor = static_cast<float>(scope.weight * rarity);
        layers.push_back(std::move(draft));
    }
    if (scope.counts) rarities_.push_back(std::move(rarities));
    if (scope.in_title || word.surface.find(' ') != std::string::npos) return;
    Layer exact;
    exact.kind = Layer::Kind::exact;
    exact.of = word.typed;
    add_term({.term = database::surface_term(word.surface)}, exact);
    if (exact.terms.empty()) return;
    exact.documents = database_.get_doccount();
    // As telling as the word, not as one of its forms.
    const double rarity = is_known ? ranking::rarity(frequency, documents)
                                   : ranking::rarity(exact.frequency, exact.documents);
    exact.factor = static_cast<float>(scope.weight * ranking::kSurfaceWeight * rarity);
    for (const Alternative& alternative : word.alternatives) {
        if (alternative.origin == Origin::typed && !alternative.is_foreign) {
            boosts_[alternative.lang] += static_cast<double>(exact.factor);
        }
    }
    layers.push_back(std::move(exact));
}

void ConceptLayers::add_boost(Layer::Kind kind,
                              Layer layer,
                              LanguageTag lang,
                              const Concept& word,
                              double weight,
                              std::vector<Layer>& layers) {
    if (layer.terms.empty()) return;
    layer.kind = kind;
    layer.of = word.typed;
    layer.lang = lang;
    layer.documents = std::max({layer.documents, documents_in(lang), layer.frequency});
    layer.factor = static_cast<float>(weight * ranking::rarity(layer.frequency, layer.documents));
    boosts_[lang] += static_cast<double>(layer.factor);
    layers.push_back(std::move(layer));
}

void ConceptLayers::add_roots(const Concept& word, std::vector<Layer>& layers) {
    bool is_whole = false;
    for (const Alternative& alternative : word.alternatives) {
        const bool is_in_other_letters = alternative.origin == Origin::transliteration;
        if (alternative.is_stop || alternative.is_foreign ||
            (alternative.origin != Origin::typed && !is_in_other_letters)) {
            continue;
        }
        const std::string surface =
            is_in_other_letters ? analyzers::surface_form(alternative.text) : word.surface;
        std::string root = database::root_term(alternative.lang, surface);
        LanguageTag lang = alternative.lang;
        if (root.empty()) {  // its own root, in every language
            if (std::exchange(is_whole, true)) continue;
            root = database::surface_term(surface);
            lang = LanguageTag();
        }
        Layer layer;
        if (lang.is_undetermined() && is_whole) layer.documents = database_.get_doccount();
        add_term({.term = std::move(root), .matches = false}, layer);
        const double weight = is_in_other_letters ? alternative.weight : 1.0;
        add_boost(Layer::Kind::family, std::move(layer), lang, word, weight * ranking::kRootWeight,
                  layers);
    }
}

void ConceptLayers::add_translated_roots(const Concept& word, std::vector<Layer>& layers) {
    const auto& all = word.alternatives;
    for (std::size_t i = 0; i < all.size();) {
        std::map<std::string, double> roots;
        const LanguageTag lang = all[i].lang;
        for (; i < all.size() && all[i].lang == lang; ++i) {
            if (all[i].origin != Origin::lexicon) continue;
            if (all[i].stems.find(' ') != std::string::npos) continue;
            std::string root = database::root_term(lang, analyzers::surface_form(all[i].text));
            if (!root.empty()) roots[std::move(root)] += all[i].weight;
        }
        Layer layer;
        for (const auto& [root, weight] : roots) {
            add_term({.term = root, .weight = static_cast<float>(weight), .matches = false}, layer);
        }
        add_boost(Layer::Kind::family, std::move(layer), lang, word, ranking::kTranslatedRootWeight,
                  layers);
    }
}

void ConceptLayers::add_marked(const Concept& word, std::vector<Layer>& layers) {
    for (const Alternative& alternative : word.alternatives) {
        if (alternative.origin != Origin::typed) continue;
        std::string term =
            database::marked_term(alternative.lang, word.read.empty() ? word.typed : word.read);
        if (term.empty()) continue;
        Layer layer;
        add_term({.term = std::move(term), .matches = false}, layer);
        add_boost(Layer::Kind::marks, std::move(layer), alternative.lang, word,
                  ranking::kMarksWeight, layers);
    }
}

std::map<LanguageTag, double> ConceptLayers::rarities() const {
    std::map<LanguageTag, double> sums = boosts_;
    for (const analyzers::Language* language : analyzers::languages()) {
        sums.try_emplace(language->tag, 0.0);
    }
    for (const auto& of_concept : rarities_) {
        if (of_concept.empty()) continue;
        double mean = 0;
        for (const auto& [lang, rarity] : of_concept) mean += rarity;
        mean /= static_cast<double>(of_concept.size());
        for (auto& [lang, sum] : sums) {
            const auto own = of_concept.find(lang);
            sum += own == of_concept.end() ? mean : own->second;
        }
    }
    return sums;
}

}  // namespace evresi::search

#include "searchd/search/mark_set.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace evresi::search {

void MarkSet::Forms::add(std::string_view form, int concept_number) {
    concepts_.try_emplace(std::string(form), concept_number);
    may_have_.set(trait_of(form));
}

int MarkSet::Forms::look_up(std::string_view form) const noexcept {
    const auto found = concepts_.find(form);
    return found == concepts_.end() ? -1 : found->second;
}

int MarkSet::add_concept(double rarity, bool needs_neighbour) {
    concepts_.push_back({rarity, needs_neighbour});
    return static_cast<int>(concepts_.size()) - 1;
}

void MarkSet::add_stem(LanguageTag lang, std::string_view stem, int concept_number) {
    stems_[lang].add(stem, concept_number);
}

void MarkSet::add_surface(std::string_view surface, int concept_number) {
    surfaces_.add(surface, concept_number);
}

void MarkSet::add_forms(const Concept& word, int concept_number) {
    for (const Alternative& alternative : word.alternatives) {
        // A stop word of another language is not what was meant there ("on", "most").
        if (alternative.is_stop && !word.is_stop) continue;
        for (const std::string_view stem : split_at_spaces(alternative.stems)) {
            add_stem(alternative.lang, stem, concept_number);
        }
    }
    const bool is_word = word.surface.find(' ') == std::string::npos;
    if (!word.is_stop && is_word) add_surface(word.surface, concept_number);
}

void MarkSet::add_neighbours(int first, int second) {
    neighbours_.emplace(first, second);
}

const MarkSet::Forms* MarkSet::stems_of(LanguageTag lang) const noexcept {
    const auto found = stems_.find(lang);
    return found == stems_.end() ? nullptr : &found->second;
}

int MarkSet::find(const Forms* stems, const analyzers::Token& token) const noexcept {
    if (stems != nullptr) {
        if (const int found = stems->find(token.stem); found >= 0) return found;
    }
    return surfaces_.find(token.surface);
}

bool MarkSet::are_neighbours(int first, int second) const noexcept {
    return neighbours_.count({first, second}) != 0;
}

double MarkSet::rarity(int concept_number) const noexcept {
    return concepts_[static_cast<std::size_t>(concept_number)].rarity;
}

bool MarkSet::needs_neighbour(int concept_number) const noexcept {
    return concepts_[static_cast<std::size_t>(concept_number)].needs_neighbour;
}

}  // namespace evresi::search

#include "searchd/lexicon/typed_keys.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/romanised_spelling.hpp"
#include "analyzers/script_keys.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <functional>

namespace evresi::lexicon {
namespace {

using analyzers::ClassKey;
using analyzers::Script;

/// Symbols that the keys of two forms of one word share, and how many of the last ones they need
/// not.
constexpr int kLeastShared = 4;
constexpr int kMostOpen = 2;
/// Words looked at for other forms.
constexpr int kMostLooks = 200;
/// A third of a point a letter is what the usual ways to write cost; more is another word.
constexpr double kMostCostOfLetter = 0.5;

Script script_of(LanguageTag lang) {
    return analyzers::language_or_und(lang).script;
}

/// Words without marks are many, and met as a whole alone.
std::uint64_t unmarked_key(std::string_view folded) {
    return std::hash<std::string_view>()(folded);
}

std::uint64_t mask_of(int symbols) {
    if (symbols >= analyzers::kClassKeySymbols) return ~std::uint64_t{0};
    return ~std::uint64_t{0} << (4 * (analyzers::kClassKeySymbols - symbols));
}

}  // namespace

TypedKeys::TypedKeys(const TableFile& table, std::size_t language, LanguageTag lang) : lang_(lang) {
    const Script script = script_of(lang);
    table.for_each_word(language, "", [&](std::uint32_t number, const Term& term) {
        const std::string folded = analyzers::surface_form(term.text);
        if (script != Script::latin) {
            const ClassKey key = analyzers::class_key(script, folded);
            if (key != 0) keys_.emplace_back(key, number);
            return;
        }
        const std::string stem = analyzers::surface_form(term.stems);
        if (stem != term.stems) keys_.emplace_back(unmarked_key(stem), number);
        // An ending with marks may be gone from the stem (lasīt, las).
        const bool has_marks = !is_ascii(term.text) || stem != term.stems;
        if (has_marks && folded != stem) keys_.emplace_back(unmarked_key(folded), number);
    });
    std::ranges::sort(keys_);
    keys_.shrink_to_fit();
}

std::vector<TypedFit> TypedKeys::find_unmarked(std::string_view typed) const {
    std::vector<TypedFit> found;
    const std::uint64_t key = unmarked_key(typed);
    for (auto at = std::ranges::lower_bound(keys_, std::pair(key, std::uint32_t{0}));
         at != keys_.end() && at->first == key; ++at) {
        found.push_back({at->second, 0.0, true});
    }
    return found;
}

std::vector<TypedFit>
TypedKeys::find(const TableFile& table, std::size_t language, std::string_view typed) const {
    const Script script = script_of(lang_);
    if (script == Script::latin) return find_unmarked(typed);
    std::vector<TypedFit> found;
    const double most_cost = kMostCostOfLetter * static_cast<double>(typed.size());
    const std::vector<ClassKey> keys = analyzers::class_keys_of_typed(script, typed);
    const auto look = [&](ClassKey key, int shared, int& looks, bool is_whole) {
        const std::uint64_t mask = mask_of(shared);
        for (auto at = std::ranges::lower_bound(keys_, std::pair(key & mask, std::uint32_t{0}));
             at != keys_.end() && (at->first & mask) == (key & mask) && --looks >= 0; ++at) {
            const std::string word = analyzers::surface_form(table.term(language, at->second).text);
            const auto fit = is_whole ? analyzers::spelling_fit(script, typed, word)
                                      : analyzers::spelling_fit_but_ending(script, typed, word);
            if (fit && fit->cost <= most_cost) found.push_back({at->second, fit->cost, is_whole});
        }
    };
    int looks = kMostLooks;
    for (const ClassKey key : keys) look(key, analyzers::kClassKeySymbols, looks, true);
    for (int open = 0; open <= kMostOpen && found.empty(); ++open) {
        for (const ClassKey key : keys) {
            const int shared = analyzers::class_key_length(key) - open;
            if (shared >= kLeastShared) look(key, shared, looks, false);
        }
    }
    std::ranges::stable_sort(found, {}, &TypedFit::cost);
    return found;
}

}  // namespace evresi::lexicon

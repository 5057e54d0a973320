#include "corpus/metadata/countries.hpp"

#include "corpus/clean_text.hpp"
#include "corpus/gazetteer/gazetteer.hpp"
#include "corpus/metadata/programmes.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

using Countries = std::vector<Sourced<std::string>>;

bool is_place(Cue cue) noexcept {
    return cue == Cue::country || cue == Cue::adjective || cue == Cue::country_in_list ||
           cue == Cue::region;
}

void add(Countries& found,
         std::string_view code,
         const ScannedText& text,
         std::uint32_t first,
         std::uint32_t last) {
    const auto known = [code](const auto& one) { return one.value == code; };
    if (std::any_of(found.begin(), found.end(), known)) return;
    found.push_back({std::string(code), text.evidence(first, last)});
}

// "REKO" in a line of small letters is an acronym, not the Slovenian for Rijeka.
bool is_acronym(const ScannedText& text, const PhraseMatch& match) {
    if (Lexicon::cue_of(match.payload) != Cue::region || !text.words()[match.first].is_upper) {
        return false;
    }
    const WordRange line = near(text.line_of(match.first), match.first);
    std::uint32_t upper = 0;
    for (std::uint32_t i = line.first; i < line.last; ++i)
        upper += text.words()[i].is_upper ? 1u : 0u;
    return upper * 2 < line.size();
}

/// The longest places, left to right: "Северна Ирландия" hides "Ирландия".
std::vector<PhraseMatch> longest_places(const ScannedText& text) {
    std::vector<PhraseMatch> places;
    for (const PhraseMatch& match : text.matches()) {
        const Cue cue = Lexicon::cue_of(match.payload);
        if (!is_place(cue)) continue;
        // Names are written with a capital in all five languages; adjectives only in English.
        if (!text.words()[match.first].starts_upper && cue != Cue::adjective) continue;
        if (is_acronym(text, match)) continue;
        if (!places.empty() && match.first < places.back().last) {
            const bool is_longer =
                match.first == places.back().first && match.last > places.back().last;
            if (!is_longer) continue;
            places.pop_back();
        }
        places.push_back(match);
    }
    return places;
}

// A code stands in brackets behind a word with a capital: "Navarri (ES)", "Romanji ( IT)".
bool is_code(const ScannedText& text, std::uint32_t word) {
    const FoldedWord& at = text.words()[word];
    if (!at.is_upper || at.end - at.begin != 2 || word == 0) return false;
    const std::string_view before = trim(text.gap_before(word));
    const std::string_view after = trim(text.gap_after(word));
    const bool is_in_brackets = before.ends_with('(') && after.starts_with(')');
    return is_in_brackets && text.words()[word - 1].starts_upper;
}

bool is_country(const PhraseMatch& place) noexcept {
    return Lexicon::cue_of(place.payload) == Cue::country;
}

void add_places(Countries& found, const ScannedText& text, const std::vector<bool>& is_furniture) {
    const std::vector<WordRange> programmes = programme_words(text);
    const std::vector<PhraseMatch> places = longest_places(text);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const PhraseMatch& place = places[i];
        if (place.first < is_furniture.size() && is_furniture[place.first]) continue;
        if (lies_in(programmes, place.first)) continue;
        if (Lexicon::cue_of(place.payload) == Cue::country_in_list) {
            const bool has_neighbour =
                (i > 0 && is_country(places[i - 1]) && place.first - places[i - 1].last <= 2) ||
                (i + 1 < places.size() && is_country(places[i + 1]) &&
                 places[i + 1].first - place.last <= 2);
            if (!has_neighbour) continue;
        }
        add(found, lexicon().country(Lexicon::index_of(place.payload)), text, place.first,
            place.last);
    }
    for (const std::uint32_t word : text.upper_words()) {
        if (!is_code(text, word)) continue;
        const std::optional<std::string> code = country_code(text.surface(word));
        if (code && *code != "EU") add(found, *code, text, word, word + 1);
    }
}

// The id of a programme between countries lists them: ir-gr-bg.
void add_programme_countries(Countries& found, const Sourced<std::string>& programme) {
    std::string_view rest = programme.value;
    if (!rest.starts_with("ir-")) return;
    rest.remove_prefix(3);
    Countries listed;
    while (!rest.empty()) {
        const std::size_t length = std::min(rest.find('-'), rest.size());
        const std::optional<std::string> code =
            length == 2 ? country_code(rest.substr(0, length)) : std::nullopt;
        if (!code) return;
        listed.push_back({*code, programme.evidence});
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    for (Sourced<std::string>& country : listed) {
        const auto known = [&country](const auto& one) { return one.value == country.value; };
        if (std::none_of(found.begin(), found.end(), known)) found.push_back(std::move(country));
    }
}

}  // namespace

Countries find_countries(const ScannedText& title,
                         const ScannedText& text,
                         const std::vector<bool>& is_furniture,
                         const Countries& programmes) {
    Countries found;
    add_places(found, title, {});
    add_places(found, text, is_furniture);
    for (const Sourced<std::string>& programme : programmes) {
        if (programme.evidence.provenance == Provenance::text) {
            add_programme_countries(found, programme);
        }
    }
    return found;
}

}  // namespace evresi::corpus

#include "searchd/http/negotiation.hpp"

#include "analyzers/registry.hpp"
#include "base/ascii.hpp"

#include <algorithm>

namespace evresi::http {
namespace {

std::string_view trimmed(std::string_view text) {
    return strip(text, " \t");
}

/// Takes the text up to `separator` off the front of `rest`.
std::string_view take_until(std::string_view& rest, char separator) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// A weight "0.7" in thousandths; 1000 for what is no weight.
int weight_of(std::string_view text) {
    if (text.empty() || (text[0] != '0' && text[0] != '1')) return 1000;
    int weight = (text[0] - '0') * 1000;
    int place = 100;
    for (std::size_t i = 2; i < text.size() && i < 5; ++i, place /= 10) {
        if (text[i] < '0' || text[i] > '9') return 1000;
        weight += (text[i] - '0') * place;
    }
    return std::min(weight, 1000);
}

struct Preference {
    std::string_view value;
    int weight = 1000;
};

/// One element of an Accept-like list: "text/html;level=1;q=0.5".
Preference preference_of(std::string_view element) {
    Preference preference{take_until(element, ';'), 1000};
    while (!element.empty()) {
        std::string_view parameter = take_until(element, ';');
        const std::string_view name = take_until(parameter, '=');
        if (equals_ignoring_case(name, "q")) preference.weight = weight_of(trimmed(parameter));
    }
    return preference;
}

/// 3: the very type, 2: "application/*", 1: "*/*", 0: another.
int specificity(std::string_view range, std::string_view media_type) {
    if (equals_ignoring_case(range, media_type)) return 3;
    if (range == "*/*") return 1;
    const std::string_view group = media_type.substr(0, media_type.find('/') + 1);
    const bool is_group = range.size() == group.size() + 1 && range.ends_with("/*") &&
                          equals_ignoring_case(range.substr(0, group.size()), group);
    return is_group ? 2 : 0;
}

}  // namespace

bool accepts(std::string_view accept, std::string_view media_type) {
    if (trimmed(accept).empty()) return true;
    int best = 0;
    bool is_accepted = false;
    while (!accept.empty()) {
        const Preference preference = preference_of(take_until(accept, ','));
        const int level = specificity(preference.value, media_type);
        if (level > best || (level == best && level > 0 && preference.weight > 0)) {
            best = level;
            is_accepted = preference.weight > 0;
        }
    }
    return is_accepted;
}

LanguageTag preferred_language(std::string_view accept_language) {
    LanguageTag best = LanguageTag::of("en");
    int best_weight = 0;
    while (!accept_language.empty()) {
        const Preference preference = preference_of(take_until(accept_language, ','));
        const auto tag = LanguageTag::parse(preference.value);
        if (!tag || tag->is_undetermined() || preference.weight <= best_weight) continue;
        if (analyzers::find_language(*tag) == nullptr) continue;
        best = *tag;
        best_weight = preference.weight;
    }
    return best;
}

bool names_entity_tag(std::string_view if_none_match, std::string_view entity_tag) {
    const auto opaque = [](std::string_view tag) {
        return tag.starts_with("W/") ? tag.substr(2) : tag;
    };
    if (trimmed(if_none_match) == "*") return true;
    // Our tags hold no comma, so that splitting at commas can miss none of them.
    while (!if_none_match.empty()) {
        if (opaque(take_until(if_none_match, ',')) == opaque(entity_tag)) return true;
    }
    return false;
}

bool is_json(std::string_view content_type) {
    return equals_ignoring_case(take_until(content_type, ';'), "application/json");
}

}  // namespace evresi::http

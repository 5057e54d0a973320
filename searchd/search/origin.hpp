// Origin: how a word that is looked for came into the query. A plain value.
#pragma once

#include <cstdint>
#include <string_view>

namespace evresi::search {

enum class Origin : std::uint8_t { typed, spelling, transliteration, name, lexicon, synonym };

/// As `Expansion::source` names it.
[[nodiscard]] constexpr std::string_view name_of(Origin origin) noexcept {
    switch (origin) {
    case Origin::typed:
        return "typed";
    case Origin::spelling:
        return "spelling";
    case Origin::transliteration:
        return "transliteration";
    case Origin::name:
        return "name";
    case Origin::lexicon:
        return "lexicon";
    case Origin::synonym:
        return "synonym";
    }
    return {};
}

/// Found by what it means, not by how it is written.
[[nodiscard]] constexpr bool is_by_meaning(Origin origin) noexcept {
    return origin == Origin::lexicon || origin == Origin::synonym;
}

}  // namespace evresi::search

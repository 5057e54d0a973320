// Origin: how a word that is looked for came into the query. A plain value.
#pragma once

#include <cstdint>
#include <string_view>

namespace evresi::search {

enum class Origin : std::uint8_t { typed, spelling, transliteration, name, lexicon };

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
    }
    return {};
}

}  // namespace evresi::search

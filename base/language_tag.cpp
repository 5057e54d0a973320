#include "base/language_tag.hpp"

#include "base/ascii.hpp"

namespace evresi {

std::optional<LanguageTag> LanguageTag::parse(std::string_view text) noexcept {
    const std::size_t length = std::min(text.find_first_of("-_"), text.size());
    if (length < 2 || length > 3) return std::nullopt;
    std::array<char, 3> letters{};
    for (std::size_t i = 0; i < length; ++i) {
        letters[i] = lower_ascii(text[i]);
        if (letters[i] < 'a' || letters[i] > 'z') return std::nullopt;
    }
    return of({letters.data(), length});
}

}  // namespace evresi

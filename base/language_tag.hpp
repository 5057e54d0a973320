// LanguageTag: a primary language subtag (BCP 47, RFC 5646 section 2.2.1) as a small value: "el",
// "bg", or "und" for text in no known language. Trivially copyable, compared by its letters.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace evresi {

class LanguageTag {
public:
    /// "und": undetermined.
    constexpr LanguageTag() noexcept = default;

    /// Reads a language tag: the primary subtag of two or three ASCII letters, any case, is kept;
    /// what follows a '-' or '_' ("el-GR") is dropped. Nothing for any other text.
    [[nodiscard]] static std::optional<LanguageTag> parse(std::string_view text) noexcept;

    /// For literals known to be good: LanguageTag::of("el").
    [[nodiscard]] static constexpr LanguageTag of(std::string_view letters) noexcept {
        LanguageTag tag;
        tag.letters_ = {};
        for (std::size_t i = 0; i < letters.size() && i < 3; ++i) tag.letters_[i] = letters[i];
        return tag;
    }

    /// The letters, lower case. The view lives as long as the tag.
    [[nodiscard]] constexpr std::string_view view() const noexcept {
        return {letters_.data(), letters_[2] == '\0' ? std::size_t{2} : std::size_t{3}};
    }
    [[nodiscard]] std::string str() const { return std::string(view()); }
    [[nodiscard]] constexpr bool is_undetermined() const noexcept { return view() == "und"; }

    friend constexpr auto operator<=>(const LanguageTag&, const LanguageTag&) noexcept = default;

private:
    std::array<char, 3> letters_ = {'u', 'n', 'd'};
};

}  // namespace evresi

template <>
struct std::hash<evresi::LanguageTag> {
    std::size_t operator()(const evresi::LanguageTag& tag) const noexcept {
        return std::hash<std::string_view>{}(tag.view());
    }
};

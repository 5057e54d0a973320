#include "corpus/paragraph_language.hpp"

#include "base/utf8.hpp"

#include <array>
#include <cstddef>

namespace evresi::corpus {
namespace {

constexpr std::size_t kSampleBytes = 400;

struct LetterCounts {
    std::size_t letters = 0;
    std::size_t greek = 0;
    std::size_t cyrillic = 0;
    std::size_t slovenian = 0;      ///< č š ž
    std::size_t latvian = 0;        ///< macrons and cedillas
    std::size_t not_bulgarian = 0;  ///< Cyrillic letters that Bulgarian does not write
    std::size_t bulgarian = 0;      ///< ъ, щ
};

bool is_one_of(char32_t c, std::u32string_view letters) noexcept {
    return letters.find(c) != std::u32string_view::npos;
}

LetterCounts count_letters(std::string_view text) noexcept {
    LetterCounts counts;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            const char lower = static_cast<char>(byte | 0x20);
            counts.letters += lower >= 'a' && lower <= 'z' ? 1u : 0u;
            ++at;
            continue;
        }
        const char32_t c = next_utf8(text, at);
        if (c < 0xC0 || (c > 0x52F && c < 0x1F00) || c > 0x1FFF) continue;
        ++counts.letters;
        if ((c >= 0x370 && c < 0x400) || c >= 0x1F00) ++counts.greek;
        if (c >= 0x400 && c < 0x530) ++counts.cyrillic;
        if (is_one_of(c, U"čšžČŠŽ")) ++counts.slovenian;
        if (is_one_of(c, U"āēīūģķļņĀĒĪŪĢĶĻŅ")) ++counts.latvian;
        if (is_one_of(c, U"ыэёіїєґјљњћђџѓќЫЭЁІЇЄҐЈЉЊЋЂЏЃЌ")) ++counts.not_bulgarian;
        if (is_one_of(c, U"ъщЪЩ")) ++counts.bulgarian;
    }
    return counts;
}

std::size_t count_english_words(std::string_view text) noexcept {
    static constexpr std::array<std::string_view, 7> kWords = {" the ",  " of ",  " and ", " is ",
                                                               " with ", " for ", " that "};
    std::size_t count = 0;
    for (const std::string_view word : kWords) {
        for (std::size_t at = text.find(word); at != std::string_view::npos && count < 8;
             at = text.find(word, at + 1)) {
            ++count;
        }
    }
    return count;
}

}  // namespace

bool is_clearly_in(LanguageTag lang, std::string_view text) noexcept {
    text = utf8_prefix(text, kSampleBytes);
    const LetterCounts counts = count_letters(text);
    if (counts.letters < 8) return false;
    const std::string_view tag = lang.view();
    if (tag == "el") return counts.greek * 10 > counts.letters * 6;
    if (tag == "bg") {
        return counts.cyrillic * 10 > counts.letters * 6 && counts.not_bulgarian == 0 &&
               counts.bulgarian * 100 > counts.letters;
    }
    if (counts.greek + counts.cyrillic > 0) return false;
    if (tag == "lv") return counts.latvian * 25 > counts.letters;
    if (tag == "sl") return counts.latvian == 0 && counts.slovenian * 40 > counts.letters;
    if (tag == "en") {
        return counts.latvian + counts.slovenian == 0 && counts.letters >= 40 &&
               count_english_words(text) * 100 >= counts.letters;
    }
    return false;
}

}  // namespace evresi::corpus

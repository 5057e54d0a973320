#include "corpus/characters.hpp"

#include "base/utf8.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

namespace evresi::corpus {

bool is_letter(char32_t character) noexcept {
    return u_isalpha(static_cast<UChar32>(character)) != 0;
}

bool is_small_letter(char32_t character) noexcept {
    return u_islower(static_cast<UChar32>(character)) != 0;
}

bool is_digit(char32_t character) noexcept {
    return u_isdigit(static_cast<UChar32>(character)) != 0;
}

char32_t last_character(std::string_view text) noexcept {
    if (text.empty()) return 0;
    std::size_t at = text.size() - 1;
    while (at > 0 && is_utf8_continuation(text[at])) --at;
    return decode_utf8(text, at).value;
}

char32_t first_character(std::string_view text) noexcept {
    return text.empty() ? 0 : decode_utf8(text, 0).value;
}

void compose(std::string& text) {
    if (is_ascii(text)) return;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const form = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status) || form->isNormalizedUTF8(text, status)) return;
    std::string composed;
    composed.reserve(text.size());
    icu::StringByteSink<std::string> sink(&composed);
    form->normalizeUTF8(0, text, sink, nullptr, status);
    if (U_SUCCESS(status)) text = std::move(composed);
}

}  // namespace evresi::corpus

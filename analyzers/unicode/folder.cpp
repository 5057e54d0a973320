#include "analyzers/unicode/folder.hpp"

#include "base/ascii.hpp"
#include "base/check.hpp"
#include "base/utf8.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace evresi::analyzers {
namespace {

constexpr char32_t kIotaSubscript = 0x0345;
constexpr KeptMark kCyrillicShortI{U'и', 0x0306};

/// The normalizers are ICU's own immutable singletons; they fail only without ICU's data.
const icu::Normalizer2& normalizer(const icu::Normalizer2* (*make)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* made = make(status);
    EVRESI_CHECK(U_SUCCESS(status) && made != nullptr);
    return *made;
}

const icu::Normalizer2& nfkc_casefold() {
    static const icu::Normalizer2& it = normalizer(&icu::Normalizer2::getNFKCCasefoldInstance);
    return it;
}
const icu::Normalizer2& nfd() {
    static const icu::Normalizer2& it = normalizer(&icu::Normalizer2::getNFDInstance);
    return it;
}
const icu::Normalizer2& nfc() {
    static const icu::Normalizer2& it = normalizer(&icu::Normalizer2::getNFCInstance);
    return it;
}

icu::UnicodeString to_utf16(std::string_view text) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

icu::UnicodeString normalize(const icu::Normalizer2& form, const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString result = form.normalize(text, status);
    return U_SUCCESS(status) ? result : text;
}

/// Marks of the scripts where leaving them out is a habit of typing. In other scripts (Devanagari,
/// Thai, the Japanese voicing marks) they are as good as letters.
bool is_optional_mark(UChar32 c) {
    if (c >= 0x0300 && c <= 0x036F) return true;
    if (c < 0x0483) return false;
    const std::uint32_t category = U_GET_GC_MASK(c);
    if ((category & (U_GC_MN_MASK | U_GC_ME_MASK)) == 0) return false;
    if (c == 0x3099 || c == 0x309A) return false;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW || script == USCRIPT_CYRILLIC ||
           script == USCRIPT_GREEK || script == USCRIPT_ARABIC;
}

/// Latin letters that Unicode does not decompose but people type without their stroke.
std::u16string_view plain_letters(UChar32 c) {
    switch (c) {
    case 0x0111:
        return u"d";  // đ
    case 0x0142:
        return u"l";  // ł
    case 0x00F8:
        return u"o";  // ø
    case 0x0131:
        return u"i";  // ı
    case 0x00E6:
        return u"ae";  // æ
    case 0x0153:
        return u"oe";  // œ
    default:
        return {};
    }
}

bool keeps(std::span<const KeptMark> kept, UChar32 letter, UChar32 mark) {
    const auto is_pair = [&](const KeptMark& k) {
        return static_cast<UChar32>(k.letter) == letter && static_cast<UChar32>(k.mark) == mark;
    };
    return is_pair(kCyrillicShortI) || std::any_of(kept.begin(), kept.end(), is_pair);
}

bool is_word_character(UChar32 c) {
    return u_isalnum(c) || (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_NL_MASK | U_GC_NO_MASK)) != 0;
}

/// The letters of our scripts, worked out once, so that most words need no call of ICU. They have
/// in common that neither folding nor composition looks at their neighbours, as long as those are
/// letters of the table too.
class CommonLetters {
public:
    static constexpr char32_t kEnd = 0x530;

    struct Letter {
        std::array<char, 6> casefolded{};
        std::uint8_t casefolded_bytes = 0;  ///< 0: not in the table
        char32_t base = 0;                  ///< 0: fold_marks must take the long way
        char32_t mark = 0;                  ///< 0: none
        std::array<char, 6> surface{};      ///< fold_surface of casefolded
        std::uint8_t surface_bytes = 0;     ///< 0: must be made the long way
    };

    static const CommonLetters& instance() {
        static const CommonLetters letters;
        return letters;
    }

    [[nodiscard]] const Letter* find(char32_t c) const {
        if (c >= kEnd || letters_[c].casefolded_bytes == 0) return nullptr;
        return &letters_[c];
    }

    /// Appends `c`, whose row is `letter`, without a mark that is not kept. Requires a base.
    static void append_folded(char32_t c,
                              const Letter& letter,
                              std::span<const KeptMark> kept,
                              std::string& out) {
        const bool keep = letter.mark != 0 && keeps(kept, static_cast<UChar32>(letter.base),
                                                    static_cast<UChar32>(letter.mark));
        append_utf8(keep ? c : letter.base, out);
    }

private:
    CommonLetters() {
        for (char32_t c = 0; c < kEnd; ++c) {
            const auto point = static_cast<UChar32>(c);
            if (!u_isalpha(point) && !u_isdigit(point)) continue;
            Letter& letter = letters_[c];
            std::string folded;
            normalize(nfkc_casefold(), icu::UnicodeString(point)).toUTF8String(folded);
            if (folded.empty() || folded.size() > letter.casefolded.size()) continue;
            std::copy(folded.begin(), folded.end(), letter.casefolded.begin());
            letter.casefolded_bytes = static_cast<std::uint8_t>(folded.size());
            const icu::UnicodeString parts = normalize(nfd(), icu::UnicodeString(point));
            if (parts.countChar32() > 2 || !plain_letters(parts.char32At(0)).empty()) continue;
            letter.base = static_cast<char32_t>(parts.char32At(0));
            if (parts.length() > 1) letter.mark = static_cast<char32_t>(parts.char32At(1));
        }
        for (Letter& letter : letters_) add_surface(letter);
    }

    /// Requires that bases and marks are there.
    void add_surface(Letter& letter) const {
        const std::string_view casefolded(letter.casefolded.data(), letter.casefolded_bytes);
        std::string surface;
        for (std::size_t at = 0; at < casefolded.size();) {
            const char32_t c = next_utf8(casefolded, at);
            const Letter* small = find(c);
            if (small == nullptr || small->base == 0) return;
            if (!is_word_character(static_cast<UChar32>(c))) return;
            append_folded(c, *small, {}, surface);
        }
        if (surface.size() > letter.surface.size()) return;
        std::copy(surface.begin(), surface.end(), letter.surface.begin());
        letter.surface_bytes = static_cast<std::uint8_t>(surface.size());
    }

    std::array<Letter, kEnd> letters_{};
};

/// Appends and returns true if all letters of `text` are common ones; else leaves `out` alone.
bool casefold_common(std::string_view text, std::string& out) {
    const CommonLetters& common = CommonLetters::instance();
    const std::size_t before = out.size();
    for (std::size_t at = 0; at < text.size();) {
        const CommonLetters::Letter* letter = common.find(next_utf8(text, at));
        if (letter == nullptr) {
            out.resize(before);
            return false;
        }
        out.append(letter->casefolded.data(), letter->casefolded_bytes);
    }
    return true;
}

bool fold_marks_common(std::string_view text, std::span<const KeptMark> kept, std::string& out) {
    const CommonLetters& common = CommonLetters::instance();
    const std::size_t before = out.size();
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        const CommonLetters::Letter* letter = common.find(c);
        if (letter == nullptr || letter->base == 0) {
            out.resize(before);
            return false;
        }
        CommonLetters::append_folded(c, *letter, kept, out);
    }
    return true;
}

bool is_digit(UChar32 c) {
    return u_charType(c) == U_DECIMAL_DIGIT_NUMBER;
}

bool is_plain_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

void casefold(std::string_view text, std::string& out) {
    if (is_ascii(text)) {
        for (const char c : text) out.push_back(lower_ascii(c));
        return;
    }
    if (casefold_common(text, out)) return;
    icu::UnicodeString word = to_utf16(text);
    // CaseFolding.txt turns the iota subscript into a full iota, which nobody types today.
    icu::UnicodeString decomposed = normalize(nfd(), word);
    if (decomposed.indexOf(static_cast<char16_t>(kIotaSubscript)) >= 0) {
        decomposed.findAndReplace(icu::UnicodeString(static_cast<UChar32>(kIotaSubscript)),
                                  icu::UnicodeString());
        word = decomposed;
    }
    normalize(nfkc_casefold(), word).toUTF8String(out);
}

void fold_marks(std::string_view casefolded, std::span<const KeptMark> kept, std::string& out) {
    if (is_ascii(casefolded)) {
        out.append(casefolded);
        return;
    }
    if (fold_marks_common(casefolded, kept, out)) return;
    const icu::UnicodeString text = normalize(nfd(), to_utf16(casefolded));
    icu::UnicodeString folded;
    UChar32 letter = 0;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (is_optional_mark(c)) {
            if (keeps(kept, letter, c)) folded.append(c);
            continue;
        }
        letter = c;
        const std::u16string_view plain = plain_letters(c);
        if (plain.empty()) {
            folded.append(c);
        } else {
            folded.append(plain.data(), static_cast<std::int32_t>(plain.size()));
        }
    }
    normalize(nfc(), folded).toUTF8String(out);
}

void fold_surface(std::string_view casefolded, std::string& out) {
    fold_marks(casefolded, {}, out);
}

void keep_word_characters(std::string& word) {
    if (std::all_of(word.begin(), word.end(), is_plain_byte)) return;
    std::string kept;
    char32_t previous = 0;
    std::size_t at = 0;
    while (at < word.size()) {
        const char32_t c = next_utf8(word, at);
        bool keep = is_word_character(static_cast<UChar32>(c));
        if ((c == '.' || c == ',') && is_digit(static_cast<UChar32>(previous)) &&
            at < word.size()) {
            std::size_t ahead = at;
            keep = is_digit(static_cast<UChar32>(next_utf8(word, ahead)));
        }
        if (keep) append_utf8(c, kept);
        previous = c;
    }
    word.swap(kept);
}

bool fold_common_word(std::string_view word, std::string& casefolded, std::string& surface) {
    const CommonLetters& common = CommonLetters::instance();
    const std::size_t casefolded_before = casefolded.size();
    const std::size_t surface_before = surface.size();
    for (std::size_t at = 0; at < word.size();) {
        const CommonLetters::Letter* letter = common.find(next_utf8(word, at));
        if (letter == nullptr || letter->surface_bytes == 0) {
            casefolded.resize(casefolded_before);
            surface.resize(surface_before);
            return false;
        }
        casefolded.append(letter->casefolded.data(), letter->casefolded_bytes);
        surface.append(letter->surface.data(), letter->surface_bytes);
    }
    return true;
}

std::string surface_form(std::string_view word) {
    std::string folded;
    casefold(word, folded);
    keep_word_characters(folded);
    std::string surface;
    fold_surface(folded, surface);
    return surface;
}

std::string unicode_version() {
    UVersionInfo version;
    u_getUnicodeVersion(version);
    return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace evresi::analyzers

#include "corpus/paragraph_language.hpp"

#include "base/utf8.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace evresi::corpus {
namespace {

constexpr std::size_t kSampleBytes = 400;
constexpr std::size_t kLeastLetters = 8;
/// Fewer letters have room for no letter or word that only a neighbour has.
constexpr std::size_t kLeastLettersAmongNeighbours = 40;

enum Kind : std::uint8_t {
    kGreek = 1,
    kCyrillic = 2,
    kSlovenian = 4,      ///< č š ž
    kLatvian = 8,        ///< macrons and cedillas
    kNotBulgarian = 16,  ///< Cyrillic letters that Bulgarian does not write
    kBulgarian = 32,     ///< ъ, щ
    kMarked = 64,        ///< Latin letters with any mark
};

constexpr std::size_t kCounts = 8;

/// Counts of letters by kind, all in one number: a byte each, so for no more than 255 letters.
constexpr std::uint64_t kOneLetter = std::uint64_t{1} << 56;
constexpr std::uint64_t one_of(std::uint8_t kinds) {
    std::uint64_t counts = kinds == 0 ? 0 : kOneLetter;
    for (unsigned bit = 0; bit + 1 < kCounts; ++bit) {
        counts += std::uint64_t{(kinds >> bit) & 1u} << (8 * bit);
    }
    return counts;
}
// A letter beyond ASCII has two bytes.
static_assert(kSampleBytes / 2 <= 255);

constexpr auto kKinds = [] {
    std::array<std::uint8_t, 0x800> kinds{};
    const auto add = [&kinds](std::u32string_view letters, std::uint8_t kind) {
        for (const char32_t c : letters) kinds[c] = static_cast<std::uint8_t>(kinds[c] | kind);
    };
    for (char32_t c = 0xC0; c < 0x250; ++c) kinds[c] = c == 0xD7 || c == 0xF7 ? 0 : kMarked;
    for (char32_t c = 0x370; c < 0x400; ++c) kinds[c] = kGreek;
    for (char32_t c = 0x400; c < 0x530; ++c) kinds[c] = kCyrillic;
    add(U"čšžČŠŽ", kSlovenian);
    add(U"āēīūģķļņĀĒĪŪĢĶĻŅ", kLatvian);
    add(U"ыэёіїєґјљњћђџѓќѕўЫЭЁІЇЄҐЈЉЊЋЂЏЃЌЅЎ", kNotBulgarian);
    add(U"ъщЪЩ", kBulgarian);
    // All that two bytes can say.
    std::array<std::uint64_t, kinds.size()> counts{};
    for (std::size_t c = 0; c < counts.size(); ++c) counts[c] = one_of(kinds[c]);
    return counts;
}();

struct LetterCounts {
    std::size_t letters = 0;
    std::size_t greek = 0;
    std::size_t cyrillic = 0;
    std::size_t slovenian = 0;
    std::size_t latvian = 0;
    std::size_t not_bulgarian = 0;
    std::size_t bulgarian = 0;
    std::size_t marked = 0;
};

/// How many of 8 bytes are ASCII letters, all bytes at once. Requires that all are ASCII.
std::size_t ascii_letters(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t kOnes = 0x0101010101010101u;
    // With 7 bits a byte no sum carries over; a byte's high bit tells whether it reached 0x80.
    const std::uint64_t lower = bytes | 0x20 * kOnes;
    const std::uint64_t letters = (lower + (0x80 - 'a') * kOnes) & ~(lower + (0x7F - 'z') * kOnes);
    return static_cast<std::size_t>(std::popcount(letters & 0x80 * kOnes));
}

// Requires a sample.
LetterCounts count_letters(std::string_view text) noexcept {
    std::uint64_t counts = 0;
    std::size_t ascii = 0;
    const auto byte_at = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t at = 0; at < text.size();) {
        // Words of other scripts are runs of letters of two bytes.
        while (text.size() - at >= 2 && byte_at(at) >= 0xC2 && byte_at(at) < 0xE0 &&
               is_utf8_continuation(text[at + 1])) {
            counts += kKinds[(byte_at(at) & 0x1Fu) << 6 | (byte_at(at + 1) & 0x3Fu)];
            at += 2;
            if (at == text.size()) break;
        }
        if (text.size() - at >= 8) {
            std::uint64_t bytes = 0;
            std::memcpy(&bytes, text.data() + at, 8);
            if ((bytes & 0x8080808080808080u) == 0) {
                ascii += ascii_letters(bytes);
                at += 8;
                continue;
            }
        }
        if (at == text.size()) break;
        if (byte_at(at) < 0x80) {
            ascii += (byte_at(at) | 0x20u) - 'a' < 26 ? 1u : 0u;
            ++at;
            continue;
        }
        const char32_t c = next_utf8(text, at);
        if (c >= 0x1F00 && c <= 0x1FFF) counts += one_of(kGreek);
    }
    const auto of = [counts](std::uint8_t kind) {
        return static_cast<std::size_t>(counts >> (8 * std::countr_zero(kind))) & 0xFF;
    };
    return {ascii + static_cast<std::size_t>(counts >> 56),
            of(kGreek),
            of(kCyrillic),
            of(kSlovenian),
            of(kLatvian),
            of(kNotBulgarian),
            of(kBulgarian),
            of(kMarked)};
}

/// A small word with its spaces, as 8 bytes to compare.
struct SmallWord {
    std::uint64_t bytes = 0;
    std::uint64_t mask = 0;

    explicit constexpr SmallWord(std::string_view word) {
        std::array<char, 8> letters{};
        std::array<char, 8> marks{};
        for (std::size_t i = 0; i < word.size(); ++i) {
            letters[i] = word[i];
            marks[i] = '\xFF';
        }
        bytes = std::bit_cast<std::uint64_t>(letters);
        mask = std::bit_cast<std::uint64_t>(marks);
    }
};

// Whether at least `wanted` of the words of `text` are among `words`.
bool has_words(std::string_view text, std::span<const SmallWord> words, std::size_t wanted) {
    // 8 bytes can be read at every place of it.
    std::array<char, kSampleBytes + 8> padded{};
    std::memcpy(padded.data(), text.data(), text.size());
    std::size_t count = 0;
    for (std::size_t at = text.find(' '); at != std::string_view::npos && count < wanted;
         at = text.find(' ', at + 1)) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, padded.data() + at, 8);
        for (const SmallWord& word : words) count += (bytes & word.mask) == word.bytes ? 1u : 0u;
    }
    return count >= wanted;
}

constexpr std::array kEnglishWords = {SmallWord(" the "), SmallWord(" of "),   SmallWord(" and "),
                                      SmallWord(" is "),  SmallWord(" with "), SmallWord(" for "),
                                      SmallWord(" that ")};
/// None is a word of another language that writes č š ž and no other mark.
constexpr std::array kSlovenianWords = {SmallWord(" in "), SmallWord(" ki "), SmallWord(" tudi "),
                                        SmallWord(" lahko "), SmallWord(" kot ")};

bool shows(const LetterCounts& counts, std::string_view tag, std::string_view text) noexcept {
    if (counts.letters < kLeastLetters) return false;
    if (tag == "el") return counts.greek * 10 > counts.letters * 6;
    if (counts.letters < kLeastLettersAmongNeighbours) return false;
    if (tag == "bg") {
        return counts.cyrillic * 10 > counts.letters * 6 && counts.not_bulgarian == 0 &&
               counts.bulgarian * 100 > counts.letters;
    }
    if (counts.greek + counts.cyrillic > 0) return false;
    if (tag == "lv") {
        return counts.latvian * 25 > counts.letters &&
               counts.latvian + counts.slovenian == counts.marked;
    }
    if (tag == "sl") {
        return counts.slovenian == counts.marked && counts.slovenian * 50 > counts.letters &&
               has_words(text, kSlovenianWords, (counts.letters + 149) / 150);
    }
    if (tag == "en") {
        return counts.marked == 0 && has_words(text, kEnglishWords, (counts.letters + 99) / 100);
    }
    return false;
}

}  // namespace

bool is_clearly_in(LanguageTag lang, std::string_view text) noexcept {
    text = utf8_prefix(text, kSampleBytes);
    return !lang.is_undetermined() && shows(count_letters(text), lang.view(), text);
}

LanguageTag clear_language(std::string_view text) noexcept {
    text = utf8_prefix(text, kSampleBytes);
    const LetterCounts counts = count_letters(text);
    for (const std::string_view tag : {"el", "bg", "lv", "en"}) {
        if (shows(counts, tag, text)) return LanguageTag::of(tag);
    }
    return {};
}

}  // namespace evresi::corpus

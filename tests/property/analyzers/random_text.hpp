// Seeded random text for property tests. EVRESI_TEST_SEED repeats a run; the seed is printed.
#pragma once

#include "base/utf8.hpp"

#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <string_view>

namespace evresi::tests {

inline unsigned seed() {
    static const unsigned chosen = [] {
        const char* given = std::getenv("EVRESI_TEST_SEED");
        const unsigned value = given != nullptr
                                   ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                                   : 20'241'124U;
        std::cout << "EVRESI_TEST_SEED=" << value << "\n";
        return value;
    }();
    return chosen;
}

class RandomText {
public:
    explicit RandomText(unsigned salt) : random_(seed() + salt) {}

    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
    }

    /// Mostly letters of our scripts with what stands between them; now and then anything at all.
    char32_t character(bool only_alphabets) {
        static constexpr std::u32string_view kSigns = U" ..,,''’-_:·\u00AD\u200D\u0301\u0308\u0304"
                                                      U"\u030C\r\n@0123456789sStTmM";
        switch (below(10)) {
        case 0:
        case 1:
            return pick(kSigns);
        case 2:
        case 3:
            return static_cast<char32_t>(0x370 + below(0x90));
        case 4:
        case 5:
            return static_cast<char32_t>(0x400 + below(0x60));
        case 6:
        case 7:
            return static_cast<char32_t>(0x41 + below(0x3A));
        case 8:
            return static_cast<char32_t>(0xC0 + below(0x1C0));
        default:
            return only_alphabets ? static_cast<char32_t>(0x1E00 + below(0x200)) : any();
        }
    }

    std::string text(std::size_t letters, bool only_alphabets) {
        std::string out;
        for (std::size_t i = 0; i < letters; ++i) append_utf8(character(only_alphabets), out);
        return out;
    }

    /// Text that meets every rule of word breaking often: short runs of letters and digits with
    /// each kind of sign, mark and script between them, and bytes that are no text.
    std::string breaks(std::size_t pieces) {
        static constexpr std::u32string_view kLetters = U"aZéßčĀősStTmMdDαΩΐςжЙѝҐאبक𝐀ǆªˑ";
        static constexpr std::u32string_view kDigits = U"0179٣۴०๓０９𝟎";
        static constexpr std::u32string_view kJoiners =
            U"...,,,'''’’‘ʼ＇．，٫٬;:·\u0387_‿\u202F\u2024״׳\"⁄-@ ";
        static constexpr std::u32string_view kMarks =
            U"\u0301\u0308\u0304\u030C\u0327\u0345\u00AD\u200D\u200C\u2060\uFE0F\u20E3\uFEFF\u200E"
            U"\u0488\U000E0041\U0001F3FD";
        static constexpr std::u32string_view kOthers =
            U" \r\n\t\u0085\u2028\u00A0\u200B€©№😀👩🇪🇺❤*#\uFFFD\uFFFF";
        static constexpr std::u32string_view kUnspaced = U"東京都にのアイｱーภาษไทยກາကြខ々〇한ｶﾞ";
        std::string out;
        for (std::size_t i = 0; i < pieces; ++i) {
            switch (below(16)) {
            case 0:
            case 1:
            case 2:
            case 3:
            case 4:
                append(kLetters, 1 + below(3), out);
                break;
            case 5:
            case 6:
                append(kDigits, 1 + below(2), out);
                break;
            case 7:
            case 8:
            case 9:
            case 10:
                append(kJoiners, 1, out);
                break;
            case 11:
                append(kMarks, 1 + below(2), out);
                break;
            case 12:
                append(kOthers, 1, out);
                break;
            case 13:
                append(kUnspaced, 1 + below(3), out);
                break;
            case 14:
                append_utf8(any(), out);
                break;
            default:
                append_ill_formed(out);
                break;
            }
        }
        return out;
    }

    std::string bytes(std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<char>(below(256)));
        return out;
    }

    /// Any scalar value.
    char32_t any() {
        const auto c = static_cast<char32_t>(below(0x110000));
        return c >= 0xD800 && c <= 0xDFFF ? U'x' : c;
    }

private:
    char32_t pick(std::u32string_view from) { return from[below(from.size())]; }

    void append(std::u32string_view from, std::size_t count, std::string& out) {
        for (std::size_t i = 0; i < count; ++i) append_utf8(pick(from), out);
    }

    void append_ill_formed(std::string& out) {
        // Lone surrogates at both ends, overlong forms, too large, cut off, stray continuation.
        static constexpr std::string_view kIllFormed[] = {
            "\xED\xA0\x80",     "\xED\xBF\xBF", "\xC0\xAE", "\xE0\x80\xAF",
            "\xF4\x90\x80\x80", "\xF8\x88",     "\xCE",     "\xE2\x80",
            "\xF0\x9F\x98",     "\x80",         "\xFF"};
        out += kIllFormed[below(std::size(kIllFormed))];
    }

    std::mt19937 random_;
};

}  // namespace evresi::tests

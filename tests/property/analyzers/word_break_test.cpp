// The tokenizer against its reference: ICU's word boundaries and the rules of tokenizer.hpp.
#include "analyzers/unicode/tokenizer.hpp"
#include "base/utf8.hpp"
#include "tests/property/analyzers/random_text.hpp"
#include "tests/property/analyzers/word_break_reference.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;
using namespace evresi::tests;

namespace {

class Pair {
public:
    /// How tokenizer and reference differ on `text`; empty if they do not.
    std::string difference(std::string_view text) {
        tokenizer_.split(text, words_);
        return first_difference(text, words_, reference_.words(text));
    }

private:
    Tokenizer tokenizer_;
    WordBreakReference reference_;
    std::vector<WordSpan> words_;
};

}  // namespace

TEST_CASE("The reference itself knows the rules") {
    WordBreakReference reference;
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"end.Start don't Europe's d'Italia", "end|Start|don't|Europe|d|Italia|"},
        {"U.S.A. κ.λπ. ab.cd. v1.2.3 5.Then", "U.S.A.|κ.λπ.|ab|cd|v1.2.3|5|Then|"},
        {"a_b a@b.c 10:30 1,\u030812 ABC東京", "a|b|a|b.c|10|30|1,\u030812|ABC|東京|"},
    };
    for (const auto& [text, words] : rows) {
        std::string joined;
        for (const WordSpan& word : reference.words(text)) {
            joined += text.substr(word.begin, word.end - word.begin) + "|";
        }
        CHECK(joined == words);
    }
}

TEST_CASE("The tokenizer cuts as ICU does but for its rules: chosen texts") {
    Pair pair;
    const std::vector<std::string> texts = {
        "",
        "Η Κοιν.Σ.Επ. «Ανάπτυξη» ιδρύθηκε το 2014, με ποσοστό 13,6% (βλ. άρθρο 5.2).",
        "социално-икономически, т.н. 05.06.2019 г. и/или ЕС.В",
        "d.o.o. s.p. 1.000.000,50 EUR št. 12/2019 e-pošta: ime.priimek@primer.si",
        "plkst. 10:30, u.c. \"Latvijas\" 2,5‑reizes l'Europe rock’n’roll o’clock",
        "a.b.c.d.e.f.g.h.i.j.k. abcd.e.f abcde.f.g a.bcde a.b5 5.a.b a..b.c .a.b.",
        "can't can't. CAN'T's t't 's 't d'a's a'1 1'a 1'000'000 a'\u0301t a\u0301't don't\u0301",
        "a.\u0301b. a.b.\u0301 1.\u0301 2 1.\u03012 1,\u00AD2 1\u00AD,2 1\u2060'\u20603",
        "a_b a__b _a_ 1_2 a\u202Fb 1\u202F000 1;2 1\u037E2 a·b l·l a\u2027b a:b 1:2",
        "\"a\" א\"ב א' א״ב ג׳ 1‘2 a‘b a\u2024b 1\u20242 1٫5 1٬000 a٫b 1，5 1．5 a．b．c．",
        "\u0301 \u0301a a\u0301\u0301 \u00AD \u200Da a\u200D b\u200Dc \uFEFFa 1\uFE0F\u20E3 "
        "#\uFE0F\u20E3",
        "👩‍👩‍👧 a\u200D😀 😀\u200Da 🇪🇺🇬🇷 a🇪🇺b ❤️ "
        "a\u200D\u2701",
        "東京都に行く アイウ ｱｲｳﾞ ーア 京ー々 々 a々b 東1 a東 한국어 한국1 한a 東한 〇 ไ〇",
        "ภาษาไทย aภาษาb ภาษา1 ภาษา_ไทย ภาษา'ไทย ພາສາລາວ မြန်မာဘာသာ ភាសាខ្មែរ 한កកa",
        "a\r\n\u0301b a\u2028b a\u0085b a\u00A0b a\u200Bb a\tb",
        "𝐀𝐁.𝐂. 𝟎𝟏,𝟐 a\U000E0041b a\U0001F3FDb \U00016FF0 a\U00016FF0",
        "ab\xFF"
        "cd a\xCE 1.\xFF"
        "2 \xED\xA0\x80x\xC0\x80y\xF8\x88z a.b\xE2\x80.c. don\xE2\x80't 東\xE6\x9D",
    };
    for (const std::string& text : texts) {
        CHECK(pair.difference(text) == "");
        for (std::size_t cut = 0; cut < text.size(); ++cut) {
            // Cut anywhere, also inside a character.
            REQUIRE(pair.difference(text.substr(cut)) == "");
            REQUIRE(pair.difference(text.substr(0, cut)) == "");
        }
    }
}

TEST_CASE("The tokenizer cuts as ICU does but for its rules: each character in each place") {
    Pair pair;
    std::string text;
    for (char32_t c = 1; c < 0x110000; ++c) {
        if (c == 0xD800) c = 0xE000;
        // Ideographs, private use and planes without characters are all alike.
        if (c == 0x3500) c = 0x4DB0;
        if (c == 0x4F00) c = 0x9F00;
        if (c == 0xAD00) c = 0xD700;
        if (c == 0xE100) c = 0xF8F0;
        if (c == 0x17000) c = 0x18D00;
        if (c == 0x20100) c = 0xE0000;
        if (c == 0xE0200) c = 0x10FFF0;
        std::string character;
        append_utf8(c, character);
        for (const std::string pattern :
             {"a?a ", "1?1 ", "a? 1? ", "a.?.b. ", "?' ", "東? ", "'? "}) {
            const std::size_t mark = pattern.find('?');
            text += pattern.substr(0, mark) + character + pattern.substr(mark + 1);
        }
        if (c % 64 != 0) continue;
        CAPTURE(static_cast<unsigned>(c));
        REQUIRE(pair.difference(text) == "");
        text.clear();
    }
    REQUIRE(pair.difference(text) == "");
}

TEST_CASE("The tokenizer cuts as ICU does but for its rules: random text and bytes") {
    Pair pair;
    RandomText random(7);
    for (int round = 0; round < 6000; ++round) {
        std::string text = random.breaks(1 + random.below(60));
        if (round % 8 == 0) text = random.text(200, false);
        if (round % 8 == 1) text = random.bytes(200);
        CAPTURE(seed(), round, printable(text));
        REQUIRE(pair.difference(text) == "");
    }
}

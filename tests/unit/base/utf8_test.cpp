#include "base/utf8.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;

TEST_CASE("every scalar value is written and read back") {
    for (char32_t c = 0; c <= 0x10FFFF; c += (c < 0x3000 ? 1 : 97)) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text;
        append_utf8(c, text);
        const DecodedCharacter back = decode_utf8(text, 0);
        if (back.value != c || back.bytes != text.size() || !back.is_well_formed)
            CHECK(back.value == c);
    }
    CHECK(is_utf8("σ й ā € 𝄞"));
    CHECK(is_utf8({}));
    CHECK(is_ascii({}));
}

TEST_CASE("ill-formed bytes are told one by one") {
    for (const char* text : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xE2\x82"}) {
        CAPTURE(text);
        CHECK_FALSE(is_utf8(text));
    }
    const DecodedCharacter cut = decode_utf8("\xE2\x82", 0);
    CHECK(cut.bytes == 1);
    CHECK(cut.value == kReplacementCharacter);
    CHECK(mended_utf8("a\xE2\x82σ\xFF") == "a\uFFFD\uFFFDσ\uFFFD");
    CHECK(mended_utf8("σ й ā € 𝄞") == "σ й ā € 𝄞");
}

TEST_CASE("a text is read character by character to its end") {
    const std::string_view text = "aσ€\x80𝄞\xC3";
    std::u32string read;
    std::size_t at = 0;
    while (at < text.size()) read += next_utf8(text, at);
    CHECK(at == text.size());
    CHECK(read == U"aσ€\uFFFD𝄞\uFFFD");
}

TEST_CASE("a beginning of a character counts as one ill-formed sequence") {
    CHECK(ill_formed_utf8_length("\xF0\x9F\x98y", 0) == 3);
    CHECK(ill_formed_utf8_length("a\xE2\x82", 1) == 2);
    CHECK(ill_formed_utf8_length("\xCE", 0) == 1);
    CHECK(ill_formed_utf8_length("\xCEy", 0) == 1);
    CHECK(ill_formed_utf8_length("\x80\x80", 0) == 1);
    CHECK(ill_formed_utf8_length("\xED\xA0\x80", 0) == 1);
    CHECK(ill_formed_utf8_length("\xE0\x80\x80", 0) == 1);
    CHECK(ill_formed_utf8_length("\xFF\xBF", 0) == 1);
}

TEST_CASE("every prefix of a text may be one, and no other bytes") {
    const std::string_view text = "aσ€𝄞";
    for (std::size_t bytes = 0; bytes <= text.size(); ++bytes) {
        CAPTURE(bytes);
        CHECK(is_utf8_prefix(text.substr(0, bytes)));
    }
    for (const char* wrong : {"\x80", "\xFF", "\xCEy", "a\xCE\x80\x80", "\xED\xA0", "\xE2\x82y"}) {
        CAPTURE(wrong);
        CHECK_FALSE(is_utf8_prefix(wrong));
    }
}

TEST_CASE("ASCII has no byte of a longer character") {
    CHECK(is_ascii(""));
    CHECK(is_ascii("Ab 9\x7F"));
    CHECK_FALSE(is_ascii("aā"));
    CHECK_FALSE(is_ascii("\x80"));
}

TEST_CASE("text is cut and counted at characters") {
    CHECK(utf8_prefix("aσb", 2) == "a");
    CHECK(utf8_prefix("aσb", 3) == "aσ");
    CHECK(utf8_prefix("aσb", 99) == "aσb");
    CHECK(utf8_prefix("σ", 0).empty());
    CHECK(count_utf8("aσ€𝄞") == 4);
}

TEST_CASE("a fault is seen wherever it lies in a long text") {
    for (const std::string_view fault :
         {"\x80", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
        for (std::size_t before = 0; before < 200; ++before) {
            for (const std::size_t behind : {0u, 1u, 2u, 70u}) {
                const std::string text =
                    std::string(before, 'x') + std::string(fault) + std::string(behind, 'y');
                if (is_utf8(text)) {
                    CAPTURE(before, behind);
                    CHECK_FALSE(is_utf8(text));
                }
                if (is_ascii(text)) CHECK_FALSE(is_ascii(text));
            }
        }
    }
    for (std::size_t before = 0; before < 200; ++before) {
        const std::string text = std::string(before, 'x') + "σй€𝄞" + std::string(before, 'y');
        if (!is_utf8(text)) CHECK(is_utf8(text));
    }
}

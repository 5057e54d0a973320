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
}

TEST_CASE("text is cut and counted at characters") {
    CHECK(utf8_prefix("aσb", 2) == "a");
    CHECK(utf8_prefix("aσb", 3) == "aσ");
    CHECK(utf8_prefix("aσb", 99) == "aσb");
    CHECK(utf8_prefix("σ", 0).empty());
    CHECK(count_utf8("aσ€𝄞") == 4);
}

#include "corpus/clean_text.hpp"
#include "corpus/encoding.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace evresi;
using corpus::decode_text;

namespace {

std::string to_utf16(std::u16string_view text, bool big, bool mark) {
    std::string bytes;
    const auto put = [&](char16_t unit) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        bytes += big ? high : low;
        bytes += big ? low : high;
    };
    if (mark) put(0xFEFF);
    for (const char16_t unit : text) put(unit);
    return bytes;
}

}  // namespace

TEST_CASE("Marks, UTF-8 and UTF-16 with or without a mark are told apart") {
    const std::u16string_view text = u"Един проект, три общини и 12 моста. ";
    for (const bool big : {false, true}) {
        for (const bool mark : {false, true}) {
            const auto got = decode_text(to_utf16(text, big, mark));
            REQUIRE(got.has_value());
            CHECK(got->text == "Един проект, три общини и 12 моста. ");
        }
    }
    CHECK(decode_text("\xEF\xBB\xBFšola")->text == "šola");
    CHECK(decode_text("šola", "windows-1252")->encoding == "UTF-8");
}

TEST_CASE("Older encodings are detected for each of the languages") {
    // Written here as bytes: a sentence of each language in the set its pages used.
    const std::string greek =
        "\xD4\xEF \xDD\xF1\xE3\xEF \xEE\xE5\xEA\xE9\xED\xDC \xF3\xE5 \xF4\xF1\xE5"
        "\xE9\xF2 \xF0\xFC\xEB\xE5\xE9\xF2 \xEA\xE1\xE9 \xE8\xE1 \xE4\xE9\xE1"
        "\xF1\xEA\xDD\xF3\xE5\xE9 \xE4\xFD\xEF \xF7\xF1\xFC\xED\xE9\xE1.";
    CHECK(decode_text(greek)->text ==
          "Το έργο ξεκινά σε τρεις πόλεις και θα διαρκέσει δύο χρόνια.");
    const std::string latvian =
        "Projekta m\xE7r\xEDis ir atbalst\xEEt jaunie\xF0us, kuri s\xE2k str\xE2"
        "d\xE2t lauku re\xECion\xE2, un pal\xEE"
        "dz\xE7t vi\xF2iem atrast dz\xEEvesvietu pils\xE7t\xE2.";
    CHECK(decode_text(latvian)->text ==
          "Projekta mērķis ir atbalstīt jauniešus, kuri sāk strādāt lauku reģionā, un palīdzēt "
          "viņiem atrast dzīvesvietu pilsētā.");
    CHECK(decode_text("caf\xE9", "iso-8859-1")->text == "café");
    CHECK(decode_text("caf\xE9", "no-such-encoding")->text == "café");
}

TEST_CASE("Bad bytes in UTF-8 are replaced and counted; binary files are refused") {
    const std::string mostly =
        "Η περιφέρεια ανακοίνωσε το νέο πρόγραμμα για τους νέους \xFF της πόλης";
    const auto got = decode_text(mostly);
    REQUIRE(got.has_value());
    CHECK(got->bad_sequences == 1);
    CHECK(got->text.find("\uFFFD") != std::string::npos);
    CHECK_FALSE(decode_text(std::string(64, '\x01')).has_value());
    CHECK_FALSE(decode_text("%PDF-1.7\n").has_value());
}

TEST_CASE("Cleaning makes line ends alike and drops control characters") {
    std::string text = std::string("a\r\nb\rc\0d\x1B", 9) + "e\u2028f\tg";
    CHECK(corpus::clean_text(text) == 0);
    CHECK(text == "a\nb\ncde\nf\tg");
    std::string bad = "x\xF0\x9F\x98y";
    CHECK(corpus::clean_text(bad) == 1);
    CHECK(bad == "x\uFFFDy");
}

// Writes small PDF files for tests: pages of placed lines in a font that needs no program, for its
// codes are the characters themselves (Identity-H with a ToUnicode map).
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::tests {

class PdfBytes {
public:
    std::string title;          ///< of the info dictionary, ASCII
    std::string creation_date;  ///< "D:20190503120000"
    std::string lang;
    bool is_encrypted = false;

    void page() { pages_.emplace_back(); }

    /// A line whose left lower corner is at (x, y), counted from the lower left of the page, which
    /// is 600 points wide and 800 high. Letters are half as wide as the font is high.
    void line(double x, double y, std::string_view text, double size = 10) {
        if (pages_.empty()) page();
        char place[96];
        std::snprintf(place, sizeof place, "BT /F1 %.2f Tf %.2f %.2f Td <", size, x, y);
        pages_.back() += place + codes(text) + "> Tj ET\n";
    }

    /// Lines below one another.
    void lines(double x, double y, const std::vector<std::string>& texts, double size = 10) {
        for (const std::string& text : texts) {
            line(x, y, text, size);
            y -= size * 1.2;
        }
    }

    [[nodiscard]] std::string bytes() const {
        std::string kids;
        std::vector<std::string> objects(5);
        for (const std::string& content : pages_) {
            const std::string number = std::to_string(objects.size() + 1);
            kids += number + " 0 R ";
            objects.push_back(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 "
                "3 0 R>>>>/Contents " +
                std::to_string(objects.size() + 2) + " 0 R>>");
            objects.push_back(stream(content));
        }
        objects[0] = "<</Type/Catalog/Pages 2 0 R" +
                     (lang.empty() ? std::string() : "/Lang(" + lang + ")") + ">>";
        objects[1] =
            "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages_.size()) + ">>";
        objects[2] = "<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H/DescendantFonts"
                     "[4 0 R]/ToUnicode 5 0 R>>";
        objects[3] = "<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/CIDSystemInfo<</Registry"
                     "(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>";
        objects[4] = stream(to_unicode());
        objects.push_back("<<" + (title.empty() ? std::string() : "/Title(" + title + ")") +
                          (creation_date.empty() ? "" : "/CreationDate(" + creation_date + ")") +
                          ">>");
        std::string trailer = "<</Size " + std::to_string(objects.size() + 1) +
                              "/Root 1 0 R/Info " + std::to_string(objects.size()) + " 0 R";
        if (is_encrypted) {
            const std::string key(64, '7');
            trailer += "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<" + key + ">/U<" + key +
                       ">/P -4>>";
        }
        return file(objects, trailer + ">>");
    }

private:
    static std::string stream(const std::string& content) {
        return "<</Length " + std::to_string(content.size()) + ">>stream\n" + content +
               "\nendstream";
    }

    // Characters of the Basic Multilingual Plane as four hexadecimal digits each.
    static std::string codes(std::string_view text) {
        std::string out;
        for (std::size_t at = 0; at < text.size();) {
            const auto lead = static_cast<unsigned char>(text[at]);
            const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
            unsigned code = length == 1 ? lead : length == 2 ? lead & 0x1Fu : lead & 0x0Fu;
            for (std::size_t i = 1; i < length; ++i) {
                code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
            }
            char digits[8];
            std::snprintf(digits, sizeof digits, "%04X", code & 0xFFFFu);
            out += digits;
            at += length;
        }
        return out;
    }

    static std::string to_unicode() {
        std::string map = "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
                          "/CMapName/Plain def/CMapType 2 def\n"
                          "1 begincodespacerange <0000><FFFF> endcodespacerange\n9 beginbfrange\n";
        for (const std::string high : {"00", "01", "02", "03", "04", "1E", "20", "F0", "FB"}) {
            map += "<" + high + "00><" + high + "FF><" + high + "00>\n";
        }
        return map + "endbfrange endcmap CMapName currentdict/CMap defineresource pop end end";
    }

    static std::string file(const std::vector<std::string>& objects, const std::string& trailer) {
        std::string out = "%PDF-1.4\n";
        std::string table = "0000000000 65535 f \n";
        for (std::size_t i = 0; i < objects.size(); ++i) {
            char entry[24];
            std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
            table += entry;
            out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
        }
        const std::string start = std::to_string(out.size());
        return out + "xref\n0 " + std::to_string(objects.size() + 1) + "\n" + table + "trailer\n" +
               trailer + "\nstartxref\n" + start + "\n%%EOF\n";
    }

    std::vector<std::string> pages_;
};

}  // namespace evresi::tests

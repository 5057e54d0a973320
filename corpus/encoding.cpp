#include "corpus/encoding.hpp"

#include "base/utf8.hpp"
#include "corpus/clean_text.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace evresi::corpus {
namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name.c_str(), &status));
    if (U_FAILURE(status)) return nullptr;
    return converter;
}

std::string_view byte_order_mark(std::string_view bytes) noexcept {
    // UTF-32LE begins like UTF-16LE, so it is asked first.
    if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return "UTF-32LE";
    if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) return "UTF-32BE";
    if (bytes.starts_with("\xEF\xBB\xBF")) return "UTF-8";
    if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
    return {};
}

// UTF-16 without a mark: line ends, spaces and digits of any language put zeros into every other
// byte, and always on the same side.
std::string_view unmarked_utf16(std::string_view bytes) noexcept {
    const std::string_view head = bytes.substr(0, 4096);
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < head.size(); ++i) zeros[i & 1] += head[i] == '\0' ? 1u : 0u;
    const std::size_t pairs = head.size() / 2;
    if (pairs < 4 || bytes.size() % 2 != 0) return {};
    if (zeros[1] * 20 >= pairs && zeros[0] * 10 < zeros[1]) return "UTF-16LE";
    if (zeros[0] * 20 >= pairs && zeros[1] * 10 < zeros[0]) return "UTF-16BE";
    return {};
}

// What is added to ICU's confidence (0 to 100): pages of our languages that are not UTF-8 are in
// one of these, and ICU's guess on short texts needs the push.
int prior(std::string_view name) noexcept {
    static constexpr std::array<std::pair<std::string_view, int>, 8> kPriors = {{
        {"windows-1253", 30},
        {"windows-1251", 30},
        {"windows-1257", 25},
        {"windows-1250", 25},
        {"windows-1252", 20},
        {"ISO-8859-7", 25},
        {"ISO-8859-2", 20},
        {"ISO-8859-1", 15},
    }};
    for (const auto& [known, bonus] : kPriors) {
        if (known == name) return bonus;
    }
    return -40;
}

// Latvian bytes are ambiguous to ICU, which has no model of it: letters with macrons and commas
// of windows-1257 that windows-1252 and 1250 give to rare signs decide.
int baltic_score(std::string_view head) noexcept {
    static constexpr std::string_view kLatvian = "\xE2\xE7\xEE\xFB\xF0\xFE\xE8\xEC\xED\xEF\xF2\xC2"
                                                 "\xDB\xCE\xC7\xD0\xDE\xCD\xCC\xEF";
    int high = 0;
    int latvian = 0;
    for (const char c : head) {
        if (static_cast<unsigned char>(c) < 0x80) continue;
        ++high;
        latvian += kLatvian.find(c) != std::string_view::npos ? 1 : 0;
    }
    // â (0xE2) and î (0xEE) are the macrons that every Latvian text is full of.
    const auto macrons = std::count_if(head.begin(), head.end(), [](char c) {
        return c == '\xE2' || c == '\xEE' || c == '\xFB' || c == '\xE7';
    });
    if (high < 8 || latvian * 100 < high * 95 || macrons * 2 < high) return 0;
    return 100;
}

std::string detect_with_icu(std::string_view head) {
    head = head.substr(0, std::min<std::size_t>(head.size(), 64u << 10));
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(
        ucsdet_open(&status), [](UCharsetDetector* d) { ucsdet_close(d); });
    if (U_FAILURE(status)) return "windows-1252";
    ucsdet_setText(detector.get(), head.data(), static_cast<std::int32_t>(head.size()), &status);
    std::int32_t count = 0;
    const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &status);
    std::string best = "windows-1252";
    int best_score = 10;
    for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
        const char* const name = ucsdet_getName(matches[i], &status);
        const std::int32_t confidence = ucsdet_getConfidence(matches[i], &status);
        if (U_FAILURE(status) || name == nullptr) break;
        const int score = static_cast<int>(confidence) + prior(name);
        if (score > best_score) {
            best_score = score;
            best = name;
        }
    }
    if (best != "windows-1253" && best != "windows-1251" && best_score < baltic_score(head)) {
        return "windows-1257";
    }
    // The Windows sets hold the ISO sets and the quotation marks that pages declared as ISO use.
    if (best == "ISO-8859-1") return "windows-1252";
    return best;
}

std::string canonical_name(std::string_view declared) {
    const Converter converter = open_converter(std::string(trim(declared)));
    if (converter == nullptr) return {};
    UErrorCode status = U_ZERO_ERROR;
    const char* const name = ucnv_getName(converter.get(), &status);
    const char* const standard =
        U_SUCCESS(status) ? ucnv_getStandardName(name, "IANA", &status) : nullptr;
    if (U_FAILURE(status) || standard == nullptr) return {};
    // HTML (Encoding Standard, "latin1") reads ISO-8859-1 and US-ASCII as windows-1252.
    const std::string_view view(standard);
    if (view == "ISO-8859-1" || view == "US-ASCII") return "windows-1252";
    return standard;
}

}  // namespace

bool is_binary(std::string_view head) noexcept {
    head = head.substr(0, 8192);
    if (!byte_order_mark(head).empty() || !unmarked_utf16(head).empty()) return false;
    std::size_t controls = 0;
    std::size_t nuls = 0;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0) ++nuls;
        const bool is_usual = byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t' ||
                              byte == '\f' || byte == '\v' || byte == 0x1B;
        if (!is_usual) ++controls;
    }
    if (head.starts_with("%PDF-") || head.starts_with("PK\x03\x04")) return true;
    return nuls * 100 > head.size() || controls * 20 > head.size();
}

std::string detect_encoding(std::string_view head, std::string_view declared, bool is_whole) {
    if (const std::string_view mark = byte_order_mark(head); !mark.empty()) {
        return std::string(mark);
    }
    // Text that is valid UTF-8 beyond ASCII is UTF-8, whatever a template declares.
    if (const std::string_view wide = unmarked_utf16(head); !wide.empty()) {
        return std::string(wide);
    }
    if (is_whole ? is_utf8(head) : is_utf8_prefix(head)) return "UTF-8";
    if (!declared.empty()) {
        std::string name = canonical_name(declared);
        if (!name.empty() && name != "UTF-16" && !name.starts_with("UTF-16")) return name;
    }
    // Mostly UTF-8 with a few broken bytes is better read as UTF-8.
    std::string copy(head.substr(0, 64u << 10));
    const auto high = std::count_if(copy.begin(), copy.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const std::size_t faults = clean_text(copy);
    if (faults * 20 < static_cast<std::size_t>(high)) return "UTF-8";
    return detect_with_icu(head);
}

Result<std::string> convert_to_utf8(std::string_view bytes, const std::string& encoding) {
    if (encoding == "UTF-8") {
        if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
        return std::string(bytes);
    }
    const Converter from = open_converter(encoding);
    const Converter to = open_converter("UTF-8");
    if (from == nullptr || to == nullptr) {
        return fail(ErrorCode::bad_encoding, "the encoding " + encoding + " is not known");
    }
    std::string out;
    std::vector<UChar> pivot(4096);
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
    std::vector<char> buffer(16u << 10);
    const char* source = bytes.data();
    const char* const source_end = bytes.data() + bytes.size();
    UBool reset = true;
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        char* target = buffer.data();
        ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source,
                       source_end, pivot.data(), &pivot_source, &pivot_target,
                       pivot.data() + pivot.size(), reset, true, &status);
        out.append(buffer.data(), static_cast<std::size_t>(target - buffer.data()));
        reset = false;
        if (status == U_BUFFER_OVERFLOW_ERROR) continue;
        if (U_FAILURE(status)) {
            return fail(ErrorCode::bad_encoding,
                        "the bytes cannot be read as " + encoding + ": " + u_errorName(status));
        }
        break;
    }
    if (out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
    return out;
}

Result<DecodedText> decode_text(std::string_view bytes, std::string_view declared) {
    if (is_binary(bytes)) {
        return fail(ErrorCode::bad_encoding,
                    "the file is not text: it has control bytes or is an archive or a picture");
    }
    DecodedText decoded;
    decoded.encoding = detect_encoding(bytes, declared, true);
    Result<std::string> text = convert_to_utf8(bytes, decoded.encoding);
    if (!text) return text.error();
    decoded.text = std::move(*text);
    decoded.bad_sequences = clean_text(decoded.text);
    return decoded;
}

}  // namespace evresi::corpus

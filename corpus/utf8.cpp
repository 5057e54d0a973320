#include "corpus/utf8.hpp"

#include <unicode/utf8.h>

namespace evresi::corpus {

// The macro converts implicitly; the warning is about ICU's code, not about ours.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
char32_t next_character(std::string_view text, std::size_t& at) noexcept {
    UChar32 character = 0;
    U8_NEXT(text.data(), at, text.size(), character);
    return character < 0 ? kIllFormed : static_cast<char32_t>(character);
}
#pragma GCC diagnostic pop

bool is_utf8(std::string_view text, bool cut_at_end) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        if (next_character(text, at) == kIllFormed)
            return cut_at_end && at == text.size() && text.size() - begin < 4;
    }
    return true;
}

// ICU's U8_APPEND_UNSAFE does the same, with conversions that -Wconversion refuses.
void append_utf8(char32_t character, std::string& out) {
    const auto tail = [&out, character](unsigned shift) {
        out += static_cast<char>(0x80 | ((character >> shift) & 0x3F));
    };
    if (character < 0x80) {
        out += static_cast<char>(character);
    } else if (character < 0x800) {
        out += static_cast<char>(0xC0 | (character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        out += static_cast<char>(0xE0 | (character >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

std::string_view trim(std::string_view text) noexcept {
    const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (;;) {
        const std::size_t before = text.size();
        while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
        while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
        if (text.starts_with("\u00A0")) text.remove_prefix(2);
        if (text.ends_with("\u00A0")) text.remove_suffix(2);
        if (text.starts_with("\uFEFF")) text.remove_prefix(3);
        if (text.ends_with("\uFEFF")) text.remove_suffix(3);
        if (text.size() == before) return text;
    }
}

namespace {

// Most texts need no change: the check is much quicker than the copy.
bool is_clean(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x20) {
            if (byte != '\n' && byte != '\t') return false;
            ++at;
        } else if (byte < 0x7F) {
            ++at;
        } else {
            const char32_t character = next_character(text, at);
            if (character == kIllFormed || character < 0xA0 || character == 0x2028 ||
                character == 0x2029)
                return false;
        }
    }
    return true;
}

}  // namespace

std::size_t clean_text(std::string& text) {
    if (is_clean(text)) return 0;
    std::size_t faults = 0;
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = at;
        const char32_t character = next_character(text, at);
        if (character == kIllFormed) {
            ++faults;
            out += "\uFFFD";
        } else if (character == '\r') {
            if (at >= text.size() || text[at] != '\n') out += '\n';
        } else if (character == 0x2028 || character == 0x2029 || character == 0x85) {
            out += '\n';
        } else if (character == '\n' || character == '\t' || character >= 0xA0 ||
                   (character >= 0x20 && character < 0x7F)) {
            out.append(text, begin, at - begin);
        }
    }
    text = std::move(out);
    return faults;
}

}  // namespace evresi::corpus

#include "corpus/clean_text.hpp"

#include "base/byte_blocks.hpp"
#include "base/utf8.hpp"

namespace evresi::corpus {

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

/// Whether no byte of the block is a control character, or ends a line separator or a control of
/// two bytes. Well-formed text.
bool is_clean_block(const char* block) noexcept {
    unsigned char wrong = 0;
    for (std::size_t i = 0; i < kByteBlock; ++i) {
        const auto byte = static_cast<unsigned char>(block[i]);
        const auto first = static_cast<unsigned char>((block - 1)[i]);
        const auto second = static_cast<unsigned char>((block - 2)[i]);
        const bool is_control = (byte < 0x20) & (byte != '\n') & (byte != '\t');
        const bool is_late_control = (first == 0xC2) & (byte < 0xA0);
        const bool is_separator = (second == 0xE2) & (first == 0x80) & ((byte & 0xFE) == 0xA8);
        wrong |= is_control | (byte == 0x7F) | is_late_control | is_separator;
    }
    return wrong == 0;
}

// Most texts need no change: the check is much quicker than the copy.
bool is_clean(std::string_view text) noexcept {
    return is_utf8(text) && holds_for_blocks(text, is_clean_block);
}

}  // namespace

std::size_t clean_text(std::string& text) {
    if (is_clean(text)) return 0;
    std::size_t faults = 0;
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const DecodedCharacter decoded = decode_utf8(text, at);
        if (!decoded.is_well_formed) {
            ++faults;
            append_utf8(kReplacementCharacter, out);
            at += ill_formed_utf8_length(text, at);
            continue;
        }
        const std::size_t begin = at;
        const char32_t character = decoded.value;
        at += decoded.bytes;
        if (character == '\r') {
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

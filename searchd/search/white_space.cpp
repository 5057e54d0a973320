#include "searchd/search/white_space.hpp"

#include "base/utf8.hpp"

namespace evresi::search {

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const DecodedCharacter c =
            at < text.size() ? decode_utf8(text, at) : DecodedCharacter{U' ', 1, true};
        if (is_space(c.value)) {
            if (at > begin) words.push_back(text.substr(begin, at - begin));
            begin = at + c.bytes;
        }
        at += c.bytes;
    }
    return words;
}

std::string with_single_spaces(std::string_view text) {
    std::string out;
    for (const std::string_view word : split_words(text)) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

}  // namespace evresi::search

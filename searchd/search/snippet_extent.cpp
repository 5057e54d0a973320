#include "searchd/search/snippet_extent.hpp"

#include "base/utf8.hpp"
#include "searchd/search/white_space.hpp"

namespace evresi::search {
namespace {

bool ends_sentence(char32_t c) {
    return c == U'.' || c == U'!' || c == U'?' || c == U';' || c == U'\u2026' || c == U'\u00b7' ||
           c == U'\u037e';
}

/// The byte `count` code points before `at`, not before `least`.
std::size_t step_back(std::string_view text, std::size_t at, std::size_t count, std::size_t least) {
    while (at > least && count > 0) {
        --at;
        while (at > least && is_utf8_continuation(text[at])) --at;
        --count;
    }
    return at;
}

/// Where to begin so that `word` is shown: the first sentence that starts in [from, word), else the
/// first word in it, else `from`.
std::size_t choose_begin(std::string_view text, std::size_t from, std::size_t word) {
    std::size_t first_word = std::string_view::npos;
    char32_t before = 0;
    bool after_space = false;
    for (std::size_t at = from; at < word;) {
        const DecodedCharacter c = decode_utf8(text, at);
        if (is_space(c.value)) {
            after_space = true;
        } else {
            if (after_space) {
                if (ends_sentence(before)) return at;
                if (first_word == std::string_view::npos) first_word = at;
            }
            after_space = false;
            before = c.value;
        }
        at += c.bytes;
    }
    if (first_word != std::string_view::npos) return first_word;
    // No space on the way: the word itself, when one stands before it; else mid-word, as in scripts
    // without spaces.
    return after_space ? word : from;
}

/// Where to end after `word`, at most at `until`: behind the last sentence that ends there when
/// that leaves at least half, else behind the last word.
std::size_t
choose_end(std::string_view text, std::size_t word, std::size_t until, std::size_t begin) {
    std::size_t last_word = std::string_view::npos;
    std::size_t last_sentence = std::string_view::npos;
    char32_t before = 0;
    std::size_t end_of_before = word;
    for (std::size_t at = word; at < until;) {
        const DecodedCharacter c = decode_utf8(text, at);
        if (is_space(c.value)) {
            last_word = end_of_before;
            if (ends_sentence(before)) last_sentence = end_of_before;
        } else {
            before = c.value;
            end_of_before = at + c.bytes;
        }
        at += c.bytes;
    }
    if (last_sentence != std::string_view::npos && last_sentence - begin >= (until - begin) / 2) {
        return last_sentence;
    }
    return last_word != std::string_view::npos ? last_word : until;
}

}  // namespace

std::size_t step_on(std::string_view text, std::size_t at, std::size_t count, std::size_t most) {
    while (at < most && count > 0) {
        ++at;
        while (at < most && is_utf8_continuation(text[at])) ++at;
        --count;
    }
    return at;
}

Extent choose_extent(std::string_view text,
                     std::size_t least,
                     std::size_t most,
                     std::size_t first,
                     std::size_t last) {
    Extent extent{least, most, false, false};
    if (count_utf8(text.substr(least, most - least)) <= kSnippetLength + kSnippetLength / 4) {
        return extent;
    }
    const std::size_t inside = count_utf8(text.substr(first, last - first));
    const std::size_t spare = inside < kSnippetLength ? kSnippetLength - inside : 0;
    // Two fifths before the words and the rest behind them; more behind near the beginning.
    const std::size_t from = step_back(text, first, spare * 2 / 5, least);
    if (from > least) extent.begin = choose_begin(text, from, first);
    const std::size_t used = count_utf8(text.substr(extent.begin, last - extent.begin));
    const std::size_t left = used < kSnippetLength ? kSnippetLength - used : 0;
    const std::size_t until = step_on(text, last, left, most);
    if (until < most) extent.end = choose_end(text, last, until, extent.begin);
    const auto is_sentence_end = [&](std::size_t at) {
        while (at > least && is_space(decode_utf8(text, step_back(text, at, 1, least)).value)) {
            at = step_back(text, at, 1, least);
        }
        return at > least && ends_sentence(decode_utf8(text, step_back(text, at, 1, least)).value);
    };
    extent.is_cut_before = extent.begin > least && !is_sentence_end(extent.begin);
    extent.is_cut_after = extent.end < most && !is_sentence_end(extent.end);
    return extent;
}

}  // namespace evresi::search

#include "tests/property/analyzers/word_break_reference.hpp"

#include "base/check.hpp"
#include "base/utf8.hpp"

#include <unicode/brkiter.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <regex>

namespace evresi::tests {
namespace {

using analyzers::WordSpan;

/// A character with the marks and format characters that follow it.
struct Cluster {
    char kind = ' ';  ///< L letter, N digit, X script without spaces, ' . , joiners, E marks alone
    char32_t character = 0;
    bool has_marks = false;
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
};

icu::UnicodeSet set_of(const char* pattern) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeSet set(icu::UnicodeString::fromUTF8(pattern), status);
    EVRESI_CHECK(U_SUCCESS(status));
    set.freeze();
    return set;
}

}  // namespace

struct WordBreakReference::State {
    icu::UnicodeSet apostrophes = set_of("[\\u0027\\u2019\\u02BC\\uFF07]");
    icu::UnicodeSet stops = set_of("[.\\uFF0E]");
    icu::UnicodeSet commas = set_of("[,\\u066B\\u066C\\uFF0C]");
    icu::UnicodeSet east_asian =
        set_of("[[[:Script=Hani:][:Script=Hira:][:Script=Kana:][\\uAC00-\\uD7A3]]&"
               "[[:Alphabetic:][:WB=ALetter:][:WB=Extend:]]]");
    icu::UnicodeSet letters = set_of("[[:WB=ALetter:][:WB=Hebrew_Letter:]]");
    icu::UnicodeSet digits = set_of("[:WB=Numeric:]");
    icu::UnicodeSet marks = set_of("[[:WB=Extend:][:WB=Format:][:WB=ZWJ:]]");
    icu::UnicodeSet unspaced = set_of("[[:WB=Katakana:][:Alphabetic:]]");
    std::unique_ptr<icu::BreakIterator> breaks;
    /// Parts of an acronym: at most four letters, with nothing that makes them longer.
    std::regex acronym{R"(^L{1,4}(?![LN])(\.L{1,4}(?![LN])){0,7}\.?)"};
    std::regex contraction{R"(^(t|s|m|d|re|ve|ll)$)", std::regex::icase};

    std::vector<Cluster> clusters;
    std::vector<WordSpan> out;

    [[nodiscard]] char kind_of(char32_t character) const {
        const auto c = static_cast<UChar32>(character);
        if (apostrophes.contains(c)) return '\'';
        if (stops.contains(c)) return '.';
        if (commas.contains(c)) return ',';
        if (east_asian.contains(c)) return 'X';
        if (letters.contains(c)) return 'L';
        if (digits.contains(c)) return 'N';
        if (marks.contains(c)) return 'E';
        return unspaced.contains(c) ? 'X' : ' ';
    }

    void emit(std::size_t first, std::size_t last) {
        out.push_back({static_cast<std::uint32_t>(clusters[first].begin),
                       static_cast<std::uint32_t>(clusters[last - 1].end)});
    }

    /// Words of clusters [first, last), which ICU calls one segment.
    void segment(std::size_t first, std::size_t last) {
        while (first < last) {
            const char kind = clusters[first].kind;
            if (kind == 'L' || kind == 'N') {
                first = word(first, last);
            } else if (kind == 'X') {
                std::size_t end = first;
                while (end < last && clusters[end].kind == 'X') ++end;
                emit(first, end);
                first = end;
            } else {
                ++first;
            }
        }
    }

    std::size_t word(std::size_t first, std::size_t last) {
        if (const std::size_t end = acronym_end(first, last); end > first) {
            emit(first, end);
            return end;
        }
        std::size_t end = first;
        while (end < last && (is_alphanumeric(end) || joins_digits(end, last))) ++end;
        const bool at_apostrophe =
            end < last && clusters[end].kind == '\'' && clusters[end - 1].kind == 'L';
        std::string ending;
        std::size_t behind = end + 1;
        if (at_apostrophe && !clusters[end].has_marks) {
            for (; behind < last && clusters[behind].kind == 'L'; ++behind) {
                const char32_t c = clusters[behind].character;
                ending += c < 0x80 && !clusters[behind].has_marks ? static_cast<char>(c) : '?';
            }
        }
        const bool is_contraction = std::regex_match(ending, contraction) &&
                                    (behind == last || clusters[behind].kind != 'N');
        const bool joins = is_contraction && (ending == "t" || ending == "T");
        emit(first, joins ? behind : end);
        return is_contraction ? behind : end;
    }

    [[nodiscard]] bool is_alphanumeric(std::size_t at) const {
        return clusters[at].kind == 'L' || clusters[at].kind == 'N';
    }

    [[nodiscard]] bool joins_digits(std::size_t at, std::size_t last) const {
        return std::string_view("'.,").find(clusters[at].kind) != std::string_view::npos &&
               clusters[at - 1].kind == 'N' && at + 1 < last && clusters[at + 1].kind == 'N';
    }

    /// `first` if no acronym begins there. Its last stop lies behind ICU's segment.
    [[nodiscard]] std::size_t acronym_end(std::size_t first, std::size_t last) const {
        const std::size_t most = std::min(clusters.size(), last + 1);
        std::string kinds;
        for (std::size_t i = first; i < most && kinds.size() < 64; ++i) {
            const Cluster& cluster = clusters[i];
            const bool is_plain_stop = cluster.character == '.' && !cluster.has_marks;
            const bool is_outside = i >= last;
            if (cluster.kind == '.') {
                kinds += is_plain_stop ? '.' : ' ';
            } else {
                kinds += is_outside ? ' ' : cluster.kind;
            }
        }
        std::smatch match;
        if (!std::regex_search(kinds, match, acronym)) return first;
        std::size_t parts = 0;
        std::size_t single = 0;
        std::size_t end = first;
        while (end < first + static_cast<std::size_t>(match.length())) {
            std::size_t stop = end;
            while (stop < last && clusters[stop].kind == 'L') ++stop;
            if (clusters[stop - 1].end - clusters[end].begin > 48) break;
            ++parts;
            if (stop - end == 1) ++single;
            end = std::min(stop + 1, first + static_cast<std::size_t>(match.length()));
        }
        const bool has_last_stop = end > first && clusters[end - 1].kind == '.';
        const bool is_acronym =
            parts >= 2 && single > 0 && (single == parts || parts >= 3 || has_last_stop);
        return is_acronym ? end : first;
    }
};

WordBreakReference::WordBreakReference() : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    EVRESI_CHECK(U_SUCCESS(status));
}
WordBreakReference::~WordBreakReference() = default;

std::vector<WordSpan> WordBreakReference::words(std::string_view text) {
    State& state = *state_;
    state.clusters.clear();
    state.out.clear();
    icu::UnicodeString units;
    std::vector<std::size_t> byte_of_unit;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        units.append(static_cast<UChar32>(next_utf8(text, at)));
        byte_of_unit.resize(static_cast<std::size_t>(units.length()), begin);
    }
    byte_of_unit.push_back(text.size());

    state.breaks->setText(units);
    std::vector<std::size_t> ends;  // of segments, by cluster
    std::int32_t from = state.breaks->first();
    for (std::int32_t to = state.breaks->next(); to != icu::BreakIterator::DONE;
         to = state.breaks->next()) {
        std::size_t at = byte_of_unit[static_cast<std::size_t>(from)];
        const std::size_t end = byte_of_unit[static_cast<std::size_t>(to)];
        bool is_first = true;
        while (at < end) {
            Cluster cluster{.begin = at};
            cluster.character = next_utf8(text, at);
            cluster.kind = state.kind_of(cluster.character);
            cluster.end = at;
            if (cluster.kind == 'E' && !is_first) {
                state.clusters.back().end = at;
                state.clusters.back().has_marks = true;
            } else {
                state.clusters.push_back(cluster);
            }
            is_first = false;
        }
        ends.push_back(state.clusters.size());
        from = to;
    }
    std::size_t first = 0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        state.segment(first, ends[i]);
        first = ends[i];
    }
    return state.out;
}

std::string first_difference(std::string_view text,
                             const std::vector<WordSpan>& words,
                             const std::vector<WordSpan>& expected) {
    const auto [one, other] =
        std::mismatch(words.begin(), words.end(), expected.begin(), expected.end(),
                      [](WordSpan a, WordSpan b) { return a.begin == b.begin && a.end == b.end; });
    const auto told = [&](std::vector<WordSpan>::const_iterator it,
                          const std::vector<WordSpan>& all) {
        if (it == all.end()) return std::string("nothing");
        return "[" + printable(text.substr(it->begin, it->end - it->begin)) + "] at " +
               std::to_string(it->begin);
    };
    if (one == words.end() && other == expected.end()) return {};
    const std::size_t at =
        std::min<std::size_t>(one == words.end() ? text.size() : one->begin,
                              other == expected.end() ? text.size() : other->begin);
    const std::size_t before = at < 24 ? 0 : at - 24;
    return "tokenizer " + told(one, words) + ", reference " + told(other, expected) + ", around [" +
           printable(text.substr(before, 96)) + "]";
}

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter character = decode_utf8(text, at);
        char number[16];
        if (!character.is_well_formed) {
            std::snprintf(number, sizeof number, "\\x%02X",
                          static_cast<unsigned>(static_cast<unsigned char>(text[at])));
        } else if (character.value < 0x20 || character.value > 0x7E) {
            std::snprintf(number, sizeof number, "{U+%04X}",
                          static_cast<unsigned>(character.value));
        } else {
            std::snprintf(number, sizeof number, "%c", static_cast<char>(character.value));
        }
        out += number;
        at += character.bytes;
    }
    return out;
}

}  // namespace evresi::tests

#include "corpus/hyphenation.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "corpus/characters.hpp"

#include <algorithm>
#include <array>

namespace evresi::corpus {
namespace {

constexpr std::string_view kSoftHyphen = "\u00AD";
constexpr std::array<std::string_view, 3> kHyphens = {"-", "\u2010", "\u2011"};
constexpr std::array<std::string_view, 2> kDashes = {"\u2013", "\u2014"};

/// The hyphen or dash that ends `line`, or nothing.
template <std::size_t N>
std::string_view mark_at_end(std::string_view line,
                             const std::array<std::string_view, N>& marks) noexcept {
    for (const std::string_view mark : marks) {
        if (line.ends_with(mark)) return mark;
    }
    return {};
}

bool is_in_word(char32_t character) noexcept {
    return is_letter(character) || is_digit(character);
}

/// The letters and digits that end `text`.
std::string_view tail_word(std::string_view text) noexcept {
    std::size_t begin = text.size();
    while (begin > 0) {
        std::size_t at = begin - 1;
        while (at > 0 && is_utf8_continuation(text[at])) --at;
        if (!is_in_word(decode_utf8(text, at).value)) break;
        begin = at;
    }
    return text.substr(begin);
}

/// The letters and digits that begin `text`.
std::string_view head_word(std::string_view text) noexcept {
    std::size_t end = 0;
    while (end < text.size()) {
        const DecodedCharacter character = decode_utf8(text, end);
        if (!is_in_word(character.value)) break;
        end += character.bytes;
    }
    return text.substr(0, end);
}

// "pre- and post-accession": the hyphen stands for the rest of a word that follows later.
constexpr std::array<std::string_view, 15> kConjunctions = {
    "and", "or", "und", "και", "ή", "и", "или", "in", "ali", "ter", "un", "vai", "to", "έως", "oz"};

// First parts that keep their hyphen wherever it stands.
constexpr std::array<std::string_view, 30> kBoundParts = {
    "по",  "най",  "non",    "self",   "cross", "well",  "long",  "short",   "high",   "low",
    "mid", "full", "half",   "large",  "new",   "multi", "all",   "ex",      "so",     "follow",
    "co",  "e",    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) noexcept {
    return std::find(list.begin(), list.end(), word) != list.end();
}

enum class Script { latin, greek, cyrillic, other };

Script script_of(char32_t letter) noexcept {
    if (letter < 0x250 || (letter >= 0x1E00 && letter < 0x1F00)) return Script::latin;
    if ((letter >= 0x370 && letter < 0x400) || (letter >= 0x1F00 && letter < 0x2000)) {
        return Script::greek;
    }
    return letter >= 0x400 && letter < 0x530 ? Script::cyrillic : Script::other;
}

struct Cut {
    std::string_view first;
    std::string_view second;
};

/// The two parts of a word that may have been cut here: letters on both sides, the second small.
bool find_cut(std::string_view line, std::string_view next, Cut& cut) noexcept {
    const std::string_view hyphen = mark_at_end(line, kHyphens);
    if (hyphen.empty() || !is_small_letter(first_character(next))) return false;
    cut.first = tail_word(line.substr(0, line.size() - hyphen.size()));
    cut.second = head_word(next);
    return !cut.first.empty() && is_letter(last_character(cut.first));
}

std::string joined(const Cut& cut, std::string_view between) {
    std::string word(cut.first);
    word.append(between).append(cut.second);
    return word;
}

}  // namespace

void Hyphenation::note(std::string_view line, std::string_view next) {
    Cut cut;
    if (!find_cut(line, next, cut)) return;
    wanted_.insert(joined(cut, ""));
    wanted_.insert(joined(cut, "-"));
}

void Hyphenation::learn(std::string_view line) {
    if (wanted_.empty()) return;
    // A line's first and last word may be parts themselves: neither begins nor ends a whole one.
    for (std::size_t at = 0; at < line.size();) {
        const std::string_view word = head_word(line.substr(at));
        std::size_t end = at + word.size();
        if (word.empty()) {
            at += decode_utf8(line, at).bytes;
            continue;
        }
        std::string whole(word);
        if (end < line.size() && wanted_.contains(whole)) seen_.insert(whole);
        while (end < line.size() && line[end] == '-') {
            const std::string_view more = head_word(line.substr(end + 1));
            if (more.empty()) break;
            const std::string compound = whole + "-" + std::string(more);
            if (wanted_.contains(compound)) seen_.insert(compound);
            whole = more;
            end += 1 + more.size();
        }
        at = end;
    }
}

LineJoint Hyphenation::joint(std::string_view line, std::string_view next) const {
    if (line.ends_with(kSoftHyphen)) return LineJoint::word;
    std::string_view mark = mark_at_end(line, kHyphens);
    if (mark.empty()) mark = mark_at_end(line, kDashes);
    if (mark.empty()) return LineJoint::space;
    const char32_t before = last_character(line.substr(0, line.size() - mark.size()));
    const char32_t after = first_character(next);
    // A dash between spaces, or a sign of its own, binds nothing.
    if (!is_in_word(before) || !is_in_word(after)) return LineJoint::space;
    Cut cut;
    if (!find_cut(line, next, cut)) return LineJoint::bound;
    if (holds(kConjunctions, cut.second)) return LineJoint::space;
    if (seen_.contains(joined(cut, ""))) return LineJoint::word;
    if (seen_.contains(joined(cut, "-")) || holds(kBoundParts, lower_ascii(cut.first)))
        return LineJoint::bound;
    const bool is_one_script = script_of(last_character(cut.first)) == script_of(after) &&
                               script_of(after) != Script::other;
    const bool is_long = count_utf8(cut.first) >= 2 && count_utf8(cut.second) >= 2;
    // Capitals before the hyphen are an acronym: "LIFE-funded".
    const bool is_acronym =
        count_utf8(cut.first) >= 2 && !is_small_letter(last_character(cut.first));
    return is_one_script && is_long && !is_acronym ? LineJoint::word : LineJoint::bound;
}

void join_lines(std::string& line, std::string_view next, LineJoint joint) {
    if (joint == LineJoint::space) line += ' ';
    if (joint == LineJoint::word) {
        std::size_t end = line.size() - 1;
        while (end > 0 && is_utf8_continuation(line[end])) --end;
        line.resize(end);
    }
    line += next;
}

}  // namespace evresi::corpus

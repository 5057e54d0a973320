#include "corpus/metadata/scanned_text.hpp"

#include "base/utf8.hpp"
#include "corpus/clean_text.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace evresi::corpus {
namespace {

constexpr std::size_t kMaxSentenceBytes = 300;

// "1. april", "гр. София", "т.нар.": a stop behind a number or an abbreviation ends nothing, but
// one behind a year does ("in 2024. The ..."; "през 2024 г. Те ...").
bool can_end_sentence(const FoldedText& folded, std::size_t word) noexcept {
    const FoldedWord& at = folded.words[word];
    const std::string_view letters = folded.word(word);
    const std::size_t count = count_utf8(letters);
    if (at.is_number) return count == 4;
    if (letters == "г") return word > 0 && folded.words[word - 1].is_number;
    return count >= 4 || (at.is_upper && count >= 2) || letters == "+";
}

}  // namespace

bool lies_in(const std::vector<WordRange>& ranges, std::uint32_t word) noexcept {
    const auto after =
        std::upper_bound(ranges.begin(), ranges.end(), word,
                         [](std::uint32_t at, const WordRange& range) { return at < range.first; });
    return after != ranges.begin() && std::prev(after)->holds(word);
}

void ScannedText::read(std::string_view text, bool is_title, LanguageTag lang) {
    text_ = text;
    is_title_ = is_title;
    lang_ = lang;
    fold_words(text, folded_);
    lexicon_ = nullptr;
    matches_.clear();
    sort_by_cue();
    find_breaks();
}

void ScannedText::find_cues(Lexicon::Scope scope, std::span<const WordRange> ranges) {
    lexicon_ = &corpus::lexicon(scope);
    matches_.clear();
    StemMemory& stems = stems_[static_cast<std::size_t>(scope)];
    lexicon_->matcher().find(folded_, ranges, lang_, stems, matches_);
    sort_by_cue();
}

void ScannedText::scan(std::string_view text, bool is_title, LanguageTag lang) {
    read(text, is_title, lang);
    const WordRange all = all_words();
    find_cues(Lexicon::Scope::all, {&all, 1});
}

void ScannedText::find_breaks() {
    sentence_starts_.clear();
    line_starts_.clear();
    for (const std::uint32_t at : folded_.breaks()) {
        const FoldedWord& word = folded_.words[at];
        const bool is_line = word.gap == Gap::line;
        if (is_line) line_starts_.push_back(at);
        if (is_line ||
            ((word.starts_upper || word.is_number) && can_end_sentence(folded_, at - 1))) {
            sentence_starts_.push_back(at);
        }
    }
}

// Counting sort: the order of the matches of a cue is kept.
void ScannedText::sort_by_cue() {
    std::array<std::uint32_t, kCues + 1> places{};
    for (const PhraseMatch& match : matches_) {
        ++places[static_cast<std::size_t>(Lexicon::cue_of(match.payload)) + 1];
    }
    std::partial_sum(places.begin(), places.end(), places.begin());
    cue_begins_ = places;
    by_cue_.resize(matches_.size());
    for (const PhraseMatch& match : matches_) {
        by_cue_[places[static_cast<std::size_t>(Lexicon::cue_of(match.payload))]++] = match;
    }
}

std::span<const PhraseMatch> ScannedText::matches_of(Cue cue) const noexcept {
    const auto index = static_cast<std::size_t>(cue);
    return std::span(by_cue_).subspan(cue_begins_[index],
                                      cue_begins_[index + 1] - cue_begins_[index]);
}

std::string_view ScannedText::gap_before(std::size_t index) const noexcept {
    const std::size_t begin = index == 0 ? 0 : folded_.words[index - 1].end;
    return text_.substr(begin, folded_.words[index].begin - begin);
}

std::string_view ScannedText::gap_after(std::size_t index) const noexcept {
    const std::size_t end =
        index + 1 < folded_.words.size() ? folded_.words[index + 1].begin : text_.size();
    return text_.substr(folded_.words[index].end, end - folded_.words[index].end);
}

namespace {

// Between the starts around `word`; the text ends at `count`.
WordRange
range_of(const std::vector<std::uint32_t>& starts, std::uint32_t word, std::size_t count) noexcept {
    const auto end = std::upper_bound(starts.begin(), starts.end(), word);
    return {*std::prev(end), end == starts.end() ? static_cast<std::uint32_t>(count) : *end};
}

}  // namespace

WordRange ScannedText::sentence_of(std::uint32_t word) const noexcept {
    return range_of(sentence_starts_, word, folded_.words.size());
}

WordRange ScannedText::line_of(std::uint32_t word) const noexcept {
    return range_of(line_starts_, word, folded_.words.size());
}

std::span<const PhraseMatch> ScannedText::matches_in(WordRange range) const noexcept {
    const auto begins_before = [](const PhraseMatch& match, std::uint32_t word) {
        return match.first < word;
    };
    const auto first =
        std::lower_bound(matches_.begin(), matches_.end(), range.first, begins_before);
    const auto last = std::lower_bound(first, matches_.end(), range.last, begins_before);
    return {first, last};
}

bool ScannedText::has(Cue cue, WordRange range) const noexcept {
    const std::span<const PhraseMatch> matches = matches_of(cue);
    auto at = std::lower_bound(
        matches.begin(), matches.end(), range.first,
        [](const PhraseMatch& match, std::uint32_t word) { return match.first < word; });
    for (; at != matches.end() && at->first < range.last; ++at) {
        if (at->last <= range.last) return true;
    }
    return false;
}

std::optional<std::uint32_t> ScannedText::index_of(Cue cue, std::uint32_t word) const noexcept {
    auto at = std::lower_bound(
        matches_.begin(), matches_.end(), word,
        [](const PhraseMatch& match, std::uint32_t wanted) { return match.first < wanted; });
    for (; at != matches_.end() && at->first == word; ++at) {
        if (Lexicon::cue_of(at->payload) == cue) return Lexicon::index_of(at->payload);
    }
    return std::nullopt;
}

Evidence ScannedText::evidence(std::uint32_t first, std::uint32_t last) const {
    const WordRange sentence = sentence_of(first);
    const std::uint32_t begin = folded_.words[first].begin;
    const std::uint32_t end = folded_.words[last - 1].end;
    std::uint32_t from = folded_.words[sentence.first].begin;
    std::string_view tail = text_.substr(from);
    const std::uint32_t stop = sentence.last < folded_.words.size()
                                   ? folded_.words[sentence.last].begin
                                   : static_cast<std::uint32_t>(text_.size());
    // A long sentence is shown from a little before the value.
    if (end - from > kMaxSentenceBytes) {
        from = begin - static_cast<std::uint32_t>(std::min<std::size_t>(begin - from, 100));
        while (is_utf8_continuation(text_[from])) ++from;
    }
    tail = trim(text_.substr(from, stop - from));
    Evidence evidence;
    evidence.provenance = Provenance::text;
    evidence.span = {begin, end, is_title_};
    evidence.sentence = std::string(utf8_prefix(tail, kMaxSentenceBytes));
    return evidence;
}

}  // namespace evresi::corpus

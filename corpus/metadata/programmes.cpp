#include "corpus/metadata/programmes.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

constexpr std::uint32_t kContextWords = 8;
constexpr int kEnough = 2;

struct Hit {
    const ProgrammeForm* form = nullptr;
    WordRange words;
    const ScannedText* text = nullptr;
    int score = 0;
};

// A form with a context rule needs a word for a programme beside it, in its own sentence.
bool has_context(const ScannedText& text, const PhraseMatch& match) {
    const WordRange sentence = text.sentence_of(match.first);
    const std::uint32_t from = match.first - std::min(match.first - sentence.first, kContextWords);
    const std::uint32_t to = std::min(sentence.last, match.last + kContextWords);
    return text.has(Cue::programme_word, {from, match.first}) ||
           text.has(Cue::programme_word, {match.last, to});
}

bool is_exact(const ScannedText& text, const PhraseMatch& match, std::string_view surface) {
    const std::uint32_t begin = text.words()[match.first].begin;
    return text.text().substr(begin).starts_with(surface) ||
           text.text().substr(begin, text.words()[match.last - 1].end - begin) == surface;
}

bool accepts(const ScannedText& text, const PhraseMatch& match, const ProgrammeForm& form) {
    switch (form.match) {
    case ProgrammeForm::Match::exact_case:
        return is_exact(text, match, form.surface);
    case ProgrammeForm::Match::in_context: {
        // An abbreviation of capitals is one only in capitals.
        const bool is_abbreviation = match.last - match.first == 1 && form.surface.size() <= 8;
        if (is_abbreviation && !is_exact(text, match, form.surface)) return false;
        return has_context(text, match);
    }
    case ProgrammeForm::Match::folded:
        break;
    }
    // "life" the word, "culture" the word: a name of one word is written with a capital.
    return match.last - match.first > 1 || text.words()[match.first].starts_upper;
}

// A longer match at the same word replaces the last one, and a member its family: in "program
// Interreg Europe" the family's "program Interreg" begins first.
bool replaces(const PhraseMatch& match, const ProgrammeForm& form, const Hit& last) {
    if (last.words.first == match.first) return match.last > last.words.last;
    return last.form->is_generic && !form.is_generic && match.last > last.words.last;
}

// Longest match, left to right.
std::vector<Hit> find_hits(const ScannedText& text) {
    std::vector<Hit> hits;
    std::uint32_t covered = 0;
    for (const PhraseMatch& match : text.matches_of(Cue::programme)) {
        const ProgrammeForm& form = lexicon().programme_form(Lexicon::index_of(match.payload));
        const bool overlaps = match.first < covered;
        if (overlaps && !replaces(match, form, hits.back())) continue;
        if (!accepts(text, match, form)) continue;
        if (overlaps) hits.pop_back();
        hits.push_back({&form, {match.first, match.last}, &text, 0});
        covered = match.last;
    }
    return hits;
}

bool names_project(const ScannedText& text, WordRange range, std::string_view project) {
    if (project.empty()) return false;
    for (std::uint32_t i = range.first; i < range.last; ++i) {
        if (text.surface(i) == project) return true;
    }
    return false;
}

// "Програма: ...": a line that opens with a word for a programme and a colon.
bool is_labelled(const Hit& hit) {
    const WordRange line = hit.text->line_of(hit.words.first);
    return hit.words.first == line.first + 1 &&
           hit.text->has(Cue::programme_word, {line.first, line.first + 1}) &&
           hit.text->gap_after(line.first).starts_with(':');
}

int score(const Hit& hit, std::string_view project) {
    if (hit.text->is_title()) return 5;
    const WordRange sentence = near(hit.text->sentence_of(hit.words.first), hit.words.first);
    const bool has_cue = hit.text->has(Cue::funding, sentence);
    int points = has_cue || is_labelled(hit) ? 2 : 0;
    points += hit.text->has(Cue::project_word, sentence) ? 1 : 0;
    points += names_project(*hit.text, sentence, project) ? 1 : 0;
    points -= hit.text->has(Cue::not_funder, sentence) ? 2 : 0;
    return points;
}

bool shares_sentence(const Hit& a, const Hit& b) {
    if (a.text != b.text) return false;
    return a.text->sentence_of(a.words.first).first == b.text->sentence_of(b.words.first).first;
}

}  // namespace

std::vector<Sourced<std::string>>
find_programmes(const ScannedText& title, const ScannedText& text, std::string_view project) {
    std::vector<Hit> hits = find_hits(title);
    for (Hit& hit : find_hits(text)) hits.push_back(hit);
    for (Hit& hit : hits) hit.score = score(hit, project);
    std::erase_if(hits, [](const Hit& hit) { return hit.score < kEnough; });
    const bool has_special =
        std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return !hit.form->is_generic; });
    if (has_special) std::erase_if(hits, [](const Hit& hit) { return hit.form->is_generic; });
    if (hits.empty()) return {};
    // A programme leads; a fund leads only where no programme is named.
    const auto better = [](const Hit& a, const Hit& b) {
        if (a.form->is_fund != b.form->is_fund) return b.form->is_fund;
        return a.score > b.score;
    };
    const Hit leader = *std::min_element(hits.begin(), hits.end(), better);
    std::vector<Sourced<std::string>> found;
    for (const Hit& hit : hits) {
        const bool is_same = hit.form->id == leader.form->id;
        if (!is_same && !shares_sentence(hit, leader)) continue;
        const auto known = [&hit](const auto& one) { return one.value == hit.form->id; };
        if (std::any_of(found.begin(), found.end(), known)) continue;
        found.push_back(
            {std::string(hit.form->id), hit.text->evidence(hit.words.first, hit.words.last)});
    }
    return found;
}

std::vector<WordRange> programme_words(const ScannedText& text) {
    std::vector<WordRange> ranges;
    for (const Hit& hit : find_hits(text)) ranges.push_back(hit.words);
    return ranges;
}

}  // namespace evresi::corpus

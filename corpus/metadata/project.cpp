#include "corpus/metadata/project.hpp"

#include "base/utf8.hpp"
#include "corpus/gazetteer/gazetteer.hpp"
#include "corpus/metadata/programmes.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evresi::corpus {
namespace {

constexpr std::array<std::string_view, 22> kNoAcronyms = {
    "UNESCO", "COVID", "NATO", "GDPR", "SARS", "HACCP", "SWOT",   "FAQ", "PDF",  "GPS",  "LED",
    "ICT",    "SME",   "SMEs", "MVU",  "NGO",  "CEO",   "UNICEF", "WHO", "OECD", "NUTS", "RIS3"};

constexpr std::uint32_t kMaxAcronymWords = 16;

struct Candidate {
    std::string_view surface;
    const ScannedText* text = nullptr;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    int score = 0;
};

// Joins "ART-ER", "H2-NET", and a '+' in front: the whole acronym from its first word.
Candidate acronym_at(const ScannedText& text, std::uint32_t word) {
    Candidate found;
    const auto& words = text.words();
    if (!words[word].is_upper || words[word].end - words[word].begin < 3) return found;
    std::uint32_t last = word + 1;
    while (last < words.size() && last - word < kMaxAcronymWords &&
           (words[last].is_upper || words[last].is_number) &&
           (text.gap_before(last) == "-" || text.gap_before(last).empty())) {
        ++last;
    }
    std::uint32_t begin = words[word].begin;
    if (begin > 0 && text.text()[begin - 1] == '+') --begin;
    std::uint32_t end = words[last - 1].end;
    if (last < words.size() && text.word(last) == "+" && words[last].gap == Gap::none) {
        end = words[last].end;
        ++last;
    }
    found.surface = text.text().substr(begin, end - begin);
    found.text = &text;
    found.first = word;
    found.last = last;
    return found;
}

bool is_acronym(const Candidate& candidate, const std::vector<WordRange>& programmes) {
    if (candidate.text == nullptr) return false;
    const std::string_view surface = candidate.surface;
    const bool is_listed =
        std::find(kNoAcronyms.begin(), kNoAcronyms.end(), surface) != kNoAcronyms.end();
    const bool is_numeral = surface.find_first_not_of("IVX") == std::string_view::npos;
    if (is_listed || is_numeral || lies_in(programmes, candidate.first)) return false;
    return !programme_id(surface);
}

bool is_cue_at(const ScannedText& text, Cue cue, std::uint32_t first, std::uint32_t last) {
    return first < last && text.has(cue, {first, last});
}

// A line of nothing but capitals holds no acronym that could be told from its other words.
bool is_shouted(const ScannedText& text, const Candidate& candidate) {
    const WordRange line = near(text.line_of(candidate.first), candidate.first);
    std::uint32_t upper = 0;
    for (std::uint32_t i = line.first; i < line.last; ++i)
        upper += text.words()[i].is_upper ? 1u : 0u;
    return upper >= 3 && upper * 2 > line.size();
}

std::uint32_t back(std::uint32_t word, std::uint32_t steps, std::uint32_t limit) {
    return word - std::min(word - limit, steps);
}

int score(const Candidate& candidate) {
    const ScannedText& text = *candidate.text;
    const WordRange line = text.line_of(candidate.first);
    const WordRange sentence = near(text.sentence_of(candidate.first), candidate.first);
    int points = 1;
    const std::uint32_t labelled = back(candidate.first, 2, line.first);
    if (is_cue_at(text, Cue::acronym, labelled, candidate.first)) points += 20;
    if (is_cue_at(text, Cue::project_word, back(candidate.first, 1, line.first), candidate.first)) {
        points += 5;
    } else if (is_cue_at(text, Cue::project_word, candidate.last,
                         std::min(candidate.last + 1, line.last))) {
        points += 5;
    } else if (is_cue_at(text, Cue::project_word, sentence.first, sentence.last)) {
        points += 1;
    }
    if (text.is_title()) points += 2;
    const std::string_view before = text.gap_before(candidate.first);
    if (before.ends_with('(') || before.ends_with('/')) points += 1;
    return points;
}

/// The candidates in order of their first mention, found again by how they are written.
struct Candidates {
    std::vector<Candidate> list;
    std::unordered_map<std::string_view, std::size_t> by_surface;
};

void collect(const ScannedText& text, Candidates& candidates) {
    if (text.upper_words().empty()) return;
    const std::vector<WordRange> programmes = programme_words(text);
    std::uint32_t next = 0;
    for (const std::uint32_t word : text.upper_words()) {
        if (word < next) continue;
        Candidate candidate = acronym_at(text, word);
        if (!is_acronym(candidate, programmes) || is_shouted(text, candidate)) continue;
        candidate.score = score(candidate);
        next = candidate.last;
        const auto [known, is_new] =
            candidates.by_surface.emplace(candidate.surface, candidates.list.size());
        if (is_new) {
            candidates.list.push_back(candidate);
        } else {
            candidates.list[known->second].score += candidate.score;
        }
    }
}

}  // namespace

std::optional<Sourced<std::string>> find_project(const ScannedText& title,
                                                 const ScannedText& text) {
    constexpr int kEnough = 4;
    Candidates candidates;
    collect(title, candidates);
    collect(text, candidates);
    const Candidate* best = nullptr;
    for (Candidate& candidate : candidates.list) {
        // Acronyms are Latin in all five languages; words of a long name tell more than EU or ESF.
        if (is_ascii(candidate.surface) && candidate.surface.size() >= 6) candidate.score += 3;
        if (!is_ascii(candidate.surface)) candidate.score -= 3;
        if (candidate.score < kEnough) continue;
        if (best == nullptr || candidate.score > best->score) best = &candidate;
    }
    if (best == nullptr) return std::nullopt;
    return Sourced<std::string>{std::string(best->surface),
                                best->text->evidence(best->first, best->last)};
}

}  // namespace evresi::corpus

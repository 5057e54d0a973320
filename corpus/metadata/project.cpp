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

/// Words of fewer than 32 bytes. Knows by the first byte of each how many bytes such words have,
/// which tells nearly all others apart without a comparison.
template <std::size_t N>
class WordList {
public:
    explicit constexpr WordList(const std::array<std::string_view, N>& words) : words_(words) {
        for (const std::string_view word : words) {
            sizes_[static_cast<unsigned char>(word.front())] |= std::uint32_t{1} << word.size();
        }
    }
    [[nodiscard]] bool holds(std::string_view word) const noexcept {
        if (word.empty() || word.size() >= 32) return false;
        const std::uint32_t sizes = sizes_[static_cast<unsigned char>(word.front())];
        return (sizes >> word.size() & 1u) != 0 &&
               std::find(words_.begin(), words_.end(), word) != words_.end();
    }

private:
    std::array<std::string_view, N> words_;
    std::array<std::uint32_t, 256> sizes_{};
};

constexpr WordList kNoAcronyms(std::array<std::string_view, 23>{
    "UNESCO", "COVID",  "NATO", "GDPR", "SARS", "HACCP", "SWOT", "FAQ",
    "PDF",    "GPS",    "LED",  "ICT",  "SME",  "SMEs",  "MVU",  "NGO",
    "CEO",    "UNICEF", "WHO",  "OECD", "NUTS", "RIS3",  "MEDIA"});

// Words that pages put in capitals: languages, headings, and trade marks with a capital inside.
constexpr WordList kNoNames(std::array<std::string_view, 60>{
    "ENGLISH",  "БЪЛГАРСКИ", "SLOVENŠČINA", "SLOVENSKO",    "LATVIEŠU",   "LATVISKI",  "ΕΛΛΗΝΙΚΑ",
    "DEUTSCH",  "FRANÇAIS",  "ITALIANO",    "АНГЛИЙСКИ",    "ABOUT",      "HOME",      "NEWS",
    "CONTACT",  "CONTACTS",  "PROJECT",     "PROJECTS",     "PARTNERS",   "EVENTS",    "MENU",
    "SEARCH",   "LOGIN",     "JOIN",        "NEWSLETTER",   "PROGRAMME",  "SUMMARY",   "CONCLUSION",
    "NOTE",     "IMPORTANT", "ΑΡΧΙΚΗ",      "ΝΕΑ",          "ΑΝΑΚΟΙΝΩΣΗ", "ΔΕΛΤΙΟ",    "ΠΡΟΣΚΛΗΣΗ",
    "ΕΡΓΟ",     "НАЧАЛО",    "НОВИНИ",      "КОНТАКТИ",     "ПРОЕКТ",     "ПОКАНА",    "СЪОБЩЕНИЕ",
    "DOMOV",    "NOVICE",    "KONTAKT",     "PROJEKT",      "VABILO",     "OBVESTILO", "SĀKUMS",
    "JAUNUMI",  "KONTAKTI",  "PROJEKTS",    "AKTUALITĀTES", "FACEBOOK",   "YouTube",   "LinkedIn",
    "WhatsApp", "WordPress", "TikTok",      "iPhone"});

// What stands beside the name of a firm.
constexpr WordList kFirms(std::array<std::string_view, 16>{"sia", "as", "vas", "оод", "еоод", "ад",
                                                           "еад", "αε", "επε", "ike", "ltd", "gmbh",
                                                           "inc", "doo", "plc", "llc"});

// Folded, right before a name: "is called", "se imenuje".
constexpr WordList kNaming(std::array<std::string_view, 34>{
    "λεγεται", "ονομαζεται",   "τιτλοσ",   "τιτλο",     "ονομα",    "ονομασια",  "ονοματι",
    "нарича",  "наричаме",     "наречен",  "наречена",  "наречено", "име",       "името",
    "името",   "наименование", "imenuje",  "imenujemo", "imenovan", "imenovana", "imenovano",
    "imenom",  "ime",          "naslovom", "sauc",      "saucas",   "nosaukumu", "nosaukums",
    "called",  "named",        "entitled", "titled",    "name",     "christened"});

constexpr std::uint32_t kMaxAcronymWords = 16;

struct Candidate {
    std::string_view surface;
    const ScannedText* text = nullptr;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    int score = 0;
    bool is_beside_project = false;  ///< at least once
};

// "MedFest", "eCitizen": a capital behind a small letter.
bool is_camel_case(std::string_view surface) noexcept {
    bool was_small = false;
    bool has_inner = false;
    for (const char c : surface) {
        const bool is_big = c >= 'A' && c <= 'Z';
        has_inner = has_inner || (is_big && was_small);
        was_small = c >= 'a' && c <= 'z';
        if (!is_big && !was_small && (c < '0' || c > '9')) return false;
    }
    return has_inner;
}

bool can_begin(const ScannedText& text, std::uint32_t word) noexcept {
    const FoldedWord& at = text.words()[word];
    if (at.end - at.begin < 2) return false;
    if (at.end - at.begin == 2) {
        const bool goes_on = word + 1 < text.words().size() && text.gap_before(word + 1) == "-" &&
                             text.words()[word + 1].is_upper &&
                             text.words()[word + 1].end - text.words()[word + 1].begin >= 3;
        return at.is_upper && goes_on;
    }
    return at.is_upper || is_camel_case(text.surface(word));
}

// "2011-1-GR1-GRU06-01234": a number, not a name.
bool is_part_of_number(const ScannedText& text, const Candidate& candidate) noexcept {
    if (candidate.first > 0 && text.words()[candidate.first - 1].is_number) {
        const std::string_view gap = text.gap_before(candidate.first);
        if (gap == "-" || gap == "/" || gap == ".") return true;
    }
    std::uint32_t digits = 0;
    for (const char c : candidate.surface) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        if (digits >= 4) return true;
    }
    return false;
}

// "KA210", "WP3", "E4": a letter or two and a number.
bool is_code(std::string_view surface) noexcept {
    const std::size_t letters = std::min(surface.find_first_of("0123456789"), surface.size());
    return letters <= 2 && letters < surface.size() &&
           surface.find_first_not_of("0123456789", letters) == std::string_view::npos;
}

bool is_beside_firm(const ScannedText& text, const Candidate& candidate) noexcept {
    if (candidate.first > 0 && text.words()[candidate.first].gap == Gap::space &&
        kFirms.holds(text.word(candidate.first - 1))) {
        return text.words()[candidate.first - 1].is_upper;
    }
    return candidate.last < text.words().size() && text.words()[candidate.last].gap <= Gap::hard &&
           kFirms.holds(text.word(candidate.last));
}

// Whether all letters are Latin, with marks or without.
bool is_latin(std::string_view surface) noexcept {
    return std::all_of(surface.begin(), surface.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0xCD;  // the lead bytes of Greek and Cyrillic begin here
    });
}

// Joins "ART-ER", "H2-NET", and a '+' in front: the whole acronym from its first word.
Candidate acronym_at(const ScannedText& text, std::uint32_t word) {
    Candidate found;
    const auto& words = text.words();
    if (!can_begin(text, word)) return found;
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

// Whether the words may be an acronym by themselves.
bool looks_like_acronym(const Candidate& candidate) noexcept {
    if (candidate.text == nullptr) return false;
    const std::string_view surface = candidate.surface;
    const bool is_numeral = surface.find_first_not_of("IVX") == std::string_view::npos;
    return !is_numeral && !kNoAcronyms.holds(surface) && !kNoNames.holds(surface) &&
           !is_code(surface) && !is_part_of_number(*candidate.text, candidate) &&
           !is_beside_firm(*candidate.text, candidate);
}

bool is_of_programme(const Candidate& candidate, const std::vector<WordRange>& programmes) {
    // "LIFE-VULTURE" is a project's name though "LIFE" is a programme's.
    const bool goes_on = candidate.last - candidate.first > 1 &&
                         candidate.text->gap_before(candidate.first + 1) == "-" &&
                         !lies_in(programmes, candidate.last - 1);
    return (!goes_on && lies_in(programmes, candidate.first)) || programme_id(candidate.surface);
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

// "Pobuda se imenuje ABC", "the scheme is called ABC".
bool is_named_so(const Candidate& candidate) {
    const ScannedText& text = *candidate.text;
    const WordRange line = text.line_of(candidate.first);
    for (std::uint32_t i = back(candidate.first, 2, line.first); i < candidate.first; ++i) {
        const std::string_view gap = text.gap_before(candidate.first);
        if (!kNaming.holds(text.word(i)) || gap.find_first_of(".;,|/?!") != gap.npos) continue;
        return i + 1 == candidate.first || text.word(i + 1) == "se" || text.word(i + 1) == "по" ||
               text.word(i + 1) == "it";
    }
    return false;
}

// Whether a word for a project stands beside the candidate, with nothing but spaces, quotation
// marks, a dash or a colon between.
bool is_beside_project(const Candidate& candidate) {
    const ScannedText& text = *candidate.text;
    const WordRange line = text.line_of(candidate.first);
    if (is_named_so(candidate)) return true;
    // A title that is nothing else.
    if (text.is_title() && candidate.last - candidate.first == text.words().size()) return true;
    if (is_cue_at(text, Cue::project_word, back(candidate.first, 1, line.first), candidate.first)) {
        return text.gap_before(candidate.first).find_first_of(".;,|/") == std::string_view::npos;
    }
    return is_cue_at(text, Cue::project_word, candidate.last,
                     std::min(candidate.last + 1, line.last)) &&
           text.gap_before(candidate.last).find_first_of(".;,|/:(") == std::string_view::npos;
}

// "HillFolk has been running since ... with a grant": what is funded or lasts.
bool is_funded_subject(const Candidate& candidate) {
    const ScannedText& text = *candidate.text;
    const WordRange sentence = near(text.sentence_of(candidate.first), candidate.first);
    if (candidate.first != sentence.first || sentence.size() <= 4) return false;
    const std::uint32_t to = std::min(sentence.last, candidate.last + 8);
    return text.has(Cue::funding, sentence) || text.has(Cue::project_word, {candidate.last, to});
}

int score(const Candidate& candidate) {
    const ScannedText& text = *candidate.text;
    const WordRange line = text.line_of(candidate.first);
    const WordRange sentence = near(text.sentence_of(candidate.first), candidate.first);
    int points = 1;
    const std::uint32_t labelled = back(candidate.first, 2, line.first);
    if (is_cue_at(text, Cue::acronym, labelled, candidate.first)) points += 20;
    if (candidate.is_beside_project) {
        points += 5;
    } else if (is_cue_at(text, Cue::project_word, sentence.first, sentence.last)) {
        points += 1;
    }
    if (text.is_title()) points += 2;
    if (text.gap_before(candidate.first).ends_with('(')) points += 1;
    return points;
}

/// The candidates in order of their first mention, found again by how they are written.
struct Candidates {
    std::vector<Candidate> list;
    std::unordered_map<std::string_view, std::size_t> by_surface;
};

void collect(const ScannedText& text, Candidates& candidates) {
    std::optional<std::vector<WordRange>> programmes;  // looked for when needed
    std::uint32_t behind = 0;                          // the last candidate
    for (const std::uint32_t word : text.capital_words()) {
        if (word < behind) continue;
        Candidate candidate = acronym_at(text, word);
        if (!looks_like_acronym(candidate)) continue;
        if (!programmes) programmes = programme_words(text);
        if (is_of_programme(candidate, *programmes) || is_shouted(text, candidate)) continue;
        candidate.is_beside_project = is_beside_project(candidate);
        candidate.score = score(candidate);
        if (!candidate.is_beside_project && is_funded_subject(candidate)) {
            candidate.is_beside_project = true;
            candidate.score += 2;
        }
        behind = candidate.last;
        const auto [known, is_new] =
            candidates.by_surface.emplace(candidate.surface, candidates.list.size());
        if (is_new) {
            candidates.list.push_back(candidate);
        } else {
            Candidate& first = candidates.list[known->second];
            first.score += candidate.score;
            first.is_beside_project = first.is_beside_project || candidate.is_beside_project;
        }
    }
}

}  // namespace

void add_possible_projects(const ScannedText& text, std::vector<std::uint32_t>& words) {
    std::uint32_t behind = 0;  // the last line
    for (const std::uint32_t word : text.capital_words()) {
        if (word < behind) continue;
        if (!looks_like_acronym(acronym_at(text, word))) continue;
        words.push_back(word);
        behind = text.line_of(word).last;
    }
}

std::optional<Sourced<std::string>> find_project(const ScannedText& title,
                                                 const ScannedText& text) {
    constexpr int kEnough = 4;
    constexpr int kLabelled = 20;
    Candidates candidates;
    collect(title, candidates);
    collect(text, candidates);
    const Candidate* best = nullptr;
    for (Candidate& candidate : candidates.list) {
        // Acronyms are Latin in all five languages; words of a long name tell more than EU or ESF.
        const bool is_plain = is_ascii(candidate.surface);
        if (is_plain && candidate.surface.size() >= 6) candidate.score += 3;
        if (!is_plain) candidate.score -= is_latin(candidate.surface) ? 1 : 2;
        const bool is_doubtful = !is_plain || is_camel_case(candidate.surface);
        if (is_doubtful && !candidate.is_beside_project && candidate.score < kLabelled) continue;
        if (candidate.score < kEnough) continue;
        if (best == nullptr || candidate.score > best->score) best = &candidate;
    }
    if (best == nullptr) return std::nullopt;
    return Sourced<std::string>{std::string(best->surface),
                                best->text->evidence(best->first, best->last)};
}

}  // namespace evresi::corpus

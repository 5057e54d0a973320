#include "searchd/search/spelling_candidates.hpp"

#include "analyzers/detector.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/spelling_distance.hpp"

#include <algorithm>

namespace evresi::search {
namespace {

/// What it costs to part a word, or to join two.
constexpr int kParting = 11;
constexpr int kJoining = 9;
/// Fewest letters of each part.
constexpr std::size_t kPartLetters = 3;
/// Marks that were typed and are not in the candidate, each.
constexpr int kLostMark = 2;

/// Forms that the index lacks are looked for in so many languages, of at least this share.
constexpr std::size_t kFormLanguages = 2;
constexpr double kFormShare = 0.15;

/// The words of the vocabulary in the script of `word`.
std::pair<std::size_t, std::size_t> range_of_script(const database::Vocabulary& vocabulary,
                                                    std::string_view word) {
    // Where Greek, Cyrillic and what follows them begin.
    constexpr char32_t kScripts[] = {0x370, 0x400, 0x530};
    const auto begin_of = [&](char32_t letter) {
        std::string text;
        append_utf8(letter, text);
        return vocabulary.with_prefix(text).first;
    };
    const char32_t first = decode_utf8(word, 0).value;
    std::size_t begin = 0;
    for (const char32_t script : kScripts) {
        const std::size_t end = begin_of(script);
        if (first < script) return {begin, end};
        begin = end;
    }
    return {begin, vocabulary.size()};
}

/// The letters of `written` beside those of its folded form.
std::u32string marked_letters(std::string_view written, std::string_view folded) {
    std::u32string marked;
    const std::u32string plain = letters_of(folded);
    for (const char32_t letter : letters_of(written)) {
        if (letter != U'ς' && plain.find(letter) == std::u32string::npos) marked += letter;
    }
    return marked;
}

std::size_t count_of_marks(std::string_view written, std::string_view folded) {
    return marked_letters(written, folded).size();
}

/// How many marks the word that was meant has: as many as were typed. A Greek word has one at
/// least, which a mistyped letter may have had.
std::size_t likely_marks(const SpelledWord& word) {
    const bool is_greek = analyzers::dominant_script(word.folded) == analyzers::Script::greek;
    return std::max<std::size_t>(count_of_marks(word.written, word.folded), is_greek ? 1 : 0);
}

int cost_of_marks(const SpelledWord& word, std::string_view written) {
    const std::u32string letters = letters_of(written);
    int cost = 0;
    for (const char32_t letter : marked_letters(word.written, word.folded)) {
        if (letters.find(letter) == std::u32string::npos) cost += kLostMark;
    }
    return cost;
}

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Words of the corrector are folded at their end as everywhere; people write another sigma there.
void set_final_sigma(std::string& written) {
    constexpr std::string_view kSigma = "σ";
    if (written.size() > kSigma.size() && written.ends_with(kSigma)) {
        written.replace(written.size() - kSigma.size(), kSigma.size(), "ς");
    }
}

int distance_to(std::u32string_view other, SpellingDistance& distance) {
    distance.keep(0);
    for (const char32_t letter : other) (void)distance.push(letter);
    return distance.distance();
}

}  // namespace

SpellingCandidate CandidateFinder::candidate(std::size_t number,
                                             int cost,
                                             const std::vector<LanguageChance>& languages) const {
    const database::Vocabulary& vocabulary = snapshot_.vocabulary();
    SpellingCandidate found;
    found.folded = vocabulary.word(number);
    found.written = vocabulary.written(number);
    found.cost = cost;
    found.documents = vocabulary.documents(number);
    double best = 0.0;
    for (const LanguageChance& chance : languages) {
        const std::uint32_t documents = vocabulary.documents(number, chance.lang);
        if (documents == 0 || chance.share <= best) continue;
        best = chance.share;
        found.lang = chance.lang;
        found.stem_documents = documents;
    }
    return found;
}

std::vector<SpellingCandidate> CandidateFinder::similar_words(
    const SpelledWord& word, const std::vector<LanguageChance>& languages, int limit) const {
    const database::Vocabulary& vocabulary = snapshot_.vocabulary();
    const auto [first, last] = range_of_script(vocabulary, word.folded);
    std::vector<SpellingCandidate> found;
    SpellingDistance distance(letters_of(word.folded), limit);
    // Bytes of the current word up to each of its letters.
    std::vector<std::size_t> ends{0};
    database::Vocabulary::Scan scan(vocabulary, first, last);
    std::size_t shared = 255;
    while (scan.next(shared)) {
        const std::string_view other = scan.word();
        while (ends.back() > scan.shared()) ends.pop_back();
        distance.keep(ends.size() - 1);
        bool is_within = true;
        while (is_within && ends.back() < other.size()) {
            const DecodedCharacter letter = decode_utf8(other, ends.back());
            is_within = distance.push(letter.value);
            ends.push_back(ends.back() + letter.bytes);
        }
        // Words that begin with what was too far are passed over.
        shared = is_within ? 255 : ends.back() - 1;
        if (!is_within || distance.distance() > limit || has_digit(other)) continue;
        if (other == word.folded) continue;
        SpellingCandidate similar = candidate(scan.number(), distance.distance(), languages);
        if (similar.stem_documents == 0) continue;
        similar.cost += cost_of_marks(word, similar.written);
        found.push_back(std::move(similar));
    }
    return found;
}

void CandidateFinder::add_variant(const SpelledWord& word,
                                  SpellingDistance& distance,
                                  std::u32string variant,
                                  std::size_t changed,
                                  LanguageTag lang,
                                  std::vector<SpellingCandidate>& found) const {
    const database::Vocabulary& vocabulary = snapshot_.vocabulary();
    std::string written = text_of(variant);
    std::string folded = folded_of(written);
    if (folded == word.folded) return;
    if (!known_ && vocabulary.ending_share(folded, lang) == 0.0) return;
    // A word with the same stem has at least the beginning of it.
    const std::size_t beginning =
        std::min(changed + 3, variant.size() - std::min(variant.size(), database::kEndingLetters));
    const std::string begins =
        folded_of(text_of(std::u32string_view(variant).substr(0, beginning)));
    const auto [first, last] = vocabulary.with_prefix(begins);
    if (first == last && !known_) return;
    if (vocabulary.find(folded) >= 0) return;
    WordInLanguage in = in_language(written, lang, snapshot_, analyzers_);
    if (known_ && !in.stem.empty()) in.known = known_(lang, in.stem);
    if (in.documents == 0 && in.known.terms == 0 && !in.is_stop) return;
    set_final_sigma(written);
    const auto same = std::ranges::find(found, folded, &SpellingCandidate::folded);
    if (same != found.end()) {
        if (count_of_marks(written, folded) == likely_marks(word) &&
            count_of_marks(same->written, folded) != likely_marks(word)) {
            same->written = std::move(written);
        }
        return;
    }
    SpellingCandidate unseen;
    unseen.cost = distance_to(letters_of(folded), distance) + cost_of_marks(word, written);
    unseen.written = std::move(written);
    unseen.folded = std::move(folded);
    unseen.lang = lang;
    unseen.stem_documents = in.documents;
    unseen.terms.push_back(database::stem_term(lang, in.stem));
    unseen.in = std::move(in);
    unseen.is_unseen = true;
    found.push_back(std::move(unseen));
}

std::vector<SpellingCandidate>
CandidateFinder::unseen_forms(const SpelledWord& word,
                              const std::vector<LanguageChance>& languages) const {
    std::vector<LanguageChance> likely;
    for (const LanguageChance& chance : languages) {
        if (chance.share >= kFormShare) likely.push_back(chance);
    }
    std::ranges::stable_sort(likely, std::ranges::greater{}, &LanguageChance::share);
    if (likely.size() > kFormLanguages) likely.resize(kFormLanguages);
    const std::u32string typed = letters_of(word.written);
    constexpr int kAnyDistance = 1000;
    SpellingDistance distance(letters_of(word.folded), kAnyDistance);
    // Behind letters that no word begins with there is nothing to mend.
    std::size_t known = 0;
    while (known < typed.size()) {
        const auto [first, last] = snapshot_.vocabulary().with_prefix(
            folded_of(text_of(std::u32string_view(typed).substr(0, known + 1))));
        if (first == last) break;
        ++known;
    }
    if (known_) known = typed.size();
    std::vector<SpellingCandidate> found;
    for (const LanguageChance& chance : likely) {
        const std::u32string alphabet = snapshot_.vocabulary().alphabet(chance.lang);
        for (std::size_t i = 0; i <= std::min(known, typed.size()); ++i) {
            const auto add = [&](std::u32string variant) {
                add_variant(word, distance, std::move(variant), i, chance.lang, found);
            };
            const std::u32string before = typed.substr(0, i);
            for (const char32_t letter : alphabet) {
                add(before + letter + typed.substr(i));
                if (i < typed.size()) add(before + letter + typed.substr(i + 1));
            }
            if (i < typed.size()) add(before + typed.substr(i + 1));
            if (i + 1 < typed.size()) {
                add(before + typed[i + 1] + typed[i] + typed.substr(i + 2));
            }
        }
    }
    return found;
}

std::vector<SpellingCandidate>
CandidateFinder::two_words(const SpelledWord& word,
                           const std::vector<LanguageChance>& languages) const {
    const database::Vocabulary& vocabulary = snapshot_.vocabulary();
    std::vector<SpellingCandidate> found;
    const std::u32string letters = letters_of(word.folded);
    for (std::size_t i = kPartLetters; i + kPartLetters <= letters.size(); ++i) {
        const std::int64_t first =
            vocabulary.find(text_of(std::u32string_view(letters).substr(0, i)));
        if (first < 0) continue;
        const std::int64_t second =
            vocabulary.find(text_of(std::u32string_view(letters).substr(i)));
        if (second < 0) continue;
        SpellingCandidate one = candidate(static_cast<std::size_t>(first), kParting, languages);
        const SpellingCandidate other =
            candidate(static_cast<std::size_t>(second), kParting, languages);
        if (one.lang != other.lang || one.stem_documents == 0) continue;
        one.terms = {database::surface_term(one.folded), database::surface_term(other.folded)};
        one.written += ' ' + other.written;
        one.folded += ' ' + other.folded;
        one.documents = std::min(one.documents, other.documents);
        one.stem_documents = std::min(one.stem_documents, other.stem_documents);
        found.push_back(std::move(one));
    }
    return found;
}

std::vector<SpellingCandidate>
CandidateFinder::one_word(const SpelledWord& first,
                          const SpelledWord& second,
                          const std::vector<LanguageChance>& languages) const {
    const std::int64_t number = snapshot_.vocabulary().find(first.folded + second.folded);
    if (number < 0) return {};
    SpellingCandidate joined = candidate(static_cast<std::size_t>(number), kJoining, languages);
    if (joined.stem_documents == 0) return {};
    return {std::move(joined)};
}

}  // namespace evresi::search

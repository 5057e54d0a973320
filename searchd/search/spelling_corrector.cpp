#include "searchd/search/spelling_corrector.hpp"

#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/spelling_candidates.hpp"
#include "searchd/search/spelling_distance.hpp"
#include "searchd/search/spelling_words.hpp"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace evresi::search {
namespace {

/// So many words of a query are looked into, and so many candidates of each are compared with the
/// other words: a query of a whole sentence must not take the time of many.
constexpr std::size_t kMostDoubtful = 6;
constexpr std::size_t kCompared = 8;
constexpr std::size_t kOthers = 6;
/// Postings looked at for one pair of terms.
constexpr int kPostings = 300;

/// Two mistakes are looked for in words of at least so many letters.
constexpr std::size_t kTwoEditLetters = 7;
constexpr int kOneMistake = kOneEdit + 5;  ///< and a mark, or at the beginning
constexpr int kTwoMistakes = 2 * kOneEdit + 2;

// Chances below are logarithms to the base of 10.

/// Of one certain mistake in a word.
constexpr double kMistake = -3.0;
/// Of one certain word of a document being typed.
constexpr double kTyped = -2.0;
/// Of a stop word.
constexpr double kStopTyped = -1.0;
/// Of one that is of no language, such as a number, at least.
constexpr double kUnknownTyped = -12.0;
/// An ending is likelier where the rest of the word is of the kind that has it.
constexpr double kFamily = -0.3;
/// A stem says less than a word that is like one in its ending.
constexpr double kStemAlone = -0.7;
/// Of a word that a lexicon does not have either.
constexpr double kNotInLexicon = -1.1;
/// Of a word that only a lexicon has, with no other term that begins with it; and what ten times as
/// many terms that do add.
constexpr double kLexiconWord = -5.5;
constexpr double kLexiconTerms = 1.2;
/// The form that a lexicon shows is likely, though a text may have any other.
constexpr double kShownForm = -0.3;
/// Of a stop word that the index lacks.
constexpr double kStopWord = -4.5;
/// What is added for standing together with all other words.
constexpr double kTogether = 2.0;
/// Of what cannot be.
constexpr double kNever = -100.0;
/// Words with the same beginning that are looked at for forms of one.
constexpr std::size_t kRelatives = 60;
// So much likelier than what was typed a candidate must be, beyond being likelier at all:
/// Where there is no lexicon to tell words of the language from mistakes.
constexpr double kUnaidedMargin = 1.4;
/// Where the index has what was typed, or the lexicon alone knows it.
constexpr double kKnownMargin = 1.2;
/// Where both know its stem, or the candidate is but another form of it.
constexpr double kFormMargin = 0.9;
/// Where only a lexicon has the candidate.
constexpr double kLexiconMargin = 0.6;
/// What the lexicon says counts in a language of at least such a share.
constexpr double kCertainShare = 0.3;
/// So much likelier still all corrections but the surest must be.
constexpr double kSecond = 2.0;

struct Correction {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
    /// By how much it is likelier than what was typed, beyond what it must be.
    double gain = 0.0;
};

/// Of several corrections one alone is taken as they come: a query with two mistakes is rare, a
/// word in doubt because another beside it is wrong is not.
void keep_certain(std::vector<Correction>& corrections) {
    const auto best = std::ranges::max_element(corrections, {}, &Correction::gain);
    if (best == corrections.end()) return;
    const std::size_t first = best->begin;
    std::erase_if(corrections, [&](const Correction& correction) {
        return correction.begin != first && correction.gain < kSecond;
    });
}

/// Letters that both begin with.
std::size_t letters_in_common(std::string_view a, std::string_view b) {
    const std::u32string one = letters_of(a);
    const std::u32string other = letters_of(b);
    return static_cast<std::size_t>(std::ranges::mismatch(one, other).in1 - one.begin());
}

/// The capital letter of a letter of our scripts, or the letter itself.
char32_t capital(char32_t letter) {
    if (letter >= U'a' && letter <= U'z') return letter - 0x20;
    if (letter >= 0x3B1 && letter <= 0x3C9 && letter != 0x3C2) return letter - 0x20;
    if (letter >= 0x430 && letter <= 0x44F) return letter - 0x20;
    if (letter >= 0x450 && letter <= 0x45F) return letter - 0x50;
    if ((letter >= 0x101 && letter <= 0x137) || (letter >= 0x14B && letter <= 0x177)) {
        return letter % 2 == 1 ? letter - 1 : letter;
    }
    if ((letter >= 0x13A && letter <= 0x148) || (letter >= 0x17A && letter <= 0x17E)) {
        return letter % 2 == 0 ? letter - 1 : letter;
    }
    constexpr std::u32string_view kSmall = U"άέήίόύώ";
    constexpr std::u32string_view kCapital = U"ΆΈΉΊΌΎΏ";
    const std::size_t found = kSmall.find(letter);
    return found == std::u32string_view::npos ? letter : kCapital[found];
}

/// `text` with a capital letter in front if `typed` has one.
std::string with_capital_of(std::string_view typed, std::string_view lower, std::string text) {
    if (typed.empty() || lower.empty() || text.empty()) return text;
    if (decode_utf8(typed, 0).value == decode_utf8(lower, 0).value) return text;
    std::string result;
    const DecodedCharacter first = decode_utf8(text, 0);
    append_utf8(capital(first.value), result);
    result += text.substr(first.bytes);
    return result;
}

}  // namespace

struct SpellingCorrector::State {
    database::Snapshot& snapshot;
    analyzers::AnalyzerSet& analyzers;
    KnownStem known;

    [[nodiscard]] std::vector<Correction> corrections(const SpellingQuery& query);
    [[nodiscard]] std::vector<bool> least_likely(const SpelledQuery& query);
    [[nodiscard]] std::optional<Correction>
    correct(const SpelledQuery& query, std::size_t at, std::string_view text);
    [[nodiscard]] std::optional<Correction>
    joined(const SpelledQuery& query, std::size_t at, std::string_view text);
    [[nodiscard]] std::vector<SpellingCandidate> candidates(const SpelledQuery& query,
                                                            const SpelledWord& word);
    void score(const SpelledQuery& query,
               std::size_t at,
               std::size_t count,
               std::vector<SpellingCandidate>& candidates);
    [[nodiscard]] std::vector<std::string>
    other_terms(const SpelledQuery& query, std::size_t at, std::size_t count) const;
    [[nodiscard]] double stands_with(const std::vector<std::string>& terms,
                                     const std::vector<std::string>& others);
    [[nodiscard]] double chance_of_documents(double documents) const;
    [[nodiscard]] double chance_of_form(std::string_view folded, LanguageTag lang) const;
    [[nodiscard]] double chance_as_typed(const SpelledQuery& query,
                                         const SpelledWord& word,
                                         const std::vector<std::string>& others);
    [[nodiscard]] double chance_of_unseen(std::string_view folded, const WordInLanguage& in) const;
    [[nodiscard]] double chance_of_stem(std::string_view folded, const WordInLanguage& in) const;
    [[nodiscard]] double chance_of_lexicon(std::string_view folded, const WordInLanguage& in) const;
    [[nodiscard]] double margin(const SpelledQuery& query,
                                const SpelledWord& word,
                                const SpellingCandidate& candidate) const;
    [[nodiscard]] bool meet(const std::string& a, const std::string& b);
};

/// Whether a document has both terms, as far as kPostings tell.
bool SpellingCorrector::State::meet(const std::string& a, const std::string& b) {
    const Xapian::Database& database = snapshot.database();
    auto one = database.postlist_begin(a);
    auto other = database.postlist_begin(b);
    const auto one_end = database.postlist_end(a);
    const auto other_end = database.postlist_end(b);
    for (int i = 0; i < kPostings && one != one_end && other != other_end; ++i) {
        if (*one == *other) return true;
        if (*one < *other) {
            one.skip_to(*other);
        } else {
            other.skip_to(*one);
        }
    }
    return false;
}

/// The share of `others` that stand in documents with all of `terms`; 0 when there are none.
double SpellingCorrector::State::stands_with(const std::vector<std::string>& terms,
                                             const std::vector<std::string>& others) {
    if (others.empty() || terms.empty()) return 0.0;
    double together = 0.0;
    for (const std::string& other : others) {
        const bool with_all =
            std::ranges::all_of(terms, [&](const std::string& term) { return meet(term, other); });
        if (with_all) ++together;
    }
    return together / static_cast<double>(others.size());
}

/// A term for each word but `count` from `at` on: its stem in its likeliest language.
std::vector<std::string> SpellingCorrector::State::other_terms(const SpelledQuery& query,
                                                               std::size_t at,
                                                               std::size_t count) const {
    std::vector<std::string> terms;
    for (std::size_t i = 0; i < query.words().size() && terms.size() < kOthers; ++i) {
        const SpelledWord& word = query.words()[i];
        if ((i >= at && i < at + count) || word.is_stop) continue;
        const WordInLanguage* best = nullptr;
        double most = 0.0;
        for (const LanguageChance& chance : query.languages_of(word)) {
            const auto in = std::ranges::find(word.languages, chance.lang, &WordInLanguage::lang);
            if (in->documents == 0 || chance.share <= most) continue;
            most = chance.share;
            best = &*in;
        }
        if (best != nullptr) {
            terms.push_back(database::stem_term(best->lang, best->stem));
        } else if (word.number >= 0) {
            terms.push_back(database::surface_term(word.folded));
        }
    }
    return terms;
}

std::vector<SpellingCandidate> SpellingCorrector::State::candidates(const SpelledQuery& query,
                                                                    const SpelledWord& word) {
    const CandidateFinder finder(snapshot, analyzers, known);
    const std::vector<LanguageChance> languages = query.languages_of(word);
    const std::size_t letters = count_utf8(word.folded);
    const bool is_in_doubt_only = word.state != WordState::unknown ||
                                  std::ranges::any_of(word.languages, [](const WordInLanguage& in) {
                                      return in.documents > 0;
                                  });
    const int limit = letters < kTwoEditLetters || is_in_doubt_only ? kOneMistake : kTwoMistakes;
    std::vector<SpellingCandidate> found = finder.similar_words(word, languages, limit);
    if (word.number >= 0) return found;
    std::ranges::move(finder.unseen_forms(word, languages), std::back_inserter(found));
    if (is_in_doubt_only) return found;
    std::ranges::move(finder.two_words(word, languages), std::back_inserter(found));
    return found;
}

/// The chance of a word that the index has not, as a form of the words that it has.
double SpellingCorrector::State::chance_of_form(std::string_view folded, LanguageTag lang) const {
    const database::Vocabulary& vocabulary = snapshot.vocabulary();
    const std::u32string letters = letters_of(folded);
    const std::size_t beginning =
        std::max(letters.size() - std::min(letters.size(), database::kEndingLetters),
                 database::kFamilyLetters);
    double best = kNever;
    if (letters.size() < beginning) return best;
    const auto [first, last] =
        vocabulary.with_prefix(text_of(std::u32string_view(letters).substr(0, beginning)));
    for (std::size_t i = first; i < std::min(last, first + kRelatives); ++i) {
        const std::string word = vocabulary.word(i);
        const double form = vocabulary.form_likelihood(word, folded, lang);
        if (form < kNever || word == folded) continue;
        const std::uint32_t documents = vocabulary.documents(i);
        best = std::max(best, chance_of_documents(documents) + form);
    }
    return best + std::log10(vocabulary.unseen_share(lang)) + kFamily;
}

/// The chance that what was typed is what was meant.
double SpellingCorrector::State::chance_as_typed(const SpelledQuery& query,
                                                 const SpelledWord& word,
                                                 const std::vector<std::string>& others) {
    const database::Vocabulary& vocabulary = snapshot.vocabulary();
    double best = kNever;
    for (const LanguageChance& chance : query.languages_of(word)) {
        const double share = std::log10(chance.share);
        const auto in = std::ranges::find(word.languages, chance.lang, &WordInLanguage::lang);
        if (word.number >= 0) {
            if (in->documents == 0) continue;
            best = std::max(best,
                            share + chance_of_documents(std::max(word.documents, in->documents)) +
                                kTogether *
                                    stands_with({database::stem_term(in->lang, in->stem)}, others));
            continue;
        }
        best = std::max(best, share + std::log10(vocabulary.unseen_share(chance.lang)) +
                                  vocabulary.likelihood(word.folded, chance.lang) +
                                  (known ? kNotInLexicon : 0));
        const double form = chance_of_unseen(word.folded, *in);
        best = std::max(
            best, share + form +
                      kTogether * stands_with({database::stem_term(in->lang, in->stem)}, others));
    }
    return best;
}

/// The chance of a word that the index has not though it has its stem, by its last letters: those
/// behind the stem, or of all words those that may be an ending. Nothing for what the stem says
/// little of.
double SpellingCorrector::State::chance_of_stem(std::string_view folded,
                                                const WordInLanguage& in) const {
    const std::size_t letters = count_utf8(folded);
    const std::size_t same = letters_in_common(folded, folded_of(in.stem));
    if (in.documents == 0 || same < database::kFamilyLetters ||
        same + database::kEndingLetters < letters) {
        return kNever;
    }
    const database::Vocabulary& vocabulary = snapshot.vocabulary();
    const double chance =
        chance_of_documents(in.documents) + std::log10(vocabulary.unseen_share(in.lang));
    if (folded_of(in.known.text) == folded) return chance + kShownForm;
    return chance + vocabulary.likelihood(folded, in.lang, same) + kStemAlone;
}

/// The chance of a word whose stem a lexicon has: the more terms begin with it, the more it is in
/// use.
double SpellingCorrector::State::chance_of_lexicon(std::string_view folded,
                                                   const WordInLanguage& in) const {
    if (in.known.terms == 0) return kNever;
    const double use =
        kLexiconWord + kLexiconTerms * std::log10(static_cast<double>(in.known.terms));
    if (folded_of(in.known.text) == folded) return use + kShownForm;
    const std::size_t letters = count_utf8(folded);
    const std::size_t beginning = letters - std::min(letters, database::kEndingLetters);
    const std::size_t same = letters_in_common(folded, folded_of(in.stem));
    return use + snapshot.vocabulary().likelihood(folded, in.lang, std::max(same, beginning));
}

/// The chance of a word that the index does not have, from whatever is known of its kind.
double SpellingCorrector::State::chance_of_unseen(std::string_view folded,
                                                  const WordInLanguage& in) const {
    const double stem = std::max(chance_of_stem(folded, in), chance_of_lexicon(folded, in));
    const double form = std::max(chance_of_form(folded, in.lang), stem);
    return in.is_stop ? std::max(form, kStopWord) : form;
}

double SpellingCorrector::State::chance_of_documents(double documents) const {
    return kTyped + std::log10(documents / std::max(1U, snapshot.database().get_doccount()));
}

/// Scores all, best first; only the best are compared with the other words of the query.
void SpellingCorrector::State::score(const SpelledQuery& query,
                                     std::size_t at,
                                     std::size_t count,
                                     std::vector<SpellingCandidate>& candidates) {
    const std::vector<LanguageChance> languages = query.languages_of(query.words()[at]);
    for (SpellingCandidate& candidate : candidates) {
        const auto chance = std::ranges::find(languages, candidate.lang, &LanguageChance::lang);
        candidate.chance = std::log10(chance == languages.end() ? 0.01 : chance->share);
        if (candidate.is_unseen) {
            candidate.chance += chance_of_unseen(candidate.folded, candidate.in);
        } else {
            candidate.chance += chance_of_documents(candidate.documents);
        }
        candidate.score = candidate.chance + kMistake * candidate.cost / kOneEdit;
    }
    const auto by_score = [&] {
        std::ranges::stable_sort(candidates, std::ranges::greater{}, &SpellingCandidate::score);
    };
    by_score();
    if (candidates.size() > kCompared) candidates.resize(kCompared);
    const std::vector<std::string> others = other_terms(query, at, count);
    for (SpellingCandidate& candidate : candidates) {
        if (candidate.terms.empty()) {
            const WordInLanguage in =
                in_language(candidate.written, candidate.lang, snapshot, analyzers);
            candidate.terms.push_back(database::stem_term(candidate.lang, in.stem));
        }
        candidate.together = kTogether * stands_with(candidate.terms, others);
        candidate.score += candidate.together;
    }
    by_score();
}

/// By how much a candidate must be likelier than the word as it was typed.
double SpellingCorrector::State::margin(const SpelledQuery& query,
                                        const SpelledWord& word,
                                        const SpellingCandidate& candidate) const {
    double most = known ? 0.0 : kUnaidedMargin;
    if (word.state == WordState::rare) most = std::max(most, kKnownMargin);
    if (candidate.stem_documents == 0) most = std::max(most, kLexiconMargin);
    for (const LanguageChance& chance : query.languages_of(word)) {
        const auto in = std::ranges::find(word.languages, chance.lang, &WordInLanguage::lang);
        const bool is_known = in->known.terms > 0 && chance.share >= kCertainShare;
        const bool has_stem = in->documents > 0;
        const bool is_form =
            has_stem && chance.lang == candidate.lang &&
            candidate.terms == std::vector{database::stem_term(in->lang, in->stem)};
        if (is_known && !has_stem) most = std::max(most, kKnownMargin);
        if (is_form || (is_known && has_stem)) most = std::max(most, kFormMargin);
    }
    return most;
}

std::optional<Correction> SpellingCorrector::State::correct(const SpelledQuery& query,
                                                            std::size_t at,
                                                            std::string_view text) {
    const SpelledWord& word = query.words()[at];
    std::vector<SpellingCandidate> found = candidates(query, word);
    if (found.empty()) return std::nullopt;
    score(query, at, 1, found);
    const SpellingCandidate& best = found.front();
    const std::vector<std::string> others = other_terms(query, at, 1);
    double gain = 0.0;
    if (word.state == WordState::foreign) {
        // A word of another language is one that was meant, unless all speaks against it.
        if (others.size() < 2 || stands_with(best.terms, others) < 0.5 ||
            stands_with({database::surface_term(word.folded)}, others) > 0.0) {
            return std::nullopt;
        }
    } else {
        gain = best.score - chance_as_typed(query, word, others) - margin(query, word, best);
        if (gain < 0.0) return std::nullopt;
    }
    return Correction{
        word.begin, word.end,
        with_capital_of(text.substr(word.begin, word.end - word.begin), word.written, best.written),
        gain};
}

/// A word and the next as one, if one of them is unknown and only a space is between them.
std::optional<Correction>
SpellingCorrector::State::joined(const SpelledQuery& query, std::size_t at, std::string_view text) {
    if (at + 1 >= query.words().size()) return std::nullopt;
    const SpelledWord& first = query.words()[at];
    const SpelledWord& second = query.words()[at + 1];
    if (first.state != WordState::unknown && second.state != WordState::unknown) {
        return std::nullopt;
    }
    const std::string_view between = text.substr(first.end, second.begin - first.end);
    if (between != " " && between != "-") return std::nullopt;
    const CandidateFinder finder(snapshot, analyzers, known);
    auto found = finder.one_word(first, second, query.languages_of(first));
    if (found.empty()) return std::nullopt;
    score(query, at, 2, found);
    const std::vector<std::string> others = other_terms(query, at, 2);
    const auto as_typed = [&](const SpelledWord& word) {
        return word.is_stop ? kStopTyped
                            : std::max(chance_as_typed(query, word, others), kUnknownTyped);
    };
    const double gain = found.front().score - as_typed(first) - as_typed(second) - kKnownMargin;
    if (gain < 0.0) return std::nullopt;
    return Correction{first.begin, second.end,
                      with_capital_of(text.substr(first.begin, first.end - first.begin),
                                      first.written, found.front().written),
                      gain};
}

std::vector<Correction> SpellingCorrector::State::corrections(const SpellingQuery& query) {
    const SpelledQuery spelled(query, snapshot, analyzers, known);
    const std::vector<bool> doubtful = least_likely(spelled);
    std::vector<Correction> found;
    for (std::size_t i = 0; i < spelled.words().size(); ++i) {
        if (auto correction = joined(spelled, i, query.text)) {
            found.push_back(std::move(*correction));
            ++i;
        } else if (doubtful[i]) {
            if (auto corrected = correct(spelled, i, query.text)) {
                found.push_back(std::move(*corrected));
            }
        }
    }
    keep_certain(found);
    return found;
}

/// Which words to look into: of those in doubt the least likely ones.
std::vector<bool> SpellingCorrector::State::least_likely(const SpelledQuery& query) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < query.words().size(); ++i) {
        const SpelledWord& word = query.words()[i];
        if (word.state == WordState::settled) continue;
        order.emplace_back(
            word.state == WordState::foreign ? kNever : chance_as_typed(query, word, {}), i);
    }
    std::ranges::sort(order);
    if (order.size() > kMostDoubtful) order.resize(kMostDoubtful);
    std::vector<bool> doubtful(query.words().size());
    for (const auto& [chance, i] : order) doubtful[i] = true;
    return doubtful;
}

SpellingCorrector::SpellingCorrector(database::Snapshot& snapshot,
                                     analyzers::AnalyzerSet& analyzers,
                                     KnownStem known)
    : state_(std::make_unique<State>(State{snapshot, analyzers, std::move(known)})) {}

SpellingCorrector::~SpellingCorrector() = default;

std::string SpellingCorrector::suggest(const SpellingQuery& query) {
    std::string suggestion;
    std::size_t at = 0;
    for (const Correction& correction : state_->corrections(query)) {
        suggestion += query.text.substr(at, correction.begin - at);
        suggestion += correction.text;
        at = correction.end;
    }
    if (suggestion.empty() && at == 0) return {};
    suggestion += query.text.substr(at);
    return suggestion;
}

}  // namespace evresi::search

#include "searchd/search/spelling_words.hpp"

#include "analyzers/detector.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/query_words.hpp"
#include "searchd/search/spelling_distance.hpp"

#include <algorithm>

namespace evresi::search {
namespace {

using analyzers::Script;

/// What a language has before any word speaks for it, in words; and what it has for being named.
constexpr double kBeforeWords = 0.3;
constexpr double kGiven = 5.0;
/// A letter that the language does not have.
constexpr double kForeignLetter = 2.0;
constexpr double kLeastScore = 0.1;
/// From this share on a language counts as one that the query may be in.
constexpr double kLeastShare = 0.05;

/// A word is rare when no more than one in so many documents has it.
constexpr double kRare = 300.0;

/// Shorter words are not corrected: nearly every word of so few letters is near to others.
constexpr std::size_t kFewestLetters = 3;
/// Longer ones are no words; each letter costs.
constexpr std::size_t kMostLetters = 40;
/// Words in capitals up to this length are abbreviations.
constexpr std::size_t kAbbreviationLetters = 5;

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether folding the case changes more than the first letter.
bool is_in_capitals(std::string_view typed, std::string_view lower) {
    if (typed.empty() || lower.empty()) return false;
    return typed.substr(decode_utf8(typed, 0).bytes) != lower.substr(decode_utf8(lower, 0).bytes);
}

}  // namespace

std::string folded_of(std::string_view written) {
    std::string folded;
    analyzers::fold_surface(written, folded);
    return folded;
}

WordInLanguage in_language(std::string_view word,
                           LanguageTag lang,
                           database::Snapshot& snapshot,
                           analyzers::AnalyzerSet& analyzers) {
    WordInLanguage known;
    known.lang = lang;
    std::vector<analyzers::Token> tokens;
    analyzers.for_language(lang).analyze(word, tokens);
    if (tokens.size() != 1) return known;
    known.stem = tokens.front().stem;
    known.is_stop = tokens.front().is_stop;
    known.documents = snapshot.database().get_termfreq(database::stem_term(lang, known.stem));
    // Without its marks a word may stand for several with them; the most frequent comes first.
    const auto spellings = snapshot.spellings().find(lang, known.stem);
    if (!spellings.empty()) {
        const std::uint32_t documents =
            snapshot.database().get_termfreq(database::stem_term(lang, spellings.front()));
        if (documents > known.documents) {
            known.documents = documents;
            known.stem = spellings.front();
        }
    }
    return known;
}

SpelledQuery::SpelledQuery(const SpellingQuery& query,
                           database::Snapshot& snapshot,
                           analyzers::AnalyzerSet& analyzers,
                           const KnownStem& known)
    : snapshot_(snapshot), analyzers_(analyzers), known_(known), given_(query.lang) {
    for (const QueryPiece& piece : pieces_of_query(query.text, query.is_plain)) {
        add_words(query, piece.begin, piece.end);
    }
    for (SpelledWord& word : words_) judge(word);
}

void SpelledQuery::add_words(const SpellingQuery& query, std::size_t begin, std::size_t end) {
    const std::string_view text = query.text.substr(begin, end - begin);
    std::vector<analyzers::Token> tokens;
    analyzers_.for_language(LanguageTag()).analyze(text, tokens);
    const std::size_t first = words_.size();
    for (const analyzers::Token& token : tokens) {
        SpelledWord& word = words_.emplace_back();
        word.begin = begin + token.begin;
        word.end = begin + token.end;
        word.folded = token.surface;
        analyzers::casefold(text.substr(token.begin, token.end - token.begin), word.written);
        analyzers::keep_word_characters(word.written);
    }
    for (std::size_t i = first; i < words_.size(); ++i) {
        SpelledWord& word = words_[i];
        const Script script = analyzers::dominant_script(word.folded);
        for (const analyzers::Language* language : analyzers::languages()) {
            if (language->tag.is_undetermined() || language->script != script) continue;
            word.languages.push_back(
                in_language(word.written, language->tag, snapshot_, analyzers_));
            word.is_stop = word.is_stop || word.languages.back().is_stop;
            if (word.written == word.folded) continue;
            const std::u32string alphabet = snapshot_.vocabulary().alphabet(language->tag) + U"ς";
            word.languages.back().has_foreign_letter =
                letters_of(word.written).find_first_not_of(alphabet) != std::u32string::npos;
        }
        word.number = snapshot_.vocabulary().find(word.folded);
        if (word.number >= 0) {
            word.documents =
                snapshot_.vocabulary().documents(static_cast<std::size_t>(word.number));
        }
        const std::size_t letters = count_utf8(word.folded);
        const std::string_view typed = query.text.substr(word.begin, word.end - word.begin);
        const bool is_abbreviation =
            letters <= kAbbreviationLetters && is_in_capitals(typed, word.written);
        const bool is_correctable = !word.languages.empty() && letters >= kFewestLetters &&
                                    letters <= kMostLetters && !word.is_stop &&
                                    !has_digit(word.folded) && !is_abbreviation;
        word.state = is_correctable ? WordState::unknown : WordState::settled;
    }
}

std::vector<LanguageChance> SpelledQuery::languages_of(const SpelledWord& word) const {
    std::vector<LanguageChance> fitting;
    double sum = 0.0;
    for (const WordInLanguage& in : word.languages) {
        double score = kBeforeWords + (in.lang == given_ ? kGiven : 0.0);
        for (const SpelledWord& other : words_) {
            // What a word in doubt is close to is not asked of the word itself.
            if (&other != &word) score += vote(other, in.lang);
        }
        score += std::min(vote(word, in.lang), 0.0);
        score = std::max(score, kLeastScore);
        // Each vote is evidence of its own, so that many count for more than their sum.
        fitting.push_back({in.lang, score * score});
        sum += score * score;
    }
    for (LanguageChance& chance : fitting) chance.share /= sum;
    return fitting;
}

/// How much a word says that the query is in a language.
double SpelledQuery::vote(const SpelledWord& word, LanguageTag lang) const {
    double knowing = 0.0;
    const WordInLanguage* own = nullptr;
    for (const WordInLanguage& in : word.languages) {
        if (in.lang == lang) own = &in;
        if (in.documents > 0 || in.is_stop) ++knowing;
    }
    if (own == nullptr) return 0.0;
    const double known = own->documents > 0 || own->is_stop ? 1.0 / knowing : 0.0;
    return own->has_foreign_letter ? known - kForeignLetter : known;
}

void SpelledQuery::judge(SpelledWord& word) const {
    if (word.state == WordState::settled) return;
    bool is_known = false;
    bool is_known_here = false;
    std::uint32_t documents = word.documents;
    for (const LanguageChance& chance : languages_of(word)) {
        const auto in = std::ranges::find(word.languages, chance.lang, &WordInLanguage::lang);
        if (known_ && !in->stem.empty()) in->known = known_(chance.lang, in->stem);
        is_known = is_known || in->documents > 0;
        if (in->documents == 0 || chance.share < kLeastShare) continue;
        is_known_here = true;
        documents = std::max(documents, in->documents);
    }
    if (word.number < 0) return;
    if (is_known && !is_known_here) {
        word.state = WordState::foreign;
        return;
    }
    const bool is_rare =
        static_cast<double>(documents) * kRare <= snapshot_.database().get_doccount();
    word.state = is_rare ? WordState::rare : WordState::settled;
}

}  // namespace evresi::search

// The figures of the ranking model, in one place. All were set by measurement (bench/RESULTS.md,
// "Retrieval") and are to be changed by measurement only
// (docs/query-language.md says in words what they do).
#pragma once

#include <xapian.h>

#include <algorithm>
#include <cmath>

namespace evresi::search::ranking {

/// BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009): k1 says how soon
/// repetition stops to count, b how much long texts are held back, k3 counts repetition in the
/// query. k2 is 0, as it adds a part that depends on the length of the query only. The least
/// normalised length lets short texts be as short as they are: most of ours are. Stems and
/// spellings are counted twice in the index (kWordCount), so that this k1 is 1.4 for them and 2.8
/// for roots.
inline constexpr double kK1 = 2.8;
inline constexpr double kB = 0.85;
inline constexpr double kLeastLength = 0.05;

/// For the parts of a query that Xapian scores.
[[nodiscard]] inline Xapian::BM25Weight weight() {
    return {kK1, 0.0, 1.0, kB, kLeastLength};
}

/// What half saturates a word in a text of so many average lengths, in occurrences.
[[nodiscard]] inline float length_norm(float relative_length) noexcept {
    constexpr auto kFixed = static_cast<float>(kK1 * (1.0 - kB));
    constexpr auto kByLength = static_cast<float>(kK1 * kB);
    return kFixed + kByLength * std::max(relative_length, static_cast<float>(kLeastLength));
}

/// What one word of the text counts in the index, at least (indexer/writer/inverter.hpp).
inline constexpr Xapian::termcount kWordCount = 2;

/// Weight of a word's exact spelling beside its stem: enough to put the exact form first among
/// forms of one word, too little to outweigh another word of the query.
inline constexpr double kSurfaceWeight = 0.2;

/// Weight of a stem that differs from the query's in the marks of its letters only (skola, škola):
/// most often the same word typed in another way, at times another word.
inline constexpr double kSpellingWeight = 0.6;

/// What scores of one language are divided by before they are merged with others: the best of them
/// and how telling the query's words are in that language, each to the power of so much.
inline constexpr double kBestExponent = 0.6;
inline constexpr double kTellingExponent = 0.5;

/// Matches in one language at which its best score and its words are believed half; with fewer,
/// those of all languages say more: one text is the best of its language whatever it says.
inline constexpr double kBelievedMatches = 2.0;

/// Texts in the language of the query are a little surer than those found by translations; beside
/// those of other languages up to a quarter more, the fewer they are.
inline constexpr double kOwnLanguageBonus = 1.02;
inline constexpr double kBonusOfFew = 0.25;

/// The best hit of a query scores about this much, if its text has all words.
inline constexpr double kScoreScale = 10.0;

/// Weight of a word as it is in texts of a language that the query is probably not in, beside its
/// translations, which weigh 1 together: names, products, foreign words.
inline constexpr double kAsItIsWeight = 0.4;

/// Translations taken of one word, and of several words together, in one language.
inline constexpr std::size_t kMostTranslations = 12;
inline constexpr std::size_t kMostPhraseTranslations = 4;

/// A translation less likely than this is left out.
inline constexpr double kLeastTranslation = 0.005;

/// Weight of words of the query's own language that mean much the same, before how likely each is
/// to come back when the word is translated and back; those less likely are left out.
inline constexpr double kSynonymWeight = 1.5;
inline constexpr double kLeastSynonym = 0.01;
/// And none comes as near to the word itself as another spelling of it.
inline constexpr double kMostSynonym = 0.5;

/// Alternatives less likely than this share of the likeliest of their language find no text by
/// themselves; they add to the score of what others find.
inline constexpr double kLeastMatchingShare = 0.1;

/// Weight of the translations of several words together, beside those of each.
inline constexpr double kPhraseWeight = 0.5;

/// Documents over which the rarity of a word in one language is smoothed by its rarity in all
/// languages that have it: a word that strays into a tiny language is not common there.
inline constexpr double kSmoothingDocuments = 30.0;

/// A term of several words whose rarest word is in more documents than this is left out: what its
/// words say by themselves is enough, and positions are dear.
inline constexpr Xapian::doccount kMostPhraseDocuments = 20'000;

/// Weight of a word written with the very marks of the query, where its stem has lost them
/// (database::marked_term): decides between otherwise equal texts. More makes the words that are
/// short enough to have such a term heavier than the others.
inline constexpr double kMarksWeight = 0.01;

/// Weight of a word's root (database::root_term) beside its stem. A stem joins the forms of one
/// word; words of one family (register, registration) meet in the root only.
inline constexpr double kRootWeight = 1.2;

/// The same for the roots of translations, which are less sure.
inline constexpr double kTranslatedRootWeight = 0.8;

/// Weight of two words of the query that stand near each other in the text as they do in the
/// query, and the window that both must lie in, in words. Their rarity is counted like the words',
/// within the language.
inline constexpr double kPairWeight = 0.25;
inline constexpr Xapian::termcount kPairWindow = 3;

/// Pairs looked at in one query. Positions are the dearest part of a match; a long query is told
/// well enough by its first words.
inline constexpr std::size_t kMostPairs = 16;

/// How telling a word is that `frequency` of `documents` have: Robertson and Sparck Jones's inverse
/// document frequency in the form that is never negative, log(1 + (N - n + 0.5) / (n + 0.5)).
[[nodiscard]] inline double rarity(double frequency, double documents) {
    return std::log(1.0 + (std::max(documents - frequency, 0.0) + 0.5) / (frequency + 0.5));
}

/// The factor that Xapian's BM25Weight gives a term in its place (weight/bm25weight.cc of
/// version 1.4).
[[nodiscard]] inline double xapian_rarity(double frequency, double documents) {
    const double odds = (documents - frequency + 0.5) / (frequency + 0.5);
    return std::log(odds < 2.0 ? odds * 0.5 + 1.0 : odds);
}

}  // namespace evresi::search::ranking

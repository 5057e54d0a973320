#include "searchd/search/query_language.hpp"

#include "analyzers/detector.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/romanised_spelling.hpp"
#include "analyzers/typed_letters.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/lexicon/lexicon.hpp"

#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>

namespace evresi::search {
namespace {

using analyzers::Language;
using analyzers::Script;

/// Below it a language is left out.
constexpr double kLeastShare = 0.02;

// A language's likelihood is the product of those of its words: the share of its documents that
// have the word's stem, as if it had a few more documents in which unknown words are rare. The
// constants were chosen on queries of known language.

constexpr double kUnknownWord = 0.001;
constexpr double kAddedDocuments = 8.0;
/// What a word is worth that only the list of stop words, or the lexicon, knows.
constexpr double kStopWord = 0.03;
constexpr double kLexiconWord = 0.005;
/// A word of another script, or with a letter that the language has not.
constexpr double kForeignWord = 1e-6;
constexpr double kForeignLetter = 0.02;
constexpr double kScholarly = 0.2;
/// A word that the index knows with other marks.
constexpr double kOtherMarks = 0.5;
/// How few type a query in Latin letters whose language has others.
constexpr double kTypedInLatin = 0.02;
/// How much the look of words in Latin letters counts, beside what is known of them.
constexpr double kLettersCount = 0.6;
/// Shares of a query that a word may yet have in any other language.
constexpr double kOtherLanguage = 0.1;

/// A word of the query.
struct Word {
    std::string text;              ///< as typed
    std::string surface;           ///< folded
    Script script = Script::none;  ///< of its letters; `other` where they are of several
    bool has_latin = false;
};

Script script_of(const analyzers::ScriptsOfWord& scripts) {
    if (scripts.is_mixed()) return Script::other;
    if (scripts.greek) return Script::greek;
    if (scripts.cyrillic) return Script::cyrillic;
    return scripts.latin ? Script::latin : Script::none;
}

/// Whether a word is typed with digits for letters (an8rwpos, u4ili6te), and no code (h2020).
bool has_digit_for_letter(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t inner = 0;
    std::size_t others = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i])) {
            ++others;
        } else if (i + 1 < text.size() && !is_digit(text[i + 1])) {
            ++inner;
        }
    }
    return inner > 0 && others >= 3;
}

/// The share of words with such letters that the language has; `text` in Latin letters. Bulgarian
/// is written with č, š and ž by scholars.
double share_with_letters(LanguageTag lang, std::string_view text) {
    constexpr std::u32string_view kOfBoth = U"čšžČŠŽ";
    constexpr std::u32string_view kOfLatvian = U"āēīūģķļņĀĒĪŪĢĶĻŅ";
    const bool has_own_script = lang.view() == "el" || lang.view() == "bg";
    if (!has_own_script && has_digit_for_letter(text)) return kForeignLetter;
    if ((lang.view() == "sl" || lang.view() == "lv") &&
        text.find_first_of("qwxyQWXY") != std::string_view::npos) {
        return kForeignLetter;
    }
    if (is_ascii(text)) return 1.0;
    double share = 1.0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = next_utf8(text, at);
        if (kOfLatvian.find(letter) != std::u32string_view::npos && lang.view() != "lv") {
            return kForeignLetter;
        }
        if (kOfBoth.find(letter) == std::u32string_view::npos) continue;
        if (lang.view() == "en" || lang.view() == "el") return kForeignLetter;
        if (lang.view() == "bg") share = kScholarly;
    }
    return share;
}

/// One language and what speaks for it.
struct Hypothesis {
    const Language* language = nullptr;
    double documents = 0;
    double score = 0;  ///< logarithm of its likelihood
    bool is_possible = false;
    bool knows_all = true;  ///< each word is known in it
};

double share_of(std::span<const LanguageShare> shares, LanguageTag lang) {
    for (const LanguageShare& each : shares) {
        if (each.lang == lang) return each.share;
    }
    return 0.0;
}

class Judge {
public:
    Judge(database::Snapshot& snapshot,
          const lexicon::Lexicon* lexicon,
          analyzers::AnalyzerSet& analyzers)
        : snapshot_(snapshot), lexicon_(lexicon), analyzers_(analyzers) {}

    /// `of_query`: empty for a whole query.
    [[nodiscard]] std::vector<LanguageShare> judge(std::string_view text,
                                                   std::span<const LanguageShare> of_query) {
        read(text);
        if (words_.empty()) return {};
        std::vector<Hypothesis> hypotheses;
        for (const Language* language : analyzers::languages()) {
            if (language->script == Script::none) continue;
            Hypothesis& hypothesis = hypotheses.emplace_back();
            hypothesis.language = language;
            hypothesis.documents = snapshot_.database().get_termfreq(
                database::filter_term(database::Field::lang, language->tag.view()));
            if (language->script == Script::latin) weigh_words(hypothesis);
        }
        for (Hypothesis& hypothesis : hypotheses) {
            if (hypothesis.language->script != Script::latin) {
                weigh_other_script(hypothesis, hypotheses, of_query);
            }
        }
        weigh_letters(text, hypotheses);
        if (!of_query.empty()) weigh_query(of_query, hypotheses);
        return shares(hypotheses);
    }

private:
    void read(std::string_view text) {
        analyzers_.for_language({}).analyze(text, tokens_);
        for (const analyzers::Token& token : tokens_) {
            const analyzers::ScriptsOfWord scripts = analyzers::scripts_of(token.surface);
            Word word{std::string(text.substr(token.begin, token.end - token.begin)),
                      std::string(token.surface), script_of(scripts), scripts.latin};
            has_letters_ = has_letters_ || word.script != Script::none;
            if (word.script == Script::none && !scripts.other) continue;
            words_.push_back(std::move(word));
        }
        if (!has_letters_) keep_unknown_letters();
    }

    /// Of words without a letter of ours those that have any letter.
    void keep_unknown_letters() {
        std::erase_if(words_, [](const Word& word) {
            return analyzers::dominant_script(word.text) == Script::none;
        });
    }

    /// How likely the word is in a text of the language; `is_known`: there is any such word.
    double likelihood(const Hypothesis& hypothesis, const Word& word, bool& is_known) {
        const LanguageTag lang = hypothesis.language->tag;
        analyzers_.for_language(lang).analyze(word.text, tokens_);
        if (tokens_.size() != 1) return kUnknownWord;
        const std::string stem(tokens_.front().stem);
        const bool is_stop = tokens_.front().is_stop;
        double documents = documents_with(lang, stem);
        if (documents == 0.0) {
            for (const std::string_view other : snapshot_.spellings().find(lang, stem)) {
                documents = std::max(documents, kOtherMarks * documents_with(lang, other));
            }
        }
        double likely = (documents + kAddedDocuments * kUnknownWord) /
                        (std::max(hypothesis.documents, documents) + kAddedDocuments);
        is_known = documents > 0.0 || is_stop;
        if (is_stop) likely += kStopWord;
        if (lexicon_ != nullptr && lexicon_->contains(lang, stem)) {
            likely += kLexiconWord;
            is_known = true;
        }
        return likely * (word.has_latin ? share_with_letters(lang, word.text) : 1.0);
    }

    double documents_with(LanguageTag lang, std::string_view stem) {
        return snapshot_.database().get_termfreq(database::stem_term(lang, stem));
    }

    void weigh_words(Hypothesis& hypothesis) {
        for (const Word& word : words_) {
            bool is_known = false;
            if (word.script == Script::latin) {
                hypothesis.score += std::log(likelihood(hypothesis, word, is_known));
                hypothesis.is_possible = true;
            } else if (word.script != Script::none) {
                hypothesis.score += std::log(kForeignWord);
            }
            hypothesis.knows_all = hypothesis.knows_all && is_known;
        }
    }

    [[nodiscard]] bool is_written_in(Script script) const {
        return std::any_of(words_.begin(), words_.end(), [&](const Word& word) {
            return word.script == script || word.script == Script::other;
        });
    }

    /// A language in other letters: of words in these, and of words in Latin letters that may stand
    /// for them.
    void weigh_other_script(Hypothesis& hypothesis,
                            std::span<const Hypothesis> all,
                            std::span<const LanguageShare> of_query) {
        const Script script = hypothesis.language->script;
        const bool is_written =
            is_written_in(script) || share_of(of_query, hypothesis.language->tag) > 0;
        const bool is_explained = std::any_of(all.begin(), all.end(), [](const Hypothesis& other) {
            return other.language->script == Script::latin && other.is_possible && other.knows_all;
        });
        if (!is_written && is_explained) return;
        hypothesis.is_possible = is_written;
        for (const Word& word : words_) {
            if (word.script == Script::none) continue;
            const double bridged = word.has_latin || word.script == Script::other
                                       ? bridged_likelihood(hypothesis, word)
                                       : 0;
            hypothesis.is_possible = hypothesis.is_possible || bridged > 0;
            hypothesis.knows_all = hypothesis.knows_all && bridged > 0;
            bridged_.push_back(bridged);
        }
        if (hypothesis.is_possible) weigh_with_bridge(hypothesis);
        if (!is_written) hypothesis.score += std::log(kTypedInLatin);
        bridged_.clear();
    }

    void weigh_with_bridge(Hypothesis& hypothesis) {
        const Script script = hypothesis.language->script;
        std::size_t number = 0;
        for (const Word& word : words_) {
            if (word.script == Script::none) continue;
            double likely = bridged_[number++];
            if (word.script == script || word.script == Script::latin) {
                bool is_known = false;
                likely = std::max(likely, likelihood(hypothesis, word, is_known));
            } else {
                likely = std::max(likely, kForeignWord);
            }
            hypothesis.score += std::log(likely);
        }
    }

    /// How likely the words that `word` may stand for are in texts of the language.
    double bridged_likelihood(const Hypothesis& hypothesis, const Word& word) {
        const LanguageTag lang = hypothesis.language->tag;
        double most = 0.0;
        for (const database::BridgedWord& found : snapshot_.bridge().typed_as(word.text, 2, lang)) {
            if (found.lang != lang) continue;
            bool is_known = false;
            const Word bridged{found.word, found.word, hypothesis.language->script, false};
            most = std::max(most, found.weight * likelihood(hypothesis, bridged, is_known));
        }
        if (lang.view() == "bg") {
            // A word that the index has in no form that was typed may yet be known.
            const std::string guess = analyzers::likeliest_bulgarian(word.text);
            bool is_known = false;
            const Word bulgarian{guess, guess, Script::cyrillic, false};
            const double likely = guess.empty() ? 0 : likelihood(hypothesis, bulgarian, is_known);
            if (is_known) most = std::max(most, likely);
        }
        return most * share_with_letters(lang, word.text);
    }

    /// What the letters of words in Latin letters tell.
    void weigh_letters(std::string_view text, std::span<Hypothesis> hypotheses) const {
        const analyzers::Detection found = analyzers::LanguageDetector().detect(text);
        const Language* detected = analyzers::find_language(found.tag);
        if (detected == nullptr || detected->script != Script::latin) return;
        for (Hypothesis& hypothesis : hypotheses) {
            double share =
                hypothesis.language == detected ? found.confidence : (1.0 - found.confidence) / 2;
            if (hypothesis.language->script != Script::latin) {
                if (is_written_in(hypothesis.language->script)) continue;
                share = 1.0 - found.confidence;
            }
            hypothesis.score += kLettersCount * std::log(std::max(share, 0.01));
        }
    }

    static void weigh_query(std::span<const LanguageShare> of_query,
                            std::span<Hypothesis> hypotheses) {
        for (Hypothesis& hypothesis : hypotheses) {
            const double share = share_of(of_query, hypothesis.language->tag);
            hypothesis.score += std::log(kOtherLanguage + share);
        }
    }

    [[nodiscard]] std::vector<LanguageShare> shares(std::span<const Hypothesis> hypotheses) const {
        double best = -std::numeric_limits<double>::infinity();
        for (const Hypothesis& hypothesis : hypotheses) {
            if (hypothesis.is_possible) best = std::max(best, hypothesis.score);
        }
        std::vector<LanguageShare> found;
        double sum = 0.0;
        for (const Hypothesis& hypothesis : hypotheses) {
            if (!hypothesis.is_possible) continue;
            found.push_back({hypothesis.language->tag, std::exp(hypothesis.score - best)});
            sum += found.back().share;
        }
        if (found.empty()) return {{LanguageTag(), 1.0}};
        double kept = 0.0;
        std::erase_if(found,
                      [&](const LanguageShare& each) { return each.share < kLeastShare * sum; });
        for (const LanguageShare& each : found) kept += each.share;
        for (LanguageShare& each : found) each.share /= kept;
        std::ranges::stable_sort(found, std::ranges::greater{}, &LanguageShare::share);
        return found;
    }

    database::Snapshot& snapshot_;
    const lexicon::Lexicon* lexicon_;
    analyzers::AnalyzerSet& analyzers_;
    std::vector<analyzers::Token> tokens_;
    std::vector<Word> words_;
    std::vector<double> bridged_;  ///< likelihoods of the words that have letters, in one language
    bool has_letters_ = false;
};

}  // namespace

std::vector<LanguageShare> languages_of_query(std::string_view text,
                                              database::Snapshot& snapshot,
                                              const lexicon::Lexicon* lexicon,
                                              analyzers::AnalyzerSet& analyzers) {
    return Judge(snapshot, lexicon, analyzers).judge(text, {});
}

std::vector<LanguageShare> languages_of_word(std::string_view word,
                                             std::span<const LanguageShare> of_query,
                                             database::Snapshot& snapshot,
                                             const lexicon::Lexicon* lexicon,
                                             analyzers::AnalyzerSet& analyzers) {
    return Judge(snapshot, lexicon, analyzers).judge(word, of_query);
}

}  // namespace evresi::search

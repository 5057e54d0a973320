#include "analyzers/analyzer.hpp"

#include "analyzers/explanation.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "analyzers/unicode/tokenizer.hpp"
#include "analyzers/word_cache.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace evresi::analyzers {
namespace {

/// Longer words are no words of a language; libstemmer is not made for them either.
constexpr std::size_t kMaxStemmedLetters = 64;

bool has_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Why the stemmer is not asked and a word is its own stem; nothing where it is asked.
std::optional<StemStepKind> reason_not_to_stem(std::string_view folded) {
    if (has_digit(folded)) return StemStepKind::digits;
    if (count_utf8(folded) > kMaxStemmedLetters) return StemStepKind::too_long;
    return std::nullopt;
}

/// Words whose look-ups are begun before the first of them is needed.
constexpr std::size_t kWordsAhead = 16;

std::string_view text_of(std::string_view text, WordSpan span) {
    return text.substr(span.begin, span.end - span.begin);
}

/// Bytes of a word that its form is made of.
constexpr std::size_t kMaxWordBytes = 1024;

}  // namespace

struct Analyzer::State {
    explicit State(const Language& its_language)
        : language(its_language), stemmer(its_language.make_stemmer()) {}

    const Language& language;
    std::unique_ptr<Stemmer> stemmer;
    Tokenizer tokenizer;
    WordCache cache;
    std::uint32_t vocabulary = 0;  ///< times that the cache was cleared
    std::vector<WordSpan> words;
    std::string casefolded;
    std::string folded;
    std::string surface;
    std::string stem;

    /// Fills the strings above with the forms of a word. The result's views are of them.
    AnalyzedWord make_word(std::string_view raw);
    /// The same, kept in the cache.
    const AnalyzedWord& analyze_word(std::string_view raw) {
        return cache.insert(raw, make_word(raw));
    }
    ExplainedToken explain(std::string_view text, const Token& token);
};

AnalyzedWord Analyzer::State::make_word(std::string_view raw) {
    casefolded.clear();
    folded.clear();
    surface.clear();
    stem.clear();
    // Normalisation grows some characters eighteenfold (U+FDFA); no word is told by its second KiB.
    const std::string_view told = utf8_prefix(raw, kMaxWordBytes);
    if (!fold_common_word(told, casefolded, surface)) {
        casefold(told, casefolded);
        keep_word_characters(casefolded);
        fold_surface(casefolded, surface);
    }
    if (language.fold == &fold_surface) {
        folded = surface;
    } else {
        language.fold(casefolded, folded);
    }
    if (surface.empty() || folded.empty()) return {};

    const bool is_stop =
        std::binary_search(language.stop_words.begin(), language.stop_words.end(), folded);
    if (reason_not_to_stem(folded)) {
        stem = folded;
    } else {
        stemmer->stem(folded, stem);
    }
    return {.surface = surface, .stem = stem, .is_stop = is_stop};
}

ExplainedToken Analyzer::State::explain(std::string_view text, const Token& token) {
    ExplainedToken explained;
    explained.text = text.substr(token.begin, token.end - token.begin);
    make_word(explained.text);
    explained.begin = token.begin;
    explained.end = token.end;
    explained.position = token.position;
    explained.casefolded = casefolded;
    explained.folded = folded;
    explained.surface = token.surface;
    explained.is_stop = token.is_stop;
    explained.stem = token.stem;
    if (const auto reason = reason_not_to_stem(folded)) {
        explained.steps.push_back({*reason, {}, {}, {}, folded});
    } else {
        stemmer->explain(folded, explained.steps);
    }
    return explained;
}

Analyzer::Analyzer(const Language& language) : state_(std::make_unique<State>(language)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

const Language& Analyzer::language() const noexcept {
    return state_->language;
}

std::uint32_t Analyzer::vocabulary() const noexcept {
    return state_->vocabulary;
}

void Analyzer::analyze(std::string_view text, std::vector<Token>& out) {
    State& state = *state_;
    out.clear();
    if (state.cache.is_full()) {
        state.cache.clear();
        ++state.vocabulary;
    }
    state.tokenizer.split(text, state.words);
    std::uint32_t position = 0;
    std::array<std::uint64_t, kWordsAhead> hashes{};
    for (std::size_t first = 0; first < state.words.size(); first += kWordsAhead) {
        const std::span<const WordSpan> batch =
            std::span(state.words)
                .subspan(first, std::min(kWordsAhead, state.words.size() - first));
        // Look-ups wait for memory, so those of a batch wait together.
        for (std::size_t i = 0; i < batch.size(); ++i) {
            hashes[i] = WordCache::hash(text_of(text, batch[i]));
            state.cache.fetch_slot(hashes[i]);
        }
        for (std::size_t i = 0; i < batch.size(); ++i) state.cache.fetch_entry(hashes[i]);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const std::string_view raw = text_of(text, batch[i]);
            const AnalyzedWord* word = state.cache.find(raw, hashes[i]);
            if (word == nullptr) word = &state.analyze_word(raw);
            if (word->surface.empty()) continue;
            out.push_back({.surface = word->surface,
                           .stem = word->stem,
                           .begin = batch[i].begin,
                           .end = batch[i].end,
                           .position = position++,
                           .is_stop = word->is_stop,
                           .word = word->number});
        }
    }
}

std::vector<ExplainedToken> Analyzer::explain(std::string_view text) {
    std::vector<Token> tokens;
    analyze(text, tokens);
    std::vector<ExplainedToken> explained;
    explained.reserve(tokens.size());
    for (const Token& token : tokens) explained.push_back(state_->explain(text, token));
    return explained;
}

AnalyzerSet::AnalyzerSet() : analyzers_(languages().size()) {}
AnalyzerSet::~AnalyzerSet() = default;
AnalyzerSet::AnalyzerSet(AnalyzerSet&&) noexcept = default;
AnalyzerSet& AnalyzerSet::operator=(AnalyzerSet&&) noexcept = default;

Analyzer& AnalyzerSet::for_language(LanguageTag tag) {
    const Language& language = language_or_und(tag);
    const auto all = languages();
    const auto index =
        static_cast<std::size_t>(std::find(all.begin(), all.end(), &language) - all.begin());
    std::unique_ptr<Analyzer>& analyzer = analyzers_[index];
    if (!analyzer) analyzer = std::make_unique<Analyzer>(language);
    return *analyzer;
}

}  // namespace evresi::analyzers

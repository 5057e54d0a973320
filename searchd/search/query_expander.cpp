#include "searchd/search/query_expander.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"

#include <algorithm>
#include <utility>

namespace evresi::search {
namespace {

using analyzers::Script;

/// Below this the detector's word is no better than a guess, and stop words of all candidate
/// languages are left out instead.
constexpr double kLeastConfidence = 0.5;

std::string folded(std::string_view text) {
    std::string out;
    analyzers::fold_surface(text, out);
    return out;
}

/// Whether the word has any mark as it was typed; a final sigma is none.
bool has_marks(std::string_view typed, std::string_view surface) {
    std::string casefolded;
    analyzers::casefold(typed, casefolded);
    analyzers::keep_word_characters(casefolded);
    return casefolded != surface;
}

bool contains(const std::vector<LanguageTag>& tags, LanguageTag tag) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

}  // namespace

QueryExpander::QueryExpander(analyzers::AnalyzerSet& analyzers,
                             LanguageTag lang,
                             std::vector<LanguageTag> in,
                             std::string_view text,
                             const database::Spellings& spellings)
    : analyzers_(analyzers), spellings_(spellings), lang_(lang), likely_(lang), in_(std::move(in)) {
    if (analyzers::find_language(lang_) == nullptr) lang_ = likely_ = LanguageTag();
    if (!likely_.is_undetermined()) return;
    const analyzers::Detection detection = analyzers::LanguageDetector().detect(text);
    if (detection.confidence >= kLeastConfidence) likely_ = detection.tag;
}

std::vector<LanguageTag> QueryExpander::candidates(std::string_view word) const {
    const Script script = analyzers::dominant_script(word);
    const bool fits_all = script == Script::none || script == Script::other;
    std::vector<LanguageTag> fitting;
    for (const analyzers::Language* language : analyzers::languages()) {
        if (language->tag.is_undetermined()) continue;
        // Names and products stand in Latin letters in texts of every language.
        if (fits_all || language->script == script || script == analyzers::Script::latin) {
            fitting.push_back(language->tag);
        }
    }
    std::vector<LanguageTag> chosen;
    if (contains(fitting, lang_)) {
        chosen.push_back(lang_);
    } else {
        // Also for a query in a known language: a Latin name in a Greek question is no Greek word.
        for (const LanguageTag tag : fitting) {
            if (in_.empty() || contains(in_, tag)) chosen.push_back(tag);
        }
        if (chosen.empty()) chosen = std::move(fitting);
    }
    chosen.emplace_back();  // text whose language was not recognised
    return chosen;
}

std::vector<Concept> QueryExpander::expand(std::string_view text) {
    std::vector<Concept> concepts;
    const std::vector<LanguageTag> chosen = candidates(text);
    const bool knows_language = contains(chosen, likely_) && !likely_.is_undetermined();
    for (const LanguageTag tag : chosen) {
        analyzers::Analyzer& analyzer = analyzers_.for_language(tag);
        analyzer.analyze(text, tokens_);
        if (!tokens_.empty() && !tag.is_undetermined() && !contains(languages_, tag)) {
            languages_.push_back(tag);
        }
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            // All languages part words alike; should one ever not, its surplus tokens still count.
            if (i >= concepts.size()) {
                Concept& added = concepts.emplace_back();
                added.typed = text.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
                added.surface = tokens_[i].surface;
            }
            const bool is_stop = tokens_[i].is_stop;
            Alternative& alternative = concepts[i].alternatives.emplace_back();
            alternative.lang = tag;
            alternative.stem = tokens_[i].stem;
            alternative.is_stop = is_stop;
            if (is_stop && (!knows_language || tag == likely_)) concepts[i].is_stop = true;
        }
        if (!analyzers::keeps_marks(analyzer.language())) continue;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const std::string_view typed =
                text.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
            add_spellings(analyzer, typed, concepts[i].surface, concepts[i].alternatives.back());
        }
    }
    return concepts;
}

void QueryExpander::add_spellings(analyzers::Analyzer& analyzer,
                                  std::string_view typed,
                                  const std::string& surface,
                                  Alternative& alternative) {
    const auto stop_words = analyzer.language().stop_words;
    const auto add = [&](std::string_view stem) {
        // Stop words are no words to look for, in whatever spelling.
        if (stem == alternative.stem || std::ranges::binary_search(stop_words, stem)) return;
        std::vector<std::string>& spellings = alternative.spellings;
        if (std::ranges::find(spellings, stem) == spellings.end()) spellings.emplace_back(stem);
    };
    if (alternative.is_stop) return;
    if (has_marks(typed, surface)) {
        // A text typed without marks has been stemmed without them, by other rules at times.
        add(folded(alternative.stem));
        analyzer.analyze(surface, unmarked_tokens_);
        if (unmarked_tokens_.size() == 1) add(unmarked_tokens_.front().stem);
        return;
    }
    for (const std::string_view stem : spellings_.find(analyzer.language().tag, alternative.stem)) {
        add(stem);
    }
}

std::string QueryExpander::fold(std::string_view text) {
    analyzers_.for_language(LanguageTag()).analyze(text, tokens_);
    return tokens_.size() == 1 ? std::string(tokens_.front().surface) : std::string();
}

}  // namespace evresi::search

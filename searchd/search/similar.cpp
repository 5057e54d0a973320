#include "searchd/search/similar.hpp"

#include "analyzers/registry.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/concept_layers.hpp"
#include "searchd/search/ranking.hpp"
#include "searchd/search/score_source.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <span>

namespace evresi::search {
namespace {

using Xapian::Query;

/// What a word of the title counts beside one of the text. Titles are short and chosen with care.
constexpr double kTitleCount = 3.0;

/// At this frequency a word counts half of what it can: the first repetitions tell most.
constexpr double kHalfFrequency = 2.0;

/// Where there are enough documents to judge by, a word that more than this part of them has tells
/// nothing, and would only make the query dear.
constexpr double kCommonShare = 0.25;
constexpr double kEnoughDocuments = 100.0;

/// Translations taken of a word in a language: the document's other words tell which was meant.
constexpr std::size_t kMostTranslations = 4;

/// Whether a stem can tell anything: not a single letter, not a number.
bool is_word(std::string_view stem) {
    return count_utf8(stem) > 1 &&
           std::ranges::any_of(stem, [](char c) { return c < '0' || c > '9'; });
}

/// Counts the words of a document, each in its language.
class WordCount {
public:
    struct Entry {
        double count = 0.0;
        std::string text;  ///< as it stands first
    };
    using Words = std::map<std::pair<LanguageTag, std::string>, Entry>;

    explicit WordCount(analyzers::AnalyzerSet& analyzers) : analyzers_(analyzers) {}

    void add(std::string_view text, LanguageTag tag, double count) {
        const LanguageTag lang = analyzers::language_or_und(tag).tag;
        analyzers_.for_language(lang).analyze(text, tokens_);
        for (const analyzers::Token& token : tokens_) {
            if (token.is_stop || !is_word(token.stem)) continue;
            Entry& entry = words_[{lang, std::string(token.stem)}];
            if (entry.text.empty()) entry.text = text.substr(token.begin, token.end - token.begin);
            entry.count += count;
        }
    }
    [[nodiscard]] const Words& words() const noexcept { return words_; }

private:
    analyzers::AnalyzerSet& analyzers_;
    std::vector<analyzers::Token> tokens_;
    Words words_;
};

/// The acronym of the document's project, when a text has it.
void add_project(const corpus::Document& document,
                 const Xapian::Database& database,
                 analyzers::AnalyzerSet& analyzers,
                 std::vector<TellingWord>& words) {
    if (!document.metadata.project) return;
    std::vector<analyzers::Token> tokens;
    const std::string& acronym = document.metadata.project->value;
    analyzers.for_language(LanguageTag()).analyze(acronym, tokens);
    for (const analyzers::Token& token : tokens) {
        const double frequency = database.get_termfreq(database::surface_term(token.surface));
        if (frequency == 0 || !is_word(token.surface)) continue;
        TellingWord word;
        word.text = acronym.substr(token.begin, token.end - token.begin);
        word.stem = token.surface;
        word.weight = 1.0;
        word.rarity = ranking::rarity(frequency, database.get_doccount());
        words.push_back(std::move(word));
    }
}

void add_translations(const Crossing& crossing, TellingWord& word) {
    if (crossing.lexicon == nullptr) return;
    for (const LanguageTag target : crossing.languages) {
        if (target == word.lang || target.is_undetermined()) continue;
        for (lexicon::Translation& translation :
             crossing.lexicon->translate(word.lang, word.stem, target, kMostTranslations)) {
            // Words beside each other are dear to find, and each of them says less.
            if (translation.stems.find(' ') != std::string::npos) continue;
            word.alternatives.push_back(
                from_lexicon(std::move(translation), target, Origin::lexicon));
        }
    }
}

/// Turns words into layers, one for each language that a word has alternatives in.
class LayerMaker {
public:
    explicit LayerMaker(database::Snapshot& snapshot)
        : database_(snapshot.database()), documents_(snapshot) {}

    void add(const TellingWord& word, BuiltQuery& built) {
        const int number = built.marks.add_concept(std::max(word.rarity, 0.01), false);
        if (word.alternatives.empty()) {
            built.marks.add_surface(word.stem, number);
            Layer layer = begin(word, LanguageTag(), Layer::Kind::exact);
            add_term({.term = database::surface_term(word.stem)}, layer);
            layer.documents = database_.get_doccount();
            finish(word, std::move(layer));
            return;
        }
        for (auto first = word.alternatives.begin(); first != word.alternatives.end();) {
            const auto last =
                std::find_if(first, word.alternatives.end(),
                             [&](const Alternative& other) { return other.lang != first->lang; });
            add_language(word, {first, last}, number, built);
            first = last;
        }
    }

    /// The query, and how telling its words are together in each language.
    void finish(database::Snapshot& snapshot, BuiltQuery& built) {
        for (const analyzers::Language* language : analyzers::languages()) {
            double sum = 0;
            for (const auto& of_word : rarities_) {
                double mean = 0;
                for (const auto& [lang, rarity] : of_word.second) {
                    mean += rarity / static_cast<double>(of_word.second.size());
                }
                const auto own = of_word.second.find(language->tag);
                sum += own == of_word.second.end() ? mean : own->second;
            }
            built.rarities.emplace(language->tag, sum);
        }
        if (layers_.empty()) return;
        built.layers.push_back(std::make_shared<const std::vector<Layer>>(std::move(layers_)));
        built.query = Query((new ScoreSource(snapshot, {built.layers.back(), {}}))->release());
    }

private:
    static Layer begin(const TellingWord& word, LanguageTag lang, Layer::Kind kind) {
        Layer layer;
        layer.kind = kind;
        layer.of = word.text;
        layer.lang = lang;
        return layer;
    }

    void add_term(WeightedTerm term, Layer& layer) const {
        const double found = database_.get_termfreq(term.term);
        if (found == 0) return;
        layer.frequency += static_cast<double>(term.weight) * found;
        layer.terms.push_back(std::move(term));
    }

    void add_language(const TellingWord& word,
                      std::span<const Alternative> alternatives,
                      int number,
                      BuiltQuery& built) {
        const LanguageTag lang = alternatives.front().lang;
        // The likeliest counts like the word itself, the others less.
        const double best = std::ranges::max(alternatives, {}, &Alternative::weight).weight;
        Layer layer = begin(word, lang, Layer::Kind::forms);
        const Alternative* shown = nullptr;
        for (const Alternative& alternative : alternatives) {
            const double share = alternative.weight / best;
            WeightedTerm term{.term = database::stem_term(lang, alternative.stems),
                              .weight = static_cast<float>(share),
                              .matches = word.finds && share >= ranking::kLeastMatchingShare,
                              .origin = alternative.origin,
                              .text = alternative.text};
            if (database_.get_termfreq(term.term) == 0) continue;
            built.marks.add_stem(lang, alternative.stems, number);
            if (shown == nullptr) shown = &alternative;
            add_term(std::move(term), layer);
        }
        if (shown == nullptr) return;
        if (shown->origin != Origin::typed) {
            built.expansions.push_back(
                {word.text, shown->text, lang, std::string(name_of(shown->origin)), 1.0});
        } else if (std::ranges::find(built.languages, lang) == built.languages.end()) {
            built.languages.push_back(lang);
        }
        layer.documents = documents_.documents_in(lang);
        finish(word, std::move(layer));
    }

    void finish(const TellingWord& word, Layer layer) {
        if (layer.terms.empty()) return;
        layer.documents = std::max(layer.documents, layer.frequency);
        const double rarity = word.weight * ranking::rarity(layer.frequency, layer.documents);
        layer.factor = static_cast<float>(rarity);
        rarities_[&word].emplace(layer.lang, rarity);
        layers_.push_back(std::move(layer));
    }

    const Xapian::Database& database_;
    ConceptLayers documents_;
    std::vector<Layer> layers_;
    std::map<const TellingWord*, std::map<LanguageTag, double>> rarities_;
};

}  // namespace

std::vector<TellingWord> terms_of(const corpus::Document& document,
                                  database::Snapshot& snapshot,
                                  analyzers::AnalyzerSet& analyzers,
                                  const Crossing* crossing) {
    const Xapian::Database& database = snapshot.database();
    const ConceptLayers languages(snapshot);
    WordCount counted(analyzers);
    counted.add(document.title, document.title_lang, kTitleCount);
    for (const corpus::Paragraph& paragraph : document.paragraphs) {
        if (paragraph.begin >= kSimilarScanBytes) break;
        if (paragraph.is_boilerplate) continue;
        const auto text = std::string_view(document.text)
                              .substr(paragraph.begin, paragraph.end - paragraph.begin);
        counted.add(utf8_prefix(text, kSimilarScanBytes - paragraph.begin), paragraph.lang, 1.0);
    }
    std::vector<TellingWord> words;
    for (const auto& [key, entry] : counted.words()) {
        const auto& [lang, stem] = key;
        const double frequency = database.get_termfreq(database::stem_term(lang, stem));
        const double documents = std::max(languages.documents_in(lang), frequency);
        if (frequency < 2) continue;  // no document but this one
        if (documents >= kEnoughDocuments && frequency > kCommonShare * documents) continue;
        TellingWord word;
        word.text = entry.text;
        word.lang = lang;
        word.stem = stem;
        word.weight = entry.count / (entry.count + kHalfFrequency);
        word.rarity = ranking::rarity(frequency, documents);
        Alternative itself;
        itself.lang = lang;
        itself.stems = stem;
        word.alternatives.push_back(std::move(itself));
        words.push_back(std::move(word));
    }
    // Words that tell as much come in the order of their languages and stems: always the same.
    std::ranges::stable_sort(words, std::ranges::greater(),
                             [](const TellingWord& word) { return word.weight * word.rarity; });
    if (words.size() > kTellingWords) words.resize(kTellingWords);
    for (std::size_t i = kFindingWords; i < words.size(); ++i) words[i].finds = false;
    if (crossing == nullptr) return words;
    for (TellingWord& word : words) add_translations(*crossing, word);
    add_project(document, database, analyzers, words);
    return words;
}

BuiltQuery similar_query(const std::vector<TellingWord>& words, database::Snapshot& snapshot) {
    BuiltQuery built;
    LayerMaker layers(snapshot);
    for (const TellingWord& word : words) layers.add(word, built);
    layers.finish(snapshot, built);
    return built;
}

}  // namespace evresi::search

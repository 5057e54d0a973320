#include "searchd/search/similar.hpp"

#include "analyzers/registry.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/concept_layers.hpp"
#include "searchd/search/ranking.hpp"
#include "searchd/search/score_source.hpp"

#include <algorithm>
#include <map>

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

double documents_in(LanguageTag lang, const database::Columns& columns) {
    const database::Column& column = columns.column(database::Field::lang);
    const std::int64_t ordinal = column.find(lang.view());
    return ordinal < 0 ? 0.0 : column.documents(static_cast<std::size_t>(ordinal));
}

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
        const std::string term = database::surface_term(token.surface);
        const double frequency = database.get_termfreq(term);
        if (frequency == 0 || !is_word(token.surface)) continue;
        TellingWord word;
        word.text = acronym.substr(token.begin, token.end - token.begin);
        word.weight = 1.0;
        word.rarity = ranking::rarity(frequency, database.get_doccount());
        words.push_back(std::move(word));
    }
}

}  // namespace

std::vector<TellingWord> telling_words(const corpus::Document& document,
                                       const database::Snapshot& snapshot,
                                       const Xapian::Database& database,
                                       analyzers::AnalyzerSet& analyzers) {
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
        const std::string term = database::stem_term(lang, stem);
        const double frequency = database.get_termfreq(term);
        const double documents = std::max(documents_in(lang, snapshot.columns()), frequency);
        if (frequency < 2) continue;  // no document but this one
        if (documents >= kEnoughDocuments && frequency > kCommonShare * documents) continue;
        TellingWord word;
        word.text = entry.text;
        word.lang = lang;
        word.weight = entry.count / (entry.count + kHalfFrequency);
        word.rarity = ranking::rarity(frequency, documents);
        words.push_back(std::move(word));
    }
    // Words that tell as much come in the order of their languages and stems: always the same.
    std::ranges::stable_sort(words, std::ranges::greater(),
                             [](const TellingWord& word) { return word.weight * word.rarity; });
    if (words.size() > kTellingWords) words.resize(kTellingWords);
    add_project(document, database, analyzers, words);
    return words;
}

BuiltQuery similar_query(const std::vector<TellingWord>& words,
                         const SearchRequest& request,
                         database::Snapshot& snapshot,
                         analyzers::AnalyzerSet& analyzers,
                         const lexicon::Lexicon* lexicon) {
    BuiltQuery built;
    ConceptLayers concepts(snapshot);
    auto layers = std::make_shared<std::vector<Layer>>();
    for (const TellingWord& word : words) {
        SearchRequest of_word = request;
        of_word.q = word.text;
        of_word.lang = word.lang;
        QueryExpander expander(analyzers, of_word, snapshot, lexicon);
        for (const Concept& concept_of_word : expander.expand(word.text)) {
            const int number = built.marks.add_concept(std::max(word.rarity, 0.01), false);
            built.marks.add_forms(concept_of_word, number);
            concepts.add_concept(concept_of_word, {false, true, word.weight}, *layers);
        }
        const bool is_new = std::ranges::find(built.languages, word.lang) == built.languages.end();
        if (is_new && !word.lang.is_undetermined()) built.languages.push_back(word.lang);
    }
    built.rarities = concepts.rarities();
    if (layers->empty()) return built;
    built.layers.push_back(layers);
    built.query = Query((new ScoreSource(snapshot.columns(), layers))->release());
    return built;
}

}  // namespace evresi::search

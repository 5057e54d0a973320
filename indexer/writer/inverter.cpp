#include "indexer/writer/inverter.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/database/script_bridge.hpp"
#include "indexer/database/spellings.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/database/vocabulary.hpp"
#include "indexer/writer/word_forms.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace evresi::indexer {
namespace {

constexpr TermNumber kNone = std::numeric_limits<TermNumber>::max();

/// What one word, as it stands in texts, becomes.
struct WordTerms {
    std::uint64_t stem_hash = 0;
    TermNumber stem = kNone;  ///< kNone: not looked at yet
    TermNumber title = kNone;
    TermNumber surface = kNone;
    TermNumber root = kNone;
    TermNumber marked = kNone;
    TermNumber form = kNone;  ///< a count
    LetterCase letter_case = LetterCase::other;
};

/// The words of one language by their numbers.
struct WordTable {
    LanguageTag lang;
    std::uint32_t vocabulary = 0;  ///< that the numbers are of
    std::vector<WordTerms> words;

    WordTerms& word(std::uint32_t number) {
        if (number >= words.size()) words.resize(std::max<std::size_t>(number + 1, 2 * number));
        return words[number];
    }
    void fetch(std::uint32_t number) const noexcept {
        if (number < words.size()) __builtin_prefetch(&words[number]);
    }
};

/// Tokens whose look-ups are begun before the first of them is needed.
constexpr std::size_t kTokensAhead = 16;

/// The weight of the text's word with this number.
std::uint32_t weight_at(std::size_t word) {
    for (const Opening& opening : kOpenings) {
        if (word < opening.words) return opening.weight;
    }
    return 1;
}

}  // namespace

struct Inverter::State {
    InvertedDocument add(Sequence sequence, const corpus::Document& document);
    void add_title(const corpus::Document& document);
    void add_text(const corpus::Document& document);
    /// Adds the terms of `tokens`, those of `text`, each with its weight.
    template <typename WeightOf>
    void add_tokens(LanguageTag lang, std::string_view text, const WeightOf& weight_of);

    void add_token(const WordTerms& word,
                   const analyzers::Token& token,
                   std::uint32_t base,
                   std::uint32_t weight);

    WordTable& table_of(const analyzers::Language& language, std::uint32_t vocabulary);
    /// Finds what a word becomes.
    void look_at(const analyzers::Language& language,
                 std::string_view word,
                 const analyzers::Token& token,
                 WordTerms& terms);
    void note_spelling(const analyzers::Language& language, const analyzers::Token& token);
    void note(const std::string& key);

    void count(TermNumber term, std::uint32_t weight) {
        buffer.count(term, weight);
        length += weight;
    }

    analyzers::AnalyzerSet analyzers;
    analyzers::AnalyzerSet unmarked_analyzers;
    std::vector<analyzers::Token> tokens;
    std::vector<analyzers::Token> unmarked_tokens;
    std::vector<WordTable> tables;
    TermDictionary dictionary;
    struct NewTerm {
        std::string term;
        std::uint64_t hash = 0;
        TermNumber* number = nullptr;
    };
    std::vector<NewTerm> new_terms;  ///< of the word at hand
    PostingBuffer buffer;
    NameWords names;
    MinHash min_hash;
    std::uint64_t token_count = 0;

    // Of the document at hand.
    std::uint32_t next_position = 0;
    std::uint32_t length = 0;
};

InvertedDocument Inverter::State::add(Sequence sequence, const corpus::Document& document) {
    next_position = 1;
    length = 0;
    buffer.begin_document(sequence);
    add_title(document);
    add_text(document);
    buffer.end_document();
    return {length, min_hash.finish()};
}

void Inverter::State::add_title(const corpus::Document& document) {
    if (document.title.empty()) return;
    const analyzers::Language& language = analyzers::language_or_und(document.title_lang);
    analyzers.for_language(language.tag).analyze(document.title, tokens);
    const std::uint32_t base = next_position;
    add_tokens(language.tag, document.title, [](std::size_t) { return kTitleWeight; });
    WordTable& table = table_of(language, analyzers.for_language(language.tag).vocabulary());
    for (const analyzers::Token& token : tokens) {
        TermNumber& title = table.words[token.word].title;
        if (title == kNone) title = dictionary.add(database::title_term(language.tag, token.stem));
        count(title, 1);
        buffer.add_position(title, base + token.position);
    }
    next_position += database::kTitleGap;
}

void Inverter::State::add_text(const corpus::Document& document) {
    std::size_t words = 0;
    for (const corpus::Paragraph& paragraph : document.paragraphs) {
        if (paragraph.is_boilerplate) continue;
        const LanguageTag lang = analyzers::language_or_und(paragraph.lang).tag;
        const std::string_view text = std::string_view(document.text)
                                          .substr(paragraph.begin, paragraph.end - paragraph.begin);
        analyzers.for_language(lang).analyze(text, tokens);
        add_tokens(lang, text, [&](std::size_t token) { return weight_at(words + token); });
        const WordTable& table = *std::ranges::find(tables, lang, &WordTable::lang);
        names.begin_text();
        for (const analyzers::Token& token : tokens) {
            const WordTerms& word = table.words[token.word];
            min_hash.add_hash(word.stem_hash);
            names.add(text, token, word.surface, word.letter_case);
        }
        words += tokens.size();
    }
}

template <typename WeightOf>
void Inverter::State::add_tokens(LanguageTag lang,
                                 std::string_view text,
                                 const WeightOf& weight_of) {
    const analyzers::Language& language = analyzers::language_or_und(lang);
    WordTable& table = table_of(language, analyzers.for_language(lang).vocabulary());
    const std::uint32_t base = next_position;
    for (std::size_t first = 0; first < tokens.size(); first += kTokensAhead) {
        const std::size_t last = std::min(tokens.size(), first + kTokensAhead);
        // Each step waits for memory, so those of several tokens wait together.
        for (std::size_t i = first; i < last; ++i) table.fetch(tokens[i].word);
        for (std::size_t i = first; i < last; ++i) {
            const analyzers::Token& token = tokens[i];
            WordTerms& word = table.word(token.word);
            if (word.stem == kNone) {
                look_at(language, text.substr(token.begin, token.end - token.begin), token, word);
            }
            buffer.fetch(word.stem);
            buffer.fetch(word.surface);
            buffer.fetch(word.root);
        }
        for (std::size_t i = first; i < last; ++i) {
            next_position = base + tokens[i].position + 1;
            add_token(table.words[tokens[i].word], tokens[i], base, weight_of(i));
        }
    }
    token_count += tokens.size();
}

void Inverter::State::add_token(const WordTerms& word,
                                const analyzers::Token& token,
                                std::uint32_t base,
                                std::uint32_t weight) {
    count(word.stem, kWordCount * weight);
    buffer.add_position(word.stem, base + token.position);
    // Stop words are looked for in phrases only, and phrases are made of stems.
    if (token.is_stop) return;
    count(word.surface, kWordCount * weight);
    if (word.root != kNone) count(word.root, weight);
    // Greek texts must not become longer than others by their accents.
    if (word.marked != kNone) count(word.marked, 0);
    if (word.form != kNone) buffer.add_count(word.form, kWordCount * weight);
}

WordTable& Inverter::State::table_of(const analyzers::Language& language,
                                     std::uint32_t vocabulary) {
    auto table = std::ranges::find(tables, language.tag, &WordTable::lang);
    if (table == tables.end()) {
        tables.push_back({language.tag, vocabulary, {}});
        return tables.back();
    }
    if (table->vocabulary != vocabulary) {
        table->vocabulary = vocabulary;
        table->words.clear();
    }
    return *table;
}

void Inverter::State::look_at(const analyzers::Language& language,
                              std::string_view word,
                              const analyzers::Token& token,
                              WordTerms& terms_of_word) {
    terms_of_word.stem_hash = MinHash::hash(token.stem);
    terms_of_word.letter_case = letter_case(word);
    new_terms.clear();
    const auto add = [this](std::string term, TermNumber& number) {
        const std::uint64_t hash = TermDictionary::hash(term);
        dictionary.fetch(hash);
        new_terms.push_back({std::move(term), hash, &number});
    };
    add(database::stem_term(language.tag, token.stem), terms_of_word.stem);
    if (!token.is_stop) {
        add(database::surface_term(token.surface), terms_of_word.surface);
        std::string root = database::root_term(language.tag, token.surface);
        if (!root.empty()) add(std::move(root), terms_of_word.root);
        WordForm form = word_form(language, word, token.surface);
        if (!form.marked_term.empty()) add(std::move(form.marked_term), terms_of_word.marked);
        const std::string key = database::form_key(language.tag, form.written);
        if (!key.empty()) {
            add(form.is_marked ? metadata_entry(key) : bare_form_entry(language.tag, form.written),
                terms_of_word.form);
        }
    }
    for (const NewTerm& term : new_terms) *term.number = dictionary.add(term.term, term.hash);
    if (token.is_stop) return;
    if (analyzers::keeps_marks(language) && !is_ascii(word)) note_spelling(language, token);
}

// By an analyzer of its own: the tokens' views end with the next call of theirs.
void Inverter::State::note_spelling(const analyzers::Language& language,
                                    const analyzers::Token& token) {
    unmarked_analyzers.for_language(language.tag).analyze(token.surface, unmarked_tokens);
    if (unmarked_tokens.size() != 1) return;
    const std::string_view unmarked = unmarked_tokens.front().stem;
    std::string folded;
    analyzers::fold_surface(token.stem, folded);
    if (unmarked == folded || unmarked == token.stem) return;
    note(database::spelling_key(language.tag, unmarked, token.stem));
}

void Inverter::State::note(const std::string& key) {
    if (!key.empty()) buffer.add_count(dictionary.add(metadata_entry(key)), 1);
}

std::string metadata_entry(std::string_view key) {
    std::string entry(kMetadataEntry);
    entry += key;
    return entry;
}

std::string bare_form_entry(LanguageTag lang, std::string_view word) {
    std::string entry(kBareFormEntry);
    entry += lang.view();
    entry += '\t';
    entry += word;
    return entry;
}

Inverter::Inverter() : state_(std::make_unique<State>()) {}
Inverter::~Inverter() = default;
Inverter::Inverter(Inverter&&) noexcept = default;
Inverter& Inverter::operator=(Inverter&&) noexcept = default;

InvertedDocument Inverter::add(Sequence sequence, const corpus::Document& document) {
    return state_->add(sequence, document);
}

void Inverter::end_batch() {
    for (const TermNumber name : state_->names.take()) {
        state_->note(database::name_key(state_->dictionary.term(name)));
    }
}

std::size_t Inverter::memory() const noexcept {
    std::size_t words = 0;
    for (const WordTable& table : state_->tables) words += table.words.capacity();
    return state_->buffer.memory() + 2 * state_->dictionary.memory() + words * sizeof(WordTerms);
}

std::string Inverter::take_run() {
    std::string run = state_->buffer.take_run(state_->dictionary);
    state_->dictionary.clear();
    state_->names.clear();
    state_->tables.clear();
    return run;
}

std::uint64_t Inverter::tokens() const noexcept {
    return state_->token_count;
}

std::vector<Inverter::Term> Inverter::last_terms() const {
    std::vector<Term> terms;
    for (const TermFrequency& term : state_->buffer.last_terms()) {
        Term& last = terms.emplace_back();
        last.name = state_->dictionary.term(term.term);
        last.frequency = term.frequency;
        for (const Occurrence& occurrence : state_->buffer.last_occurrences()) {
            if (occurrence.term == term.term) last.positions.push_back(occurrence.position);
        }
    }
    return terms;
}

}  // namespace evresi::indexer

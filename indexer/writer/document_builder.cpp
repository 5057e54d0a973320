#include "indexer/writer/document_builder.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/database/checksum.hpp"
#include "indexer/database/document_record.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/database/spellings.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/writer/field_terms.hpp"

#include <algorithm>
#include <utility>

namespace evresi::indexer {
namespace {

/// Longest value kept for sorting by title, in bytes.
constexpr std::size_t kTitleKeyBytes = 96;

/// The language that `tag` is analysed as: `und` for any that we do not know.
LanguageTag analysed_as(LanguageTag tag) {
    return analyzers::language_or_und(tag).tag;
}

/// The weight of the text's word with this number.
Xapian::termcount weight_at(std::size_t word) {
    for (const Opening& opening : kOpenings) {
        if (word < opening.words) return opening.weight;
    }
    return 1;
}

std::string title_sort_key(std::string_view title) {
    std::string casefolded;
    analyzers::casefold(title, casefolded);
    std::string key;
    analyzers::fold_surface(casefolded, key);
    return std::string(utf8_prefix(key, kTitleKeyBytes));
}

}  // namespace

std::string content_hash(std::string_view record) {
    return database::to_bytes(database::checksum(record));
}

Xapian::Document DocumentBuilder::build(const corpus::Document& document) {
    return build(document, database::pack_record(document));
}

Xapian::Document DocumentBuilder::build(const corpus::Document& document, std::string record) {
    Xapian::Document target;
    next_position_ = 1;
    add_title(document, target);
    add_text(document, target);
    const Signature signature = min_hash_.finish();
    if (signature.runs > 0) target.add_value(database::kSlotSignature, signature.bytes());
    add_fields(document, target);
    target.add_boolean_term(database::id_term(document.id));
    target.add_value(database::kSlotTitle, title_sort_key(document.title));
    target.add_value(database::kSlotContentHash, content_hash(record));
    target.set_data(std::move(record));
    return target;
}

void DocumentBuilder::add_title(const corpus::Document& document, Xapian::Document& target) {
    if (document.title.empty()) return;
    const LanguageTag lang = analysed_as(document.title_lang);
    analyzers_.for_language(lang).analyze(document.title, token_buffer_);
    for (const analyzers::Token& token : token_buffer_) {
        target.add_posting(database::title_term(lang, token.stem), next_position_ + token.position);
    }
    add_terms(
        lang, document.title, next_position_, [](std::size_t) { return kTitleWeight; }, target);
    next_position_ += database::kTitleGap;
}

void DocumentBuilder::add_text(const corpus::Document& document, Xapian::Document& target) {
    std::size_t words = 0;
    for (const corpus::Paragraph& paragraph : document.paragraphs) {
        if (paragraph.is_boilerplate) continue;
        const LanguageTag lang = analysed_as(paragraph.lang);
        const std::string_view text = std::string_view(document.text)
                                          .substr(paragraph.begin, paragraph.end - paragraph.begin);
        analyzers_.for_language(lang).analyze(text, token_buffer_);
        add_terms(
            lang, text, next_position_, [&](std::size_t token) { return weight_at(words + token); },
            target);
        names_.add(text, token_buffer_);
        words += token_buffer_.size();
        for (const analyzers::Token& token : token_buffer_) min_hash_.add(token.stem);
    }
}

template <typename WeightOf>
void DocumentBuilder::add_terms(LanguageTag lang,
                                std::string_view text,
                                Xapian::termpos base,
                                const WeightOf& weight_of,
                                Xapian::Document& target) {
    const analyzers::Language& language = analyzers::language_or_und(lang);
    for (std::size_t i = 0; i < token_buffer_.size(); ++i) {
        const analyzers::Token& token = token_buffer_[i];
        const Xapian::termcount weight = weight_of(i);
        const Xapian::termpos position = base + token.position;
        target.add_posting(database::stem_term(lang, token.stem), position, kWordCount * weight);
        // Stop words are looked for in phrases only, and phrases are made of stems.
        if (!token.is_stop) {
            target.add_term(database::surface_term(token.surface), kWordCount * weight);
            const std::string root = database::root_term(lang, token.surface);
            if (!root.empty()) target.add_term(root, weight);
            const std::string_view marked =
                word_forms_.add(language, text.substr(token.begin, token.end - token.begin),
                                token.surface, kWordCount * weight);
            // Greek texts must not become longer than others by their accents.
            if (!marked.empty()) target.add_boolean_term(std::string(marked));
        }
        next_position_ = position + 1;
    }
    if (analyzers::keeps_marks(language)) note_spellings(lang, text);
    tokens_ += token_buffer_.size();
}

void DocumentBuilder::note_spellings(LanguageTag lang, std::string_view text) {
    for (const analyzers::Token& token : token_buffer_) {
        if (token.is_stop || is_ascii(text.substr(token.begin, token.end - token.begin))) continue;
        known_word_.assign(lang.view());
        known_word_ += token.surface;
        known_word_ += ' ';
        known_word_ += token.stem;
        if (!known_words_.insert(known_word_).second) continue;
        // By an analyzer of its own: the tokens' views end with the next call of theirs.
        unmarked_analyzers_.for_language(lang).analyze(token.surface, unmarked_tokens_);
        if (unmarked_tokens_.size() != 1) continue;
        const std::string_view unmarked = unmarked_tokens_.front().stem;
        std::string folded;
        analyzers::fold_surface(token.stem, folded);
        if (unmarked == folded || unmarked == token.stem) continue;
        std::string key = database::spelling_key(lang, unmarked, token.stem);
        if (!key.empty()) notes_.emplace_back(std::move(key), "1");
    }
}

std::vector<std::pair<std::string, std::string>> DocumentBuilder::take_notes() {
    known_words_.clear();
    std::vector<std::pair<std::string, std::string>> notes = word_forms_.take();
    std::ranges::move(notes_, std::back_inserter(notes));
    notes_.clear();
    for (std::string& key : names_.take()) notes.emplace_back(std::move(key), "1");
    return notes;
}

}  // namespace evresi::indexer

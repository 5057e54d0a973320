// Document -> Xapian::Document: terms with positions, boolean terms, values and the stored record.
// Confined to one thread (it owns analysers).
#pragma once

#include "analyzers/analyzer.hpp"
#include "corpus/document.hpp"
#include "indexer/writer/min_hash.hpp"
#include "indexer/writer/name_words.hpp"
#include "indexer/writer/word_forms.hpp"

#include <xapian.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace evresi::indexer {

/// How often a word counts by its place. Texts say first what they are about: a word of the title
/// or of the opening tells more than one further down. Measured on the retrieval sets
/// (bench/RESULTS.md).
inline constexpr Xapian::termcount kTitleWeight = 3;
struct Opening {
    std::size_t words;  ///< at the beginning of the text, up to this one
    Xapian::termcount weight;
};
inline constexpr std::array kOpenings = {Opening{10, 4}, Opening{20, 3}, Opening{60, 2}};

/// What one occurrence of a stem or of a spelling counts, where one of a root counts 1. BM25 knows
/// one k1 for all terms: a root that counts half saturates as if its k1 were twice theirs, which is
/// right for what many words share.
inline constexpr Xapian::termcount kWordCount = 2;

class DocumentBuilder {
public:
    /// The database document for `document`, which must be annotated.
    [[nodiscard]] Xapian::Document build(const corpus::Document& document);
    /// The same with the stored record (database::pack_record) that the caller has made already.
    [[nodiscard]] Xapian::Document build(const corpus::Document& document, std::string record);

    /// Metadata, keys (database::spelling_key, form_key, name_key) and values, that belong into the
    /// database of the documents built since the last call. A key that comes several times has the
    /// same value each time.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> take_notes();

    /// Tokens analysed so far, for the report.
    [[nodiscard]] std::uint64_t tokens() const noexcept { return tokens_; }

private:
    void add_title(const corpus::Document& document, Xapian::Document& target);
    void add_text(const corpus::Document& document, Xapian::Document& target);
    /// Adds the terms of token_buffer_, the tokens of `text`, each with its weight.
    template <typename WeightOf>
    void add_terms(LanguageTag lang,
                   std::string_view text,
                   Xapian::termpos base,
                   const WeightOf& weight_of,
                   Xapian::Document& target);

    /// Notes which words have stems that they would not have without their marks.
    void note_spellings(LanguageTag lang, std::string_view text);

    analyzers::AnalyzerSet analyzers_;
    std::vector<analyzers::Token> token_buffer_;
    analyzers::AnalyzerSet unmarked_analyzers_;
    std::vector<analyzers::Token> unmarked_tokens_;
    std::unordered_set<std::string> known_words_;  ///< whose spelling has been looked at
    std::string known_word_;
    std::vector<std::pair<std::string, std::string>> notes_;  ///< of spellings
    WordForms word_forms_;
    NameWords names_;
    MinHash min_hash_;
    Xapian::termpos next_position_ = 0;
    std::uint64_t tokens_ = 0;
};

/// The checksum under which `update` knows an unchanged document: 16 bytes, as stored in its slot.
[[nodiscard]] std::string content_hash(std::string_view record);

}  // namespace evresi::indexer

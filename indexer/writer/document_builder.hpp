// Document -> Xapian::Document: terms with positions, boolean terms, values and the stored record.
// Confined to one thread (it owns analysers).
#pragma once

#include "analyzers/analyzer.hpp"
#include "corpus/document.hpp"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace evresi::indexer {

/// How often a word of the title counts beside its place in the text. Measured on the retrieval
/// sets that have titles (bench/RESULTS.md).
inline constexpr Xapian::termcount kTitleWeight = 2;

class DocumentBuilder {
public:
    /// The database document for `document`, which must be annotated.
    [[nodiscard]] Xapian::Document build(const corpus::Document& document);
    /// The same with the stored record (database::pack_record) that the caller has made already.
    [[nodiscard]] Xapian::Document build(const corpus::Document& document, std::string record);

    /// Tokens analysed so far, for the report.
    [[nodiscard]] std::uint64_t tokens() const noexcept { return tokens_; }

private:
    void add_title(const corpus::Document& document, Xapian::Document& target);
    void add_text(const corpus::Document& document, Xapian::Document& target);
    void add_terms(LanguageTag lang,
                   Xapian::termpos base,
                   Xapian::termcount weight,
                   Xapian::Document& target);

    analyzers::AnalyzerSet analyzers_;
    std::vector<analyzers::Token> token_buffer_;
    Xapian::termpos next_position_ = 0;
    std::uint64_t tokens_ = 0;
};

/// The checksum under which `update` knows an unchanged document: 16 bytes, as stored in its slot.
[[nodiscard]] std::string content_hash(std::string_view record);

}  // namespace evresi::indexer

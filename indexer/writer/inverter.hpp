// Inverter: annotated documents -> their terms, by number, collected until they are taken as a
// sorted run. Of each distinct word as it stands in texts all that it becomes (stem, surface form,
// root, marks, what is noted of it) is found once and kept by the number that the analyser gave it;
// each time that it comes again costs two array look-ups a term and no hashing. Confined to one
// thread (it owns analysers).
#pragma once

#include "analyzers/analyzer.hpp"
#include "corpus/document.hpp"
#include "indexer/writer/min_hash.hpp"
#include "indexer/writer/name_words.hpp"
#include "indexer/writer/posting_buffer.hpp"
#include "indexer/writer/term_dictionary.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::indexer {

/// How often a word counts by its place. Texts say first what they are about: a word of the title
/// or of the opening tells more than one further down. Measured on the retrieval sets
/// (bench/RESULTS.md).
inline constexpr std::uint32_t kTitleWeight = 3;
struct Opening {
    std::size_t words;  ///< at the beginning of the text, up to this one
    std::uint32_t weight;
};
inline constexpr std::array kOpenings = {Opening{10, 4}, Opening{20, 3}, Opening{60, 2}};

/// What one occurrence of a stem or of a spelling counts, where one of a root counts 1. BM25 knows
/// one k1 for all terms: a root that counts half saturates as if its k1 were twice theirs, which is
/// right for what many words share.
inline constexpr std::uint32_t kWordCount = 2;

/// What is known of a document once it is inverted.
struct InvertedDocument {
    std::uint32_t length = 0;  ///< sum of the frequencies of its terms
    Signature signature;
};

class Inverter {
public:
    Inverter();
    ~Inverter();
    Inverter(Inverter&&) noexcept;
    Inverter& operator=(Inverter&&) noexcept;

    /// Adds a document, which must be annotated, behind all others.
    InvertedDocument add(Sequence sequence, const corpus::Document& document);

    /// Ends a batch: names are told by the documents of one batch.
    void end_batch();

    /// Bytes of memory, about, what taking the run needs besides.
    [[nodiscard]] std::size_t memory() const noexcept;

    /// All that was added since the last call as a run (run.hpp): terms with their postings, and
    /// under metadata_entry() and bare_form_entry() what is noted of words, as counts.
    [[nodiscard]] std::string take_run();

    /// Tokens analysed so far, for the report.
    [[nodiscard]] std::uint64_t tokens() const noexcept;

    /// The terms of the document that was added last: for tests and for the reference writer.
    struct Term {
        std::string name;
        std::uint32_t frequency = 0;
        std::vector<std::uint32_t> positions;
    };
    [[nodiscard]] std::vector<Term> last_terms() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The entry of a run that stands for a key of the database's metadata. Sorts before all terms.
[[nodiscard]] std::string metadata_entry(std::string_view key);
inline constexpr std::string_view kMetadataEntry{"\0\xC0", 2};

/// The entry of a run that counts a word without marks, "lang<TAB>word", where such words compete
/// with others that have marks. Sorts behind metadata and before all terms.
inline constexpr std::string_view kBareFormEntry{"\0\xC1", 2};
[[nodiscard]] std::string bare_form_entry(LanguageTag lang, std::string_view word);

}  // namespace evresi::indexer

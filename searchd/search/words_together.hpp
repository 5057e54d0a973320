// WordsTogether: the documents in which words stand together (a phrase, words near each other), one
// after the other, with the score that they give: the words' by BM25, with the rarity that Xapian
// counts over the whole collection. Reads the positions of those documents only that have all of
// the words. Confined to one thread. Not here: which words (query_builder.hpp).
#pragma once

#include "indexer/database/snapshot.hpp"

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace evresi::search {

/// What must stand together.
struct Together {
    struct Spelling {
        std::string term;  ///< that the index has, and has positions of
        bool is_typed = true;
    };
    /// One word: any of its spellings, at least one, each once.
    using Word = std::vector<Spelling>;

    std::vector<Word> words;  ///< two or more
    /// The words follow each other as they are here; else they stand in any order in `window`
    /// places.
    bool is_phrase = true;
    std::uint32_t window = 0;
    double weight = 1.0;  ///< of the whole score
    /// Weight beside that where not every word is spelled as it was typed.
    double respelled = 1.0;
};

class WordsTogether {
public:
    /// `snapshot` must outlive this object. Throws Xapian::Error, as next() and skip_to() do.
    WordsTogether(const database::Snapshot& snapshot, std::shared_ptr<const Together> what);

    /// Not before the first next() or skip_to(). 0 at the end.
    [[nodiscard]] std::uint32_t docid() const noexcept { return docid_; }
    /// Of the current document.
    [[nodiscard]] double score();

    /// How often they stand so in the current document. Requires a phrase.
    [[nodiscard]] std::uint32_t occurrences() const noexcept {
        return static_cast<std::uint32_t>(places_.front().size());
    }

    void next() { find(docid_ + 1); }
    /// To the first document at or behind `docid`; never backwards.
    void skip_to(std::uint32_t docid) {
        if (docid > docid_) find(docid);
    }

    /// No more documents than these, and no higher score than this.
    [[nodiscard]] std::uint32_t most_documents() const noexcept { return most_documents_; }
    [[nodiscard]] double most_score() const noexcept { return most_score_; }

private:
    struct Spelling {
        bool is_typed;
        double rarity;
        database::PositionCursor positions;
        database::PostingCursor postings;
    };
    struct Word {
        std::size_t number;  ///< in the order of the words
        std::uint32_t documents = 0;
        std::uint32_t docid = 0;
        std::vector<Spelling> spellings;
    };
    using Places = std::vector<std::vector<std::uint32_t>>;

    static void skip(Word& word, std::uint32_t docid);
    void find(std::uint32_t docid);
    /// Whether the words stand together in the document that all are at.
    [[nodiscard]] bool stand_together(bool as_typed);
    [[nodiscard]] bool is_phrase();
    [[nodiscard]] bool is_near();
    /// Whether each word has a place of its own in the window that begins there.
    [[nodiscard]] bool fits(std::uint32_t begin) const;

    const database::Snapshot& snapshot_;
    std::shared_ptr<const Together> what_;
    bool has_typed_ = true;       ///< every word has a spelling that was typed
    bool has_respelled_ = false;  ///< some have others
    bool shares_terms_ = false;   ///< some term is a spelling of several words
    std::vector<Word> words_;     ///< the rarest first
    std::uint32_t docid_ = 0;
    bool is_at_end_ = false;
    bool is_as_typed_ = false;  ///< in the current document
    std::uint32_t most_documents_ = 0;
    double most_score_ = 0.0;
    Places places_;  ///< by word
    std::vector<std::uint32_t> more_places_;
};

/// WordsTogether as a part of a Xapian query over the local database of the snapshot.
class TogetherSource final : public Xapian::PostingSource {
public:
    /// `snapshot` must outlive the source.
    TogetherSource(const database::Snapshot& snapshot, std::shared_ptr<const Together> what);

    void init(const Xapian::Database& database) override;
    [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
    [[nodiscard]] Xapian::doccount get_termfreq_est() const override;
    [[nodiscard]] Xapian::doccount get_termfreq_max() const override;
    void next(double min_weight) override;
    void skip_to(Xapian::docid docid, double min_weight) override;
    [[nodiscard]] bool at_end() const override;
    [[nodiscard]] Xapian::docid get_docid() const override;
    [[nodiscard]] double get_weight() const override;
    [[nodiscard]] std::string get_description() const override { return "TogetherSource"; }

private:
    const database::Snapshot& snapshot_;
    std::shared_ptr<const Together> what_;
    std::unique_ptr<WordsTogether> words_;
};

}  // namespace evresi::search

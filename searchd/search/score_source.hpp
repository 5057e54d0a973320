// ScoreSource: the weighted terms of a query as one list of postings with BM25 scores. Xapian's
// OP_SYNONYM adds up what its terms stand for as if all were equally likely, and counts their
// rarity over the whole collection; here each term has a weight, and each layer of terms that stand
// for one another has the rarity that its maker counted. Exact, and cheaper than a tree of terms:
// it adds up a window of documents at a time. Serves one local database, whose docids it gives.
// Confined to one thread.
#pragma once

#include "base/language_tag.hpp"
#include "indexer/database/columns.hpp"
#include "searchd/search/origin.hpp"
#include "searchd/search/phrase_postings.hpp"

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace evresi::search {

struct WeightedTerm {
    std::string term;     ///< of the database; of several words joined, with `postings`
    float weight = 1.0F;  ///< of each occurrence
    /// Whether a document is found by it; else it only adds to the score of what others find.
    bool matches = true;
    Origin origin = Origin::typed;
    std::string text = {};  ///< as people write it; empty for what was typed
    /// In place of the database's, for several words that stand next to each other.
    std::shared_ptr<const std::vector<PhrasePosting>> postings = nullptr;
};

/// Terms whose weighted occurrences are added up before repetition saturates: what one concept has
/// in one language, say.
struct Layer {
    enum class Kind : std::uint8_t { forms, exact, family, marks };
    Kind kind = Kind::forms;
    std::string of;          ///< the words of the query that it stands for
    LanguageTag lang;        ///< of texts; `und` for all
    double frequency = 0.0;  ///< documents that have it, by weight, among `documents`
    double documents = 0.0;
    float factor = 1.0F;  ///< rarity times weight: what a saturated layer is worth, in parts of
                          ///< k1 + 1
    std::vector<WeightedTerm> terms;
};

class ScoreSource final : public Xapian::PostingSource {
public:
    /// `columns` must outlive the source.
    ScoreSource(const database::Columns& columns, std::shared_ptr<const std::vector<Layer>> layers);

    void init(const Xapian::Database& database) override;
    [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
    [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return most_; }
    [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return most_; }
    void next(double min_weight) override;
    void skip_to(Xapian::docid docid, double min_weight) override;
    [[nodiscard]] bool at_end() const override { return is_at_end_; }
    [[nodiscard]] Xapian::docid get_docid() const override;
    [[nodiscard]] double get_weight() const override;
    [[nodiscard]] std::string get_description() const override;

private:
    static constexpr std::uint32_t kWindow = 4096;

    /// Goes through the postings of one term.
    class Cursor {
    public:
        Cursor(const Xapian::Database& database, const WeightedTerm& term);
        [[nodiscard]] Xapian::docid docid() const noexcept { return docid_; }  ///< 0 at the end
        [[nodiscard]] float occurrences() const;
        [[nodiscard]] bool matches() const noexcept { return matches_; }
        void next();
        void skip_to(Xapian::docid docid);

    private:
        void read();

        Xapian::PostingIterator posting_;
        const std::vector<PhrasePosting>* phrase_ = nullptr;
        std::size_t at_ = 0;  ///< in phrase_
        Xapian::docid docid_ = 0;
        float weight_ = 0.0F;
        bool matches_ = true;
    };
    struct Run {  ///< cursors of one layer
        std::size_t first = 0;
        std::size_t last = 0;
        float factor = 0.0F;
    };
    /// Fills the next window that has a match at or behind `from`; the end when there is none.
    void fill(Xapian::docid from);
    void add_layer(const Run& run, Xapian::docid end);
    /// The first match at or behind the offset, or kWindow.
    [[nodiscard]] std::uint32_t next_match(std::uint32_t offset) const noexcept;

    const database::Columns& columns_;
    std::shared_ptr<const std::vector<Layer>> layers_;
    Xapian::doccount most_ = 0;
    std::vector<Cursor> cursors_;
    std::vector<Run> runs_;
    Xapian::docid base_ = 1;    ///< docid of the window's first document
    std::uint32_t offset_ = 0;  ///< of the current document within the window
    bool is_started_ = false;
    bool is_at_end_ = false;
    std::vector<float> scores_;
    std::vector<float> occurrences_;       ///< of the layer at hand; zero between layers
    std::vector<std::uint16_t> touched_;   ///< offsets that occurrences_ has
    std::vector<std::uint64_t> matching_;  ///< bits by offset
};

}  // namespace evresi::search

// ScoreWindows: the weighted terms of a query as one list of documents with BM25 scores, a window
// of documents at a time. Xapian's OP_SYNONYM adds up what its terms stand for as if all were
// equally likely, and counts their rarity over the whole collection; here each term has a weight,
// and each layer of terms that stand for one another has the rarity that its maker counted. Exact.
// Serves one shard, whose docids it gives. Confined to one thread.
#pragma once

#include "base/language_tag.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/search/origin.hpp"
#include "searchd/search/phrase_postings.hpp"
#include "searchd/search/words_together.hpp"

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

/// What scores documents.
struct ScorePlan {
    std::shared_ptr<const std::vector<Layer>> layers;
    /// What adds to the score of documents that the layers find.
    std::vector<std::shared_ptr<const Together>> together;
};

class ScoreWindows {
public:
    static constexpr std::uint32_t kWindow = 4096;

    /// `snapshot` must outlive this object. Throws Xapian::Error, as fill() does.
    ScoreWindows(const database::Snapshot& snapshot, ScorePlan plan);

    /// Makes the window that begins with the first match at or behind `from`, which must not go
    /// back; false when there is none.
    [[nodiscard]] bool fill(std::uint32_t from);

    /// Docid of the window's first document.
    [[nodiscard]] std::uint32_t base() const noexcept { return base_; }
    /// The first match at or behind the offset from the base, or kWindow.
    [[nodiscard]] std::uint32_t next_match(std::uint32_t offset) const noexcept;
    /// Of the match at an offset.
    [[nodiscard]] float score(std::uint32_t offset) const noexcept { return scores_[offset]; }

    /// No more documents than these, and no higher score than this.
    [[nodiscard]] std::uint32_t most_documents() const noexcept { return most_documents_; }
    [[nodiscard]] double most_score() const noexcept { return most_score_; }

private:
    /// Goes through the documents of one term.
    struct Cursor {
        database::PostingCursor postings;
        const std::vector<PhrasePosting>* phrase = nullptr;  ///< in place of postings
        std::size_t at = 0;                                  ///< in phrase
        float weight = 0.0F;
        bool matches = true;

        [[nodiscard]] std::uint32_t docid() const noexcept;  ///< 0 at the end
        void skip_to(std::uint32_t docid);
        template <typename Take>
        void take_until(std::uint32_t end, const Take& take);
    };
    struct Run {  ///< cursors of one layer
        std::size_t first = 0;
        std::size_t last = 0;
        float gain = 0.0F;
        bool matches = false;  ///< some of its terms do
    };
    void add_layer(const Run& run);
    void add_only_term(Cursor& cursor, float gain);
    void add_together(WordsTogether& words);
    [[nodiscard]] bool is_match(std::uint32_t offset) const noexcept {
        return (matching_[offset / 64] >> (offset % 64) & 1) != 0;
    }
    void set_match(std::uint32_t offset) noexcept {
        matching_[offset / 64] |= std::uint64_t{1} << (offset % 64);
    }

    const database::Snapshot& snapshot_;
    ScorePlan plan_;
    std::uint32_t most_documents_ = 0;
    double most_score_ = 0.0;
    std::vector<Cursor> cursors_;
    std::vector<Run> runs_;  ///< those that find documents first
    std::vector<WordsTogether> together_;
    std::uint32_t base_ = 1;
    std::vector<float> scores_;
    std::vector<float> occurrences_;       ///< of the layer at hand; zero between layers
    std::vector<std::uint16_t> touched_;   ///< offsets that occurrences_ has
    std::vector<std::uint64_t> matching_;  ///< bits by offset
};

}  // namespace evresi::search

// The index of a retrieval set, built or taken up again, and searchers over it. Immutable after
// construction and shared by threads; each takes a searcher of its own.
#pragma once

#include "base/result.hpp"
#include "bench/quality/retrieval_set.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/lexicon/lexicon.hpp"
#include "searchd/search/searcher.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

namespace evresi::bench {

struct IndexPlan {
    std::string folder;     ///< where indexes are, one folder a set
    bool rebuilds = false;  ///< also when there is one of the same documents
    int jobs = 1;           ///< workers of a build
    /// For texts in other languages; null for none.
    std::shared_ptr<const lexicon::Lexicon> lexicon;
};

class RetrievalIndex {
public:
    /// Opens the index of `set` below `plan.folder`, built anew when there is none of the same
    /// documents that this program can read.
    [[nodiscard]] static Result<RetrievalIndex> open(const RetrievalSet& set,
                                                     const IndexPlan& plan);

    [[nodiscard]] Result<search::Searcher> searcher(const search::QueryLimits& limits) const;

    /// The languages of these documents. malformed_input names one that the index does not have.
    [[nodiscard]] Result<std::unordered_map<std::string, LanguageTag>>
    languages_of(const RetrievalSet& set) const;

    [[nodiscard]] std::uint64_t documents() const noexcept;
    /// Whether the index was there already.
    [[nodiscard]] bool is_reused() const noexcept { return is_reused_; }

private:
    RetrievalIndex() = default;
    std::shared_ptr<const database::Generation> generation_;
    std::shared_ptr<const lexicon::Lexicon> lexicon_;
    bool is_reused_ = false;
};

}  // namespace evresi::bench

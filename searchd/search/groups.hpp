// Groups: of the documents that belong together only the best is a hit (match_list.hpp); what it
// stands for is counted here. Confined to one thread; made for one query.
#pragma once

#include "indexer/database/columns.hpp"

#include <xapian.h>

#include <cstdint>
#include <vector>

namespace evresi::search {

/// Members of a group that a hit names at most.
inline constexpr std::size_t kShownMembers = 20;

struct DocumentGroup {
    std::uint64_t size = 1;             ///< matching documents
    std::vector<Xapian::docid> others;  ///< the first kShownMembers beside the hit
};

class GroupCounter {
public:
    /// `column`: the group of each document; must outlive the counter.
    explicit GroupCounter(const database::Column& column);

    /// Counts one match.
    void add(Xapian::docid docid);

    /// Groups among the matches, documents that are alone counted each.
    [[nodiscard]] std::uint64_t groups() const noexcept { return groups_; }

    /// The groups of these hits, in their order.
    [[nodiscard]] std::vector<DocumentGroup>
    groups_of(const std::vector<Xapian::docid>& hits) const;

    /// Matching documents in the group of a hit.
    [[nodiscard]] std::uint64_t size_of(Xapian::docid hit) const noexcept;

private:
    [[nodiscard]] std::int64_t group_of(Xapian::docid docid) const noexcept;

    const database::Column& column_;
    const std::int64_t alone_;
    std::uint64_t groups_ = 0;
    std::vector<std::uint64_t> sizes_;  ///< by ordinal of the group
    std::vector<bool> matches_;         ///< by docid; those in groups
};

}  // namespace evresi::search

// Groups: of the documents that belong together only the best is a hit; what it stands for is
// counted here. Xapian's collapsing picks the hits. Confined to one thread; made for one query.
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

/// Sees every match, collapsed or not. The docid that Xapian gives a spy is the shard's own: right
/// for one database, which is what a Snapshot opens.
class GroupSpy : public Xapian::MatchSpy {
public:
    /// `column`: the group of each document; must outlive the spy.
    explicit GroupSpy(const database::Column& column);

    void operator()(const Xapian::Document& document, double weight) override;

    /// Groups among the matches, documents that are alone counted each.
    [[nodiscard]] std::uint64_t groups() const noexcept { return groups_; }

    /// The groups of these hits, in their order.
    [[nodiscard]] std::vector<DocumentGroup>
    groups_of(const std::vector<Xapian::docid>& hits) const;

    /// Matching documents in the groups of these hits, in their order.
    [[nodiscard]] std::vector<std::uint64_t> sizes_of(const Xapian::MSet& hits) const;

private:
    [[nodiscard]] std::int64_t group_of(Xapian::docid docid) const noexcept;

    const database::Column& column_;
    const std::int64_t alone_;
    std::uint64_t groups_ = 0;
    std::vector<std::uint64_t> sizes_;  ///< by ordinal of the group
    std::vector<bool> matches_;         ///< by docid; those in groups
};

}  // namespace evresi::search

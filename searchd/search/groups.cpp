#include "searchd/search/groups.hpp"

#include <unordered_map>

namespace evresi::search {

GroupCounter::GroupCounter(const database::Column& column)
    : column_(column), alone_(column.find(database::kUnknown)), sizes_(column.values().size()) {}

// -1 for a document that is alone.
std::int64_t GroupCounter::group_of(Xapian::docid docid) const noexcept {
    const auto ordinals = column_.ordinals(docid);
    return ordinals.empty() || ordinals.front() == alone_ ? -1 : std::int64_t{ordinals.front()};
}

void GroupCounter::add(Xapian::docid docid) {
    const std::int64_t group = group_of(docid);
    if (group < 0) {
        ++groups_;
        return;
    }
    if (sizes_[static_cast<std::size_t>(group)]++ == 0) ++groups_;
    if (docid >= matches_.size()) matches_.resize(docid + docid / 2 + 1);
    matches_[docid] = true;
}

std::uint64_t GroupCounter::size_of(Xapian::docid hit) const noexcept {
    const std::int64_t group = group_of(hit);
    return group < 0 ? 1 : sizes_[static_cast<std::size_t>(group)];
}

std::vector<DocumentGroup> GroupCounter::groups_of(const std::vector<Xapian::docid>& hits) const {
    std::vector<DocumentGroup> found(hits.size());
    std::unordered_map<std::int64_t, std::size_t> shown;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const std::int64_t group = group_of(hits[i]);
        if (group < 0) continue;
        found[i].size = sizes_[static_cast<std::size_t>(group)];
        if (found[i].size > 1) shown.emplace(group, i);
    }
    if (shown.empty()) return found;
    for (Xapian::docid docid = 1; docid < matches_.size(); ++docid) {
        if (!matches_[docid]) continue;
        const auto hit = shown.find(group_of(docid));
        if (hit == shown.end() || docid == hits[hit->second]) continue;
        auto& others = found[hit->second].others;
        if (others.size() < kShownMembers) others.push_back(docid);
    }
    return found;
}

}  // namespace evresi::search

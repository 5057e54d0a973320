#include "indexer/writer/near_duplicates.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

namespace evresi::indexer {
namespace {

/// 16 bands of 4 bins: a pair that shares 0.7 of its runs meets in one with 0.99 chance, one that
/// shares 0.3 with 0.12.
constexpr std::size_t kBandBins = 4;

/// Neighbours in a band that a signature is compared with: of many equal ones each finds its group
/// by the nearest.
constexpr std::size_t kCompared = 4;

/// Disjoint sets; the smallest member stands for its set.
class Groups {
public:
    explicit Groups(std::size_t size) : parent_(size) {
        std::iota(parent_.begin(), parent_.end(), 0u);
    }
    std::uint32_t first_of(std::uint32_t member) {
        while (parent_[member] != member) {
            parent_[member] = parent_[parent_[member]];
            member = parent_[member];
        }
        return member;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = first_of(a);
        b = first_of(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

}  // namespace

std::vector<std::uint32_t> group_near_duplicates(const std::vector<Signature>& signatures) {
    Groups groups(signatures.size());
    std::vector<std::pair<std::uint64_t, std::uint32_t>> band;
    for (std::size_t bin = 0; bin < kSignatureBins; bin += kBandBins) {
        band.clear();
        for (std::uint32_t i = 0; i < signatures.size(); ++i) {
            if (signatures[i].runs == 0) continue;
            std::uint64_t key = 0;
            std::memcpy(&key, &signatures[i].bins[bin], sizeof key);
            band.emplace_back(key, i);
        }
        std::sort(band.begin(), band.end());
        for (std::size_t i = 1; i < band.size(); ++i) {
            for (std::size_t back = 1; back <= std::min(i, kCompared); ++back) {
                const auto& [key, other] = band[i - back];
                if (key != band[i].first) break;
                const std::uint32_t one = band[i].second;
                if (groups.first_of(one) == groups.first_of(other)) continue;
                if (similarity(signatures[one], signatures[other]) >= kNearDuplicate) {
                    groups.join(one, other);
                }
            }
        }
    }
    std::vector<std::uint32_t> first(signatures.size());
    for (std::uint32_t i = 0; i < first.size(); ++i) first[i] = groups.first_of(i);
    return first;
}

}  // namespace evresi::indexer

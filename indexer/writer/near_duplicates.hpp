// Groups of texts that are nearly the same, by their signatures: bands of equal bins propose pairs
// (locality-sensitive hashing; P. Indyk, R. Motwani, STOC 1998), the whole signatures decide.
#pragma once

#include "indexer/writer/min_hash.hpp"

#include <cstdint>
#include <vector>

namespace evresi::indexer {

/// Texts that share at least this part of their runs of words are nearly the same.
inline constexpr double kNearDuplicate = 0.7;

/// For each signature the index of the first one of its group; its own for one that is alone.
/// O(n log n) time, about 16 bytes of memory a signature beside them.
[[nodiscard]] std::vector<std::uint32_t>
group_near_duplicates(const std::vector<Signature>& signatures);

}  // namespace evresi::indexer

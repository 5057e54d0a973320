// MatchList: every document that a query finds, with its score, and the order of hits. Texts of
// each language are ranked apart and then merged: scores of one language are divided by the root of
// its best score times how telling the query's words are in it, so that a small language neither
// drowns nor floods. Confined to one thread; made for one query.
#pragma once

#include "indexer/database/snapshot.hpp"
#include "searchd/search/search_request.hpp"

#include <xapian.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <vector>

namespace evresi::search {

struct BuiltQuery;

struct Match {
    Xapian::docid docid = 0;
    float score = 0.0F;
    float relevance = 0.0F;  ///< the score within the texts of its language
};

/// What find_matches() saw.
struct MatchList {
    std::vector<Match> matches;  ///< by docid
    bool is_complete = true;     ///< the time sufficed
};

/// Every document of the snapshot that `query` finds and all `filters` let through, until the time
/// is over. Requires filters with canonical values. Throws Xapian::Error.
[[nodiscard]] MatchList find_matches(database::Snapshot& snapshot,
                                     const BuiltQuery& query,
                                     const std::vector<Filter>& filters,
                                     std::chrono::steady_clock::time_point deadline);

/// Makes the scores of different languages comparable; `rarities` as in BuiltQuery. Keeps the order
/// within each language. Of equal texts those in `query_language` (`und`: none) come first.
void merge_languages(std::vector<Match>& matches,
                     const database::Columns& columns,
                     const std::map<LanguageTag, double>& rarities,
                     LanguageTag query_language);

/// Keeps of each group only the match that comes first by relevance. Keeps the order.
void keep_best_of_groups(std::vector<Match>& matches, const database::Column& groups);

/// The first `wanted` matches in the order that is asked for; equal ones by score, then by docid.
void sort_matches(std::vector<Match>& matches,
                  Sort sort,
                  std::size_t wanted,
                  const database::Columns& columns);

}  // namespace evresi::search

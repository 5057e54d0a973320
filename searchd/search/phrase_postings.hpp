// PhrasePostings: the documents in which words stand next to each other, as one list of postings,
// for a term of several words inside a ScoreSource. Made whole, so that its frequency is exact.
#pragma once

#include "indexer/database/snapshot.hpp"

#include <xapian.h>

#include <string>
#include <vector>

namespace evresi::search {

struct PhrasePosting {
    Xapian::docid docid = 0;
    Xapian::termcount occurrences = 0;
};

/// Documents of the snapshot, by docid, in which `terms` (at least two) follow each other. Empty
/// also when even the rarest term has more than `most` documents: positions are the dearest part of
/// an index, and words that frequent say enough by themselves. Throws Xapian::Error.
[[nodiscard]] std::vector<PhrasePosting> phrase_postings(const database::Snapshot& snapshot,
                                                         const std::vector<std::string>& terms,
                                                         Xapian::doccount most);

}  // namespace evresi::search

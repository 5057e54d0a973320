// The figures of the ranking model, in one place. All are to be changed by measurement only
// (docs/query-language.md says in words what they do).
#pragma once

#include <xapian.h>

namespace evresi::search::ranking {

/// BM25 with Robertson's usual values: k1 1.2 (how soon repetition stops to count), b 0.75 (how
/// much long texts are held back), k3 1 (repetition in the query). k2 is 0, as it adds a part that
/// depends on the length of the query only. The least normalised length 0.5 keeps very short texts
/// from rising over everything.
[[nodiscard]] inline Xapian::BM25Weight weight() {
    return {1.2, 0.0, 1.0, 0.75, 0.5};
}

/// Weight of a word's exact spelling beside its stem: enough to put the exact form first among
/// forms of one word, too little to outweigh another word of the query.
inline constexpr double kSurfaceWeight = 0.2;

}  // namespace evresi::search::ranking

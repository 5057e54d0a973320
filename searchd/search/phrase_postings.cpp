#include "searchd/search/phrase_postings.hpp"

#include <algorithm>

namespace evresi::search {
namespace {

/// Keeps of `starts` the places where `positions` has one `offset` further on. Both are sorted.
void keep_followed(std::vector<Xapian::termpos>& starts,
                   Xapian::PositionIterator position,
                   const Xapian::PositionIterator& end,
                   Xapian::termpos offset) {
    auto kept = starts.begin();
    for (const Xapian::termpos start : starts) {
        position.skip_to(start + offset);
        if (position == end) break;
        if (*position == start + offset) *kept++ = start;
    }
    starts.erase(kept, starts.end());
}

}  // namespace

std::vector<PhrasePosting> phrase_postings(const Xapian::Database& database,
                                           const std::vector<std::string>& terms,
                                           Xapian::doccount most) {
    std::vector<PhrasePosting> found;
    std::size_t rarest = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const Xapian::doccount frequency = database.get_termfreq(terms[i]);
        if (frequency == 0) return found;
        if (frequency < database.get_termfreq(terms[rarest])) rarest = i;
    }
    if (database.get_termfreq(terms[rarest]) > most) return found;

    std::vector<Xapian::PostingIterator> postings;
    for (const std::string& term : terms) postings.push_back(database.postlist_begin(term));
    const Xapian::PostingIterator end;
    std::vector<Xapian::termpos> starts;
    while (postings[rarest] != end) {
        const Xapian::docid docid = *postings[rarest];
        bool is_everywhere = true;
        for (std::size_t i = 0; i < terms.size() && is_everywhere; ++i) {
            if (i == rarest) continue;
            postings[i].skip_to(docid);
            if (postings[i] == end) return found;
            is_everywhere = *postings[i] == docid;
        }
        if (is_everywhere) {
            starts.assign(postings[0].positionlist_begin(), postings[0].positionlist_end());
            for (std::size_t i = 1; i < terms.size() && !starts.empty(); ++i) {
                keep_followed(starts, postings[i].positionlist_begin(),
                              postings[i].positionlist_end(), static_cast<Xapian::termpos>(i));
            }
            if (!starts.empty()) {
                found.push_back({docid, static_cast<Xapian::termcount>(starts.size())});
            }
        }
        ++postings[rarest];
    }
    return found;
}

}  // namespace evresi::search

#include "searchd/search/phrase_postings.hpp"

#include "searchd/search/words_together.hpp"

#include <algorithm>
#include <memory>

namespace evresi::search {

std::vector<PhrasePosting> phrase_postings(const database::Snapshot& snapshot,
                                           const std::vector<std::string>& terms,
                                           Xapian::doccount most) {
    std::vector<PhrasePosting> found;
    Together phrase;
    std::uint32_t fewest = most;
    for (const std::string& term : terms) {
        const std::uint32_t documents = snapshot.postings().documents(term);
        if (documents == 0) return found;
        fewest = phrase.words.empty() ? documents : std::min(fewest, documents);
        phrase.words.push_back({{term, true}});
    }
    if (fewest > most) return found;
    WordsTogether words(snapshot, std::make_shared<const Together>(std::move(phrase)));
    for (words.next(); words.docid() != 0; words.next()) {
        found.push_back({words.docid(), words.occurrences()});
    }
    return found;
}

}  // namespace evresi::search

#include "indexer/writer/posting_buffer.hpp"

#include "indexer/writer/run.hpp"

#include <memory>

namespace evresi::indexer {
namespace {

struct Placed {
    std::uint32_t document = 0;
    std::uint32_t value = 0;  ///< frequency or position
};

/// Sorts items by term in one pass, as the numbers of each term's items are known beforehand.
class CountingSort {
public:
    CountingSort(std::size_t terms, std::size_t items)
        : places_(terms), placed_(std::make_unique_for_overwrite<Placed[]>(items)) {}

    /// Makes room for the items of the next term.
    void make_room(TermNumber term, std::uint32_t items) {
        places_[term] = end_;
        end_ += items;
    }
    void place(TermNumber term, Placed item) { placed_[places_[term]++] = item; }
    /// Fetches into the processor's cache, in two steps, what place() of a term will need.
    void fetch_place(TermNumber term) const noexcept { __builtin_prefetch(&places_[term], 1); }
    void fetch_item(TermNumber term) const noexcept {
        __builtin_prefetch(&placed_[places_[term]], 1);
    }

    /// The items of the next term; terms are asked for in the order in which they got room.
    [[nodiscard]] std::span<const Placed> next(std::uint32_t items) {
        const std::span<const Placed> found(placed_.get() + begin_, items);
        begin_ += items;
        return found;
    }

private:
    std::vector<std::uint32_t> places_;  ///< by term: where its next item goes
    std::unique_ptr<Placed[]> placed_;
    std::uint32_t end_ = 0;
    std::size_t begin_ = 0;
};

/// Puts the items of all documents, which are in the order of documents, into that of terms. Nearly
/// each goes to a place that the processor's cache does not have.
template <class Documents, class List, class End, class Value>
void place_all(
    const Documents& documents, const List& list, End end, Value value, CountingSort& sort) {
    constexpr std::size_t kAhead = 16;
    std::size_t at = 0;
    for (const auto& document : documents) {
        for (; at < document.*end; ++at) {
            if (at + 2 * kAhead < list.size()) {
                sort.fetch_place(list[at + 2 * kAhead].term);
                sort.fetch_item(list[at + kAhead].term);
            }
            const auto& item = list[at];
            sort.place(item.term, {document.sequence, item.*value});
        }
    }
}

}  // namespace

std::size_t PostingBuffer::memory() const noexcept {
    return 2 * (terms_.size() * sizeof(TermFrequency) + occurrences_.size() * sizeof(Occurrence)) +
           states_.size() * sizeof states_.front() + counts_.size() * sizeof counts_.front();
}

std::string PostingBuffer::take_run(const TermDictionary& dictionary) {
    const std::vector<TermNumber> order = dictionary.sorted();
    counts_.resize(dictionary.size());
    states_.resize(dictionary.size());
    CountingSort by_term(dictionary.size(), terms_.size());
    CountingSort by_place(dictionary.size(), occurrences_.size());
    for (const TermNumber term : order) {
        by_term.make_room(term, states_[term].postings);
        by_place.make_room(term, states_[term].positions);
    }
    place_all(documents_, terms_, &Document::terms_end, &TermFrequency::frequency, by_term);
    place_all(documents_, occurrences_, &Document::occurrences_end, &Occurrence::position,
              by_place);
    terms_.clear();
    occurrences_.clear();
    documents_.clear();

    RunWriter run;
    std::vector<Posting> postings;
    std::vector<std::uint32_t> positions;
    for (const TermNumber number : order) {
        const std::span<const Placed> documents = by_term.next(states_[number].postings);
        const std::span<const Placed> places = by_place.next(states_[number].positions);
        if (documents.empty()) {
            if (counts_[number] > 0) run.add_count(dictionary.term(number), counts_[number]);
            continue;
        }
        postings.clear();
        positions.clear();
        auto place = places.begin();
        for (const Placed& document : documents) {
            Posting& posting = postings.emplace_back(Posting{document.document, document.value, 0});
            for (; place != places.end() && place->document == document.document; ++place) {
                positions.push_back(place->value);
                ++posting.positions;
            }
        }
        run.add(dictionary.term(number),
                places.empty() ? EntryKind::postings : EntryKind::positions, postings, positions);
    }
    counts_.clear();
    states_.clear();
    return run.take();
}

}  // namespace evresi::indexer

#include "indexer/writer/posting_buffer.hpp"

#include "indexer/writer/run.hpp"

#include <algorithm>

namespace evresi::indexer {
namespace {

struct Placed {
    std::uint32_t document = 0;
    std::uint32_t value = 0;  ///< frequency or position
};

/// Sorts items by term in one pass, as the numbers of each term's items are known beforehand.
class CountingSort {
public:
    template <class Item>
    CountingSort(const std::vector<TermNumber>& order, const std::vector<Item>& items)
        : ends_(order.size()), placed_(items.size()) {
        for (const Item& item : items) ++ends_[item.term];
        std::size_t end = 0;
        for (const TermNumber term : order) {
            const std::size_t count = ends_[term];
            ends_[term] = end;  // where its first item goes; moves on with each
            end += count;
        }
    }
    void place(TermNumber term, Placed item) { placed_[ends_[term]++] = item; }

    /// The items of the next term; terms are asked for in order.
    [[nodiscard]] std::span<const Placed> next(TermNumber term) {
        const std::size_t begin = begin_;
        begin_ = ends_[term];
        return std::span(placed_).subspan(begin, begin_ - begin);
    }

private:
    std::vector<std::size_t> ends_;
    std::vector<Placed> placed_;
    std::size_t begin_ = 0;
};

}  // namespace

void PostingBuffer::add(Sequence document,
                        std::span<const TermFrequency> terms,
                        std::span<const Occurrence> occurrences) {
    terms_.insert(terms_.end(), terms.begin(), terms.end());
    occurrences_.insert(occurrences_.end(), occurrences.begin(), occurrences.end());
    documents_.push_back({document, terms_.size(), occurrences_.size()});
}

void PostingBuffer::add_count(TermNumber term, std::uint64_t count) {
    if (term >= counts_.size()) counts_.resize(std::max<std::size_t>(term + 1, 2 * counts_.size()));
    counts_[term] += count;
}

std::size_t PostingBuffer::memory() const noexcept {
    return 2 * (terms_.size() * sizeof terms_.front() +
                occurrences_.size() * sizeof occurrences_.front()) +
           counts_.size() * sizeof counts_.front();
}

std::string PostingBuffer::take_run(const TermDictionary& dictionary) {
    const std::vector<TermNumber> order = dictionary.sorted();
    counts_.resize(dictionary.size());
    CountingSort by_term(order, terms_);
    CountingSort by_place(order, occurrences_);
    std::size_t term = 0;
    std::size_t occurrence = 0;
    for (const Document& document : documents_) {
        for (; term < document.terms_end; ++term) {
            by_term.place(terms_[term].term, {document.sequence, terms_[term].frequency});
        }
        for (; occurrence < document.occurrences_end; ++occurrence) {
            by_place.place(occurrences_[occurrence].term,
                           {document.sequence, occurrences_[occurrence].position});
        }
    }
    terms_ = {};
    occurrences_ = {};
    documents_.clear();

    RunWriter run;
    std::vector<Posting> postings;
    std::vector<std::uint32_t> positions;
    for (const TermNumber number : order) {
        const std::span<const Placed> documents = by_term.next(number);
        const std::span<const Placed> places = by_place.next(number);
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
    return run.take();
}

std::span<const TermFrequency> PostingBuffer::last_terms() const noexcept {
    if (documents_.empty()) return {};
    const std::size_t begin =
        documents_.size() < 2 ? 0 : documents_[documents_.size() - 2].terms_end;
    return std::span(terms_).subspan(begin);
}

std::span<const Occurrence> PostingBuffer::last_occurrences() const noexcept {
    if (documents_.empty()) return {};
    const std::size_t begin =
        documents_.size() < 2 ? 0 : documents_[documents_.size() - 2].occurrences_end;
    return std::span(occurrences_).subspan(begin);
}

}  // namespace evresi::indexer

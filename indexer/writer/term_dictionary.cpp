#include "indexer/writer/term_dictionary.hpp"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace evresi::indexer {
namespace {

constexpr std::size_t kFirstSlots = 4096;  // a power of two, as all sizes are

/// The first bytes of a term as numbers that compare as the bytes do, so that most comparisons of
/// a sort need not look for the term itself.
struct SortKey {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    TermNumber number = 0;
};

std::uint64_t head_of(std::string_view term) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t head = 0;
    std::memcpy(&head, term.data(), std::min<std::size_t>(8, term.size()));
    return __builtin_bswap64(head);
}

}  // namespace

TermDictionary::TermDictionary() : slots_(kFirstSlots), starts_{0} {}

std::uint64_t TermDictionary::hash(std::string_view term) noexcept {
    return XXH3_64bits(term.data(), term.size());
}

void TermDictionary::fetch(std::uint64_t hash) const noexcept {
    __builtin_prefetch(&slots_[static_cast<std::size_t>(hash) & (slots_.size() - 1)]);
}

TermNumber TermDictionary::add(std::string_view term, std::uint64_t hash) {
    if (2 * (size() + 1) > slots_.size()) grow();
    const auto tag = static_cast<std::uint32_t>(hash >> 32U);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    for (; slots_[at].place != 0; at = (at + 1) & mask) {
        if (slots_[at].tag == tag && this->term(slots_[at].place - 1) == term) {
            return slots_[at].place - 1;
        }
    }
    const auto number = static_cast<TermNumber>(size());
    bytes_.insert(bytes_.end(), term.begin(), term.end());
    starts_.push_back(bytes_.size());
    slots_[at] = {tag, number + 1};
    return number;
}

void TermDictionary::grow() {
    std::vector<Slot> larger(2 * slots_.size());
    const std::size_t mask = larger.size() - 1;
    for (TermNumber number = 0; number < size(); ++number) {
        const std::uint64_t hash = TermDictionary::hash(term(number));
        std::size_t at = static_cast<std::size_t>(hash) & mask;
        while (larger[at].place != 0) at = (at + 1) & mask;
        larger[at] = {static_cast<std::uint32_t>(hash >> 32U), number + 1};
    }
    slots_ = std::move(larger);
}

std::size_t TermDictionary::memory() const noexcept {
    return slots_.size() * sizeof(Slot) + bytes_.capacity() +
           starts_.capacity() * sizeof starts_.front();
}

std::vector<TermNumber> TermDictionary::sorted() const {
    std::vector<SortKey> keys(size());
    for (TermNumber number = 0; number < size(); ++number) {
        const std::string_view text = term(number);
        keys[number] = {head_of(text), head_of(text.substr(std::min<std::size_t>(8, text.size()))),
                        number};
    }
    std::sort(keys.begin(), keys.end(), [this](const SortKey& a, const SortKey& b) {
        if (a.first != b.first) return a.first < b.first;
        if (a.second != b.second) return a.second < b.second;
        return term(a.number) < term(b.number);
    });
    std::vector<TermNumber> order;
    order.reserve(keys.size());
    for (const SortKey& key : keys) order.push_back(key.number);
    return order;
}

void TermDictionary::clear() {
    *this = TermDictionary();
}

}  // namespace evresi::indexer

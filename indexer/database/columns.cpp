#include "indexer/database/columns.hpp"

#include <xapian.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace evresi::database {
namespace {

/// Gives each distinct value the next number.
class Numbering {
public:
    std::uint32_t number(std::string_view value) {
        const auto [entry, is_new] =
            numbers_.try_emplace(std::string(value), static_cast<std::uint32_t>(values_.size()));
        if (is_new) values_.push_back(entry->first);
        return entry->second;
    }
    [[nodiscard]] std::vector<std::string> take() { return std::move(values_); }

private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> values_;
};

/// Sorts `values` by bytes and returns the new number of each old one.
std::vector<std::uint32_t> sort_values(std::vector<std::string>& values) {
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
    std::vector<std::uint32_t> rank(values.size());
    std::vector<std::string> sorted;
    sorted.reserve(values.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i;
        sorted.push_back(std::move(values[order[i]]));
    }
    values = std::move(sorted);
    return rank;
}

}  // namespace

std::int64_t Column::find(std::string_view value) const noexcept {
    const auto found = std::lower_bound(values_.begin(), values_.end(), value);
    if (found == values_.end() || *found != value) return -1;
    return found - values_.begin();
}

Column::Column(const Xapian::Database& database, std::uint32_t slot) {
    const std::size_t size = std::size_t{database.get_lastdocid()} + 2;
    starts_.assign(size, 0);
    Numbering numbering;
    Xapian::ValueIterator value = database.valuestream_begin(slot);
    const Xapian::ValueIterator end = database.valuestream_end(slot);
    std::uint32_t next = 1;
    const auto close_until = [&](std::uint32_t docid) {
        for (; next <= docid; ++next) {
            starts_[next] = static_cast<std::uint32_t>(ordinals_.size());
        }
    };
    for (auto document = database.postlist_begin(""); document != database.postlist_end("");
         ++document) {
        close_until(*document);
        if (value != end && value.get_docid() < *document) value.skip_to(*document);
        if (value == end || value.get_docid() != *document) {
            ordinals_.push_back(numbering.number(kUnknown));
            continue;
        }
        const std::string joined = *value;
        std::size_t begin = 0;
        while (begin <= joined.size()) {
            const std::size_t stop = std::min(joined.find(kValueSeparator, begin), joined.size());
            ordinals_.push_back(
                numbering.number(std::string_view(joined).substr(begin, stop - begin)));
            begin = stop + 1;
        }
    }
    close_until(static_cast<std::uint32_t>(size - 1));
    values_ = numbering.take();
    const std::vector<std::uint32_t> rank = sort_values(values_);
    documents_.assign(values_.size(), 0);
    for (std::uint32_t& ordinal : ordinals_) {
        ordinal = rank[ordinal];
        ++documents_[ordinal];
    }
}

Columns::Columns(const Xapian::Database& database) {
    for (const FieldRow& row : fields()) columns_.emplace_back(database, row.slot);
    for (const Grouping grouping : {Grouping::near_duplicate, Grouping::project}) {
        columns_.emplace_back(database, group_slot(grouping));
    }
    relative_lengths_.assign(std::size_t{database.get_lastdocid()} + 1, 0.0F);
    const double average = std::max(database.get_average_length(), 1.0);
    for (auto document = database.postlist_begin(""); document != database.postlist_end("");
         ++document) {
        relative_lengths_[*document] = static_cast<float>(document.get_doclength() / average);
    }
}

}  // namespace evresi::database

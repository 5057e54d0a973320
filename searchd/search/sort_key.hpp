// SortKey: the order of hits by year or title. Confined to one thread, as all that Xapian calls.
#pragma once

#include "indexer/database/columns.hpp"
#include "searchd/search/search_request.hpp"

#include <xapian.h>

#include <string>
#include <string_view>

namespace evresi::search {

/// Sorts by year or title, documents without one last in either direction. The docid that Xapian
/// gives is the shard's own: right for one database, which is what a Snapshot opens.
class SortKey : public Xapian::KeyMaker {
public:
    SortKey(Sort sort, const database::Columns& columns) : sort_(sort), columns_(columns) {}

    std::string operator()(const Xapian::Document& document) const override {
        if (sort_ == Sort::title) {
            std::string title = document.get_value(database::kSlotTitle);
            return title.empty() ? std::string(kLast) : title;
        }
        const database::Column& column = columns_.column(database::Field::year);
        const auto ordinals = column.ordinals(document.get_docid());
        const std::string_view year =
            ordinals.empty() ? database::kUnknown : column.values()[ordinals.front()];
        if (year != database::kUnknown) return std::string(year);
        return sort_ == Sort::year_ascending ? std::string(kLast) : std::string();
    }

private:
    static constexpr std::string_view kLast = "\xff";
    Sort sort_;
    const database::Columns& columns_;
};

}  // namespace evresi::search

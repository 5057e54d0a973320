// SlotReader: the values of one slot for documents that are asked for in order, which costs far
// less than asking each document. Confined to one thread. Throws Xapian::Error.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::database {

class SlotReader {
public:
    SlotReader(const Xapian::Database& database, std::uint32_t slot)
        : at_(database.valuestream_begin(slot)), end_(database.valuestream_end(slot)) {}

    /// The value of `docid`, higher than the last; empty for none. Valid until the next call.
    std::string_view value_of(Xapian::docid docid) {
        if (at_ != end_ && at_.get_docid() < docid) at_.skip_to(docid);
        if (at_ == end_ || at_.get_docid() != docid) return {};
        value_ = *at_;
        return value_;
    }

private:
    Xapian::ValueIterator at_;
    Xapian::ValueIterator end_;
    std::string value_;
};

}  // namespace evresi::database

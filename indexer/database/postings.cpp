#include "indexer/database/postings.hpp"

#include "base/varint.hpp"
#include "indexer/database/glass_keys.hpp"

#include <xapian.h>

#include <bit>
#include <limits>
#include <optional>
#include <utility>

namespace evresi::database {
namespace {

/// The key of a term's first chunk.
std::string key_of(std::string_view term) {
    std::string key;
    append_escaped(term, key);
    return key;
}

/// The number that append_sorting_number() made these bytes of, if it is a docid.
std::optional<std::uint64_t> docid_of(std::string_view bytes) {
    if (bytes.empty()) return std::nullopt;
    const auto more = static_cast<unsigned>(std::countl_one(static_cast<unsigned char>(bytes[0])));
    if (more > 3 || bytes.size() != more + 2) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return value & ((std::uint64_t{1} << (15 + 7 * more)) - 1);
}

}  // namespace

PostingCursor::PostingCursor(const GlassTable& table, std::string_view term)
    : entries_(table), key_(key_of(term)) {
    if (term.empty()) return;
    entries_.seek(key_);
    if (entries_.key() != key_) return;
    open_entry();
}

void PostingCursor::fail_damaged() {
    throw Xapian::DatabaseCorruptError("a list of postings is damaged");
}

void PostingCursor::open_entry() {
    const std::string_view key = entries_.key();
    std::string_view tag = entries_.tag();
    if (key == key_) {
        const auto documents = take_varint(tag);
        const auto occurrences = take_varint(tag);
        const auto before = take_varint(tag);
        if (!documents || !occurrences || !before || *documents == 0 ||
            *documents > std::numeric_limits<std::uint32_t>::max()) {
            fail_damaged();
        }
        documents_ = static_cast<std::uint32_t>(*documents);
        all_occurrences_ = *occurrences;
        open_chunk(tag, *before + 1);
        return;
    }
    const bool is_chunk =
        key.size() > key_.size() && key.starts_with(key_) && key[key_.size()] == '\0';
    const auto docid = is_chunk ? docid_of(key.substr(key_.size() + 1)) : std::nullopt;
    if (!docid) fail_damaged();
    open_chunk(tag, *docid);
}

void PostingCursor::open_chunk(std::string_view bytes, std::uint64_t docid) {
    if (bytes.empty() || (bytes.front() != '0' && bytes.front() != '1')) fail_damaged();
    is_last_chunk_ = bytes.front() == '1';
    bytes.remove_prefix(1);
    const auto span = take_varint(bytes);
    const auto count = take_varint(bytes);
    constexpr std::uint64_t kLast = std::numeric_limits<std::uint32_t>::max();
    if (!span || !count || docid <= docid_ || docid > kLast || *span > kLast - docid ||
        *count > kLast) {
        fail_damaged();
    }
    docid_ = static_cast<std::uint32_t>(docid);
    chunk_last_ = static_cast<std::uint32_t>(docid + *span);
    count_ = static_cast<std::uint32_t>(*count);
    at_ = reinterpret_cast<const unsigned char*>(bytes.data());
    end_ = at_ + bytes.size();
}

void PostingCursor::next_chunk() {
    if (is_last_chunk_) {
        docid_ = 0;
        return;
    }
    if (!entries_.next()) fail_damaged();
    open_entry();
}

void PostingCursor::skip_to(std::uint32_t docid) {
    if (docid_ == 0 || docid_ >= docid) return;
    if (chunk_last_ < docid) {
        next_chunk();
        if (docid_ == 0 || docid_ >= docid) return;
        if (chunk_last_ < docid && !is_last_chunk_) {
            std::string key = key_;
            key += '\0';
            append_sorting_number(docid, key);
            entries_.seek(key);
            const std::uint32_t before = docid_;
            // What is found may be the chunk at hand.
            docid_ = 0;
            open_entry();
            if (docid_ < before) fail_damaged();
        }
        if (chunk_last_ < docid) {
            next_chunk();
            return;
        }
    }
    while (docid_ < docid) {
        if (at_ == end_) fail_damaged();
        next();
    }
}

Result<Postings> Postings::open(const std::string& folder) {
    Result<GlassTable> table = GlassTable::open_postings(folder);
    if (!table) return table.error();
    Postings postings;
    postings.table_ = std::move(*table);
    return postings;
}

}  // namespace evresi::database

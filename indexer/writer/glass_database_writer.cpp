#include "indexer/writer/glass_database_writer.hpp"

#include "base/check.hpp"
#include "indexer/database/glass_keys.hpp"
#include "indexer/writer/common_prefix.hpp"
#include "indexer/writer/glass_codes.hpp"

#include <algorithm>

namespace evresi::indexer::glass {
namespace {

/// Xapian closes a chunk of values once it has so many bytes.
constexpr std::size_t kChunkBytes = 1900;
/// What is left of a block is worth a chunk of postings of its own from so many bytes on.
constexpr std::size_t kLeastChunk = 96;
/// Most bytes of a posting in a chunk, and of what stands before the first one.
constexpr std::size_t kMostPostingBytes = 10;
constexpr std::size_t kMostHeadBytes = 5 + 5 + 5 + 1 + 5 + 5;

constexpr std::string_view kMetadataKey("\0\xC0", 2);
constexpr std::string_view kSlotKey("\0\xD0", 2);
constexpr std::string_view kValuesKey("\0\xD8", 2);
constexpr std::string_view kLengthsKey("\0\xE0", 2);

constexpr TableInfo kNoTable{};

void append_table(const TableInfo& table, std::string& out) {
    const bool is_there = table.blocks > 0;
    append_varint(table.root, out);
    // Leaves lie in the order of keys; a table without blocks is not there at all.
    append_varint(table.level * 4 + 2 + (is_there ? 0 : 1), out);
    append_varint(table.entries, out);
    append_varint(kBlockBytes / 2048, out);
    // Nothing is compressed by later writers either: Xapian 1.4 can write repetitive data that it
    // cannot read back.
    append_varint(0, out);
    std::string free_blocks;
    if (is_there) {
        append_varint(1, free_blocks);  // revision
        append_varint(table.blocks, free_blocks);
        free_blocks.append(4, '\0');
    }
    append_string(free_blocks, out);
}

}  // namespace

void PostlistWriter::add_metadata(std::string_view key, std::string_view value) {
    key_ = kMetadataKey;
    key_ += key;
    table_.add(key_, value);
}

void PostlistWriter::add_slot(const SlotStatistics& slot) {
    EVRESI_CHECK(slot.slot < 128);
    key_ = kSlotKey;
    append_last_number(slot.slot, key_);
    tag_.clear();
    append_varint(slot.count, tag_);
    append_string(slot.lowest, tag_);
    if (slot.highest != slot.lowest) tag_ += slot.highest;
    table_.add(key_, tag_);
}

void PostlistWriter::add_value(std::uint32_t slot, std::uint32_t docid, std::string_view value) {
    if (last_docid_ != 0 && (slot != slot_ || body_.size() >= kChunkBytes)) finish_values();
    if (last_docid_ == 0) {
        slot_ = slot;
        key_ = kValuesKey;
        append_varint(slot, key_);
        database::append_sorting_number(docid, key_);
    } else {
        append_varint(docid - last_docid_ - 1, body_);
    }
    append_string(value, body_);
    last_docid_ = docid;
}

void PostlistWriter::finish_values() {
    if (last_docid_ == 0) return;
    table_.add(key_, body_);
    body_.clear();
    last_docid_ = 0;
}

void PostlistWriter::add_lengths(std::span<const Posting> lengths) {
    finish_values();
    if (!lengths.empty()) add_list({}, lengths, true);
}

void PostlistWriter::add_term(std::string_view term, std::span<const Posting> postings) {
    for (const Posting& posting : postings) {
        greatest_frequency_ = std::max(greatest_frequency_, posting.frequency);
    }
    add_list(term, postings, false);
}

void PostlistWriter::add_list(std::string_view term,
                              std::span<const Posting> postings,
                              bool is_lengths) {
    // Readers have 32 bits for it and take more for damage; Xapian's own writer lets it wrap too.
    std::uint32_t occurrences = 0;
    if (!is_lengths) {
        for (const Posting& posting : postings) occurrences += posting.frequency;
    }
    for (std::size_t first = 0; first < postings.size();) {
        const std::uint32_t first_docid = postings[first].document;
        key_.clear();
        if (is_lengths) {
            key_ = kLengthsKey;
            if (first > 0) database::append_sorting_number(first_docid, key_);
        } else if (first > 0) {
            database::append_chunk_key(term, first_docid, key_);
        } else {
            database::append_escaped(term, key_);
        }
        // Chunks end with their blocks: a reader then finds each in one piece.
        const std::size_t room =
            table_.room_for_tag(key_.size(), kLeastChunk + kMostHeadBytes) - kMostHeadBytes;
        body_.clear();
        append_varint(postings[first].frequency, body_);
        std::size_t next = first + 1;
        std::uint32_t last_docid = first_docid;
        for (; next < postings.size() && body_.size() + kMostPostingBytes <= room; ++next) {
            append_varint(postings[next].document - last_docid - 1, body_);
            append_varint(postings[next].frequency, body_);
            last_docid = postings[next].document;
        }
        tag_.clear();
        if (first == 0) {
            append_varint(is_lengths ? 0 : postings.size(), tag_);
            append_varint(occurrences, tag_);
            append_varint(first_docid - 1, tag_);
        }
        append_bool(next == postings.size(), tag_);
        append_varint(last_docid - first_docid, tag_);
        tag_ += body_;
        table_.add(key_, tag_, true);
        first = next;
    }
    body_.clear();
}

TableInfo PostlistWriter::finish() {
    finish_values();
    return table_.finish(true);
}

void DocdataWriter::add(std::uint32_t docid, std::string_view data) {
    if (data.empty()) return;
    key_.clear();
    database::append_sorting_number(docid, key_);
    table_.add(key_, data);
}

void PositionWriter::add(std::string_view term,
                         std::uint32_t docid,
                         std::span<const std::uint32_t> positions) {
    key_.clear();
    database::append_chunk_key(term, docid, key_);
    tag_.clear();
    append_positions(positions, tag_);
    table_.add(key_, tag_);
}

void TermlistWriter::begin(std::uint32_t docid, std::uint32_t length, std::uint32_t terms) {
    key_.clear();
    database::append_sorting_number(docid, key_);
    tag_.clear();
    last_.clear();
    is_first_ = true;
    if (terms == 0) return;
    append_varint(length, tag_);
    append_varint(terms, tag_);
}

void TermlistWriter::add(std::string_view term, std::uint32_t frequency) {
    if (is_first_) {
        tag_ += static_cast<char>(term.size());
        tag_ += term;
        append_varint(frequency, tag_);
        is_first_ = false;
        last_ = term;
        return;
    }
    const std::size_t same = common_prefix(term, last_);
    // One byte for both numbers where they are small.
    const std::uint64_t both = (std::uint64_t{frequency} + 1) * (last_.size() + 1) + same;
    const bool is_small = frequency < 127 && both < 256;
    tag_ += static_cast<char>(is_small ? both : same);
    tag_ += static_cast<char>(term.size() - same);
    tag_ += term.substr(same);
    if (!is_small) append_varint(frequency, tag_);
    last_ = term;
}

void TermlistWriter::end(std::span<const std::uint32_t> slots) {
    table_.add(key_, tag_);
    if (slots.empty()) return;
    key_ += '\0';
    tag_.clear();
    std::uint32_t previous = ~std::uint32_t{0};
    for (const std::uint32_t slot : slots) {
        append_varint(slot - previous - 1, tag_);
        previous = slot;
    }
    table_.add(key_, tag_);
}

void write_version_file(const std::string& folder,
                        const std::array<std::uint8_t, 16>& uuid,
                        const Tables& tables,
                        const Statistics& statistics) {
    std::string bytes("\x0f\x0dXapian Glass\x04\x6e", 16);
    for (const std::uint8_t byte : uuid) bytes += static_cast<char>(byte);
    append_varint(1, bytes);  // revision
    append_table(tables.postlist, bytes);
    append_table(tables.docdata, bytes);
    append_table(tables.termlist, bytes);
    append_table(tables.position, bytes);
    append_table(kNoTable, bytes);  // spelling
    append_table(kNoTable, bytes);  // synonyms
    append_varint(statistics.documents, bytes);
    append_varint(statistics.last_docid - statistics.documents, bytes);
    append_varint(statistics.least_length, bytes);
    append_varint(statistics.greatest_frequency, bytes);
    append_varint(statistics.greatest_length - statistics.greatest_frequency, bytes);
    append_varint(0, bytes);  // oldest changeset
    append_varint(statistics.total_length, bytes);
    append_varint(0, bytes);  // greatest frequency of a spelling
    OutputFile file(folder + "/iamglass");
    file.write(bytes);
    file.close();
}

}  // namespace evresi::indexer::glass

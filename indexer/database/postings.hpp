// Postings: which documents of a shard have a term, and how often, read from its mapped table
// without copies or virtual calls (Xapian's own iterators cost several times that). Immutable,
// shared by threads; requires a published generation, whose files never change. PostingCursor goes
// through the documents of one term; confined to one thread. Damaged bytes never lead outside of
// the file: they throw Xapian::DatabaseCorruptError. Not here: positions (positions.hpp).
#pragma once

#include "base/result.hpp"
#include "indexer/database/glass_table.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::database {

class PostingCursor {
public:
    /// The documents of `term`, the first of them current. `table` must outlive the cursor.
    PostingCursor(const GlassTable& table, std::string_view term);
    PostingCursor(PostingCursor&&) noexcept = default;
    PostingCursor& operator=(PostingCursor&&) noexcept = default;
    PostingCursor(const PostingCursor&) = delete;
    PostingCursor& operator=(const PostingCursor&) = delete;

    /// Documents that have the term.
    [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }
    /// Its occurrences in all of them.
    [[nodiscard]] std::uint64_t occurrences() const noexcept { return all_occurrences_; }

    /// The current document; 0 at the end.
    [[nodiscard]] std::uint32_t docid() const noexcept { return docid_; }
    /// Occurrences in it.
    [[nodiscard]] std::uint32_t count() const noexcept { return count_; }

    void next() {
        if (at_ == end_) {
            next_chunk();
        } else {
            const std::uint64_t docid = std::uint64_t{docid_} + read_number() + 1;
            if (docid > chunk_last_) fail_damaged();
            docid_ = static_cast<std::uint32_t>(docid);
            count_ = read_number();
        }
    }
    /// To the first document at or behind `docid`; never backwards.
    void skip_to(std::uint32_t docid);

    /// Calls `take(docid, count)` for the current document and all that follow before `end`, and
    /// goes on to the next.
    template <typename Take>
    void take_until(std::uint32_t end, const Take& take) {
        while (docid_ != 0 && docid_ < end) {
            // In registers, whatever `take` writes.
            const unsigned char* at = at_;
            const unsigned char* const last = end_;
            std::uint64_t docid = docid_;
            std::uint32_t count = count_;
            for (;;) {
                take(static_cast<std::uint32_t>(docid), count);
                if (at == last) break;
                docid += std::uint64_t{read_number(at, last)} + 1;
                count = read_number(at, last);
                if (docid >= end) break;
            }
            if (docid > chunk_last_) fail_damaged();
            at_ = at;
            docid_ = static_cast<std::uint32_t>(docid);
            count_ = count;
            if (docid < end) next_chunk();
        }
    }

private:
    /// A number of 32 bits; beyond the end there are zeros, which the caller's checks find.
    static std::uint32_t read_number(const unsigned char*& at, const unsigned char* end) {
        if (at == end) return 0;
        std::uint32_t value = *at++;
        if (value < 0x80) return value;
        value &= 0x7F;
        for (unsigned shift = 7; at != end && shift < 35; shift += 7) {
            const std::uint32_t byte = *at++;
            value |= (byte & 0x7F) << shift;
            if (byte < 0x80) break;
        }
        return value;
    }
    std::uint32_t read_number() { return read_number(at_, end_); }
    [[noreturn]] static void fail_damaged();
    void next_chunk();
    /// Opens the chunk that the entry at hand is.
    void open_entry();
    /// Reads the head of a chunk and its first posting.
    void open_chunk(std::string_view bytes, std::uint64_t docid);

    GlassTable::Entries entries_;
    std::string key_;  ///< of the first chunk
    const unsigned char* at_ = nullptr;
    const unsigned char* end_ = nullptr;
    std::uint32_t documents_ = 0;
    std::uint32_t docid_ = 0;
    std::uint32_t count_ = 0;
    std::uint32_t chunk_last_ = 0;  ///< last docid of the chunk
    bool is_last_chunk_ = true;
    std::uint64_t all_occurrences_ = 0;
};

class Postings {
public:
    /// No terms.
    Postings() = default;

    /// Maps the table of the database in `folder`. index_damaged.
    [[nodiscard]] static Result<Postings> open(const std::string& folder);

    /// The documents of a term. The cursor must not outlive this object.
    [[nodiscard]] PostingCursor find(std::string_view term) const { return {table_, term}; }
    /// How many documents have a term.
    [[nodiscard]] std::uint32_t documents(std::string_view term) const {
        return find(term).documents();
    }

private:
    GlassTable table_;
};

}  // namespace evresi::database

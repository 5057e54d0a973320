#include "indexer/writer/run.hpp"

#include "base/check.hpp"
#include "base/varint.hpp"
#include "indexer/writer/common_prefix.hpp"

#include <algorithm>

namespace evresi::indexer {
namespace {

/// Of a 32-bit number.
constexpr std::size_t kMostBytes = 5;

char* put_number(std::uint32_t value, char* at) noexcept {
    for (; value >= 0x80; value >>= 7) *at++ = static_cast<char>(value | 0x80U);
    *at++ = static_cast<char>(value);
    return at;
}

}  // namespace

void RunWriter::add_term(std::string_view term, EntryKind kind) {
    const std::size_t same = common_prefix(term, last_);
    append_varint(same, bytes_);
    append_varint(term.size() - same, bytes_);
    bytes_ += term.substr(same);
    bytes_ += static_cast<char>(kind);
    last_.assign(term);
}

void RunWriter::add_count(std::string_view term, std::uint64_t count) {
    add_term(term, EntryKind::count);
    append_varint(count, bytes_);
}

void RunWriter::add(std::string_view term,
                    EntryKind kind,
                    std::span<const Posting> postings,
                    std::span<const std::uint32_t> positions) {
    add_term(term, kind);
    const bool has_positions = kind == EntryKind::positions;
    char* const begin = room(2 * kMostBytes * postings.size());
    char* at = begin;
    std::uint32_t last_document = 0;
    for (const Posting& posting : postings) {
        at = put_number(posting.document - last_document, at);
        at = put_number(posting.frequency, at);
        last_document = posting.document;
    }
    append_varint(postings.size(), bytes_);
    append_varint(static_cast<std::size_t>(at - begin), bytes_);
    bytes_.append(begin, at);
    if (!has_positions) return;
    char* const places = room(kMostBytes * (postings.size() + positions.size()));
    at = places;
    std::size_t next = 0;
    for (const Posting& posting : postings) {
        at = put_number(posting.positions, at);
        std::uint32_t last_position = 0;
        for (const std::uint32_t position : positions.subspan(next, posting.positions)) {
            at = put_number(position - last_position, at);
            last_position = position;
        }
        next += posting.positions;
    }
    append_varint(static_cast<std::size_t>(at - places), bytes_);
    bytes_.append(places, at);
}

char* RunWriter::room(std::size_t bytes) {
    if (bytes > scratch_.size()) scratch_.resize(2 * bytes);
    return scratch_.data();
}

bool RunReader::next() {
    if (left_.empty()) return false;
    const char* at = left_.data();
    const std::size_t same = read_whole_varint(at);
    const std::size_t rest = read_whole_varint(at);
    term_.resize(same);
    term_.append(at, rest);
    at += rest;
    kind_ = static_cast<EntryKind>(*at++);
    count_ = read_whole_varint(at);
    if (kind_ != EntryKind::count) {
        const std::size_t bytes = read_whole_varint(at);
        postings_ = {at, bytes};
        at += bytes;
        positions_ = {};
        if (kind_ == EntryKind::positions) {
            const std::size_t position_bytes = read_whole_varint(at);
            positions_ = {at, position_bytes};
            at += position_bytes;
        }
    }
    left_.remove_prefix(static_cast<std::size_t>(at - left_.data()));
    return true;
}

void RunReader::read(std::vector<Posting>& postings, std::vector<std::uint32_t>& positions) const {
    const char* at = postings_.data();
    const char* at_position = positions_.data();
    std::uint32_t document = 0;
    for (std::uint64_t i = 0; i < count_; ++i) {
        Posting& posting = postings.emplace_back();
        document += static_cast<std::uint32_t>(read_whole_varint(at));
        posting.document = document;
        posting.frequency = static_cast<std::uint32_t>(read_whole_varint(at));
        if (kind_ != EntryKind::positions) continue;
        posting.positions = static_cast<std::uint32_t>(read_whole_varint(at_position));
        std::uint32_t position = 0;
        for (std::uint32_t k = 0; k < posting.positions; ++k) {
            position += static_cast<std::uint32_t>(read_whole_varint(at_position));
            positions.push_back(position);
        }
    }
    EVRESI_CHECK(at == postings_.data() + postings_.size());
}

}  // namespace evresi::indexer

#include "indexer/database/positions.hpp"

#include "base/varint.hpp"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>

namespace evresi::database {
namespace {

using namespace positions_format;

[[noreturn]] void damaged() {
    throw Xapian::DatabaseCorruptError("the file of positions is damaged");
}

std::uint64_t read_fixed(std::string_view bytes, std::size_t at, std::size_t width) {
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

/// Reads numbers and text, never beyond the end.
class Reader {
public:
    Reader(std::string_view bytes, std::size_t at)
        : rest_(bytes.substr(std::min(at, bytes.size()))) {}

    std::uint64_t number() {
        const std::optional<std::uint64_t> value = take_varint(rest_);
        if (!value) damaged();
        return *value;
    }
    std::string_view text(std::uint64_t length) {
        if (length > rest_.size()) damaged();
        const std::string_view text = rest_.substr(0, length);
        rest_.remove_prefix(text.size());
        return text;
    }

private:
    std::string_view rest_;
};

std::uint64_t low_mask(unsigned width) noexcept {
    return (std::uint64_t{1} << width) - 1;
}

/// Eight bytes, of which the lowest bit is `bit` of the data and 57 or more are the data's.
std::uint64_t load_bits(std::string_view data, std::uint64_t bit) {
    if (bit >= data.size() * 8) damaged();
    std::uint64_t bits = 0;
    // Padding follows all data (positions_format.hpp).
    std::memcpy(&bits, data.data() + bit / 8, sizeof bits);
    if constexpr (std::endian::native == std::endian::big) bits = __builtin_bswap64(bits);
    return bits >> (bit % 8);
}

/// Goes from one to one in a stream of bits.
class Ones {
public:
    Ones(std::string_view data, std::uint64_t bit) : data_(data), at_(bit) {
        bits_ = load_bits(data, bit);
        loaded_ = 64 - bit % 8;
    }
    /// The bit of the next one; the reader is then behind it.
    std::uint64_t next() {
        while (bits_ == 0) {
            at_ += loaded_;
            bits_ = load_bits(data_, at_);
            loaded_ = 64 - at_ % 8;
        }
        const auto zeros = static_cast<unsigned>(std::countr_zero(bits_));
        const std::uint64_t found = at_ + zeros;
        at_ = found + 1;
        loaded_ -= zeros + 1;
        bits_ = loaded_ == 0 ? 0 : bits_ >> zeros >> 1;
        return found;
    }
    /// Leaves out so many ones.
    void skip(std::uint32_t count) {
        for (auto ones = static_cast<std::uint32_t>(std::popcount(bits_)); ones < count;
             ones = static_cast<std::uint32_t>(std::popcount(bits_))) {
            count -= ones;
            at_ += loaded_;
            bits_ = load_bits(data_, at_);
            loaded_ = 64 - at_ % 8;
        }
        for (; count > 0; --count) (void)next();
    }
    [[nodiscard]] std::uint64_t at() const noexcept { return at_; }

private:
    std::string_view data_;
    std::uint64_t at_;  ///< of the lowest of bits_
    std::uint64_t bits_;
    std::uint64_t loaded_;  ///< bits in bits_
};

}  // namespace

PositionCursor::PositionCursor(std::string_view data, std::uint32_t documents)
    : data_(data), documents_(documents),
      blocks_((documents + kBlockPostings - 1) / kBlockPostings) {
    if (blocks_ == 0 || (blocks_ > 1 && data_.size() < blocks_ * kSkipBytes)) damaged();
    load_block(0);
}

void PositionCursor::load_block(std::size_t block) {
    std::uint32_t docid = 0;
    std::uint64_t begin = 0;
    const std::size_t skips = data_.size() - blocks_ * kSkipBytes;
    if (block > 0) {
        const std::size_t entry = skips + (block - 1) * kSkipBytes;
        docid = static_cast<std::uint32_t>(read_fixed(data_, entry, 4));
        begin = read_fixed(data_, entry + kSkipBytes + 4, 4);
    }
    block_ = block;
    at_ = 0;
    postings_ = std::min(kBlockPostings, documents_ - block * kBlockPostings);
    std::uint64_t bit = begin * 8;
    const std::uint64_t widths = load_bits(data_, bit);
    const auto gap_width = static_cast<unsigned>(widths & low_mask(kWidthBits));
    position_width_ = static_cast<unsigned>(widths >> kWidthBits & low_mask(kWidthBits));
    bit += 2 * kWidthBits;
    const std::uint64_t highs = bit + postings_ * gap_width;
    Ones ones(data_, highs);
    std::uint64_t before = highs;
    for (std::size_t i = 0; i < postings_; ++i) {
        const std::uint64_t one = ones.next();
        const std::uint64_t high = (one - before) << gap_width;
        before = one + 1;
        const std::uint64_t low = load_bits(data_, bit + i * gap_width) & low_mask(gap_width);
        const std::uint64_t next = docid + (high | low) + 1;
        if (next > std::numeric_limits<std::uint32_t>::max()) damaged();
        docids_[i] = docid = static_cast<std::uint32_t>(next);
    }
    counts_at_ = before;
    has_starts_ = false;
    docid_ = docids_[0];
}

void PositionCursor::next() {
    if (++at_ < postings_) {
        docid_ = docids_[at_];
    } else if (block_ + 1 < blocks_) {
        load_block(block_ + 1);
    } else {
        docid_ = 0;
    }
}

void PositionCursor::skip_to(std::uint32_t docid) {
    if (docid_ == 0 || docid_ >= docid) return;
    if (docids_[postings_ - 1] < docid) {
        // The first block whose last document is not before it.
        const std::size_t skips = data_.size() - blocks_ * kSkipBytes;
        std::size_t block = block_ + 1;
        for (std::size_t count = blocks_ - block; count > 0;) {
            const std::size_t half = count / 2;
            if (read_fixed(data_, skips + (block + half) * kSkipBytes, 4) < docid) {
                block += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        if (block == blocks_) {
            docid_ = 0;
            return;
        }
        load_block(block);
    }
    const auto end = docids_.begin() + static_cast<std::ptrdiff_t>(postings_);
    const auto found =
        std::lower_bound(docids_.begin() + static_cast<std::ptrdiff_t>(at_), end, docid);
    if (found == end) damaged();
    at_ = static_cast<std::size_t>(found - docids_.begin());
    docid_ = *found;
}

void PositionCursor::load_starts() {
    Ones ones(data_, counts_at_);
    starts_[0] = 0;
    for (std::size_t i = 1; i <= postings_; ++i) {
        // Each posting has as many bits as it has positions.
        starts_[i] = static_cast<std::uint32_t>(ones.next() + 1 - counts_at_);
    }
    lows_at_ = ones.at();
    coded_ = 0;
    coded_at_ = lows_at_ + std::uint64_t{starts_[postings_]} * position_width_;
    has_starts_ = true;
}

void PositionCursor::positions(std::vector<std::uint32_t>& found) {
    if (!has_starts_) load_starts();
    const std::uint32_t first = starts_[at_];
    const std::uint32_t last = starts_[at_ + 1];
    if (first < coded_) {
        coded_ = 0;
        coded_at_ = lows_at_ + std::uint64_t{starts_[postings_]} * position_width_;
    }
    Ones ones(data_, coded_at_);
    ones.skip(first - coded_);
    std::uint64_t before = ones.at();
    found.clear();
    std::uint64_t position = 0;
    for (std::uint32_t i = first; i < last; ++i) {
        const std::uint64_t one = ones.next();
        const std::uint64_t high = (one - before) << position_width_;
        before = one + 1;
        const std::uint64_t low = load_bits(data_, lows_at_ + std::uint64_t{i} * position_width_) &
                                  low_mask(position_width_);
        position += (high | low) + (i > first ? 1 : 0);
        if (position > std::numeric_limits<std::uint32_t>::max()) damaged();
        found.push_back(static_cast<std::uint32_t>(position));
    }
    coded_ = last;
    coded_at_ = before;
}

Result<Positions> Positions::open(const std::string& folder) {
    const std::string path = folder + "/" + std::string(kName);
    const auto unreadable = [&](const std::string& what) {
        return fail(ErrorCode::index_damaged, path + " " + what + "; rebuild the index", path);
    };
    Result<MappedFile> file = MappedFile::open(path);
    if (!file) return unreadable("cannot be read");
    Positions positions;
    positions.file_ = std::move(*file);
    const std::string_view bytes = positions.file_.bytes();
    if (bytes.size() < kHeaderBytes + kPadding || !bytes.starts_with(kMagic)) {
        return unreadable("has no positions");
    }
    const std::uint64_t terms = read_fixed(bytes, 8, 8);
    const std::uint64_t blocks = read_fixed(bytes, 16, 8);
    const std::uint64_t index_begin = read_fixed(bytes, 24, 8);
    const std::uint64_t index_end = bytes.size() - kPadding;
    if (index_begin < kHeaderBytes || index_begin > index_end ||
        blocks != (index_end - index_begin) / kIndexBytes ||
        (index_end - index_begin) % kIndexBytes != 0 || terms > blocks * kBlockTerms ||
        (blocks > 0 && terms <= (blocks - 1) * kBlockTerms)) {
        return unreadable("has no positions");
    }
    positions.terms_ = terms;
    positions.blocks_ = blocks;
    positions.index_begin_ = index_begin;
    return positions;
}

std::uint64_t Positions::block_begin(std::size_t block) const {
    const std::uint64_t begin =
        read_fixed(file_.bytes(), index_begin_ + block * kIndexBytes, kIndexBytes);
    if (begin >= index_begin_) damaged();
    return begin;
}

std::optional<Positions::Term> Positions::find_in_block(std::size_t block,
                                                        std::string_view wanted) const {
    const std::uint64_t begin = block_begin(block);
    Reader reader(file_.bytes().substr(0, index_begin_), begin);
    Term found;
    const std::uint64_t data = reader.number();
    if (data > begin) damaged();
    found.begin = begin - data;
    std::string term;
    const std::size_t last = std::min(terms_, (block + 1) * kBlockTerms);
    for (std::size_t i = block * kBlockTerms; i < last; ++i) {
        const std::uint64_t shared = reader.number();
        if (shared > term.size()) damaged();
        term.resize(shared);
        term += reader.text(reader.number());
        found.documents = reader.number();
        found.bytes = reader.number();
        if (found.bytes > begin - found.begin) damaged();
        if (term == wanted) return found;
        found.begin += found.bytes;
    }
    return std::nullopt;
}

PositionCursor Positions::find(std::string_view term) const {
    if (blocks_ == 0) return {};
    const std::string_view bytes = file_.bytes().substr(0, index_begin_);
    // The last block whose first term is not greater.
    std::size_t block = 0;
    for (std::size_t count = blocks_; count > 1;) {
        const std::size_t half = count / 2;
        Reader reader(bytes, block_begin(block + half));
        (void)reader.number();
        (void)reader.number();
        if (reader.text(reader.number()) <= term) block += half;
        count -= half;
    }
    const std::optional<Term> found = find_in_block(block, term);
    if (!found) return {};
    if (found->documents == 0 || found->documents > std::numeric_limits<std::uint32_t>::max()) {
        damaged();
    }
    return {bytes.substr(found->begin, found->bytes), static_cast<std::uint32_t>(found->documents)};
}

}  // namespace evresi::database

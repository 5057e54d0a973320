#include "indexer/database/positions_writer.hpp"

#include "base/check.hpp"
#include "base/varint.hpp"
#include "indexer/database/positions_format.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace evresi::database {
namespace {

using namespace positions_format;

void append_fixed(std::uint64_t value, std::size_t bytes, std::string& out) {
    for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// The number of low bits with which Rice codes of the values take the fewest bits.
unsigned best_width(const std::vector<std::uint32_t>& values) {
    std::uint64_t sum = 0;
    for (const std::uint32_t value : values) sum += value;
    const auto size_with = [&](unsigned width) {
        std::uint64_t size = values.size() * width;
        for (const std::uint32_t value : values) size += value >> width;
        return size;
    };
    // Near the logarithm of the mean; the size has one minimum.
    auto width = static_cast<unsigned>(std::bit_width(sum / values.size()));
    width = std::min(width, (1U << kWidthBits) - 1);
    std::uint64_t size = size_with(width);
    while (width > 0) {
        const std::uint64_t smaller = size_with(width - 1);
        if (smaller > size) break;
        size = smaller;
        --width;
    }
    return width;
}

/// Appends bits to bytes, the lowest first.
class BitWriter {
public:
    explicit BitWriter(std::string& out) : out_(out) {}
    void add(std::uint64_t value, unsigned width) {
        bits_ |= value << used_;
        used_ += width;
        for (; used_ >= 8; used_ -= 8, bits_ >>= 8) out_ += static_cast<char>(bits_ & 0xFF);
    }
    void add_unary(std::uint32_t zeros) {
        for (; zeros >= 32; zeros -= 32) add(0, 32);
        add(std::uint64_t{1} << zeros, zeros + 1);
    }
    void finish() {
        if (used_ > 0) out_ += static_cast<char>(bits_ & 0xFF);
    }

private:
    std::string& out_;
    std::uint64_t bits_ = 0;
    unsigned used_ = 0;
};

void add_lows(const std::vector<std::uint32_t>& values, unsigned width, BitWriter& bits) {
    const std::uint32_t mask = (std::uint32_t{1} << width) - 1;
    for (const std::uint32_t value : values) bits.add(value & mask, width);
}

void add_highs(const std::vector<std::uint32_t>& values, unsigned width, BitWriter& bits) {
    for (const std::uint32_t value : values) bits.add_unary(value >> width);
}

}  // namespace

Result<PositionsWriter> PositionsWriter::create(const std::string& folder) {
    PositionsWriter writer;
    writer.path_ = folder + "/" + std::string(kName);
    writer.file_.open(writer.path_, std::ios::binary | std::ios::trunc);
    if (!writer.file_) {
        return fail(ErrorCode::io_error, "cannot make " + writer.path_, writer.path_);
    }
    writer.write(std::string(kHeaderBytes, '\0'));
    writer.block_begin_ = writer.written_;
    return writer;
}

void PositionsWriter::write(std::string_view bytes) {
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    written_ += bytes.size();
}

void PositionsWriter::begin_term(std::string_view term) {
    EVRESI_CHECK(terms_ == 0 || term > previous_term_);
    term_ = term;
    documents_ = 0;
    term_begin_ = written_;
    last_docid_ = docid_ = 0;
    skips_.clear();
}

void PositionsWriter::add(std::uint32_t docid, std::span<const std::uint32_t> positions) {
    if (positions.empty()) return;
    EVRESI_CHECK(docid > docid_);
    gaps_.push_back(docid - docid_ - 1);
    docid_ = docid;
    counts_.push_back(static_cast<std::uint32_t>(positions.size()));
    positions_.push_back(positions.front());
    for (std::size_t i = 1; i < positions.size(); ++i) {
        EVRESI_CHECK(positions[i] > positions[i - 1]);
        positions_.push_back(positions[i] - positions[i - 1] - 1);
    }
    ++documents_;
    if (gaps_.size() == kBlockPostings) finish_postings();
}

void PositionsWriter::finish_postings() {
    const std::uint64_t offset = written_ - term_begin_;
    EVRESI_CHECK(offset <= std::numeric_limits<std::uint32_t>::max());
    append_fixed(docid_, 4, skips_);
    append_fixed(offset, 4, skips_);
    const unsigned gap_width = best_width(gaps_);
    const unsigned position_width = best_width(positions_);
    bits_.clear();
    BitWriter bits(bits_);
    bits.add(gap_width, kWidthBits);
    bits.add(position_width, kWidthBits);
    add_lows(gaps_, gap_width, bits);
    add_highs(gaps_, gap_width, bits);
    for (const std::uint32_t count : counts_) bits.add_unary(count - 1);
    add_lows(positions_, position_width, bits);
    add_highs(positions_, position_width, bits);
    bits.finish();
    write(bits_);
    gaps_.clear();
    counts_.clear();
    positions_.clear();
}

void PositionsWriter::end_term() {
    if (!gaps_.empty()) finish_postings();
    if (documents_ == 0) return;
    if (skips_.size() > kSkipBytes) write(skips_);
    std::size_t shared = 0;
    if (listed_terms_ > 0) {
        const auto end = std::ranges::mismatch(term_, previous_term_).in1;
        shared = static_cast<std::size_t>(end - term_.begin());
    }
    append_varint(shared, listed_);
    append_varint(term_.size() - shared, listed_);
    listed_ += std::string_view(term_).substr(shared);
    append_varint(documents_, listed_);
    append_varint(written_ - term_begin_, listed_);
    previous_term_ = term_;
    ++terms_;
    if (++listed_terms_ == kBlockTerms) finish_terms();
}

void PositionsWriter::finish_terms() {
    index_.push_back(written_);
    std::string data;
    append_varint(written_ - block_begin_, data);
    write(data);
    write(listed_);
    listed_.clear();
    listed_terms_ = 0;
    block_begin_ = written_;
}

Result<void> PositionsWriter::finish() {
    if (listed_terms_ > 0) finish_terms();
    const std::uint64_t index_begin = written_;
    std::string bytes;
    for (const std::uint64_t offset : index_) append_fixed(offset, kIndexBytes, bytes);
    bytes.append(kPadding, '\0');
    write(bytes);
    std::string header(kMagic);
    append_fixed(terms_, 8, header);
    append_fixed(index_.size(), 8, header);
    append_fixed(index_begin, 8, header);
    file_.seekp(0);
    file_.write(header.data(), static_cast<std::streamsize>(header.size()));
    file_.close();
    if (!file_) return fail(ErrorCode::io_error, "cannot write " + path_, path_);
    return {};
}

}  // namespace evresi::database

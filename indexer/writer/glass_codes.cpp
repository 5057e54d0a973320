#include "indexer/writer/glass_codes.hpp"

#include <bit>

namespace evresi::indexer::glass {
namespace {

/// Bits from the least significant of each byte on.
class BitWriter {
public:
    explicit BitWriter(std::string& out) : out_(out) {}

    /// `value` of [0, outcomes), in a truncated binary code (P. Elias): of the values those in the
    /// middle take one bit less where not all of a power of two are needed.
    void write(std::uint32_t value, std::uint32_t outcomes) {
        const unsigned bits = static_cast<unsigned>(std::bit_width(outcomes - 1));
        if (bits == 0) return;
        const std::uint64_t spare = (std::uint64_t{1} << bits) - outcomes;
        if (spare == 0) {
            write_bits(value, bits);
            return;
        }
        const std::uint64_t middle = (outcomes - spare) / 2;
        if (value < middle) {
            write_bits(value, bits);
        } else if (value < middle + spare) {
            write_bits(value, bits - 1);
        } else {
            write_bits((value - middle - spare) | std::uint64_t{1} << (bits - 1), bits);
        }
    }

    /// What lies between the ends of `positions`, halved until nothing is left (A. Moffat,
    /// L. Stuiver, "Binary interpolative coding", 2000).
    void write_inner(std::span<const std::uint32_t> positions) {
        while (positions.size() > 2) {
            const std::size_t middle = (positions.size() - 1) / 2;
            const auto before = static_cast<std::uint32_t>(middle);
            const auto inner = static_cast<std::uint32_t>(positions.size() - 1);
            const std::uint32_t first = positions.front();
            write(positions[middle] - first - before, positions.back() - first - inner + 1);
            write_inner(positions.first(middle + 1));
            positions = positions.subspan(middle);
        }
    }

    void finish() {
        if (count_ > 0) out_ += static_cast<char>(bits_);
    }

private:
    void write_bits(std::uint64_t value, unsigned bits) {
        bits_ |= value << count_;
        count_ += bits;
        for (; count_ >= 8; count_ -= 8, bits_ >>= 8) out_ += static_cast<char>(bits_ & 0xff);
    }

    std::string& out_;
    std::uint64_t bits_ = 0;
    unsigned count_ = 0;
};

}  // namespace

void append_positions(std::span<const std::uint32_t> positions, std::string& out) {
    append_varint(positions.back(), out);
    if (positions.size() == 1) return;
    BitWriter bits(out);
    const std::uint32_t first = positions.front();
    const std::uint32_t last = positions.back();
    bits.write(first, last);
    bits.write(static_cast<std::uint32_t>(positions.size() - 2), last - first);
    bits.write_inner(positions);
    bits.finish();
}

}  // namespace evresi::indexer::glass

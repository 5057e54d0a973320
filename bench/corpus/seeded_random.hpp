// Random numbers for benchmarks: whole numbers only, so that a seed gives the same values with
// every compiler, library and processor (the distributions of <random> and floating point do not
// promise that). SplitMix64 (Steele, Lea, Flood, 2014). Confined to one thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace evresi::bench {

class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31U);
    }

    /// 0 to bound - 1; bound > 0 and below 2^32.
    std::uint64_t below(std::uint64_t bound) { return ((next() >> 32U) * bound) >> 32U; }

    bool percent(std::uint64_t share) { return below(100) < share; }

    /// Log-normal with sigma 0.6: a 95th percentile of 2.7 times the median.
    std::uint64_t log_normal(std::uint64_t median) {
        // Twelve uniform numbers add up to nearly a normal one; in 1/65536.
        std::int64_t normal = -6 * 65536;
        for (int i = 0; i < 12; ++i) normal += static_cast<std::int64_t>(next() >> 48U);
        // e^(0.6 n) is 2^(0.8656 n); 2^f between whole numbers by a parabola.
        constexpr std::int64_t kSigmaInBits = 56729;
        const std::int64_t exponent = normal * kSigmaInBits / 65536 + 16 * 65536;
        const auto whole = static_cast<std::uint64_t>(exponent / 65536);
        const auto part = static_cast<std::uint64_t>(exponent % 65536);
        const std::uint64_t power = 65536 + (part * 43003 + part * part / 65536 * 22533) / 65536;
        return ((median * power) << whole) >> 32U;
    }

private:
    std::uint64_t state_;
};

/// Draws ranks 0 to n - 1, the i-th with a share of 1 / (i + offset).
class ZipfTable {
public:
    explicit ZipfTable(std::size_t n, std::uint64_t offset = 1) {
        std::uint64_t sum = 0;
        sums_.reserve(n);
        for (std::uint64_t i = 0; i < n; ++i) {
            sum += std::max<std::uint64_t>(1, (std::uint64_t{1} << 20U) / (i + offset));
            sums_.push_back(sum);
        }
    }
    [[nodiscard]] std::size_t draw(SeededRandom& random) const {
        const std::uint64_t point = random.below(sums_.back());
        return static_cast<std::size_t>(std::upper_bound(sums_.begin(), sums_.end(), point) -
                                        sums_.begin());
    }

private:
    std::vector<std::uint64_t> sums_;
};

}  // namespace evresi::bench

#include "indexer/writer/min_hash.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace evresi::indexer {
namespace {

constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15ULL;

constexpr std::uint64_t power(std::uint64_t base, std::size_t exponent) {
    std::uint64_t value = 1;
    for (; exponent > 0; --exponent) value *= base;
    return value;
}

// What a word's hash has become by the time that it leaves the run.
constexpr std::uint64_t kLeaving = power(kFactor, kRunWords);

// The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014).
std::uint64_t mixed(std::uint64_t value) noexcept {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

// Below this many filled bins an estimate is worth nothing.
constexpr std::uint8_t kLeastRuns = 16;

}  // namespace

std::string Signature::bytes() const {
    std::string bytes(1 + sizeof bins, '\0');
    bytes[0] = static_cast<char>(runs);
    for (std::size_t i = 0; i < kSignatureBins; ++i) {
        bytes[1 + 2 * i] = static_cast<char>(bins[i] & 0xff);
        bytes[2 + 2 * i] = static_cast<char>(bins[i] >> 8);
    }
    return bytes;
}

Signature Signature::parse(std::string_view bytes) noexcept {
    Signature signature;
    if (bytes.size() != 1 + sizeof signature.bins) return signature;
    const auto byte = [bytes](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    signature.runs = byte(0);
    for (std::size_t i = 0; i < kSignatureBins; ++i) {
        signature.bins[i] = static_cast<std::uint16_t>(byte(1 + 2 * i) | byte(2 + 2 * i) << 8);
    }
    return signature;
}

double similarity(const Signature& a, const Signature& b) noexcept {
    if (a.runs == 0 || b.runs == 0) return 0.0;
    std::size_t same = 0;
    for (std::size_t i = 0; i < kSignatureBins; ++i) same += a.bins[i] == b.bins[i] ? 1u : 0u;
    if (std::min(a.runs, b.runs) < kLeastRuns) return same == kSignatureBins ? 1.0 : 0.0;
    return static_cast<double>(same) / kSignatureBins;
}

std::uint64_t MinHash::hash(std::string_view word) noexcept {
    return XXH3_64bits(word.data(), word.size());
}

void MinHash::add_hash(std::uint64_t hash) noexcept {
    std::uint64_t& oldest = last_words_[words_ % kRunWords];
    run_ = run_ * kFactor + hash - oldest * kLeaving;
    oldest = hash;
    if (++words_ >= kRunWords) add_run(run_);
}

void MinHash::add_run(std::uint64_t run) noexcept {
    const std::uint64_t value = mixed(run);
    std::uint64_t& least = least_[value >> 58];
    least = std::min(least, value & ((std::uint64_t{1} << 58) - 1));
}

Signature MinHash::finish() noexcept {
    // A text shorter than a run is one run.
    if (words_ > 0 && words_ < kRunWords) add_run(run_);
    Signature signature;
    for (const std::uint64_t least : least_) signature.runs += least == kEmpty ? 0 : 1;
    if (signature.runs > 0) {
        for (std::size_t bin = 0; bin < kSignatureBins; ++bin) {
            std::uint64_t donor = bin;
            for (std::uint64_t attempt = 1; least_[donor] == kEmpty; ++attempt) {
                donor = mixed(bin * kFactor + attempt) >> 58;
            }
            signature.bins[bin] = static_cast<std::uint16_t>(least_[donor]);
        }
    }
    reset();
    return signature;
}

void MinHash::reset() noexcept {
    least_ = filled();
    last_words_.fill(0);
    run_ = 0;
    words_ = 0;
}

}  // namespace evresi::indexer

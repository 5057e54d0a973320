// Signatures of texts: two texts agree in about as many places of their signatures as they share
// runs of words. One-permutation MinHash (P. Li, A. Owen, C.-H. Zhang, NIPS 2012), empty bins
// filled as in A. Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing" (ICML
// 2017), of each bin 16 bits (P. Li, C. König, "b-Bit Minwise Hashing", WWW 2010).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::indexer {

inline constexpr std::size_t kSignatureBins = 64;
/// Words of a run. Shorter runs are shared by chance, longer ones broken by every small change.
inline constexpr std::size_t kRunWords = 5;

struct Signature {
    std::array<std::uint16_t, kSignatureBins> bins{};
    std::uint8_t runs = 0;  ///< distinct bins hit before filling, at most: tells short texts

    /// 129 bytes for a value slot.
    [[nodiscard]] std::string bytes() const;
    /// Of what bytes() made; a signature without runs of anything else.
    [[nodiscard]] static Signature parse(std::string_view bytes) noexcept;
};

/// Estimated share of runs that two texts have in common (Jaccard), 0 to 1; the standard error is
/// about 0.06. Of texts too short for an estimate: 1 when they are the same, else 0.
[[nodiscard]] double similarity(const Signature& a, const Signature& b) noexcept;

/// Takes the words of one text in order. Confined to one thread.
class MinHash {
public:
    void add(std::string_view word) noexcept { add_hash(hash(word)); }
    /// The same of a word whose hash is known already.
    void add_hash(std::uint64_t hash) noexcept;
    [[nodiscard]] static std::uint64_t hash(std::string_view word) noexcept;
    /// The signature of the words since the last call.
    [[nodiscard]] Signature finish() noexcept;

private:
    void add_run(std::uint64_t run) noexcept;
    void reset() noexcept;

    static constexpr std::uint64_t kEmpty = ~std::uint64_t{0};
    std::array<std::uint64_t, kSignatureBins> least_ = filled();
    std::array<std::uint64_t, kRunWords> last_words_{};
    std::uint64_t run_ = 0;  ///< rolling hash of the last words
    std::size_t words_ = 0;

    static constexpr std::array<std::uint64_t, kSignatureBins> filled() {
        std::array<std::uint64_t, kSignatureBins> bins{};
        bins.fill(kEmpty);
        return bins;
    }
};

}  // namespace evresi::indexer

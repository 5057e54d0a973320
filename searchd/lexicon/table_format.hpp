// The compiled lexicon on disk: one file, little-endian, read in place.
//
//   header     magic, size of the file, XXH3 of all that follows the header, number of languages
//   languages  per language: tag, number of terms, where its blocks begin and where its records lie
//   blocks     per language: offset of every kBlockTerms-th record, and the end
//   records    per term, sorted by the bytes of its stems: stems (front-coded within a block),
//   text,
//              and per target language its rows (number of the target term, weight as a byte)
//
// The numbers in records are varints (base 128, low digits first). docs/lexicon.md tells the rest.
// Not here: who may read what when (table_file.hpp), making such a file (table_builder.hpp).
#pragma once

#include "base/varint.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::lexicon {

inline constexpr std::string_view kMagic = "EVRLEX1\n";
inline constexpr std::size_t kBlockTerms = 16;

struct FileHeader {
    char magic[8];
    std::uint64_t size;
    std::uint64_t checksum;
    std::uint32_t languages;
    std::uint32_t reserved;
};
static_assert(sizeof(FileHeader) == 32);

struct LanguageHeader {
    char tag[4];
    std::uint32_t terms;
    std::uint64_t blocks;   ///< offset in the file of an array of 32-bit offsets into the records
    std::uint64_t records;  ///< offset in the file
    std::uint64_t size;     ///< of the records
};
static_assert(sizeof(LanguageHeader) == 32);

/// Number of blocks of so many terms.
[[nodiscard]] constexpr std::size_t block_count(std::size_t terms) noexcept {
    return (terms + kBlockTerms - 1) / kBlockTerms;
}

/// A weight as a byte: sixteen steps for a factor of two, rounded down so that no sum grows.
[[nodiscard]] inline std::uint8_t pack_weight(double weight) noexcept {
    const double steps = std::ceil(-16.0 * std::log2(std::clamp(weight, 1e-9, 1.0)) - 1e-9);
    return static_cast<std::uint8_t>(std::min(steps, 255.0));
}
[[nodiscard]] inline double unpack_weight(std::uint8_t packed) noexcept {
    return std::exp2(-static_cast<double>(packed) / 16.0);
}

/// Reads a record and never beyond it: after a read past the end all further reads give nothing.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) noexcept : rest_(bytes) {}

    [[nodiscard]] bool is_good() const noexcept { return is_good_; }
    [[nodiscard]] bool is_at_end() const noexcept { return rest_.empty(); }

    std::uint64_t varint() noexcept {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (rest_.empty()) break;
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        is_good_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view bytes(std::uint64_t count) noexcept {
        if (count > rest_.size()) {
            is_good_ = false;
            rest_ = {};
            return {};
        }
        const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(count));
        rest_.remove_prefix(static_cast<std::size_t>(count));
        return taken;
    }

private:
    std::string_view rest_;
    bool is_good_ = true;
};

}  // namespace evresi::lexicon

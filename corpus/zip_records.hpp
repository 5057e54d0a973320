// The records of a ZIP file as they stand in it (APPNOTE.TXT 6.3.10), checked for nothing but their
// bounds; archive.hpp judges what they say. Stateless.
#pragma once

#include "corpus/archive.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace evresi::corpus {

/// A member as its record describes it.
struct ZipRecord {
    std::string name;  ///< raw bytes, or UTF-8 when `has_utf8_name`
    bool has_utf8_name = false;
    std::uint16_t made_by = 0;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t checksum = 0;
    std::uint32_t attributes = 0;
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
    std::uint64_t header_offset = 0;
    bool is_cut = false;  ///< salvaged, and its bytes end before they should
};

inline constexpr std::uint16_t kZipEncrypted = 1u << 0;
inline constexpr std::uint16_t kZipSizesBehind = 1u << 3;
inline constexpr std::uint16_t kZipUtf8Name = 1u << 11;
inline constexpr std::uint64_t kLocalHeaderBytes = 30;

struct ZipDirectory {
    std::vector<ZipRecord> records;
    std::uint64_t offset = 0;  ///< where the directory begins: no member's bytes reach beyond it
};

/// Reads the central directory. malformed_input when there is none or it is damaged.
[[nodiscard]] Result<ZipDirectory> read_zip_directory(const RandomBytes& bytes,
                                                      const ArchiveLimits& limits);

/// Finds members by their local headers, from the front, for an archive whose end is missing.
[[nodiscard]] Result<ZipDirectory> salvage_zip_members(const RandomBytes& bytes,
                                                       const ArchiveLimits& limits);

/// Where the bytes of the member whose local header stands at `offset` begin.
[[nodiscard]] Result<std::uint64_t> zip_data_offset(const RandomBytes& bytes, std::uint64_t offset);

/// What inflating told about a stream whose sizes nobody wrote down.
struct InflatedSizes {
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
    std::uint32_t checksum = 0;
};

/// Inflates the stream at `offset` and drops what comes out. malformed_input when it is damaged or
/// cut, too_large when it takes more than `packed_limit` or breaks the limits of a member.
[[nodiscard]] Result<InflatedSizes> measure_deflated(const RandomBytes& bytes,
                                                     std::uint64_t offset,
                                                     std::uint64_t packed_limit,
                                                     const ArchiveLimits& limits);

/// The unpacked bytes of a member without faults, its data at `offset`.
[[nodiscard]] std::unique_ptr<ByteSource>
member_source(const RandomBytes& bytes, std::uint64_t offset, const ArchiveMember& member);

}  // namespace evresi::corpus

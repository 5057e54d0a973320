// ZIP archives by their central directory, from bytes that nobody vouches for: what members there
// are, what is wrong with each, and the bytes of one. Nothing is unpacked to disk. Written on zlib
// alone, for what a hostile archive does wrong must be seen before it is unpacked: members that
// share their bytes, sizes that cannot be, names in unknown code pages. Immutable once opened.
#pragma once

#include "corpus/byte_source.hpp"
#include "corpus/reader.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// What an archive may ask for. Texts pack 3 to 20 times, repetitive tables up to 100 times.
struct ArchiveLimits {
    std::uint64_t members = 200'000;            ///< in all archives within one file
    std::uint64_t directory_bytes = 64u << 20;  ///< of one archive
    std::size_t name_bytes = 1024;
    std::uint64_t member_ratio = 200;            ///< unpacked to packed, of one member
    std::uint64_t free_member_bytes = 4u << 20;  ///< that a member may unpack to at any ratio
    std::uint64_t ratio = 100;                   ///< of all members to the file
    std::uint64_t free_bytes = 64u << 20;        ///< that all may unpack to at any ratio
    std::uint64_t total_bytes = 256ull << 30;    ///< that all may unpack to
    int depth = 2;                               ///< an archive in an archive
};

/// What is left of the limits while one file's members, and theirs, are read.
struct ArchiveNesting {
    int depth = 1;  ///< of the archive that is being read; 1: it is in no other
    std::uint64_t members_left = 0;
    std::uint64_t bytes_left = 0;
};

struct ArchiveMember {
    std::string name;  ///< UTF-8, '/' between parts, printable; as it is to be shown and as its id
    std::string fault_code;  ///< why it cannot be read (Rejection::code); empty when it can
    std::string fault;       ///< the same for a person
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
    bool is_folder = false;
    bool is_link = false;

    std::uint64_t header_offset = 0;  ///< of its local header; what follows is for ZipArchive
    std::uint64_t end_offset = 0;     ///< where its bytes must have ended
    std::uint32_t checksum = 0;
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
};

class ZipArchive {
public:
    /// Reads the directory; without one, or with a damaged one, what local headers tell.
    /// malformed_input when there is no member to be found, too_large, io_error. `bytes` is
    /// borrowed for the life of the archive and of its members' sources.
    [[nodiscard]] static Result<ZipArchive> open(const RandomBytes& bytes,
                                                 const ArchiveLimits& limits = {});

    /// In the order of the directory. Names stand once: a repeated one has a fault.
    [[nodiscard]] const std::vector<ArchiveMember>& members() const noexcept { return members_; }
    /// The member of that name, or null.
    [[nodiscard]] const ArchiveMember* find(std::string_view name) const noexcept;

    /// What is wrong with the archive as a whole although members may be read: its end is missing.
    [[nodiscard]] const std::string& damage() const noexcept { return damage_; }
    /// Whether members share bytes or claim to unpack to more than the limits: not to be read.
    [[nodiscard]] bool is_bomb() const noexcept { return is_bomb_; }

    /// The unpacked bytes. malformed_input from its read() when they are not what the directory
    /// says. Requires that the member has no fault.
    [[nodiscard]] Result<std::unique_ptr<ByteSource>>
    open_member(const ArchiveMember& member) const;
    /// All of a member, at most `limit` bytes.
    [[nodiscard]] Result<std::string> read_member(const ArchiveMember& member,
                                                  std::size_t limit) const;

private:
    ZipArchive(const RandomBytes& bytes, const ArchiveLimits& limits)
        : bytes_(&bytes), limits_(limits) {}
    void judge_members();

    const RandomBytes* bytes_;
    ArchiveLimits limits_;
    std::vector<ArchiveMember> members_;
    std::string damage_;
    bool is_bomb_ = false;
};

/// Whether `head` begins as a ZIP archive does.
[[nodiscard]] bool is_zip(std::string_view head) noexcept;

}  // namespace evresi::corpus

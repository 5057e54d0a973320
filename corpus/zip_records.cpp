#include "corpus/zip_records.hpp"

#include "base/utf8.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>

namespace evresi::corpus {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kDirectoryEnd = 0x06054b50;
constexpr std::uint32_t kZip64DirectoryEnd = 0x06064b50;
constexpr std::uint32_t kZip64Locator = 0x07064b50;
constexpr std::size_t kCentralHeaderBytes = 46;
constexpr std::size_t kDirectoryEndBytes = 22;
constexpr std::uint32_t kInZip64 = 0xFFFFFFFF;

/// Little-endian numbers of a record that has all its bytes.
class Record {
public:
    explicit Record(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::uint16_t u16(std::size_t at) const noexcept {
        return static_cast<std::uint16_t>(number(at, 2));
    }
    [[nodiscard]] std::uint32_t u32(std::size_t at) const noexcept {
        return static_cast<std::uint32_t>(number(at, 4));
    }
    [[nodiscard]] std::uint64_t u64(std::size_t at) const noexcept { return number(at, 8); }

private:
    [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t bytes) const noexcept {
        std::uint64_t value = 0;
        for (std::size_t i = bytes; i-- > 0;) {
            value = (value << 8) | static_cast<unsigned char>(bytes_[at + i]);
        }
        return value;
    }
    std::string_view bytes_;
};

Result<std::string> bytes_at(const RandomBytes& bytes, std::uint64_t offset, std::uint64_t count) {
    if (offset > bytes.size() || bytes.size() - offset < count) {
        return fail(ErrorCode::malformed_input, "the ZIP archive ends too early");
    }
    std::string piece(static_cast<std::size_t>(count), '\0');
    if (Result<void> ok = bytes.read_at(offset, piece); !ok) return ok.error();
    return piece;
}

struct DirectoryPlace {
    std::uint64_t end = 0;  // offset of the record that tells the place: the directory lies before
    std::uint64_t bytes = 0;
    std::uint64_t offset = 0;
};

// The 64-bit record tells what does not fit into the one at the end.
Result<void> take_zip64(const RandomBytes& bytes, DirectoryPlace& place) {
    if (place.end < 20) return {};
    const Result<std::string> locator = bytes_at(bytes, place.end - 20, 20);
    if (!locator) return locator.error();
    if (Record(*locator).u32(0) != kZip64Locator) return {};
    const std::uint64_t offset = Record(*locator).u64(8);
    const Result<std::string> end = bytes_at(bytes, offset, 56);
    if (!end) return end.error();
    if (Record(*end).u32(0) != kZip64DirectoryEnd) {
        return fail(ErrorCode::malformed_input, "the directory of the ZIP archive is damaged");
    }
    place = {offset, Record(*end).u64(40), Record(*end).u64(48)};
    return {};
}

Result<DirectoryPlace> find_directory(const RandomBytes& bytes) {
    const std::uint64_t tail_bytes =
        std::min<std::uint64_t>(bytes.size(), kDirectoryEndBytes + 0xFFFF);
    const std::uint64_t tail_offset = bytes.size() - tail_bytes;
    const Result<std::string> tail = bytes_at(bytes, tail_offset, tail_bytes);
    if (!tail) return tail.error();
    for (std::size_t at = tail->size(); at-- > 0;) {
        if (tail->size() - at < kDirectoryEndBytes) continue;
        const Record record(std::string_view(*tail).substr(at));
        if ((*tail)[at] != 'P' || record.u32(0) != kDirectoryEnd) continue;
        if (tail->size() - at - kDirectoryEndBytes < record.u16(20)) continue;
        DirectoryPlace place{tail_offset + at, record.u32(12), record.u32(16)};
        if (Result<void> ok = take_zip64(bytes, place); !ok) return ok.error();
        return place;
    }
    return fail(ErrorCode::malformed_input, "the ZIP archive has no directory at its end");
}

void take_zip64_extra(std::string_view field, ZipRecord& record) {
    for (std::uint64_t* const value : {&record.unpacked, &record.packed, &record.header_offset}) {
        if (*value != kInZip64) continue;
        if (field.size() < 8) return;
        *value = Record(field).u64(0);
        field.remove_prefix(8);
    }
}

// A name in UTF-8 beside the raw one, good as long as it was made from that (APPNOTE 4.6.9).
void take_unicode_path(std::string_view field, ZipRecord& record) {
    if (field.size() < 6 || field[0] != 1) return;
    const auto* const raw = reinterpret_cast<const Bytef*>(record.name.data());
    const uLong checksum = crc32(0, raw, static_cast<uInt>(record.name.size()));
    const std::string_view name = field.substr(5);
    if (Record(field).u32(1) != checksum || !is_utf8(name)) return;
    record.name = name;
    record.has_utf8_name = true;
}

void take_extra(std::string_view extra, ZipRecord& record) {
    while (extra.size() >= 4) {
        const std::uint16_t kind = Record(extra).u16(0);
        const std::size_t size = Record(extra).u16(2);
        extra.remove_prefix(4);
        if (size > extra.size()) return;
        if (kind == 0x0001) take_zip64_extra(extra.substr(0, size), record);
        if (kind == 0x7075) take_unicode_path(extra.substr(0, size), record);
        extra.remove_prefix(size);
    }
}

/// One record from the front of `directory`, which is shortened by it.
std::optional<ZipRecord> next_record(std::string_view& directory) {
    if (directory.size() < kCentralHeaderBytes) return std::nullopt;
    const Record header(directory);
    const std::size_t name_bytes = header.u16(28);
    const std::size_t extra_bytes = header.u16(30);
    const std::size_t whole = kCentralHeaderBytes + name_bytes + extra_bytes + header.u16(32);
    if (header.u32(0) != kCentralHeader || whole > directory.size()) return std::nullopt;
    ZipRecord record;
    record.made_by = header.u16(4);
    record.flags = header.u16(8);
    record.method = header.u16(10);
    record.checksum = header.u32(16);
    record.packed = header.u32(20);
    record.unpacked = header.u32(24);
    record.attributes = header.u32(38);
    record.header_offset = header.u32(42);
    record.name = directory.substr(kCentralHeaderBytes, name_bytes);
    record.has_utf8_name = (record.flags & kZipUtf8Name) != 0 && is_utf8(record.name);
    take_extra(directory.substr(kCentralHeaderBytes + name_bytes, extra_bytes), record);
    directory.remove_prefix(whole);
    return record;
}

Error too_many_members(const ArchiveLimits& limits) {
    return fail(ErrorCode::too_large,
                "the archive has more than " + std::to_string(limits.members) + " members");
}

}  // namespace

Result<ZipDirectory> read_zip_directory(const RandomBytes& bytes, const ArchiveLimits& limits) {
    const Result<DirectoryPlace> place = find_directory(bytes);
    if (!place) return place.error();
    if (place->bytes > place->end || place->offset > place->end - place->bytes) {
        return fail(ErrorCode::malformed_input, "the directory of the ZIP archive is damaged");
    }
    if (place->bytes > limits.directory_bytes) {
        return fail(ErrorCode::too_large, "the directory of the ZIP archive has more than " +
                                              std::to_string(limits.directory_bytes) + " bytes");
    }
    ZipDirectory found;
    // What stands before the archive (a program that unpacks itself) moves all offsets.
    found.offset = place->end - place->bytes;
    const std::uint64_t moved_by = found.offset - place->offset;
    const Result<std::string> directory = bytes_at(bytes, found.offset, place->bytes);
    if (!directory) return directory.error();
    std::string_view rest = *directory;
    while (std::optional<ZipRecord> record = next_record(rest)) {
        if (found.records.size() == limits.members) return too_many_members(limits);
        if (record->header_offset > place->offset) {
            return fail(ErrorCode::malformed_input, "the directory of the ZIP archive is damaged");
        }
        record->header_offset += moved_by;
        found.records.push_back(std::move(*record));
    }
    // A digital signature may stand behind the last record; anything else is damage.
    if (!rest.empty() && !rest.starts_with("PK\x05\x05")) {
        return fail(ErrorCode::malformed_input, "the directory of the ZIP archive is damaged");
    }
    return found;
}

Result<std::uint64_t> zip_data_offset(const RandomBytes& bytes, std::uint64_t offset) {
    const Result<std::string> header = bytes_at(bytes, offset, kLocalHeaderBytes);
    if (!header) return header.error();
    if (Record(*header).u32(0) != kLocalHeader) {
        return fail(ErrorCode::malformed_input,
                    "the member does not stand where the archive's directory says");
    }
    return offset + kLocalHeaderBytes + Record(*header).u16(26) + Record(*header).u16(28);
}

namespace {

/// Walks local headers from the front of an archive that has lost its directory.
class Salvage {
public:
    Salvage(const RandomBytes& bytes, const ArchiveLimits& limits)
        : bytes_(bytes), limits_(limits), work_left_(2 * bytes.size()) {}

    Result<ZipDirectory> run() {
        ZipDirectory found;
        found.offset = bytes_.size();
        std::uint64_t at = 0;
        for (;;) {
            const Result<std::optional<std::uint64_t>> header = find_header(at);
            if (!header) return header.error();
            if (!*header) break;
            if (found.records.size() == limits_.members) return too_many_members(limits_);
            Result<ZipRecord> record = read_header(**header, at);
            if (!record) break;  // the header itself is cut
            found.records.push_back(std::move(*record));
        }
        return found;
    }

private:
    Result<std::optional<std::uint64_t>> find_header(std::uint64_t from) {
        constexpr std::uint64_t kPiece = 64u << 10;
        while (from < bytes_.size() && bytes_.size() - from >= kLocalHeaderBytes) {
            const std::uint64_t size = std::min(kPiece, bytes_.size() - from);
            const Result<std::string> piece = bytes_at(bytes_, from, size);
            if (!piece) return piece.error();
            const std::size_t at = piece->find("PK\x03\x04");
            if (at != std::string::npos) return std::optional(from + at);
            from += std::max<std::uint64_t>(size - 3, 1);
        }
        return std::optional<std::uint64_t>();
    }

    /// The record at `offset`; `next` is where to look for the one behind it.
    Result<ZipRecord> read_header(std::uint64_t offset, std::uint64_t& next) {
        const Result<std::string> bytes = bytes_at(bytes_, offset, kLocalHeaderBytes);
        if (!bytes) return bytes.error();
        const Record header(*bytes);
        const std::uint64_t name_bytes = header.u16(26);
        const Result<std::string> rest =
            bytes_at(bytes_, offset + kLocalHeaderBytes, name_bytes + header.u16(28));
        if (!rest) return rest.error();
        ZipRecord record;
        record.flags = header.u16(6);
        record.method = header.u16(8);
        record.checksum = header.u32(14);
        record.packed = header.u32(18);
        record.unpacked = header.u32(22);
        record.header_offset = offset;
        record.name = rest->substr(0, name_bytes);
        record.has_utf8_name = (record.flags & kZipUtf8Name) != 0 && is_utf8(record.name);
        take_extra(std::string_view(*rest).substr(name_bytes), record);
        record.header_offset = offset;
        next = offset + kLocalHeaderBytes + rest->size();
        settle_sizes(record, next);
        return record;
    }

    void settle_sizes(ZipRecord& record, std::uint64_t& next) {
        const bool is_unknown = (record.flags & kZipSizesBehind) != 0 && record.packed == 0;
        if (!is_unknown) {
            // What looks like a header within its bytes is none of this archive's.
            record.is_cut = record.packed > bytes_.size() - next;
            next = record.is_cut ? bytes_.size() : next + record.packed;
            return;
        }
        const bool can_measure = record.method == Z_DEFLATED && (record.flags & kZipEncrypted) == 0;
        const Result<InflatedSizes> sizes =
            can_measure ? measure_deflated(bytes_, next, work_left_, limits_)
                        : Result<InflatedSizes>(fail(ErrorCode::malformed_input, "of no size"));
        if (!sizes) {
            // However far it got, as much may have been read.
            work_left_ -= std::min(work_left_, bytes_.size() - next);
            record.is_cut = true;
            return;
        }
        work_left_ -= std::min(work_left_, sizes->packed);
        record.packed = sizes->packed;
        record.unpacked = sizes->unpacked;
        record.checksum = sizes->checksum;
        next += sizes->packed;
    }

    const RandomBytes& bytes_;
    const ArchiveLimits& limits_;
    std::uint64_t work_left_;
};

}  // namespace

Result<ZipDirectory> salvage_zip_members(const RandomBytes& bytes, const ArchiveLimits& limits) {
    return Salvage(bytes, limits).run();
}

}  // namespace evresi::corpus

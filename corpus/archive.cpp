#include "corpus/archive.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "corpus/archive_names.hpp"
#include "corpus/encoding.hpp"
#include "corpus/source_walk.hpp"
#include "corpus/zip_records.hpp"

#include <algorithm>
#include <unordered_set>

namespace evresi::corpus {
namespace {

constexpr std::uint16_t kAesMethod = 99;

std::string method_name(std::uint16_t method) {
    switch (method) {
    case 1:
        return "Shrink";
    case 6:
        return "Implode";
    case 9:
        return "Deflate64";
    case 12:
        return "bzip2";
    case 14:
        return "LZMA";
    case 93:
        return "Zstandard";
    case 95:
        return "xz";
    case 98:
        return "PPMd";
    default:
        return "method " + std::to_string(method);
    }
}

struct Fault {
    std::string code;
    std::string message;
};

std::string name_of(ErrorCode code) {
    return std::string(error_code_name(code));
}

Fault fault_of(const ZipRecord& record, std::string_view name, const ArchiveLimits& limits) {
    if (leads_outside(name)) {
        return {"unsafe-name", "its name leads out of the archive; pack it again with plain names"};
    }
    if (name.size() > limits.name_bytes) {
        return {"unsafe-name", "its name has more than " + std::to_string(limits.name_bytes) +
                                   " bytes; pack it again with a shorter one"};
    }
    if ((record.flags & kZipEncrypted) != 0 || record.method == kAesMethod) {
        return {"password-protected", "it is password-protected; pack it again without a password"};
    }
    if (record.is_cut) {
        return {name_of(ErrorCode::malformed_input), "the archive breaks off within it"};
    }
    if (record.method != 0 && record.method != 8) {
        return {name_of(ErrorCode::unsupported_format),
                "it is packed with " + method_name(record.method) +
                    "; pack it again with the usual method (Deflate)"};
    }
    if (record.method == 0 && record.packed != record.unpacked) {
        return {name_of(ErrorCode::malformed_input), "its sizes contradict each other"};
    }
    // Divided, for what the directory claims may be near the end of 64 bits.
    if (record.unpacked > limits.free_member_bytes &&
        (record.unpacked - limits.free_member_bytes) / limits.member_ratio > record.packed) {
        return {"archive-bomb", "it unpacks to more than " + std::to_string(limits.member_ratio) +
                                    " times its size; unpack it first if it is to be trusted"};
    }
    return {};
}

// Unix file modes stand in the upper half of the attributes.
bool is_link(const ZipRecord& record) noexcept {
    const unsigned system = record.made_by >> 8;
    return (system == 3 || system == 19) && ((record.attributes >> 16) & 0170000u) == 0120000u;
}

ArchiveMember
member_of(const ZipRecord& record, const std::string& encoding, const ArchiveLimits& limits) {
    std::string name = record.name;
    if (!record.has_utf8_name && !is_utf8(name)) {
        if (Result<std::string> decoded = convert_to_utf8(name, encoding)) name = *decoded;
    }
    Fault fault = fault_of(record, name, limits);
    ArchiveMember member;
    member.is_folder = name.ends_with('/') || name.ends_with('\\');
    member.is_link = is_link(record);
    member.name = printable_path(normal_member_name(utf8_prefix(name, limits.name_bytes)));
    member.fault_code = std::move(fault.code);
    member.fault = std::move(fault.message);
    member.packed = record.packed;
    member.unpacked = record.unpacked;
    member.header_offset = record.header_offset;
    member.checksum = record.checksum;
    member.method = record.method;
    member.flags = record.flags;
    return member;
}

std::string encoding_of_names(const std::vector<ZipRecord>& records) {
    std::vector<std::string_view> names;
    for (const ZipRecord& record : records) {
        if (!record.has_utf8_name) names.push_back(record.name);
    }
    return detect_name_encoding(names);
}

}  // namespace

bool is_zip(std::string_view head) noexcept {
    return head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06");
}

Result<ZipArchive> ZipArchive::open(const RandomBytes& bytes, const ArchiveLimits& limits) {
    ZipArchive archive(bytes, limits);
    Result<ZipDirectory> directory = read_zip_directory(bytes, limits);
    if (!directory) {
        if (directory.error().code != ErrorCode::malformed_input) return directory.error();
        archive.damage_ = directory.error().message;
        directory = salvage_zip_members(bytes, limits);
        if (!directory) return directory.error();
        if (directory->records.empty()) return fail(ErrorCode::malformed_input, archive.damage_);
    }
    const std::string encoding = encoding_of_names(directory->records);
    for (const ZipRecord& record : directory->records) {
        archive.members_.push_back(member_of(record, encoding, limits));
        archive.members_.back().end_offset = directory->offset;
    }
    archive.judge_members();
    return archive;
}

void ZipArchive::judge_members() {
    std::vector<ArchiveMember*> by_offset;
    std::uint64_t unpacked = 0;
    std::unordered_set<std::string_view> names;
    for (ArchiveMember& member : members_) {
        by_offset.push_back(&member);
        unpacked += std::min(member.unpacked, limits_.total_bytes);
        const bool is_new = member.is_folder || names.insert(member.name).second;
        if (!is_new && member.fault.empty()) {
            member.fault_code = "duplicate-name";
            member.fault = "the archive has another member of this name before it";
        }
    }
    const std::uint64_t allowed =
        std::min(limits_.free_bytes + bytes_->size() * limits_.ratio, limits_.total_bytes);
    is_bomb_ = unpacked > allowed;
    std::sort(by_offset.begin(), by_offset.end(),
              [](const ArchiveMember* a, const ArchiveMember* b) {
                  return a->header_offset < b->header_offset;
              });
    for (std::size_t i = 1; i < by_offset.size(); ++i) {
        ArchiveMember& before = *by_offset[i - 1];
        before.end_offset = by_offset[i]->header_offset;
        // What is behind the headers is enough to be certain: each has at least 30 bytes.
        const std::uint64_t room = before.end_offset - before.header_offset;
        if (room < kLocalHeaderBytes || room - kLocalHeaderBytes < before.packed) {
            is_bomb_ = true;
        }
    }
}

const ArchiveMember* ZipArchive::find(std::string_view name) const noexcept {
    const auto at = std::find_if(members_.begin(), members_.end(), [&](const ArchiveMember& m) {
        return equals_ignoring_case(m.name, name);
    });
    return at == members_.end() ? nullptr : &*at;
}

Result<std::unique_ptr<ByteSource>> ZipArchive::open_member(const ArchiveMember& member) const {
    const Result<std::uint64_t> offset = zip_data_offset(*bytes_, member.header_offset);
    if (!offset) return offset.error();
    if (*offset > member.end_offset || member.end_offset - *offset < member.packed) {
        return fail(ErrorCode::malformed_input, "its bytes reach into those of the next member");
    }
    return member_source(*bytes_, *offset, member);
}

Result<std::string> ZipArchive::read_member(const ArchiveMember& member, std::size_t limit) const {
    if (!member.fault.empty()) return fail(ErrorCode::malformed_input, member.fault);
    Result<std::unique_ptr<ByteSource>> source = open_member(member);
    if (!source) return source.error();
    return read_all(**source, limit);
}

}  // namespace evresi::corpus

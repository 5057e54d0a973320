// A ZIP archive that is no office file: a folder of files, each for its own reader.
#include "corpus/archive.hpp"
#include "corpus/archive_names.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/content.hpp"
#include "corpus/member_reader.hpp"
#include "corpus/reader.hpp"

#include <algorithm>
#include <array>

namespace evresi::corpus {
namespace {

constexpr ArchiveLimits kLimits;

using Members = std::vector<const ArchiveMember*>;

// In the order of their names, as a folder's files are read.
Members files_of(const ZipArchive& archive) {
    Members files;
    for (const ArchiveMember& member : archive.members()) {
        if (!member.is_folder && !member.is_link) files.push_back(&member);
    }
    std::stable_sort(
        files.begin(), files.end(),
        [](const ArchiveMember* a, const ArchiveMember* b) { return a->name < b->name; });
    return files;
}

bool is_encrypted(const ArchiveMember* member) noexcept {
    return member->fault_code == "password-protected";
}

// Returns whether to go on.
bool read_file(const ZipArchive& archive, const ArchiveMember& file, MemberReader& reader) {
    // A name that leads out of the archive is named even where it would count as hidden.
    if (file.fault_code != "unsafe-name" && !reader.wants(file.name)) return true;
    if (!file.fault_code.empty()) return reader.refuse(file.name, {file.fault_code, file.fault});
    Result<std::unique_ptr<ByteSource>> bytes = archive.open_member(file);
    if (bytes) return reader.read(file.name, std::move(*bytes));
    return reader.refuse(file.name,
                         {std::string(error_code_name(bytes.error().code)), bytes.error().message});
}

void read_files(const ZipArchive& archive, MemberReader& reader) {
    const Members files = files_of(archive);
    if (!files.empty() && std::all_of(files.begin(), files.end(), is_encrypted)) {
        reader.refuse({},
                      {"password-protected", "every member of the archive is password-protected; "
                                             "pack it again without a password"});
        return;
    }
    for (const ArchiveMember* const file : files) {
        if (!read_file(archive, *file, reader)) return;
    }
    reader.finish();
    if (!archive.damage().empty()) {
        reader.refuse(
            {}, {std::string(error_code_name(ErrorCode::malformed_input)),
                 archive.damage() + ": what stood in it before was read, what came after is lost"});
    }
}

Result<void> read_archive(const ReadInput& input, const ReadSink& sink) {
    const RandomBytes& bytes = *input.bytes->random_access();
    MemberReader reader(input, sink, kLimits.free_bytes + bytes.size() * kLimits.ratio);
    if (reader.is_too_deep()) return {};
    const Result<ZipArchive> archive = ZipArchive::open(bytes, kLimits);
    if (!archive) return archive.error();
    Refusal refusal = refusal_of(*archive);
    if (!refusal.code.empty()) {
        reader.refuse({}, std::move(refusal));
        return {};
    }
    // An office file comes here when only its name or its first bytes were looked at.
    const ContentKind kind = kind_of_archive(*archive);
    if (kind.reader == "zip") {
        read_files(*archive, reader);
    } else if (const Reader* const office = reader_named(kind.reader)) {
        return office->read(input, sink);
    } else {
        reader.refuse({}, refusal_of(kind));
    }
    return {};
}

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    if (input.bytes->random_access() != nullptr) return read_archive(input, sink);
    Result<std::string> bytes = read_all(*input.bytes, input.options->limits.file_bytes);
    if (!bytes) return bytes.error();
    const std::unique_ptr<ByteSource> in_memory = memory_source(std::move(*bytes));
    ReadInput whole = input;
    whole.bytes = in_memory.get();
    return read_archive(whole, sink);
}

}  // namespace

const Reader& reader_zip() {
    static constexpr std::array<std::string_view, 1> kSuffixes = {".zip"};
    static const Reader reader{"zip", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus

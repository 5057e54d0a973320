#include "corpus/ole_file.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace evresi::corpus {
namespace {

// [MS-CFB]: a header, then sectors; a chain of them holds the directory, 128 bytes an entry.
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kAllocationSectorsInHeader = 109;
constexpr int kMaxDirectorySectors = 256;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) noexcept {
    std::uint32_t value = 0;
    for (std::size_t i = size; i-- > 0;) {
        value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

class Directory {
public:
    explicit Directory(const RandomBytes& bytes) : bytes_(bytes), header_(kHeaderBytes, '\0') {}

    /// The names of all entries that can be reached, each with a blank behind, in ASCII.
    std::string names() {
        std::string names;
        if (!bytes_.read_at(0, header_)) return names;
        const std::uint32_t shift = number(header_, 0x1E, 2);
        if (shift < 9 || shift > 12) return names;
        sector_bytes_ = std::size_t{1} << shift;
        std::uint32_t sector = number(header_, 0x30, 4);
        std::string content(sector_bytes_, '\0');
        for (int i = 0; i < kMaxDirectorySectors; ++i) {
            if (!bytes_.read_at(offset_of(sector), content)) break;
            for (std::size_t at = 0; at < content.size(); at += kEntryBytes) {
                add_name(std::string_view(content).substr(at, kEntryBytes), names);
            }
            if (!next(sector)) break;
        }
        return names;
    }

private:
    [[nodiscard]] std::uint64_t offset_of(std::uint32_t sector) const noexcept {
        return (std::uint64_t{sector} + 1) * sector_bytes_;
    }

    bool next(std::uint32_t& sector) const {
        const std::size_t per_sector = sector_bytes_ / 4;
        const std::size_t table = sector / per_sector;
        if (table >= kAllocationSectorsInHeader) return false;
        const std::uint32_t table_sector = number(header_, 0x4C + 4 * table, 4);
        std::string entry(4, '\0');
        const std::uint64_t at = offset_of(table_sector) + 4 * (sector % per_sector);
        if (!bytes_.read_at(at, entry)) return false;
        sector = number(entry, 0, 4);
        return sector < 0xFFFFFFFA;
    }

    static void add_name(std::string_view entry, std::string& names) {
        const std::size_t name_bytes = number(entry, 0x40, 2);
        if (name_bytes < 2 || name_bytes > 64) return;
        for (std::size_t i = 0; i + 2 < name_bytes; i += 2) names += entry[i];
        names += ' ';
    }

    const RandomBytes& bytes_;
    std::string header_;
    std::size_t sector_bytes_ = 512;
};

struct Stream {
    std::string_view name;
    std::string_view description;
    std::string_view remedy;
};

constexpr std::array<Stream, 5> kStreams = {{
    {"WordDocument ", "a Word document of the old kind (.doc)", "save it as .docx"},
    {"Workbook ", "an Excel workbook of the old kind (.xls)", "save it as .csv"},
    {"Book ", "an Excel workbook of the old kind (.xls)", "save it as .csv"},
    {"PowerPoint Document ", "a PowerPoint presentation of the old kind (.ppt)", "save it as .pdf"},
    {"__properties_version1.0 ", "an Outlook message (.msg)", "save it as .txt or .html"},
}};

}  // namespace

bool is_ole(std::string_view head) noexcept {
    return head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
}

OleKind kind_of_ole(const RandomBytes& bytes) {
    const std::string names = Directory(bytes).names();
    if (names.find("EncryptedPackage ") != std::string::npos) return {true, {}, {}};
    for (const Stream& stream : kStreams) {
        if (names.find(stream.name) != std::string::npos) {
            return {false, stream.description, stream.remedy};
        }
    }
    return {false, "an office file of an old kind", "save it as .docx"};
}

}  // namespace evresi::corpus

// Writes ZIP archives byte by byte, so that a test can make what no honest program writes.
#pragma once

#include "tests/support/catch.hpp"

#include <zlib.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::tests {

struct ZipEntry {
    std::string name;
    std::string content;
    std::uint16_t method = 8;
    std::uint16_t flags = 0;
    std::uint16_t made_by = 20;
    std::uint32_t attributes = 0;
    std::string extra = {};
    std::optional<std::uint32_t> declared_size = {};      ///< unpacked, instead of the true one
    std::optional<std::uint32_t> declared_checksum = {};  ///< instead of the true one
    bool sizes_behind = false;  ///< in a data descriptor, as programs write that cannot seek
};

/// `window_bits` as zlib has them: -15 for bare deflate, 15 + 16 for gzip.
inline std::string deflated(const std::string& text, int window_bits = -15) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
    std::string copy = text;
    stream.next_in = reinterpret_cast<Bytef*>(copy.data());
    stream.avail_in = static_cast<uInt>(copy.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

inline std::uint32_t checksum_of(const std::string& text) {
    return static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

class ZipBuilder {
public:
    ZipBuilder& add(std::string name, std::string content) {
        ZipEntry entry;
        entry.name = std::move(name);
        entry.content = std::move(content);
        return add(std::move(entry));
    }
    ZipBuilder& store(std::string name, std::string content) {
        ZipEntry entry;
        entry.name = std::move(name);
        entry.content = std::move(content);
        entry.method = 0;
        return add(std::move(entry));
    }
    ZipBuilder& add(const ZipEntry& entry) {
        const std::string packed = entry.method == 8 ? deflated(entry.content) : entry.content;
        list(entry, static_cast<std::uint32_t>(bytes_.size()), packed.size());
        number(bytes_, 0x04034b50, 4);
        common(bytes_, entry, packed.size(), entry.sizes_behind);
        bytes_ += entry.name + packed;
        if (entry.sizes_behind) {
            number(bytes_, 0x08074b50, 4);
            sizes(bytes_, entry, packed.size());
        }
        return *this;
    }
    /// Names in the directory a member whose bytes begin at `offset`, and writes none.
    ZipBuilder& list(const ZipEntry& entry, std::uint32_t offset, std::size_t packed_size) {
        ++count_;
        number(directory_, 0x02014b50, 4);
        number(directory_, entry.made_by, 2);
        common(directory_, entry, packed_size, false, entry.extra.size());
        number(directory_, 0, 2 + 2 + 2);  // comment, disk, internal attributes
        number(directory_, entry.attributes, 4);
        number(directory_, offset, 4);
        directory_ += entry.name + entry.extra;
        return *this;
    }

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] std::string members_only() const { return bytes_; }
    [[nodiscard]] std::string finish() const {
        std::string all = bytes_ + directory_;
        number(all, 0x06054b50, 4);
        number(all, 0, 4);
        number(all, count_, 2);
        number(all, count_, 2);
        number(all, directory_.size(), 4);
        number(all, bytes_.size(), 4);
        number(all, 0, 2);
        return all;
    }

private:
    static void number(std::string& out, std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) {
            out += static_cast<char>(value & 0xFF);
            value >>= 8;
        }
    }
    static void sizes(std::string& out, const ZipEntry& entry, std::size_t packed_size) {
        number(out, entry.declared_checksum.value_or(checksum_of(entry.content)), 4);
        number(out, packed_size, 4);
        number(out, entry.declared_size.value_or(static_cast<std::uint32_t>(entry.content.size())),
               4);
    }
    static void common(std::string& out,
                       const ZipEntry& entry,
                       std::size_t packed_size,
                       bool without_sizes,
                       std::size_t extra_size = 0) {
        number(out, 20, 2);
        number(out, entry.flags | (entry.sizes_behind ? 8u : 0u), 2);
        number(out, entry.method, 2);
        number(out, 0, 4);
        if (without_sizes) {
            number(out, 0, 4 + 4 + 4);
        } else {
            sizes(out, entry, packed_size);
        }
        number(out, entry.name.size(), 2);
        number(out, extra_size, 2);
    }

    std::string bytes_;
    std::string directory_;
    std::size_t count_ = 0;
};

}  // namespace evresi::tests

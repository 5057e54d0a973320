// Unpacking one member of a ZIP archive: stored or deflated bytes, held to their size and checksum.
#include "corpus/zip_records.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

namespace evresi::corpus {
namespace {

constexpr std::size_t kChunk = 32u << 10;

Error damaged() {
    return fail(ErrorCode::malformed_input, "the packed bytes are damaged");
}

/// A raw deflate stream at an offset.
class Inflater {
public:
    Inflater(const RandomBytes& bytes, std::uint64_t offset, std::uint64_t packed)
        : bytes_(bytes), offset_(offset), packed_left_(packed) {
        ready_ = inflateInit2(&stream_, -MAX_WBITS) == Z_OK;
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() { inflateEnd(&stream_); }

    /// Fills a prefix of `buffer`; 0 at the end of the stream.
    Result<std::size_t> read(std::span<char> buffer) {
        if (!ready_) return fail(ErrorCode::internal, "zlib cannot start");
        stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(buffer.size(), 1u << 30));
        const uInt room = stream_.avail_out;
        while (!is_finished_ && stream_.avail_out == room) {
            if (stream_.avail_in == 0) {
                if (Result<void> ok = refill(); !ok) return ok.error();
            }
            const int status = inflate(&stream_, Z_NO_FLUSH);
            is_finished_ = status == Z_STREAM_END;
            if (!is_finished_ && status != Z_OK) return damaged();
        }
        return room - stream_.avail_out;
    }

    /// Packed bytes that the stream took so far.
    [[nodiscard]] std::uint64_t taken() const noexcept { return fetched_ - stream_.avail_in; }

private:
    Result<void> refill() {
        const std::size_t size =
            static_cast<std::size_t>(std::min<std::uint64_t>(kChunk, packed_left_));
        if (size == 0) return fail(ErrorCode::malformed_input, "the packed bytes end too early");
        if (Result<void> ok = bytes_.read_at(offset_, std::span(buffer_).first(size)); !ok) {
            return ok.error();
        }
        offset_ += size;
        packed_left_ -= size;
        fetched_ += size;
        stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
        stream_.avail_in = static_cast<uInt>(size);
        return {};
    }

    const RandomBytes& bytes_;
    std::uint64_t offset_;
    std::uint64_t packed_left_;
    std::uint64_t fetched_ = 0;
    std::array<char, kChunk> buffer_{};
    z_stream stream_{};
    bool ready_ = false;
    bool is_finished_ = false;
};

std::uint32_t extended_checksum(std::uint32_t checksum, std::span<const char> bytes) {
    return static_cast<std::uint32_t>(
        crc32_z(checksum, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// Counts and sums what comes out, and compares at the end.
class MemberSource : public ByteSource {
public:
    explicit MemberSource(const ArchiveMember& member)
        : unpacked_left_(member.unpacked), expected_(member.checksum) {}

    Result<std::size_t> read(std::span<char> buffer) final {
        if (buffer.empty()) return std::size_t{0};
        Result<std::size_t> got = unpack(buffer);
        if (!got) return got;
        if (*got > unpacked_left_ || (*got == 0 && unpacked_left_ > 0)) return damaged();
        unpacked_left_ -= *got;
        checksum_ = extended_checksum(checksum_, buffer.first(*got));
        if (*got == 0 && checksum_ != expected_) {
            return fail(ErrorCode::malformed_input, "the checksum of the unpacked bytes is wrong");
        }
        return got;
    }

private:
    virtual Result<std::size_t> unpack(std::span<char> buffer) = 0;

    std::uint64_t unpacked_left_;
    std::uint32_t expected_;
    std::uint32_t checksum_ = 0;
};

class DeflatedMember final : public MemberSource {
public:
    DeflatedMember(const RandomBytes& bytes, std::uint64_t offset, const ArchiveMember& member)
        : MemberSource(member), inflater_(bytes, offset, member.packed) {}

private:
    Result<std::size_t> unpack(std::span<char> buffer) override { return inflater_.read(buffer); }
    Inflater inflater_;
};

/// Bytes as they are; by offset too, so that an archive within an archive need not be in memory.
class StoredMember final : public MemberSource, private RandomBytes {
public:
    StoredMember(const RandomBytes& bytes, std::uint64_t offset, const ArchiveMember& member)
        : MemberSource(member), bytes_(bytes), offset_(offset), size_(member.packed) {}

    const RandomBytes* random_access() override { return this; }

private:
    Result<std::size_t> unpack(std::span<char> buffer) override {
        const std::size_t taken =
            static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size_ - at_));
        if (Result<void> ok = read_at(at_, buffer.first(taken)); !ok) return ok.error();
        at_ += taken;
        return taken;
    }
    std::uint64_t size() const noexcept override { return size_; }
    Result<void> read_at(std::uint64_t offset, std::span<char> buffer) const override {
        if (offset > size_ || size_ - offset < buffer.size()) {
            return fail(ErrorCode::malformed_input, "the file ends too early");
        }
        return bytes_.read_at(offset_ + offset, buffer);
    }

    const RandomBytes& bytes_;
    std::uint64_t offset_;
    std::uint64_t size_;
    std::uint64_t at_ = 0;
};

}  // namespace

Result<InflatedSizes> measure_deflated(const RandomBytes& bytes,
                                       std::uint64_t offset,
                                       std::uint64_t packed_limit,
                                       const ArchiveLimits& limits) {
    const std::uint64_t there = bytes.size() - std::min(offset, bytes.size());
    Inflater inflater(bytes, offset, std::min(packed_limit, there));
    std::array<char, kChunk> buffer;
    InflatedSizes sizes;
    for (;;) {
        const Result<std::size_t> got = inflater.read(buffer);
        if (!got) return got.error();
        sizes.packed = inflater.taken();
        if (*got == 0) return sizes;
        sizes.unpacked += *got;
        sizes.checksum = extended_checksum(sizes.checksum, std::span(buffer).first(*got));
        if (sizes.unpacked > limits.free_member_bytes + sizes.packed * limits.member_ratio) {
            return fail(ErrorCode::too_large, "the member unpacks to more than " +
                                                  std::to_string(limits.member_ratio) +
                                                  " times its size");
        }
    }
}

std::unique_ptr<ByteSource>
member_source(const RandomBytes& bytes, std::uint64_t offset, const ArchiveMember& member) {
    if (member.method == 0) return std::make_unique<StoredMember>(bytes, offset, member);
    return std::make_unique<DeflatedMember>(bytes, offset, member);
}

}  // namespace evresi::corpus

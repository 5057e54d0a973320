#include "corpus/byte_source.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace evresi::corpus {
namespace {

constexpr std::size_t kChunk = 64u << 10;

// A decompression bomb is refused when its output passes this allowance; texts pack 3 to 20 times.
constexpr std::uint64_t kFreeOutput = 64u << 20;
constexpr std::uint64_t kMaxRatio = 200;

class DescriptorSource final : public ByteSource {
public:
    DescriptorSource(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
    ~DescriptorSource() override {
        if (owned_) ::close(descriptor_);
    }

    Result<std::size_t> read(std::span<char> buffer) override {
        for (;;) {
            const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            // A signal that asks the program to end must not wait for the next bytes of a pipe.
            if (errno == EINTR && !owned_) return fail(ErrorCode::interrupted, "interrupted");
            if (errno == EINTR) continue;
            return fail(ErrorCode::io_error, std::string("cannot read: ") + std::strerror(errno));
        }
    }

private:
    int descriptor_;
    bool owned_;
};

/// A regular file, in order and by offset.
class FileSource final : public ByteSource, private RandomBytes {
public:
    FileSource(int descriptor, std::uint64_t size) : in_order_(descriptor, true), size_(size) {
        descriptor_ = descriptor;
    }

    Result<std::size_t> read(std::span<char> buffer) override { return in_order_.read(buffer); }
    const RandomBytes* random_access() override { return this; }

private:
    std::uint64_t size() const noexcept override { return size_; }
    Result<void> read_at(std::uint64_t offset, std::span<char> buffer) const override {
        while (!buffer.empty()) {
            const ssize_t got =
                ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(offset));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) {
                return fail(ErrorCode::io_error,
                            std::string("cannot read: ") + std::strerror(errno));
            }
            if (got == 0) return fail(ErrorCode::malformed_input, "the file ends too early");
            buffer = buffer.subspan(static_cast<std::size_t>(got));
            offset += static_cast<std::uint64_t>(got);
        }
        return {};
    }

    DescriptorSource in_order_;
    int descriptor_;
    std::uint64_t size_;
};

class MemorySource final : public ByteSource, private RandomBytes {
public:
    explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        const std::size_t taken = bytes_.copy(buffer.data(), buffer.size(), at_);
        at_ += taken;
        return taken;
    }
    const RandomBytes* random_access() override { return this; }

private:
    std::uint64_t size() const noexcept override { return bytes_.size(); }
    Result<void> read_at(std::uint64_t offset, std::span<char> buffer) const override {
        if (offset > bytes_.size() || bytes_.size() - offset < buffer.size()) {
            return fail(ErrorCode::malformed_input, "the file ends too early");
        }
        bytes_.copy(buffer.data(), buffer.size(), offset);
        return {};
    }

    std::string bytes_;
    std::size_t at_ = 0;
};

/// Input of a decompressor: the bytes that a refill brought and how many came in all.
class PackedInput {
public:
    explicit PackedInput(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

    /// Bytes not yet taken; empty only at the end of the source.
    Result<std::string_view> pending() {
        if (begin_ == end_ && !at_end_) {
            Result<std::size_t> got = source_->read(buffer_);
            if (!got) return got.error();
            begin_ = 0;
            end_ = *got;
            total_ += *got;
            at_end_ = *got == 0;
        }
        return std::string_view(buffer_.data() + begin_, end_ - begin_);
    }
    void take(std::size_t bytes) noexcept { begin_ += bytes; }
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

private:
    std::unique_ptr<ByteSource> source_;
    std::array<char, kChunk> buffer_{};
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t total_ = 0;
    bool at_end_ = false;
};

Result<void> check_ratio(std::uint64_t packed, std::uint64_t unpacked) {
    if (unpacked > kFreeOutput && unpacked - kFreeOutput > packed * kMaxRatio) {
        return fail(ErrorCode::too_large,
                    "the archive unpacks to more than 200 times its size; unpack it first if it is "
                    "to be trusted");
    }
    return {};
}

class GzipSource final : public ByteSource {
public:
    explicit GzipSource(std::unique_ptr<ByteSource> source) : input_(std::move(source)) {
        // 16: a gzip header and its checksum, nothing else.
        ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK;
    }
    ~GzipSource() override { inflateEnd(&stream_); }

    Result<std::size_t> read(std::span<char> buffer) override {
        if (!ready_) return fail(ErrorCode::internal, "zlib cannot start");
        while (!finished_) {
            Result<std::string_view> pending = input_.pending();
            if (!pending) return pending.error();
            if (between_members_) {
                if (pending->empty()) {
                    finished_ = true;
                    break;
                }
                if (pending->front() == '\0') {
                    if (Result<void> ok = skip_padding(); !ok) return ok.error();
                    finished_ = true;
                    break;
                }
                if (pending->front() != '\x1F') return foreign_bytes();
                inflateReset(&stream_);
                between_members_ = false;
            }
            if (pending->empty()) {
                return fail(ErrorCode::malformed_input, "the gzip stream ends too early");
            }
            Result<std::size_t> got = inflate_some(*pending, buffer);
            if (!got || *got > 0) return got;
        }
        return std::size_t{0};
    }

private:
    static Error foreign_bytes() {
        return fail(ErrorCode::malformed_input,
                    "bytes that are not gzip stand behind the gzip stream");
    }

    // Tapes and block devices pad with zeros; anything else there is data that would be lost.
    Result<void> skip_padding() {
        for (;;) {
            Result<std::string_view> pending = input_.pending();
            if (!pending) return pending.error();
            if (pending->empty()) return {};
            if (pending->find_first_not_of('\0') != std::string_view::npos) return foreign_bytes();
            input_.take(pending->size());
        }
    }

    Result<std::size_t> inflate_some(std::string_view pending, std::span<char> buffer) {
        // zlib's interface takes non-const input that it does not change.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(pending.data()));
        stream_.avail_in = static_cast<uInt>(pending.size());
        stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(buffer.size(), 1u << 30));
        const uInt room = stream_.avail_out;
        const int status = inflate(&stream_, Z_NO_FLUSH);
        input_.take(pending.size() - stream_.avail_in);
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
            return fail(ErrorCode::malformed_input, "the gzip stream is damaged");
        }
        between_members_ = status == Z_STREAM_END;
        const std::size_t got = room - stream_.avail_out;
        unpacked_ += got;
        if (Result<void> ok = check_ratio(input_.total(), unpacked_); !ok) return ok.error();
        return got;
    }

    PackedInput input_;
    z_stream stream_{};
    bool ready_ = false;
    bool between_members_ = false;
    bool finished_ = false;
    std::uint64_t unpacked_ = 0;
};

class ZstdSource final : public ByteSource {
public:
    explicit ZstdSource(std::unique_ptr<ByteSource> source)
        : input_(std::move(source)), stream_(ZSTD_createDStream()) {}
    ~ZstdSource() override { ZSTD_freeDStream(stream_); }

    Result<std::size_t> read(std::span<char> buffer) override {
        if (stream_ == nullptr) return fail(ErrorCode::internal, "zstd cannot start");
        for (;;) {
            Result<std::string_view> pending = input_.pending();
            if (!pending) return pending.error();
            ZSTD_inBuffer in{pending->data(), pending->size(), 0};
            ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
            if (pending->empty() && !in_frame_) return std::size_t{0};
            const std::size_t status = ZSTD_decompressStream(stream_, &out, &in);
            if (ZSTD_isError(status) != 0) {
                return fail(ErrorCode::malformed_input,
                            std::string("the zstd stream is damaged: ") +
                                ZSTD_getErrorName(status));
            }
            input_.take(in.pos);
            in_frame_ = status != 0;
            unpacked_ += out.pos;
            if (Result<void> ok = check_ratio(input_.total(), unpacked_); !ok) return ok.error();
            if (out.pos > 0) return out.pos;
            if (pending->empty()) {
                return fail(ErrorCode::malformed_input, "the zstd stream ends too early");
            }
        }
    }

private:
    PackedInput input_;
    ZSTD_DStream* stream_;
    bool in_frame_ = false;
    std::uint64_t unpacked_ = 0;
};

/// Decides at the first read, so that opening standard input does not wait for bytes.
class UnpackingSource final : public ByteSource {
public:
    explicit UnpackingSource(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        if (source_ != nullptr) {
            if (Result<void> ok = choose(); !ok) return ok.error();
        }
        return chosen_->read(buffer);
    }
    const RandomBytes* random_access() override {
        // What goes wrong here goes wrong again, and is told, at the first read.
        if (source_ != nullptr && !choose()) return nullptr;
        return chosen_->random_access();
    }

private:
    Result<void> choose();

    std::unique_ptr<ByteSource> source_;
    std::unique_ptr<ByteSource> chosen_;
};

}  // namespace

std::unique_ptr<ByteSource> with_prefix(std::string prefix, std::unique_ptr<ByteSource> rest) {
    class PrefixedSource final : public ByteSource {
    public:
        PrefixedSource(std::string prefix, std::unique_ptr<ByteSource> rest)
            : prefix_(std::move(prefix)), rest_(std::move(rest)) {}
        Result<std::size_t> read(std::span<char> buffer) override {
            if (at_ == prefix_.size()) return rest_->read(buffer);
            const std::size_t taken = prefix_.copy(buffer.data(), buffer.size(), at_);
            at_ += taken;
            return taken;
        }
        const RandomBytes* random_access() override { return rest_->random_access(); }

    private:
        std::string prefix_;
        std::size_t at_ = 0;
        std::unique_ptr<ByteSource> rest_;
    };
    return std::make_unique<PrefixedSource>(std::move(prefix), std::move(rest));
}

std::unique_ptr<ByteSource> memory_source(std::string bytes) {
    return std::make_unique<MemorySource>(std::move(bytes));
}

std::unique_ptr<ByteSource> unpacking_source(std::unique_ptr<ByteSource> source) {
    return std::make_unique<UnpackingSource>(std::move(source));
}

Result<std::unique_ptr<ByteSource>> with_random_access(std::unique_ptr<ByteSource> source,
                                                       std::size_t limit) {
    if (source->random_access() != nullptr) return source;
    Result<std::string> bytes = read_all(*source, limit);
    if (!bytes) return bytes.error();
    return memory_source(std::move(*bytes));
}

Result<std::string> read_prefix(ByteSource& source, std::size_t bytes) {
    std::string prefix(bytes, '\0');
    std::size_t length = 0;
    while (length < bytes) {
        Result<std::size_t> got = source.read(std::span(prefix).subspan(length));
        if (!got) return got.error();
        if (*got == 0) break;
        length += *got;
    }
    prefix.resize(length);
    return prefix;
}

Result<std::string> read_all(ByteSource& source, std::size_t limit) {
    Result<std::string> text = read_prefix(source, kChunk);
    if (!text || text->size() < kChunk) return text;
    std::array<char, kChunk> buffer;
    for (;;) {
        Result<std::size_t> got = source.read(buffer);
        if (!got) return got.error();
        if (*got == 0) return text;
        if (text->size() + *got > limit) {
            return fail(ErrorCode::too_large, "the file has more than " + std::to_string(limit) +
                                                  " bytes; split it into smaller files");
        }
        text->append(buffer.data(), *got);
    }
}

namespace {

Result<void> UnpackingSource::choose() {
    Result<std::string> head = read_prefix(*source_, 4);
    if (!head) return head.error();
    const bool is_gzip = head->starts_with("\x1F\x8B");
    const bool is_zstd = head->starts_with("\x28\xB5\x2F\xFD");
    auto whole = with_prefix(std::move(*head), std::move(source_));
    if (is_gzip) {
        chosen_ = std::make_unique<GzipSource>(std::move(whole));
    } else if (is_zstd) {
        chosen_ = std::make_unique<ZstdSource>(std::move(whole));
    } else {
        chosen_ = std::move(whole);
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (descriptor < 0) {
        const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::io_error;
        return fail(code, std::string("cannot open the file: ") + std::strerror(errno), path);
    }
    struct stat status {};
    const bool is_known = ::fstat(descriptor, &status) == 0;
    auto file = std::make_unique<FileSource>(
        descriptor, is_known ? static_cast<std::uint64_t>(status.st_size) : 0);
    if (!is_known) {
        return fail(ErrorCode::io_error,
                    std::string("cannot ask for the file's kind: ") + std::strerror(errno), path);
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::unsupported_format,
                    "not a regular file; pipe it to standard input as JSON lines instead", path);
    }
    return unpacking_source(std::move(file));
}

std::unique_ptr<ByteSource> open_descriptor(int descriptor) {
    return unpacking_source(std::make_unique<DescriptorSource>(descriptor, false));
}

}  // namespace evresi::corpus

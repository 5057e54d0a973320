// A tar archive (ustar, GNU and pax headers), read from front to end: a folder of files, each for
// its own reader.
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "corpus/archive_names.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/content.hpp"
#include "corpus/encoding.hpp"
#include "corpus/member_reader.hpp"
#include "corpus/reader.hpp"
#include "corpus/source_walk.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace evresi::corpus {
namespace {

constexpr ArchiveLimits kLimits;
constexpr std::size_t kBlock = 512;
constexpr std::uint64_t kMaxHeaderText = 64u << 10;  // of a long name or a pax header

Error damaged() {
    return fail(ErrorCode::malformed_input,
                "the tar archive is damaged or cut here: what came before was read");
}

std::string_view text_of(std::string_view field) noexcept {
    return field.substr(0, field.find('\0'));
}

// Octal digits, or, with the first bit set, a binary number.
Result<std::uint64_t> number_of(std::string_view field) {
    std::uint64_t value = 0;
    if ((field[0] & '\x80') != 0) {
        for (const char c : field.substr(field.size() - 8)) {
            value = (value << 8) | static_cast<unsigned char>(c);
        }
        return value;
    }
    field = strip(text_of(field), " ");
    if (field.empty()) return value;
    const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), value, 8);
    if (fault != std::errc() || end != field.data() + field.size()) return damaged();
    return value;
}

struct TarHeader {
    std::string name;
    std::uint64_t size = 0;
    char kind = '0';
};

bool has_right_checksum(std::string_view block) {
    const Result<std::uint64_t> expected = number_of(block.substr(148, 8));
    if (!expected) return false;
    std::uint64_t sum = 8 * ' ';  // the checksum itself counts as blanks
    for (std::size_t i = 0; i < block.size(); ++i) {
        if (i < 148 || i >= 156) sum += static_cast<unsigned char>(block[i]);
    }
    return sum == *expected;
}

Result<TarHeader> header_of(std::string_view block) {
    if (!has_right_checksum(block)) return damaged();
    const Result<std::uint64_t> size = number_of(block.substr(124, 12));
    if (!size || *size > (std::uint64_t{1} << 60)) return damaged();
    TarHeader header;
    header.size = *size;
    header.kind = block[156];
    header.name = text_of(block.substr(0, 100));
    const std::string_view prefix = text_of(block.substr(345, 155));
    const bool is_posix = block.substr(257, 6) == std::string_view("ustar\0", 6);
    if (is_posix && !prefix.empty()) header.name = std::string(prefix) + "/" + header.name;
    return header;
}

/// What headers of their own tell of the next member.
struct NextMember {
    std::string name;
    std::optional<std::uint64_t> size;
};

// Records "length key=value\n".
void take_pax(std::string_view text, NextMember& next) {
    while (!text.empty()) {
        std::size_t length = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), length);
        const auto digits = static_cast<std::size_t>(end - text.data());
        if (fault != std::errc() || length > text.size() || length < digits + 3) return;
        const std::string_view record = text.substr(digits + 1, length - digits - 2);
        if (record.starts_with("path=")) next.name = record.substr(5);
        if (record.starts_with("size=")) {
            std::uint64_t size = 0;
            const std::string_view value = record.substr(5);
            std::from_chars(value.data(), value.data() + value.size(), size);
            next.size = size;
        }
        text.remove_prefix(length);
    }
}

/// The bytes of the member that the archive stands at; borrowed from the archive.
class TarMember final : public ByteSource {
public:
    TarMember(ByteSource& archive, std::uint64_t& left) : archive_(archive), left_(left) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        const std::size_t wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), left_));
        if (wanted == 0) return std::size_t{0};
        const Result<std::size_t> got = archive_.read(buffer.first(wanted));
        if (!got) return got.error();
        if (*got == 0) return fail(ErrorCode::malformed_input, "the archive breaks off within it");
        left_ -= *got;
        return *got;
    }

private:
    ByteSource& archive_;
    std::uint64_t& left_;
};

class TarWalk {
public:
    TarWalk(const ReadInput& input, MemberReader& reader) : input_(input), reader_(reader) {}

    Result<void> run() {
        for (;;) {
            const Result<std::string> block = read_prefix(*input_.bytes, kBlock);
            if (!block) return block.error();
            // Two blocks of zeros end the archive; many lack them.
            if (block->empty() || block->find_first_not_of('\0') == std::string::npos) return {};
            if (block->size() < kBlock) return damaged();
            Result<TarHeader> header = header_of(*block);
            if (!header) return header.error();
            const Result<bool> more = take(*header);
            if (!more) return more.error();
            if (!*more) return {};
        }
    }

private:
    Result<bool> take(TarHeader& header) {
        const bool is_long_name = header.kind == 'L';
        if (is_long_name || header.kind == 'x') {
            if (header.size > kMaxHeaderText) return damaged();
            const Result<std::string> text = header_text(header.size);
            if (!text) return text.error();
            if (is_long_name) {
                next_.name = text_of(*text);
            } else {
                take_pax(*text, next_);
            }
            return true;
        }
        const bool is_global = header.kind == 'g' || header.kind == 'K';
        if (!is_global) {
            if (!next_.name.empty()) header.name = std::move(next_.name);
            if (next_.size) header.size = *next_.size;
            next_ = {};
        }
        std::uint64_t left = header.size;
        const std::uint64_t padding = (kBlock - header.size % kBlock) % kBlock;
        const bool is_file = header.kind == '0' || header.kind == '\0' || header.kind == '7';
        if (is_file && !read_file(header, left)) return false;
        if (Result<void> ok = pass_over(left + padding, padding); !ok) return ok.error();
        return true;
    }

    Result<std::string> header_text(std::uint64_t size) {
        Result<std::string> text = read_prefix(*input_.bytes, static_cast<std::size_t>(size));
        if (!text) return text;
        if (text->size() < size) return damaged();
        const std::uint64_t padding = (kBlock - size % kBlock) % kBlock;
        if (Result<void> ok = pass_over(padding, padding); !ok) return ok.error();
        return text;
    }

    bool read_file(const TarHeader& header, std::uint64_t& left) {
        std::string name = header.name;
        if (!is_utf8(name)) {
            Result<std::string> decoded = convert_to_utf8(name, detect_name_encoding({name}));
            if (decoded) name = std::move(*decoded);
        }
        const std::string shown =
            printable_path(normal_member_name(utf8_prefix(name, kLimits.name_bytes)));
        if (leads_outside(name) || name.size() > kLimits.name_bytes) {
            return reader_.refuse(shown,
                                  {"unsafe-name", "its name leads out of the archive or is too "
                                                  "long; pack it again with plain names"});
        }
        if (name.ends_with('/') || !reader_.wants(shown)) return true;
        // The bytes themselves are not packed; what is packed within them may grow.
        const std::uint64_t counted = std::min(header.size, kLimits.total_bytes);
        reader_.allow(counted + counted / 2 * kLimits.ratio);
        return reader_.read(shown, std::make_unique<TarMember>(*input_.bytes, left));
    }

    // The padding behind the last member may be missing.
    Result<void> pass_over(std::uint64_t bytes, std::uint64_t padding) {
        std::array<char, 32u << 10> buffer;
        while (bytes > 0) {
            const auto wanted =
                static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), bytes));
            const Result<std::size_t> got = input_.bytes->read(std::span(buffer).first(wanted));
            if (!got) return got.error();
            if (*got == 0) return bytes <= padding ? Result<void>() : damaged();
            bytes -= *got;
        }
        return {};
    }

    const ReadInput& input_;
    MemberReader& reader_;
    NextMember next_;
};

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    MemberReader reader(input, sink, kLimits.free_bytes);
    if (reader.is_too_deep()) return {};
    Result<void> done = TarWalk(input, reader).run();
    reader.finish();
    return done;
}

}  // namespace

const Reader& reader_tar() {
    static constexpr std::array<std::string_view, 3> kSuffixes = {".tar", ".tgz", ".tzst"};
    static const Reader reader{"tar", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus

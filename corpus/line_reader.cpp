#include "corpus/byte_source.hpp"

#include <algorithm>
#include <cstring>

namespace evresi::corpus {

Result<bool> LineReader::refill() {
    constexpr std::size_t kChunk = 256u << 10;
    constexpr std::size_t kSpareBytes = 32;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        scanned_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() < end_ + kChunk + kSpareBytes) {
        buffer_.resize(std::max(end_ * 2, end_ + kChunk) + kSpareBytes);
    }
    Result<std::size_t> got = source_.read(std::span(buffer_).subspan(end_, kChunk));
    if (!got) return got.error();
    end_ += *got;
    return *got > 0;
}

/// The line from begin_ to `end`; what is read next stands behind both.
Line LineReader::line(std::size_t end) {
    char* const bytes = buffer_.data() + begin_;
    std::size_t size = end - begin_;
    if (size > 0 && bytes[size - 1] == '\r') --size;
    bytes[size] = '\0';
    return {{bytes, size}, ++number_, false, bytes};
}

Result<std::optional<Line>> LineReader::next() {
    bool is_too_long = false;
    for (;;) {
        const void* const found = std::memchr(buffer_.data() + scanned_, '\n', end_ - scanned_);
        if (found != nullptr) {
            const auto end =
                static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
            is_too_long = is_too_long || end - begin_ > limit_;
            const Line found_line = is_too_long ? Line{{}, ++number_, true} : line(end);
            begin_ = scanned_ = end + 1;
            return found_line;
        }
        scanned_ = end_;
        if (scanned_ - begin_ > limit_) {
            is_too_long = true;
            begin_ = scanned_;
        }
        if (!at_end_) {
            Result<bool> more = refill();
            if (!more) return more.error();
            at_end_ = !*more;
            continue;
        }
        if (is_too_long) return Line{{}, ++number_, true};
        if (begin_ == end_) return std::nullopt;
        const Line last = line(end_);
        begin_ = scanned_ = end_;
        return last;
    }
}

}  // namespace evresi::corpus

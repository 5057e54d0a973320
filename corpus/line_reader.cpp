#include "corpus/byte_source.hpp"

namespace evresi::corpus {

Result<bool> LineReader::refill() {
    constexpr std::size_t kChunk = 256u << 10;
    if (begin_ > 0) {
        buffer_.erase(0, begin_);
        scanned_ -= begin_;
        begin_ = 0;
    }
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + kChunk);
    Result<std::size_t> got = source_.read(std::span(buffer_).subspan(old_size));
    buffer_.resize(old_size + (got ? *got : 0));
    if (!got) return got.error();
    return *got > 0;
}

Result<std::optional<Line>> LineReader::next() {
    bool is_too_long = false;
    for (;;) {
        const std::size_t end = buffer_.find('\n', scanned_);
        if (end != std::string::npos) {
            Line line{std::string_view(buffer_).substr(begin_, end - begin_), ++number_, false};
            begin_ = scanned_ = end + 1;
            if (is_too_long || line.text.size() > limit_) return Line{{}, line.number, true};
            if (line.text.ends_with('\r')) line.text.remove_suffix(1);
            return line;
        }
        scanned_ = buffer_.size();
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
        if (begin_ == buffer_.size() && !is_too_long) return std::nullopt;
        Line line{std::string_view(buffer_).substr(begin_), ++number_, is_too_long};
        begin_ = scanned_ = buffer_.size();
        if (is_too_long) line.text = {};
        if (line.text.ends_with('\r')) line.text.remove_suffix(1);
        return line;
    }
}

}  // namespace evresi::corpus

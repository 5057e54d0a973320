// What readers do with a ByteSource: all of it, its start, or its lines.
#pragma once

#include "corpus/reader.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace evresi::corpus {

/// Up to `bytes` bytes from the front; fewer only at the end of the source.
[[nodiscard]] Result<std::string> read_prefix(ByteSource& source, std::size_t bytes);

/// All bytes; too_large when there are more than `limit` (and more than 64 KiB).
[[nodiscard]] Result<std::string> read_all(ByteSource& source, std::size_t limit);

/// A source that yields `prefix`, then `rest`.
[[nodiscard]] std::unique_ptr<ByteSource> with_prefix(std::string prefix,
                                                      std::unique_ptr<ByteSource> rest);

struct Line {
    std::string_view text;     ///< without line end; valid until the next call; empty if too long
    std::uint64_t number = 0;  ///< 1-based
    bool is_too_long = false;  ///< passed over without being stored
};

/// Splits a source at '\n' ("\r\n" too) and passes over a line longer than `limit` without storing
/// it. Confined to one thread; borrows the source.
class LineReader {
public:
    LineReader(ByteSource& source, std::size_t limit) : source_(source), limit_(limit) {}

    /// The next line, or nothing at the end. An Error of the source ends it; the part of a line
    /// that stood before the error is dropped.
    [[nodiscard]] Result<std::optional<Line>> next();

private:
    Result<bool> refill();

    ByteSource& source_;
    std::size_t limit_;
    std::string buffer_;
    std::size_t begin_ = 0;    // of the current line in buffer_
    std::size_t scanned_ = 0;  // no line end before it
    std::uint64_t number_ = 0;
    bool at_end_ = false;
};

}  // namespace evresi::corpus

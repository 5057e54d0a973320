// What readers do with a ByteSource: all of it, its start, its lines, or pieces by their offset.
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

/// Puts back what was read: a source that yields `prefix`, then `rest`. Requires that `prefix` is
/// all that was read from `rest` (its random access is the new source's).
[[nodiscard]] std::unique_ptr<ByteSource> with_prefix(std::string prefix,
                                                      std::unique_ptr<ByteSource> rest);

/// Bytes by offset, as an archive's directory needs them. Immutable: shared freely.
class RandomBytes {
public:
    RandomBytes() = default;
    RandomBytes(const RandomBytes&) = delete;
    RandomBytes& operator=(const RandomBytes&) = delete;
    virtual ~RandomBytes() = default;

    [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
    /// Fills all of `buffer` from `offset` on; malformed_input when the bytes end before, io_error.
    [[nodiscard]] virtual Result<void> read_at(std::uint64_t offset,
                                               std::span<char> buffer) const = 0;
};

/// A source of `bytes` in memory, with random access.
[[nodiscard]] std::unique_ptr<ByteSource> memory_source(std::string bytes);

/// Decompresses .gz and .zst by content; decides at the first read. Anything else comes through.
[[nodiscard]] std::unique_ptr<ByteSource> unpacking_source(std::unique_ptr<ByteSource> source);

/// `source` with random access: itself if it has it, else its bytes in memory. Errors as read_all.
[[nodiscard]] Result<std::unique_ptr<ByteSource>>
with_random_access(std::unique_ptr<ByteSource> source, std::size_t limit);

struct Line {
    std::string_view text;     ///< without line end; valid until the next call; empty if too long
    std::uint64_t number = 0;  ///< 1-based
    bool is_too_long = false;  ///< passed over without being stored
    /// Where `text` stands, for who wants to change it in place: a NUL stands behind it, and so
    /// many bytes more as an aligned load of 16 may touch. Null if it is too long.
    char* bytes = nullptr;
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
    [[nodiscard]] Line line(std::size_t end);

    ByteSource& source_;
    std::size_t limit_;
    std::string buffer_;       // what was read, and room
    std::size_t end_ = 0;      // of what was read
    std::size_t begin_ = 0;    // of the current line in buffer_
    std::size_t scanned_ = 0;  // no line end before it
    std::uint64_t number_ = 0;
    bool at_end_ = false;
};

}  // namespace evresi::corpus

// Reader: what an input format must supply. One constant object per file of readers/, collected by
// the generated registry. A reader turns the bytes of one source into documents with what the
// source itself says (text, title, given metadata); it neither detects languages nor searches the
// text for facts: that is annotator.hpp.
#pragma once

#include "base/result.hpp"
#include "corpus/document.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

struct ArchiveNesting;
struct ColumnMapping;
class RandomBytes;

/// Bytes in order from a file, a decompressor or standard input. Confined to one thread.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Fills a prefix of `buffer`; returns its length, 0 at the end. io_error, malformed_input
    /// (a broken archive), too_large (a decompression bomb).
    [[nodiscard]] virtual Result<std::size_t> read(std::span<char> buffer) = 0;

    /// The same bytes by their offsets, wherever reading in order has come to; lives as long as
    /// this source. Null when they come in order only (byte_source.hpp).
    [[nodiscard]] virtual const RandomBytes* random_access() { return nullptr; }
};

struct ReadLimits {
    std::size_t row_bytes = 16u << 20;   ///< a longer row of JSONL or CSV is rejected, alone
    std::size_t file_bytes = 64u << 20;  ///< a longer file that is one document is rejected
    std::size_t pages = 5'000;           ///< a PDF with more is rejected
    std::size_t text_bytes = 64u << 20;  ///< a PDF with more text is rejected
};

/// How to read: given on the command line, the same for every source of a run.
struct ReadOptions {
    ReadLimits limits;
    /// What the columns of CSV and TSV mean (mappings/column_mapping.hpp). Null: a file goes by the
    /// compiled-in mapping that recognises its head line, if any, and by its heads.
    std::shared_ptr<const ColumnMapping> mapping;
    LanguageTag default_lang;  ///< for text whose language is neither given nor found
};

/// What a reader is given: where the bytes are from and what the documents' ids start from.
struct ReadInput {
    std::string source;  ///< path as shown in reports
    std::string id;      ///< id of a file that is one document; prefix for rows without one
    ByteSource* bytes = nullptr;
    const ReadOptions* options = nullptr;
    std::string folder = {};  ///< that the file lies in, to open others beside it; empty: none
    ArchiveNesting* nesting = nullptr;  ///< of a member of an archive (archive.hpp), else null
};

struct ReadSink {
    /// Takes a document; returns false to stop the run.
    std::function<bool(Document&&)> document;
    /// Takes a refusal; returns false to stop the run.
    std::function<bool(Rejection&&)> rejected;
};

struct Reader {
    std::string_view name;                       ///< "jsonl"
    std::span<const std::string_view> suffixes;  ///< with the dot, lower case: ".jsonl"
    /// Reads all documents of `input`. An Error means that the source as a whole failed; what was
    /// handed to the sink before stays.
    Result<void> (*read)(const ReadInput& input, const ReadSink& sink) = nullptr;
};

/// All readers of this build. Immutable.
[[nodiscard]] std::span<const Reader* const> readers() noexcept;

/// The reader for a file name (".gz" and ".zst" looked through) and the first bytes of its
/// decompressed content, or null when no format fits. Content that can be nothing else counts for
/// more than the name, and without content the name decides.
[[nodiscard]] const Reader* find_reader(std::string_view file_name, std::string_view head) noexcept;

/// Opens a regular file, decompressing .gz and .zst by content. Never blocks on FIFOs or devices.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);

/// Reads JSONL-like input from a file descriptor (standard input).
[[nodiscard]] std::unique_ptr<ByteSource> open_descriptor(int descriptor);

}  // namespace evresi::corpus

#include "indexer/database/document_record.hpp"

#include "base/check.hpp"
#include "indexer/database/record_fields.hpp"

#include <zstd.h>

#include <cstdint>

namespace evresi::database {
namespace {

// Layout: 'E', version, the id of the dictionary (4 bytes, least first; 0: none), varint length of
// the packed head, packed head, packed body. Both packed parts are zstd frames with their content
// size and without a dictionary id of their own, which would cost 8 bytes a document.
constexpr char kMagic = 'E';
constexpr char kVersion = 3;
constexpr std::size_t kFixedBytes = 6;
constexpr int kCompressionLevel = 3;
// A dictionary is searched through a table of its places. The level's own table, made for texts of
// 3.6 KB, has no room for 256 KiB: packed texts are 5 % larger with it.
constexpr std::size_t kLargeDictionary = std::size_t{64} << 10;
constexpr int kDictionaryHashLog = 17;
constexpr std::size_t kLargestPart = std::size_t{1} << 30;

struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

/// One of the two parts of records: a context and its dictionary.
class PartPacker {
public:
    explicit PartPacker(std::string_view dictionary) : context_(ZSTD_createCCtx()) {
        EVRESI_CHECK(context_ != nullptr);
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kCompressionLevel);
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_dictIDFlag, 0);
        if (dictionary.empty()) return;
        if (dictionary.size() > kLargeDictionary)
            ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_hashLog, kDictionaryHashLog);
        ZSTD_CCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size());
    }

    /// A view of this object's buffer until the next call.
    std::string_view pack(std::string_view bytes) {
        const std::size_t room = ZSTD_compressBound(bytes.size());
        if (buffer_.size() < room) buffer_.resize(room);
        const std::size_t size = ZSTD_compress2(context_.get(), buffer_.data(), buffer_.size(),
                                                bytes.data(), bytes.size());
        EVRESI_CHECK(ZSTD_isError(size) == 0);
        return {buffer_.data(), size};
    }

private:
    std::unique_ptr<ZSTD_CCtx, FreeCompressor> context_;
    std::string buffer_;
};

/// Decompresses into memory that is kept for the next call on this thread.
Result<std::string_view> decompress(std::string_view packed, const ZSTD_DDict* dictionary) {
    // Making a context costs more than unpacking a document; each thread keeps one.
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
    thread_local std::string kept;
    const unsigned long long content = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (content == ZSTD_CONTENTSIZE_ERROR || content == ZSTD_CONTENTSIZE_UNKNOWN ||
        content > kLargestPart) {
        return damaged_record("no content size");
    }
    constexpr std::size_t kMostKept = std::size_t{1} << 20;
    const auto size = static_cast<std::size_t>(content);
    if (kept.size() > kMostKept && size <= kMostKept) kept = std::string();
    if (kept.size() < size) kept.resize(size);
    const std::size_t got = ZSTD_decompress_usingDDict(context.get(), kept.data(), size,
                                                       packed.data(), packed.size(), dictionary);
    if (ZSTD_isError(got) != 0 || got != size) return damaged_record("cannot unpack");
    return std::string_view(kept).substr(0, size);
}

struct RecordParts {
    std::string_view head;
    std::string_view body;
    const RecordDictionary* dictionary = nullptr;
};

std::uint32_t read_id(std::string_view bytes) {
    std::uint32_t id = 0;
    for (std::size_t i = 4; i > 0; --i) id = id << 8 | static_cast<unsigned char>(bytes[i - 1]);
    return id;
}

Result<RecordParts> split(std::string_view record, const RecordDictionaries& dictionaries) {
    if (record.size() < kFixedBytes || record[0] != kMagic || record[1] != kVersion) {
        return damaged_record("not a record");
    }
    const std::uint32_t id = read_id(record.substr(2));
    const RecordDictionary* const dictionary = id == 0 ? nullptr : dictionaries.find(id);
    if (id != 0 && dictionary == nullptr) return damaged_record("its dictionary is not there");
    std::uint64_t head_bytes = 0;
    std::size_t at = kFixedBytes;
    for (int shift = 0;; shift += 7) {
        if (at >= record.size() || shift > 56) return damaged_record("cut off");
        const auto byte = static_cast<unsigned char>(record[at++]);
        head_bytes |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) break;
    }
    if (head_bytes > record.size() - at) return damaged_record("cut off");
    const auto size = static_cast<std::size_t>(head_bytes);
    return RecordParts{record.substr(at, size), record.substr(at + size), dictionary};
}

Result<corpus::Document> unpack_head(const RecordParts& parts) {
    const ZSTD_DDict* const dictionary =
        parts.dictionary == nullptr ? nullptr : parts.dictionary->head_unpacker();
    const Result<std::string_view> bytes = decompress(parts.head, dictionary);
    if (!bytes) return bytes.error();
    return read_head_fields(*bytes);
}

}  // namespace

struct RecordPacker::State {
    explicit State(std::shared_ptr<const RecordDictionary> of)
        : dictionary(std::move(of)),
          head(dictionary == nullptr ? std::string_view() : dictionary->head()),
          body(dictionary == nullptr ? std::string_view() : dictionary->body()) {}

    std::shared_ptr<const RecordDictionary> dictionary;
    PartPacker head;
    PartPacker body;
    std::string fields;
};

RecordPacker::RecordPacker(std::shared_ptr<const RecordDictionary> dictionary)
    : state_(std::make_unique<State>(std::move(dictionary))) {}
RecordPacker::~RecordPacker() = default;
RecordPacker::RecordPacker(RecordPacker&&) noexcept = default;
RecordPacker& RecordPacker::operator=(RecordPacker&&) noexcept = default;

std::string RecordPacker::pack(const corpus::Document& document) {
    write_head_fields(document, state_->fields);
    const std::string_view head = state_->head.pack(state_->fields);
    write_body_fields(document, state_->fields);
    const std::string_view body = state_->body.pack(state_->fields);
    std::string record;
    record.reserve(kFixedBytes + 5 + head.size() + body.size());
    record += kMagic;
    record += kVersion;
    const std::uint32_t id = state_->dictionary == nullptr ? 0 : state_->dictionary->id();
    for (int shift = 0; shift < 32; shift += 8) record += static_cast<char>(id >> shift & 0xff);
    std::size_t size = head.size();
    for (; size >= 0x80; size >>= 7) record += static_cast<char>(size | 0x80);
    record += static_cast<char>(size);
    record += head;
    record += body;
    return record;
}

const std::shared_ptr<const RecordDictionary>& RecordPacker::dictionary() const noexcept {
    return state_->dictionary;
}

std::string pack_record(const corpus::Document& document) {
    // Making a context costs more than packing a document; each thread keeps one.
    thread_local RecordPacker packer;
    return packer.pack(document);
}

Result<corpus::Document> unpack_head(std::string_view record,
                                     const RecordDictionaries& dictionaries) {
    const Result<RecordParts> parts = split(record, dictionaries);
    if (!parts) return parts.error();
    return unpack_head(*parts);
}

Result<corpus::Document> unpack_record(std::string_view record,
                                       const RecordDictionaries& dictionaries) {
    const Result<RecordParts> parts = split(record, dictionaries);
    if (!parts) return parts.error();
    Result<corpus::Document> document = unpack_head(*parts);
    if (!document) return document;
    const ZSTD_DDict* const dictionary =
        parts->dictionary == nullptr ? nullptr : parts->dictionary->body_unpacker();
    const Result<std::string_view> body = decompress(parts->body, dictionary);
    if (!body) return body.error();
    if (const Result<void> read = read_body_fields(*body, *document); !read) return read.error();
    return document;
}

}  // namespace evresi::database
